import { read, slice } from '../engine/block.ts'
import type { RunResult } from '../engine/result.ts'
import { sum } from '../numeric/sum.ts'
import { OUTSIDE } from '../market/sets.ts'
import { newKeiByState } from './run-object.ts'

/** The numbers that people ask for first, as plain rows. */

export interface YearRow {
  readonly year: number
  readonly newKei: number // vehicles
  readonly imports: number // 25-year imports, vehicles
  /** New kei in all new vehicles sold, 25-year imports left out. */
  readonly share: number
  /** Lowest price of a new kei on sale, USD. */
  readonly cheapest: number | null
  /** Mean over households, at the start of the year. */
  readonly awareness: number
}

/** Summarise each year of a run. */
export function yearRows(result: RunResult): YearRow[] {
  const { inputs, alternatives, supply } = result
  const national = result.national
  return supply.map(({ year, nameplates }, t) => {
    const sales = national[t] as Float64Array
    const sold = (matches: (j: number) => boolean) => sum(sales.filter((_, j) => matches(j)))
    const newKei = sold((j) => alternatives[j]?.kind === 'new-kei')
    const imports = sold((j) => alternatives[j]?.kind === 'import-25')
    const newSales = sold(
      (j) => alternatives[j]?.id !== OUTSIDE && alternatives[j]?.kind !== 'import-25',
    )
    const prices = nameplates.flatMap(({ cost }) => (cost ? [cost.price] : []))
    const households = sum(inputs.states.map(({ row }) => row.households))
    const aware = inputs.states.map(({ row }, s) => read(result.awareness, t, s) * row.households)
    return {
      year,
      newKei,
      imports,
      share: newKei / newSales,
      cheapest: prices.length > 0 ? Math.min(...prices) : null,
      awareness: sum(aware) / households,
    }
  })
}

export interface NameplateRowSummary {
  readonly id: string
  readonly label: string
  readonly firstYear: number | null
  /** In the first and the last year on sale, USD. */
  readonly firstPrice: number | null
  readonly lastPrice: number | null
  /** In the last year of the run, and over all its years. */
  readonly lastSales: number
  readonly totalSales: number
  readonly npv: number | null // USD
  readonly paybackYear: number | null
  readonly breakEvenVolume: number | null // vehicles/yr
}

/** Summarise each nameplate on offer. */
export function nameplateRows(result: RunResult): NameplateRowSummary[] {
  const national = result.national
  return result.inputs.nameplates.map(({ id, label }, n) => {
    const prices = result.supply.flatMap(({ year, nameplates }) => {
      const price = nameplates[n]?.price ?? null
      return price === null ? [] : [{ year, price }]
    })
    const sales = national.map((row) => row[result.segmentCount + n] as number)
    const earned = result.earnings[n] ?? null
    return {
      id,
      label,
      firstYear: prices[0]?.year ?? null,
      firstPrice: prices[0]?.price ?? null,
      lastPrice: prices.at(-1)?.price ?? null,
      lastSales: sales.at(-1) as number,
      totalSales: sum(sales),
      npv: earned?.npv ?? null,
      paybackYear: earned?.paybackYear ?? null,
      breakEvenVolume: earned?.breakEvenVolume ?? null,
    }
  })
}

export interface StateShareRow {
  readonly state: string
  readonly name: string
  readonly newKei: number
  /** Of all new kei sold that year. */
  readonly share: number
}

/** Rank the states by new kei sold in year `t` of the run, most first; those without sales left out. */
export function stateRows(result: RunResult, t: number): StateShareRow[] {
  const byState = newKeiByState(result, t)
  const total = sum(Object.values(byState))
  return result.inputs.states
    .map(({ row }) => {
      const newKei = byState[row.state] as number
      return { state: row.state, name: row.name, newKei, share: newKei / total }
    })
    .filter(({ newKei }) => newKei > 0)
    .sort((a, b) => b.newKei - a.newKei)
}

export interface SourceRow {
  readonly id: string
  readonly label: string
  readonly displaced: number
  /** Of all that kei displaced that year. */
  readonly share: number
}

/** Rank what kei took their sales from in year `t` of the run, most first. */
export function sourceRows(result: RunResult, t: number): SourceRow[] {
  const taken = slice(result.displaced, t)
  const total = sum(taken)
  return result.alternatives
    .slice(0, result.segmentCount)
    .map(({ id, label }, j) => ({
      id,
      label,
      displaced: taken[j] as number,
      share: total > 0 ? (taken[j] as number) / total : 0,
    }))
    .sort((a, b) => b.displaced - a.displaced)
}
