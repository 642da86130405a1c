import { salesByAlternative, salesByMarket } from '../engine/totals.ts'
import { read } from '../engine/block.ts'
import type { RunResult } from '../engine/result.ts'
import { markets } from '../market/sets.ts'

/** The object that `keicast run --json` writes: field names and units are stable (docs/cli.md). */
export interface RunObject {
  readonly years: readonly number[]
  /** Vehicles/yr, by alternative, one a year. */
  readonly sales: Readonly<Record<string, readonly number[]>>
  /** USD, by nameplate, one a year; null while not on sale. */
  readonly price: Readonly<Record<string, readonly (number | null)[]>>
  /** USD, by new nameplate that came on sale. */
  readonly npv: Readonly<Record<string, number>>
  /** Share of buyers at the start of the year, by state, one a year. */
  readonly awareness: Readonly<Record<string, readonly number[]>>
  /** New nameplates, vehicles/yr, by year and state. */
  readonly keiSalesByState: ByYear
  /** New nameplates, vehicles/yr, by year and market. */
  readonly keiSalesByMarket: ByYear
  /** What all kei took, vehicles/yr, by year and segment. */
  readonly displaced: ByYear
  /** Kei on the road at the end of the last year, by state. */
  readonly stock: Readonly<Record<string, number>>
}
type ByYear = Readonly<Record<string, Readonly<Record<string, number>>>>

/** Put a run's results into the published form. */
export function toRunObject(result: RunResult): RunObject {
  const { inputs, alternatives, supply } = result
  const { years } = inputs
  const states = inputs.states.map(({ row }) => row.state)
  const national = result.national
  const lastYear = years.length - 1
  return {
    years,
    sales: mapOf(alternatives, ({ id }, j) => [id, national.map((sales) => sales[j] as number)]),
    price: mapOf(inputs.nameplates, ({ id }, n) => [
      id,
      supply.map(({ nameplates }) => nameplates[n]?.price ?? null),
    ]),
    npv: Object.fromEntries(
      inputs.nameplates.flatMap(({ id }, n) => {
        const earned = result.earnings[n]
        return earned ? [[id, earned.npv]] : []
      }),
    ),
    awareness: mapOf(states, (id, s) => [id, years.map((_, t) => read(result.awareness, t, s))]),
    keiSalesByState: byYear(years, (t) => newKeiByState(result, t)),
    keiSalesByMarket: byYear(years, (t) => newKeiByMarket(result, t)),
    displaced: byYear(years, (t) =>
      mapOf(alternatives.slice(0, result.segmentCount), ({ id }, j) => [
        id,
        read(result.displaced, t, j),
      ]),
    ),
    stock: mapOf(states, (id, s) => [id, read(result.stock, lastYear, s)]),
  }
}

function mapOf<T, V>(
  items: readonly T[],
  entry: (item: T, index: number) => readonly [string, V],
): Readonly<Record<string, V>> {
  return Object.fromEntries(items.map(entry))
}

function byYear<V>(years: readonly number[], of: (t: number) => V): Readonly<Record<string, V>> {
  return mapOf(years, (year, t) => [String(year), of(t)])
}

/** Sum a year's sales of new nameplates where `value` gives them by alternative. */
function newKei({ alternatives }: RunResult, value: (j: number) => number): number {
  return alternatives.reduce((sum, { kind }, j) => (kind === 'new-kei' ? sum + value(j) : sum), 0)
}

/** Sales of new nameplates in a year, vehicles, by state. */
export function newKeiByState(result: RunResult, t: number): Readonly<Record<string, number>> {
  const { states } = result.inputs
  const sold = salesByAlternative(result, t)
  return mapOf(states, ({ row }, s) => [
    row.state,
    newKei(result, (j) => sold[j * states.length + s] as number),
  ])
}

/** Sales of new nameplates in a year, vehicles, by market. */
export function newKeiByMarket(result: RunResult, t: number): Readonly<Record<string, number>> {
  const sold = salesByMarket(result, t)
  return mapOf(markets, (market, m) => [
    market,
    newKei(result, (j) => sold[m * result.alternatives.length + j] as number),
  ])
}
