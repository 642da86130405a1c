import type { Scenario } from '../scenario/scenario.ts'

/** What decides the numbers of an ensemble. */
export interface SampleSettings {
  readonly seed: string
  /** 1 to 2^20. */
  readonly draws: number
  readonly method: 'sobol' | 'lhs'
}

/** What a scenario is drawn with where neither it nor whoever asks says otherwise. */
export const DEFAULT_SETTINGS: SampleSettings = { seed: 'kei', draws: 1000, method: 'sobol' }

/** Quantiles are exact, and all draws in memory, up to here. */
export const MOST_DRAWS = 100_000

/** A scenario's settings, those that it leaves open by default. */
export function scenarioSettings({ ensemble }: Pick<Scenario, 'ensemble'>): SampleSettings {
  return {
    seed: ensemble?.seed ?? DEFAULT_SETTINGS.seed,
    draws: ensemble?.draws ?? DEFAULT_SETTINGS.draws,
    method: ensemble?.method ?? DEFAULT_SETTINGS.method,
  }
}
