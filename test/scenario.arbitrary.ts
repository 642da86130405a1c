import fc, { type Arbitrary } from 'fast-check'
import { segmentsSoldTo } from '../src/core/data/checks.ts'
import type { MarketData } from '../src/core/data/market-data.ts'
import { parameterNames, type ParameterSpec } from '../src/core/data/parameters.ts'
import type { NameplateRow } from '../src/core/data/tables.ts'
import { IMPORTERS, markets, stateStatuses } from '../src/core/market/sets.ts'
import {
  DEFAULT_HORIZON,
  ensembleMethods,
  LAST_YEAR,
  sources,
  steerings,
  type Scenario,
} from '../src/core/scenario/scenario.ts'

/** Random scenarios that the reader accepts and the model can be run on, every field among them. */

export interface ScenarioArbitraryOptions {
  /** Longest horizon, in years. */
  readonly maxYears?: number
}

/**
 * Arbitrary valid scenarios, as `parse` gives them: federal paths by year, each field sometimes left
 * out. Values are such as a planner might try; parameters lie mostly in their plausible range.
 */
export function scenarioArbitrary(
  data: MarketData,
  { maxYears = 6 }: ScenarioArbitraryOptions = {},
): Arbitrary<Scenario> {
  return horizon(maxYears).chain((years) => {
    const fields = some({
      notes: freeText(0, 60),
      parameters: parameters(data),
      federal: federal(data, years),
      tariffs: tariffs(years),
      states: states(data),
      steering: fc.constantFrom(...steerings),
      source: fc.constantFrom(...sources),
      makers: someOf(idsOf(data.makers.rows, 'maker'), () => maker, 3),
      nameplates: nameplates(data),
      series: series(years),
      ensemble: some({
        seed: freeText(1, 20),
        draws: fc.integer({ min: 1, max: 1_000_000 }),
        method: fc.constantFrom(...ensembleMethods),
        hold: fc.subarray([...parameterNames], { maxLength: 4 }),
      }),
      story: fc.constant({ slides: [] }),
    })
    return fc.tuple(freeText(1, 40), fields).map(([name, rest]) => ({
      ...({ format: 'keicast-scenario', version: 1 } as const),
      name,
      ...(years === undefined ? {} : { horizon: years }),
      ...rest,
    }))
  })
}

function idsOf<K extends string>(
  rows: readonly Readonly<Record<K, string>>[],
  key: K,
): readonly string[] {
  return rows.map((row) => row[key])
}

type Horizon = Exclude<Scenario['horizon'], undefined>

/** Both ends, or one of them where the other's default leaves few enough years, or none. */
function horizon(maxYears: number): Arbitrary<Horizon | undefined> {
  const { start: firstStart, end: lastEnd } = DEFAULT_HORIZON
  const both = fc
    .tuple(fc.integer({ min: firstStart, max: 2040 }), fc.integer({ min: 1, max: maxYears }))
    .map(([start, count]) => ({ start, end: Math.min(start + count - 1, LAST_YEAR) }))
  const defaultCount = lastEnd - firstStart + 1
  const longest = Math.min(maxYears, defaultCount)
  const end = fc
    .integer({ min: firstStart, max: firstStart + longest - 1 })
    .map((year) => ({ end: year }))
  const start = fc
    .integer({ min: lastEnd - longest + 1, max: lastEnd })
    .map((year) => ({ start: year }))
  const none = maxYears < defaultCount ? [] : [fc.constant(undefined), fc.constant({})]
  return fc.oneof({ arbitrary: both, weight: 8 }, end, start, ...none)
}

function endsOf(years: Horizon | undefined) {
  return {
    start: years?.start ?? DEFAULT_HORIZON.start,
    end: years?.end ?? DEFAULT_HORIZON.end,
  }
}

/** A number between two others, with six digits as people write them, and never -0. */
function decimal(min: number, max: number): Arbitrary<number> {
  return fc
    .double({ min, max, noNaN: true })
    .map((value) => Math.min(max, Math.max(min, Number(value.toPrecision(6)))) + 0)
}

