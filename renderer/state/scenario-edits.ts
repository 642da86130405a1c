import type { ParameterName } from '../../src/core/data/parameters.ts'
import type {
  MakerOverride,
  NameplateOverride,
  Scenario,
  StateOverride,
} from '../../src/core/scenario/scenario.ts'

/** Changes to a scenario, each giving a new one. A part that says nothing more is left out. */

/** Set a parameter, or put it back to its default with null. */
export function withParameter(
  scenario: Scenario,
  name: ParameterName,
  value: number | null,
): Scenario {
  return withPart(scenario, 'parameters', withKey(scenario.parameters ?? {}, name, value))
}

/** Set a state's status, or put it back to what the data set says with null. */
export function withState(scenario: Scenario, id: string, status: StateOverride | null): Scenario {
  return withPart(scenario, 'states', withKey(scenario.states ?? {}, id, status))
}

/** Set one column of a nameplate; undefined puts it back. */
export function withNameplate<K extends keyof NameplateOverride>(
  scenario: Scenario,
  id: string,
  column: K,
  value: NameplateOverride[K],
): Scenario {
  const row = withColumn(scenario.nameplates?.[id] ?? {}, column, value)
  return withPart(scenario, 'nameplates', withKey(scenario.nameplates ?? {}, id, nonEmpty(row)))
}

/** Set one column of a maker; undefined puts it back. */
export function withMaker<K extends keyof MakerOverride>(
  scenario: Scenario,
  id: string,
  column: K,
  value: MakerOverride[K],
): Scenario {
  const row = withColumn(scenario.makers?.[id] ?? {}, column, value)
  return withPart(scenario, 'makers', withKey(scenario.makers ?? {}, id, nonEmpty(row)))
}

/** Set the federal paths, sorted by year; none at all puts back what the data set says. */
export function withFederal(
  scenario: Scenario,
  federal: NonNullable<Scenario['federal']>,
): Scenario {
  return withPart(
    scenario,
    'federal',
    [...federal].sort((a, b) => a.year - b.year),
  )
}

/** Set one end of the horizon, or put it back to its default with null. */
export function withHorizon(
  scenario: Scenario,
  end: 'start' | 'end',
  year: number | null,
): Scenario {
  return withPart(scenario, 'horizon', withKey(scenario.horizon ?? {}, end, year))
}

/** Set a series' value of a year, or leave the year to the model with null. */
export function withSeriesYear(
  scenario: Scenario,
  name: keyof NonNullable<Scenario['series']>,
  year: number,
  value: number | null,
): Scenario {
  const years = withKey(scenario.series?.[name] ?? {}, String(year), value)
  return withPart(scenario, 'series', withKey(scenario.series ?? {}, name, nonEmpty(years)))
}

/** Set or leave out a whole part. */
export function withPart<K extends keyof Scenario>(
  scenario: Scenario,
  part: K,
  value: Scenario[K],
): Scenario {
  const rest = without(scenario, part)
  const isEmpty = typeof value === 'object' && Object.keys(value).length === 0
  // Only optional parts are ever left out.
  return (value === undefined || isEmpty ? rest : { ...rest, [part]: value }) as Scenario
}

function withKey<V>(
  map: Readonly<Record<string, V | undefined>>,
  key: string,
  value: V | null,
): Record<string, V> {
  const rest = without(map, key)
  return (value === null ? rest : { ...rest, [key]: value }) as Record<string, V>
}

function withColumn<R extends object, K extends keyof R>(
  row: R,
  column: K,
  value: R[K],
): Partial<R> {
  const rest = without(row, column)
  return value === undefined ? rest : { ...rest, [column]: value }
}

function without<R extends object>(record: R, key: PropertyKey): Partial<R> {
  const kept = Object.entries(record).filter(([own]) => own !== key)
  return Object.fromEntries(kept) as Partial<R>
}

function nonEmpty<R extends object>(row: R): R | null {
  return Object.keys(row).length === 0 ? null : row
}
