import type { MarketData } from '../data/market-data.ts'
import { parameterNames, type ParameterName } from '../data/parameters.ts'
import { MAX_UNCERTAIN_EVENTS, type Scenario } from '../scenario/scenario.ts'
import { resolveNameplates } from '../scenario/resolve.ts'

/** Name of a dimension: what is drawn. Events go by their place in the scenario's list. */
export type DimensionName =
  | readonly ['parameter', ParameterName]
  | readonly ['appeal', string]
  | readonly ['federal', number]
  | readonly ['tariffs', number]

/** Something that a scenario's ensemble draws. */
export interface Dimension {
  readonly name: DimensionName
  /** Place among all that any scenario of the data set may draw, from 0: its Sobol dimension. */
  readonly place: number
}

/**
 * List what any scenario of a data set may draw, in a fixed order: parameters that are not fixed, the appeal
 * of each nameplate, federal paths, tariffs.
 */
export function possibleDimensions(data: MarketData): Dimension[] {
  const events = Array.from({ length: MAX_UNCERTAIN_EVENTS }, (_, at) => at)
  const names: DimensionName[] = [
    ...parameterNames
      .filter((name) => data.parameters[name].shape !== 'fixed')
      .map((name) => ['parameter', name] as const),
    ...data.nameplates.rows.map(({ id }) => ['appeal', id] as const),
    ...events.map((at) => ['federal', at] as const),
    ...events.map((at) => ['tariffs', at] as const),
  ]
  return names.map((name, place) => ({ name, place }))
}

/** List what a scenario's ensemble draws: what it does not hold, the nameplates on offer, events with odds. */
export function dimensionsOf(data: MarketData, scenario: Scenario): Dimension[] {
  const held = new Set(scenario.ensemble?.hold)
  const nameplates = resolveNameplates(data, scenario).filter(({ offered }) => offered)
  const offered = new Set(nameplates.map(({ id }) => id))
  return possibleDimensions(data).filter(({ name }) => {
    switch (name[0]) {
      case 'parameter':
        return !held.has(name[1])
      case 'appeal':
        return offered.has(name[1])
      case 'federal':
      case 'tariffs':
        return scenario[name[0]]?.[name[1]]?.odds !== undefined
    }
  })
}
