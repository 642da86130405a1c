import type { Scenario } from '../../../src/core/scenario/scenario.ts'
import { withHorizon } from '../../state/scenario-edits.ts'
import {
  anyDifference,
  differenceOf,
  groupOfEdit,
  type Difference,
  type How,
  type LeverEdit,
} from './lever-edit.ts'
import { DEFAULT_HORIZON } from './lever-limits.ts'
import { en } from '../../strings/en.ts'

const text = en.levers

export interface Horizon {
  readonly start: number
  readonly end: number
}

/** First and last model year of a scenario. */
export function horizonOf(scenario: Scenario): Horizon {
  return {
    start: scenario.horizon?.start ?? DEFAULT_HORIZON.start,
    end: scenario.horizon?.end ?? DEFAULT_HORIZON.end,
  }
}

/** Say why a year may not be an end of the horizon. */
export function horizonProblem(
  scenario: Scenario,
  end: keyof Horizon,
  year: number,
): string | null {
  const horizon = horizonOf(scenario)
  if (end === 'start') return year > horizon.end ? text.horizon.afterEnd(horizon.end) : null
  return year < horizon.start ? text.horizon.beforeStart(horizon.start) : null
}

export function setHorizon(
  scenario: Scenario,
  end: keyof Horizon,
  year: number,
  how: How = 'typed',
): LeverEdit {
  return {
    label: text.horizon.set(end, year),
    scenario: withHorizon(scenario, end, year === DEFAULT_HORIZON[end] ? null : year),
    group: groupOfEdit(how, `horizon:${end}`),
  }
}

export function horizonDifference(scenario: Scenario, reference: Scenario): Difference {
  const [own, other] = [horizonOf(scenario), horizonOf(reference)]
  return anyDifference([
    differenceOf(own.start, DEFAULT_HORIZON.start, other.start),
    differenceOf(own.end, DEFAULT_HORIZON.end, other.end),
  ])
}
