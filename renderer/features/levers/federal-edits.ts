import type { Scenario } from '../../../src/core/scenario/scenario.ts'
import { withFederal } from '../../state/scenario-edits.ts'
import { pathOf, type FederalPath } from './catalog-rows.ts'
import { entryAt, roomOf, type Entries } from './federal-vm.ts'
import { horizonOf } from './horizon-vm.ts'
import { groupOfEdit, type How, type LeverEdit } from './lever-edit.ts'
import { DEFAULT_PATH } from './lever-limits.ts'
import { en } from '../../strings/en.ts'

const text = en.levers

/** Changes to the federal timeline, one entry a year. An entry keeps the odds that an ensemble draws by. */

/** Move an entry to the year nearest to the wanted one that its neighbours leave it. */
export function moveEntry(
  scenario: Scenario,
  paths: readonly FederalPath[],
  at: number,
  wanted: number,
): LeverEdit | null {
  const entries = scenario.federal ?? []
  const entry = entryAt(entries, at)
  const { year, path } = entry
  const { min, max } = roomOf(entries, at, horizonOf(scenario))
  const next = Math.min(max, Math.max(min, wanted))
  return next === year
    ? null
    : {
        label: text.federal.move(pathOf(paths, path).label, next),
        scenario: withFederal(scenario, replaced(entries, at, { ...entry, year: next })),
        group: `federal:${at}`,
      }
}

/** Set an entry's year as typed; `yearProblem` says which years it may not take. */
export function setEntryYear(
  scenario: Scenario,
  paths: readonly FederalPath[],
  at: number,
  year: number,
  how: How = 'typed',
): LeverEdit {
  const entries = scenario.federal ?? []
  const entry = entryAt(entries, at)
  return {
    label: text.federal.move(pathOf(paths, entry.path).label, year),
    scenario: withFederal(scenario, replaced(entries, at, { ...entry, year })),
    group: groupOfEdit(how, `federal:${at}`),
  }
}

/** Say why an entry may not take a year: another has it. */
export function yearProblem(scenario: Scenario, at: number, year: number): string | null {
  const isTaken = (scenario.federal ?? []).some(
    (entry, other) => other !== at && entry.year === year,
  )
  return isTaken ? text.federal.yearTaken(year) : null
}

export function setEntryPath(
  scenario: Scenario,
  paths: readonly FederalPath[],
  at: number,
  path: string,
): LeverEdit {
  const entries = scenario.federal ?? []
  const entry = entryAt(entries, at)
  return {
    label: text.federal.choose(pathOf(paths, path).label, entry.year),
    scenario: withFederal(scenario, replaced(entries, at, { ...entry, path })),
    group: null,
  }
}

export function removeEntry(
  scenario: Scenario,
  paths: readonly FederalPath[],
  at: number,
): LeverEdit {
  const entries = scenario.federal ?? []
  const { year, path } = entryAt(entries, at)
  return {
    label: text.federal.remove(pathOf(paths, path).label, year),
    scenario: withFederal(
      scenario,
      entries.filter((_, other) => other !== at),
    ),
    group: null,
  }
}

/** Years after the last entry at which a new one is suggested. */
const SUGGESTED_GAP = 2
/** Suggested first: a class of its own, which is the question most people come with. */
const SUGGESTED_PATH = 'kei-class'

/** Add an entry in a free year of the horizon; null where there is none. */
export function addEntry(scenario: Scenario, paths: readonly FederalPath[]): LeverEdit | null {
  const entries = scenario.federal ?? []
  const { start, end } = horizonOf(scenario)
  const wanted = Math.max(start, entries.at(-1)?.year ?? start) + SUGGESTED_GAP
  const free = Array.from({ length: end - start + 1 }, (_, at) => start + at)
    .filter((year) => !entries.some((entry) => entry.year === year))
    .sort((a, b) => Math.abs(a - wanted) - Math.abs(b - wanted))
  const year = free[0]
  if (year === undefined) return null
  const before = entries.findLast((entry) => entry.year < year)?.path ?? DEFAULT_PATH
  const path = suggestedPath(paths, before)
  return {
    label: text.federal.add(pathOf(paths, path).label, year),
    scenario: withFederal(scenario, [...entries, { year, path }]),
    group: null,
  }
}

function suggestedPath(paths: readonly FederalPath[], before: string): string {
  const others = paths.filter(({ id, saleAllowed }) => id !== before && saleAllowed)
  return (others.find(({ id }) => id === SUGGESTED_PATH) ?? others[0])?.id ?? DEFAULT_PATH
}

function replaced(entries: Entries, at: number, entry: Entries[number]): Entries {
  return entries.map((own, other) => (other === at ? entry : own))
}
