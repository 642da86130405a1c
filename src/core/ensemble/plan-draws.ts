import type { MarketData } from '../data/market-data.ts'
import type { ParameterName } from '../data/parameters.ts'
import { normalQuantile } from '../numeric/normal.ts'
import { resolveNameplates } from '../scenario/resolve.ts'
import type { NameplateOverride, Scenario } from '../scenario/scenario.ts'
import { dimensionsOf, type Dimension, type DimensionName } from './dimensions.ts'
import { spreadAround, valueAt } from './distribution.ts'
import {
  cumulateOdds,
  eventYearAt,
  federalOfDraw,
  tariffsOfDraw,
  type DrawnEvent,
  type EventOdds,
} from './draw-events.ts'
import { checkDraws, createCoordinate, type Coordinate } from './sampler.ts'
import type { SampleSettings } from './settings.ts'

/** Everything that the draws of a scenario's ensemble have in common. */
export interface DrawPlan {
  readonly scenario: Scenario
  readonly settings: SampleSettings
  /** What is drawn; the columns of a point. */
  readonly dimensions: readonly Dimension[]
  /** Number of each dimension in a draw. */
  readonly coordinates: readonly Coordinate[]
  /** Value of each dimension at a quantile: in its own unit, or a year; null for an event that never comes. */
  readonly values: readonly ((u: number) => number | null)[]
}

/** Plan the draws of a scenario that was read and checked; the settings may be its own or others. */
export function planDraws(
  data: MarketData,
  scenario: Scenario,
  settings: SampleSettings,
): DrawPlan {
  checkDraws(settings.draws)
  const dimensions = dimensionsOf(data, scenario)
  const appeal = appealSpread(data, scenario)
  return {
    scenario,
    settings,
    dimensions,
    coordinates: dimensions.map(({ name, place }) => createCoordinate(settings, name, place)),
    values: dimensions.map(({ name }) => valuesOf(data, scenario, name, appeal)),
  }
}

interface AppealSpread {
  readonly deviation: number
  readonly own: ReadonlyMap<string, number>
}

function appealSpread(data: MarketData, scenario: Scenario): AppealSpread {
  const deviation = scenario.parameters?.appealSd ?? data.parameters.appealSd.value
  const nameplates = resolveNameplates(data, scenario)
  return { deviation, own: new Map(nameplates.map(({ id, appeal }) => [id, appeal])) }
}

function valuesOf(
  data: MarketData,
  scenario: Scenario,
  name: DimensionName,
  appeal: AppealSpread,
): (u: number) => number | null {
  switch (name[0]) {
    case 'parameter': {
      const distribution = spreadAround(data.parameters[name[1]], scenario.parameters?.[name[1]])
      return (u) => valueAt(distribution, u)
    }
    case 'appeal': {
      const own = appeal.own.get(name[1]) ?? 0
      return (u) => own + appeal.deviation * normalQuantile(u) + 0
    }
    case 'federal':
    case 'tariffs': {
      const odds: EventOdds = cumulateOdds(scenario[name[0]]?.[name[1]]?.odds ?? {})
      return (u) => eventYearAt(odds, u)
    }
  }
}

/**
 * Give the point of a draw: a number between 0 and 1 a dimension, in the plan's order.
 *
 * @param index From 0 to draws − 1.
 */
export function drawPoint({ coordinates, settings }: DrawPlan, index: number): Float64Array {
  if (!(Number.isInteger(index) && index >= 0 && index < settings.draws)) {
    throw new RangeError(`needs a draw from 0 to ${settings.draws - 1}, got ${index}`)
  }
  return Float64Array.from(coordinates, (coordinate) => coordinate(index))
}

/** Give a draw as a scenario of its own: explicit values and years, no odds. */
export function drawScenario(plan: DrawPlan, index: number): Scenario {
  return scenarioAt(plan, drawPoint(plan, index))
}

/**
 * Give the scenario at any point of the unit cube: for studies that choose points of their own.
 *
 * @param point A number between 0 and 1, neither of them, a dimension, in the plan's order.
 */
export function scenarioAt(plan: DrawPlan, point: Float64Array): Scenario {
  const { scenario, dimensions, values } = plan
  const parameters: Partial<Record<ParameterName, number | undefined>> = { ...scenario.parameters }
  const nameplates: Record<string, NameplateOverride> = { ...scenario.nameplates }
  const federal = (scenario.federal ?? []).map(certain)
  const tariffs = (scenario.tariffs ?? []).map(certain)
  dimensions.forEach(({ name }, at) => {
    const value = values[at]?.(point[at] as number) ?? null
    switch (name[0]) {
      case 'parameter':
        parameters[name[1]] = value as number
        break
      case 'appeal':
        nameplates[name[1]] = { ...nameplates[name[1]], appeal: value }
        break
      case 'federal':
        setYear(federal, name[1], value)
        break
      case 'tariffs':
        setYear(tariffs, name[1], value)
        break
    }
  })
  return {
    ...scenario,
    parameters,
    nameplates,
    ...(scenario.federal && { federal: federalOfDraw(federal) }),
    ...(scenario.tariffs && { tariffs: tariffsOfDraw(tariffs) }),
  }
}

function certain<E extends { readonly year: number }>(entry: E): DrawnEvent<E> {
  return { entry, year: entry.year }
}

function setYear<E>(events: DrawnEvent<E>[], at: number, year: number | null): void {
  const event = events[at]
  if (event !== undefined) events[at] = { entry: event.entry, year }
}
