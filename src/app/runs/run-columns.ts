import type { ResultIndex, RunColumns } from '../../contract/results.ts'
import { slice } from '../../core/engine/block.ts'
import type { ImpactYear, RunResult } from '../../core/engine/result.ts'
import { nationalSales, salesByMarket, sum, sumToLastAxis } from '../../core/engine/totals.ts'
import { newKeiAccess, periodInForce } from '../../core/market/federal-rules.ts'
import { areaTypes, groups, markets } from '../../core/market/sets.ts'

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
      sales: column(nationalSales(result).flatMap((row) => [...row])),
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

function keiByState(result: RunResult): Float64Array {
  const { inputs, segmentCount, salesByState } = result
  return column(
    inputs.years.flatMap((_, t) =>
      inputs.states.flatMap((_state, s) => [
        ...sumToLastAxis(salesByState, t, s).subarray(segmentCount),
      ]),
    ),
  )
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

function newKeiByGroup(result: RunResult): Float64Array {
  const { inputs, alternatives } = result
  return column(
    inputs.years.flatMap((_, t) =>
      areaTypes.flatMap((_area, a) =>
        groups.map((_group, g) =>
          sum(
            slice(result.salesByGroup, t, a, g).filter(
              (_sales, j) => alternatives[j]?.kind === 'new-kei',
            ),
          ),
        ),
      ),
    ),
  )
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
