import type { StateStatus } from '../../../src/core/market/sets.ts'
import type { Scenario, StateOverride } from '../../../src/core/scenario/scenario.ts'
import { withPart, withState } from '../../state/scenario-edits.ts'
import type { StateInfo, StateLaw } from './catalog-rows.ts'
import { differenceOf, type Difference, type LeverEdit } from './lever-edit.ts'
import { DEFAULT_STATE_CAP_MPH } from './lever-limits.ts'
import { en } from '../../strings/en.ts'
import { tilePlaces, type TilePlace } from '../../charts/shared/tile-grid.ts'

const text = en.levers

/** One state as its tile shows it. */
export interface StateTile extends TilePlace {
  readonly state: StateInfo
  readonly law: StateLaw
  /** What the scenario says; null for as today. */
  readonly choice: StateStatus | null
  /** A sign for the law that does without colour: ✓, a speed, ? or ×. */
  readonly mark: string
  readonly difference: Difference
  /** Name and law in a few words, for screen readers. */
  readonly name: string
  /** Sentences for the tooltip. */
  readonly lines: readonly string[]
}

export function stateTiles(
  infos: readonly StateInfo[],
  scenario: Scenario,
  reference: Scenario,
): StateTile[] {
  return tilePlaces.flatMap((place) => {
    const state = infos.find(({ code }) => code === place.code)
    return state ? [stateTile(place, state, { scenario, reference })] : []
  })
}

function stateTile(
  place: TilePlace,
  state: StateInfo,
  { scenario, reference }: { readonly scenario: Scenario; readonly reference: Scenario },
): StateTile {
  const law = lawOf(state, scenario)
  const choice = choiceOf(scenario.states?.[state.code])
  const today = text.states.law(state.today)
  const now = text.states.law(law)
  const difference = lawDifference(state, scenario, reference)
  return {
    ...place,
    state,
    law,
    choice,
    mark: markOf(law),
    difference,
    name: `${state.name}: ${choice === null ? text.states.asToday(today) : text.states.setTo(now)}`,
    lines: [
      ...(choice === null ? [] : [text.states.setToLine(now)]),
      text.states.todayLine(today, state.confidence),
      ...(state.note === null ? [] : [text.states.noteLine(state.note)]),
    ],
  }
}

/** Give the law a scenario gives a state, its cap filled in where one holds. */
export function lawOf(state: StateInfo, scenario: Scenario): StateLaw {
  const override = scenario.states?.[state.code]
  const status = choiceOf(override) ?? state.today.status
  const own = typeof override === 'object' ? override.cap_mph : undefined
  const capMph = own ?? state.today.capMph ?? DEFAULT_STATE_CAP_MPH
  return { status, capMph: status === 'capped' ? capMph : null }
}

function choiceOf(override: StateOverride | undefined): StateStatus | null {
  if (override === undefined) return null
  return typeof override === 'string' ? override : override.status
}

function lawDifference(state: StateInfo, scenario: Scenario, reference: Scenario): Difference {
  const law = (one: Scenario) => lawOf(state, one)
  return differenceOf(law(scenario), law({ ...scenario, states: {} }), law(reference))
}

function markOf({ status, capMph }: StateLaw): string {
  switch (status) {
    case 'legal':
      return '✓'
    case 'capped':
      return String(capMph ?? DEFAULT_STATE_CAP_MPH)
    case 'unclear':
      return '?'
    case 'prohibited':
      return '×'
  }
}

/** Lead a state through as today, legal, closed and back; whatever else it says goes back to as today. */
export function cycleState(state: StateInfo, scenario: Scenario): LeverEdit {
  const choice = choiceOf(scenario.states?.[state.code])
  const next = choice === null ? 'legal' : choice === 'legal' ? 'prohibited' : null
  return setState(state, scenario, next)
}

export function setState(
  state: StateInfo,
  scenario: Scenario,
  status: StateStatus | null,
): LeverEdit {
  const next = withState(scenario, state.code, status)
  const law = text.states.law(lawOf(state, next))
  return {
    label:
      status === null ? text.states.putBack(state.name) : text.states.setLabel(state.name, law),
    scenario: next,
    group: null,
  }
}

export function setStateCap(state: StateInfo, scenario: Scenario, capMph: number): LeverEdit {
  const next = withState(scenario, state.code, { status: 'capped', cap_mph: capMph })
  return {
    label: text.states.setLabel(state.name, text.states.law(lawOf(state, next))),
    scenario: next,
    group: null,
  }
}

export function allAsToday(scenario: Scenario): LeverEdit {
  return {
    label: text.states.allAsTodayLabel,
    scenario: withPart(scenario, 'states', undefined),
    group: null,
  }
}

/** Make every state legal, which is also to follow a federal path at once; says only what today's law does not. */
export function allLegal(infos: readonly StateInfo[], scenario: Scenario): LeverEdit {
  const others = infos.filter(({ today }) => today.status !== 'legal')
  const states = Object.fromEntries(others.map(({ code }) => [code, 'legal' as const]))
  return {
    label: text.states.allLegalLabel,
    scenario: withPart(scenario, 'states', states),
    group: null,
  }
}

export interface LegendEntry {
  readonly status: StateStatus
  readonly mark: string
  readonly label: string
  readonly count: number
}

/** Count the states under each law. */
export function stateLegend(tiles: readonly StateTile[]): LegendEntry[] {
  const marks: readonly (readonly [StateStatus, string])[] = [
    ['legal', '✓'],
    ['capped', '45'],
    ['unclear', '?'],
    ['prohibited', '×'],
  ]
  return marks.map(([status, mark]) => ({
    status,
    mark,
    label: text.states.legend[status],
    count: tiles.filter(({ law }) => law.status === status).length,
  }))
}
