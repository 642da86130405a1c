import type { Catalog } from '../../../src/contract/catalog.ts'
import type { ParameterName } from '../../../src/core/data/parameters.ts'
import type { Scenario } from '../../../src/core/scenario/scenario.ts'
import { withSeriesYear } from '../../state/scenario-edits.ts'
import { parameterOf } from './catalog-rows.ts'
import { horizonOf } from './horizon-vm.ts'
import {
  differenceOf,
  groupOfEdit,
  type Difference,
  type How,
  type LeverEdit,
} from './lever-edit.ts'
import { CALIBRATION_YEAR, LAST_YEAR, numberRules, type NumberRule } from './lever-limits.ts'
import { en } from '../../strings/en.ts'
import { shortQuantity } from './unit-words.ts'

const text = en.levers

export type SeriesName = keyof NonNullable<Scenario['series']>
export const seriesNames = ['gasoline', 'newSales'] as const satisfies readonly SeriesName[]

export interface SeriesRow {
  readonly year: number
  readonly value: number
  /** Why it changes nothing; null where it does. */
  readonly noEffect: string | null
}

export interface SeriesTable {
  readonly name: SeriesName
  readonly rule: NumberRule
  /** What an arrow key adds to a value. */
  readonly step: number
  readonly rows: readonly SeriesRow[]
  /** What the add button would add; null where every year is taken. */
  readonly suggestion: { readonly year: number; readonly value: number } | null
}

/** The level and the growth that hold in years a series does not name, and digits to suggest. */
const sourcesOfDefaults: Readonly<
  Record<SeriesName, { level: ParameterName; growth: ParameterName; step: number }>
> = {
  gasoline: { level: 'gasolinePrice', growth: 'gasolineGrowth', step: 0.01 },
  newSales: { level: 'newSalesBase', growth: 'newSalesGrowth', step: 10_000 },
}

export function seriesTable(scenario: Scenario, name: SeriesName, catalog: Catalog): SeriesTable {
  const { start, end } = horizonOf(scenario)
  const rows = yearsOf(scenario, name).map(([year, value]) => ({
    year,
    value,
    noEffect: start <= year && year <= end ? null : text.series.outsideHorizon(start, end),
  }))
  const year = suggestedYear(
    rows.map((row) => row.year),
    start,
  )
  return {
    name,
    rule: numberRules[name],
    step: sourcesOfDefaults[name].step,
    rows,
    suggestion: year === null ? null : { year, value: defaultValue(scenario, name, catalog, year) },
  }
}

function yearsOf(scenario: Scenario, name: SeriesName): [number, number][] {
  return Object.entries(scenario.series?.[name] ?? {})
    .map(([year, value]): [number, number] => [Number(year), value])
    .sort(([a], [b]) => a - b)
}

/** The year after the last one, else the first free one of the horizon. */
function suggestedYear(taken: readonly number[], start: number): number | null {
  const last = taken.at(-1)
  const after = last === undefined ? start : Math.max(start, last + 1)
  const years = Array.from({ length: LAST_YEAR - start + 1 }, (_, at) => start + at)
  const free = years.filter((year) => !taken.includes(year))
  return free.find((year) => year >= after) ?? free[0] ?? null
}

/** What the model would take for the year by itself, rounded. */
function defaultValue(
  scenario: Scenario,
  name: SeriesName,
  catalog: Catalog,
  year: number,
): number {
  const { level, growth, step } = sourcesOfDefaults[name]
  const valueOf = (parameter: ParameterName) =>
    scenario.parameters?.[parameter] ?? parameterOf(catalog, parameter).value
  const value = valueOf(level) * (1 + valueOf(growth)) ** (year - CALIBRATION_YEAR)
  return Number((Math.round(value / step) * step).toFixed(2))
}

export function setSeriesValue(
  scenario: Scenario,
  name: SeriesName,
  year: number,
  value: number,
  how: How = 'typed',
): LeverEdit {
  const { unit } = numberRules[name]
  return {
    label: text.series.set(text.series.names[name], year, shortQuantity(value, unit)),
    scenario: withSeriesYear(scenario, name, year, value),
    group: groupOfEdit(how, `series:${name}:${year}`),
  }
}

/** Give a value another year. */
export function moveSeriesYear(
  scenario: Scenario,
  name: SeriesName,
  from: number,
  to: number,
): LeverEdit {
  const value = scenario.series?.[name]?.[String(from)]
  const without = withSeriesYear(scenario, name, from, null)
  return {
    label: text.series.move(text.series.names[name], from, to),
    scenario: value === undefined ? without : withSeriesYear(without, name, to, value),
    group: null,
  }
}

export function removeSeriesYear(scenario: Scenario, name: SeriesName, year: number): LeverEdit {
  return {
    label: text.series.remove(text.series.names[name], year),
    scenario: withSeriesYear(scenario, name, year, null),
    group: null,
  }
}

/** Say why a row may not take a year: another has it. */
export function seriesYearProblem(
  scenario: Scenario,
  name: SeriesName,
  own: number,
  year: number,
): string | null {
  const isTaken = year !== own && scenario.series?.[name]?.[String(year)] !== undefined
  return isTaken ? text.series.yearTaken(year) : null
}

export function seriesDifference(
  scenario: Scenario,
  reference: Scenario,
  name: SeriesName,
): Difference {
  return differenceOf(yearsOf(scenario, name), [], yearsOf(reference, name))
}
