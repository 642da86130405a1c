import {
  DEFAULT_SETTINGS,
  MOST_DRAWS,
  scenarioSettings,
  type EnsembleSettings,
} from '../../src/contract/ensemble.ts'
import type { Scenario } from '../../src/core/scenario/scenario.ts'
import { withPart } from './scenario-edits.ts'

/** What an ensemble is asked to draw. */
export interface EnsembleRequest {
  readonly scenario: Scenario
  /** Null where it is the same scenario. */
  readonly reference: Scenario | null
  readonly settings: EnsembleSettings
  /** The same for requests whose draws come from the same numbers, however many they are. */
  readonly key: string
}

/** A scenario's settings, with no more draws than a page shows; more are for the command line. */
export function settingsOf(scenario: Scenario): EnsembleSettings {
  const own = scenarioSettings(scenario)
  return { ...own, draws: Math.min(own.draws, MOST_DRAWS) }
}

/** Change one setting; the default is what a scenario need not say. */
export function withSetting<K extends keyof EnsembleSettings>(
  scenario: Scenario,
  name: K,
  value: EnsembleSettings[K],
): Scenario {
  const rest = Object.entries(scenario.ensemble ?? {}).filter(([key]) => key !== name)
  const said = value === DEFAULT_SETTINGS[name] ? [] : [[name, value] as const]
  return withPart(scenario, 'ensemble', Object.fromEntries([...rest, ...said]))
}

/** Ask for a scenario's draws, and for the reference's with the same numbers. */
export function ensembleRequest(scenario: Scenario, reference: Scenario): EnsembleRequest {
  const settings = settingsOf(scenario)
  const [own, other] = [drawnOf(scenario), drawnOf(reference)]
  const { seed, draws, method } = settings
  return {
    scenario,
    reference: own === other ? null : reference,
    settings,
    // A draw of a Latin hypercube depends on how many there are.
    key: JSON.stringify([own, other, seed, method, method === 'lhs' ? draws : null]),
  }
}

/** What a scenario's draws depend on. */
function drawnOf(scenario: Scenario): string {
  const drawn = Object.entries(scenario)
    .filter(([part]) => !['name', 'notes', 'ensemble', 'story'].includes(part))
    .sort(([a], [b]) => (a < b ? -1 : 1))
  return JSON.stringify([drawn, scenario.ensemble?.hold ?? []])
}
