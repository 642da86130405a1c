import {
  tariffRates,
  type FederalEntry,
  type Odds,
  type TariffEntry,
} from '../scenario/scenario.ts'

/** Section 8: in which year an uncertain event comes, if at all. */

/** Odds as years and how likely the event has come by them. */
export interface EventOdds {
  readonly years: readonly number[]
  /** Rising, at most 1 but for rounding. */
  readonly cumulated: readonly number[]
}

/** Add up odds by year. */
export function cumulateOdds(odds: Odds): EventOdds {
  const years = Object.keys(odds)
    .filter((year) => (odds[year] ?? 0) > 0)
    .map(Number)
    .sort((a, b) => a - b)
  let total = 0
  const cumulated = years.map((year) => {
    total += odds[String(year)] ?? 0
    return total
  })
  return { years, cumulated }
}

/** Odds that add up to 1 but for rounding leave nothing for "never". */
const ROUNDING = 1e-9

/** Give the year at a quantile, the low ones being the early years; null where the event never comes. */
export function eventYearAt({ years, cumulated }: EventOdds, u: number): number | null {
  const at = cumulated.findIndex((likely) => u < likely)
  if (at >= 0) return years[at] ?? null
  const isCertain = (cumulated.at(-1) ?? 0) >= 1 - ROUNDING
  return isCertain ? (years.at(-1) ?? null) : null
}

/** An event and the year that was drawn for it; null where it never comes. */
export interface DrawnEvent<E> {
  readonly entry: E
  readonly year: number | null
}

/** Put the federal paths of a draw in order; of two in one year the later in the list comes into force. */
export function federalOfDraw(events: readonly DrawnEvent<FederalEntry>[]): FederalEntry[] {
  const byYear = new Map<number, FederalEntry>()
  for (const { entry, year } of events) {
    if (year !== null) byYear.set(year, { year, path: entry.path })
  }
  return inOrder(byYear)
}

/** Put the tariffs of a draw in order; of two in one year the later in the list counts, rate by rate. */
export function tariffsOfDraw(events: readonly DrawnEvent<TariffEntry>[]): TariffEntry[] {
  const byYear = new Map<number, TariffEntry>()
  for (const { entry, year } of events) {
    if (year === null) continue
    const rates = tariffRates.flatMap((rate) =>
      entry[rate] === undefined ? [] : [[rate, entry[rate]] as const],
    )
    byYear.set(year, { ...byYear.get(year), year, ...Object.fromEntries(rates) })
  }
  return inOrder(byYear)
}

function inOrder<E extends { readonly year: number }>(byYear: ReadonlyMap<number, E>): E[] {
  return [...byYear.values()].sort((a, b) => a.year - b.year)
}
