import type { ResultIndex, RunColumns } from '../../contract/results.ts'
import type { ImpactYear, RunResult } from '../../core/engine/result.ts'
import { salesByAlternative, salesByMarket } from '../../core/engine/totals.ts'
import { newKeiAccess, periodInForce } from '../../core/market/federal-rules.ts'
import { areaTypes, groups, markets } from '../../core/market/sets.ts'
import { sum } from '../../core/numeric/sum.ts'

/** What a renderer is sent of a run: the columns its views draw, not the whole result. */

const costParts = [
  'factory',
  'leftHandDrive',
  'compliance',
  'tariff',
  'freight',
  'localBuild',
  'oneOff',
  'makerMargin',
  'dealerMargin',
] as const

const impactNames = [
  'gasolineGal',
  'displacedGasolineGal',
  'electricityKwh',
  'displacedElectricityKwh',
  'carbonKg',
  'displacedCarbonKg',
  'driverDeaths',
  'displacedDriverDeaths',
  'tariffRevenueUsd',
  'consumerSurplusUsd',
] as const satisfies readonly (keyof ImpactYear)[]

/** Take the columns of the contract from a run. */
export function runColumns(result: RunResult): RunColumns {
  const years = result.inputs.years.map((_, t) => t)
  const states = result.inputs.states.map((_, s) => s)
  const nameplates = result.inputs.nameplates.map((_, n) => n)
  const plan = (t: number, n: number) => result.supply[t]?.nameplates[n]
  const byYearAndNameplate = (value: (t: number, n: number) => number | null | undefined) =>
    column(years.flatMap((t) => nameplates.map((n) => value(t, n))))
  const access = years.map((t) => newAccessByState(result, t))
  return {
    index: describeIndex(result),
    columns: {
      sales: concatenate(result.national),
      keiByState: keiByState(result),
      keiByMarket: keiByMarket(result),
      newKeiByGroup: newKeiByGroup(result),
      displaced: result.displaced.values.slice(),
      occasionsByGroup: result.occasions.values.slice(),
      price: byYearAndNameplate((t, n) => plan(t, n)?.price),
      unitCost: byYearAndNameplate((t, n) => plan(t, n)?.cost?.unit),
      costParts: column(
        years.flatMap((t) =>
          nameplates.flatMap((n) => costParts.map((part) => plan(t, n)?.cost?.[part])),
        ),
      ),
      capFactor: result.omega.values.slice(),
      npv: column(result.earnings.map((earned) => earned?.npv)),
      paybackYear: column(result.earnings.map((earned) => earned?.paybackYear)),
      breakEvenVolume: column(result.earnings.map((earned) => earned?.breakEvenVolume)),
      nre: column(nameplates.map((n) => firstCost(result, n)?.nre)),
      awareness: result.awareness.values.slice(),
      stock: result.stock.values.slice(),
      openShare: column(access.flatMap((row) => states.map((s) => row[s]?.open))),
      capMph: column(access.flatMap((row) => states.map((s) => row[s]?.capMph))),
      impacts: column(result.impacts.flatMap((year) => impactNames.map((name) => year[name]))),
    },
  }
}

function describeIndex(result: RunResult): ResultIndex {
  const { inputs, alternatives, segmentCount } = result
  return {
    years: [...inputs.years],
    states: inputs.states.map(({ row }) => row.state),
    markets: [...markets],
    areas: [...areaTypes],
    groups: groups.map((group) => ({ ...group })),
    segments: alternatives.slice(0, segmentCount).map(({ id, label }) => ({ id, label })),
    nameplates: inputs.nameplates.map((nameplate) => ({
      id: nameplate.id,
      label: nameplate.label,
      maker: nameplate.maker,
      body: nameplate.body,
      isNew: nameplate.isNew,
      source: nameplate.source,
      steering: nameplate.steering,
      partners: nameplate.partners,
      planVolume: nameplate.plan_volume,
    })),
    costParts: [...costParts],
    impacts: [...impactNames],
  }
}

/** NaN where there is no value. */
function column(values: readonly (number | null | undefined)[]): Float64Array {
  return Float64Array.from(values, (value) => value ?? NaN)
}

/** By year, state and kei. */
function keiByState(result: RunResult): Float64Array {
  const states = result.inputs.states.length
  const byYear = result.inputs.years.map((_, t) => {
    const sold = salesByAlternative(result, t, result.segmentCount)
    const kei = sold.length / states
    return sold.map((_value, at) => sold[(at % kei) * states + Math.floor(at / kei)] as number)
  })
  return concatenate(byYear)
}

function concatenate(columns: readonly Float64Array[]): Float64Array {
  const all = new Float64Array(columns.reduce((length, column) => length + column.length, 0))
  let at = 0
  for (const column of columns) {
    all.set(column, at)
    at += column.length
  }
  return all
}

function keiByMarket(result: RunResult): Float64Array {
  const { inputs, segmentCount, alternatives } = result
  return column(
    inputs.years.flatMap((_, t) => {
      const sold = salesByMarket(result, t)
      return markets.flatMap((_market, m) => {
        const from = m * alternatives.length
        return [...sold.subarray(from + segmentCount, from + alternatives.length)]
      })
    }),
  )
}

/** By year, area and group. */
function newKeiByGroup({ alternatives, salesByGroup }: RunResult): Float64Array {
  const [years, groupCount, count, areas] = salesByGroup.sizes as [number, number, number, number]
  const newKei = alternatives.flatMap(({ kind }, j) => (kind === 'new-kei' ? [j] : []))
  const sums = new Float64Array(years * areas * groupCount)
  let at = 0
  for (let t = 0; t < years; t += 1) {
    for (let a = 0; a < areas; a += 1) {
      for (let g = 0; g < groupCount; g += 1, at += 1) {
        const from = (t * groupCount + g) * count
        sums[at] = sum(newKei.map((j) => salesByGroup.values[(from + j) * areas + a] as number))
      }
    }
  }
  return sums
}

function newAccessByState({ inputs }: RunResult, t: number) {
  const year = inputs.years[t] ?? NaN
  const period = periodInForce(inputs.federal, year)
  return inputs.states.map((state) =>
    period.path.sale_allowed
      ? newKeiAccess(state, period, year, inputs.parameters)
      : { open: 0, capMph: NaN },
  )
}

function firstCost(result: RunResult, n: number) {
  return result.supply.find(({ nameplates }) => nameplates[n]?.cost)?.nameplates[n]?.cost
}