/** Text of any script, whole characters only. */
function freeText(minLength: number, maxLength: number): Arbitrary<string> {
  const unit = fc.constantFrom('grapheme' as const, 'binary' as const, 'grapheme-ascii' as const)
  return unit.chain((kind) => fc.string({ minLength, maxLength, unit: kind }))
}

/** An object with some of the fields. */
function some<T extends object>(fields: { [K in keyof T]: Arbitrary<T[K]> }): Arbitrary<
  Partial<T>
> {
  return fc.record(fields, { requiredKeys: [], noNullPrototype: true }) as Arbitrary<Partial<T>>
}

/** An object with some of the ids as keys, up to `most` of them. */
function someOf<I extends string, T>(
  ids: readonly I[],
  valueOf: (id: I) => Arbitrary<T>,
  most: number,
): Arbitrary<Record<string, T>> {
  return fc
    .subarray([...ids], { maxLength: Math.min(most, ids.length) })
    .chain((keys) => fc.tuple(...keys.map((key) => valueOf(key).map((value) => [key, value]))))
    .map((entries) => Object.fromEntries(entries) as Record<string, T>)
}

function parameters(data: MarketData): Arbitrary<Record<string, number>> {
  return someOf(parameterNames, (name) => parameter(data.parameters[name]), 8)
}

/** Mostly plausible, now and then as far outside the range as the range is wide. */
function parameter(spec: ParameterSpec): Arbitrary<number> {
  const { low, high, value } = spec
  const width = high > low ? high - low : Math.abs(value) * 0.2
  const least = Math.max(spec.min ?? -Infinity, low - width)
  const most = Math.min(spec.max ?? Infinity, high + width)
  return fc.oneof(
    { arbitrary: decimal(low, high), weight: 6 },
    { arbitrary: decimal(least, most), weight: 1 },
  )
}

/** A year in which something comes into force, now and then outside of the horizon. */
function eventYear(years: Horizon | undefined) {
  const { start, end } = endsOf(years)
  return fc.integer({ min: start - 4, max: Math.min(end + 2, LAST_YEAR) })
}

/** Up to three years whose probabilities add up to 1 at most. */
function odds(years: Horizon | undefined): Arbitrary<Record<string, number>> {
  const entry = fc.tuple(eventYear(years).map(String), decimal(0, 0.333))
  return fc
    .uniqueArray(entry, { maxLength: 3, selector: ([year]) => year })
    .map((entries) => Object.fromEntries(entries))
}

function federal(data: MarketData, years: Horizon | undefined) {
  const entry = fc.record(
    {
      year: eventYear(years),
      path: fc.constantFrom(...data.federalPaths.rows.map(({ path }) => path)),
      odds: odds(years),
    },
    { requiredKeys: ['year', 'path'], noNullPrototype: true },
  )
  return events(entry)
}

function tariffs(years: Horizon | undefined) {
  const fields = {
    year: eventYear(years),
    tariffCar: decimal(0, 1),
    tariffTruck: decimal(0, 1),
    odds: odds(years),
  }
  const car = fc.record(fields, { requiredKeys: ['year', 'tariffCar'], noNullPrototype: true })
  const truck = fc.record(fields, { requiredKeys: ['year', 'tariffTruck'], noNullPrototype: true })
  return events(fc.oneof(car, truck))
}

/** Up to three events, one a year, by year. */
function events<E extends { readonly year: number }>(entry: Arbitrary<E>): Arbitrary<E[]> {
  return fc
    .uniqueArray(entry, { maxLength: 3, selector: ({ year }) => year })
    .map((entries) => entries.sort((one, other) => one.year - other.year))
}

function states(data: MarketData) {
  const status = fc.constantFrom(...stateStatuses)
  const law = fc.record(
    { status, cap_mph: fc.integer({ min: 25, max: 75 }) },
    { requiredKeys: ['status'], noNullPrototype: true },
  )
  return someOf(idsOf(data.states.rows, 'state'), () => fc.oneof(status, law), 6)
}

const maker = some({
  us_dealers: fc.integer({ min: 0, max: 2000 }),
  dealer_reach: decimal(0, 1),
  barred: fc.boolean(),
})

function nameplates(data: MarketData) {
  const rows = new Map(data.nameplates.rows.map((row) => [row.id, row]))
  return someOf([...rows.keys()], (id) => nameplate(data, rows.get(id)!), 5)
}

function nameplate(data: MarketData, row: NameplateRow) {
  const orNull = <T>(value: Arbitrary<T>) => fc.option(value, { nil: null, freq: 6 })
  // Only a 25-year import can do without a cost and a plan.
  const orNullIfImported = <T>(value: Arbitrary<T>) =>
    row.maker === IMPORTERS ? orNull(value) : value
  const sold = markets.map((market) => [
    `ref_${market}`,
    orNull(fc.constantFrom(...segmentsSoldTo(data.segments.rows, market))),
  ])
  const columns = some({
    offered: fc.boolean(),
    launch: fc.integer({ min: 2024, max: 2045 }),
    price_jpy: orNull(fc.integer({ min: 800_000, max: 4_000_000 })),
    unit_cost_jpy: orNullIfImported(fc.integer({ min: 600_000, max: 3_500_000 })),
    volume_cuft: decimal(50, 150),
    seats: fc.integer({ min: 2, max: 5 }),
    length_m: decimal(2.5, 4),
    hp_per_t: decimal(30, 150),
    payload_kg: decimal(100, 600),
    risk_ratio: decimal(0.8, 6),
    upkeep_usd_yr: decimal(500, 3000),
    speed_cap_mph: orNull(fc.integer({ min: 25, max: 75 })),
    plan_volume: orNullIfImported(fc.integer({ min: 1000, max: 100_000 })),
    ...(Object.fromEntries(sold) as Record<`ref_${string}`, Arbitrary<string | null>>),
    price_usd: orNull(fc.integer({ min: 8000, max: 60_000 })),
    steering: orNull(fc.constantFrom(...steerings)),
    source: orNull(fc.constantFrom(...sources)),
    partners: orNull(fc.integer({ min: 1, max: 4 })),
    dealer_reach: orNull(decimal(0, 1)),
    appeal: orNull(decimal(-1, 1)),
  })
  return fc.tuple(columns, energy(row)).map(([rest, used]) => ({ ...rest, ...used }))
}

/** What a nameplate runs on: as it is, with other figures, or turned from gasoline to electric and back. */
function energy(row: NameplateRow): Arbitrary<object> {
  const mpg = decimal(20, 60)
  const mi_per_kwh = decimal(2.5, 6)
  const range_mi = decimal(60, 250)
  const figures = row.mi_per_kwh === null ? some({ mpg }) : some({ mi_per_kwh, range_mi })
  const electric = fc.record(
    { mpg: fc.constantFrom(null), mi_per_kwh, range_mi },
    { noNullPrototype: true },
  )
  const gasoline = fc.record(
    { mpg, mi_per_kwh: fc.constantFrom(null), range_mi: fc.constantFrom(null) },
    { noNullPrototype: true },
  )
  return fc.oneof({ arbitrary: figures, weight: 6 }, electric, gasoline)
}

function series(years: Horizon | undefined) {
  const { start, end } = endsOf(years)
  // The year before and the year after have no effect, which is allowed.
  const named = Array.from({ length: end - start + 3 }, (_, at) => String(start - 1 + at))
  const known = named.filter((year) => Number(year) <= LAST_YEAR)
  return some({
    gasoline: someOf(known, () => decimal(1, 10), 6),
    newSales: someOf(known, () => fc.integer({ min: 8_000_000, max: 22_000_000 }), 6),
  })
}
