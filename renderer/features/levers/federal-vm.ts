import type { Scenario } from '../../../src/core/scenario/scenario.ts'
import { pathOf, type FederalPath } from './catalog-rows.ts'
import { horizonOf, type Horizon } from './horizon-vm.ts'
import { DEFAULT_PATH } from './lever-limits.ts'
import { en } from '../../strings/en.ts'
import { followYears } from './state-following.ts'

const text = en.levers

/** One stretch of years under one federal path, as a row below the timeline. */
export interface FederalPeriod {
  /** Place in the scenario's list; null for what is in force before its first entry. */
  readonly at: number | null
  /** First year in which it is in force; null where that is before the horizon. */
  readonly year: number | null
  readonly title: string
  /** Last year in which it is in force; null where that is beyond the horizon's end, or never. */
  readonly until: number | null
  readonly path: FederalPath
  /** What it means, a sentence a line. */
  readonly lines: readonly string[]
  /** Why it changes nothing; null where it does. */
  readonly noEffect: string | null
}

/** A handle on the track; a drag keeps it between its neighbours. */
export interface FederalHandle {
  readonly at: number
  readonly year: number
  readonly label: string
  readonly valueText: string
  readonly place: number
  /** 1 where it would else lie on the one before it. */
  readonly lane: 0 | 1
  readonly min: number
  readonly max: number
}

export interface FederalTimeline {
  readonly horizon: Horizon
  readonly ticks: readonly { readonly year: number; readonly place: number }[]
  readonly spans: readonly FederalSpan[]
  readonly handles: readonly FederalHandle[]
  readonly periods: readonly FederalPeriod[]
  /** Where the reference's entries lie, shown as ghosts where they differ. */
  readonly ghosts: readonly { readonly place: number; readonly title: string }[]
}

interface FederalSpan {
  readonly at: number | null
  readonly from: number
  readonly to: number
  readonly isOpen: boolean
}

export type Entries = NonNullable<Scenario['federal']>

export function federalTimeline(
  scenario: Scenario,
  reference: Scenario,
  paths: readonly FederalPath[],
  stateLagScale: number,
): FederalTimeline {
  const horizon = horizonOf(scenario)
  const entries = scenario.federal ?? []
  const place = (year: number) => placeOfYear(year, horizon)
  return {
    horizon,
    ticks: tickYears(horizon).map((year) => ({ year, place: place(year) })),
    spans: stretches(entries).flatMap(({ at, from, until, path }) => {
      const [start, end] = [place(from), place(until)]
      const isOpen = pathOf(paths, path).saleAllowed
      return end > start ? [{ at, from: start, to: end, isOpen }] : []
    }),
    handles: inLanes(entries.map((_, at) => handle(entries, at, { paths, horizon }))),
    periods: stretches(entries).flatMap((stretch) =>
      period(stretch, { paths, horizon, stateLagScale }),
    ),
    ghosts: (reference.federal ?? [])
      .filter(({ year, path }) => !entries.some((own) => own.year === year && own.path === path))
      .map(({ year, path }) => ({
        place: place(year),
        title: text.federal.ghost(pathOf(paths, path).label, year),
      })),
  }
}

interface Stretch {
  readonly at: number | null
  readonly path: string
  readonly from: number
  /** First year after it. */
  readonly until: number
  /** First year after it and entries that name the same path again, which change nothing. */
  readonly changedIn: number
  readonly isRepeated: boolean
}

function stretches(entries: Entries): Stretch[] {
  const all = [{ year: -Infinity, path: DEFAULT_PATH }, ...entries]
  return all.map(({ year, path }, index) => ({
    at: index === 0 ? null : index - 1,
    path,
    from: year,
    until: all[index + 1]?.year ?? Infinity,
    changedIn: all.slice(index).find((later) => later.path !== path)?.year ?? Infinity,
    isRepeated: all[index - 1]?.path === path,
  }))
}

interface PeriodContext {
  readonly paths: readonly FederalPath[]
  readonly horizon: Horizon
  readonly stateLagScale: number
}

function period(stretch: Stretch, context: PeriodContext): FederalPeriod[] {
  const { horizon, paths } = context
  const isInForce = stretch.from <= horizon.end && stretch.until > horizon.start
  if (stretch.at === null && !isInForce) return []
  const path = pathOf(paths, stretch.path)
  const from = Math.max(stretch.from, horizon.start)
  const to = Math.min(stretch.until - 1, horizon.end)
  const problem = noEffect(stretch, isInForce, horizon)
  return [
    {
      at: stretch.at,
      year: stretch.at === null ? null : stretch.from,
      title: isInForce ? text.yearSpan(from, to) : text.federal.notInForce,
      until: isInForce && stretch.until <= horizon.end ? stretch.until - 1 : null,
      path,
      lines: problem === null ? pathLines(path, stretch, context.stateLagScale) : [],
      noEffect: problem,
    },
  ]
}

function pathLines(path: FederalPath, stretch: Stretch, stateLagScale: number): string[] {
  if (!path.saleAllowed) return [text.federal.closed]
  const follows = followYears(stretch.from, stretch.changedIn, stateLagScale)
  return [
    path.usBuiltOnly ? text.federal.openToUsBuilt : text.federal.open,
    path.speedCapMph === null ? text.federal.noSpeedCap : text.federal.speedCap(path.speedCapMph),
    path.volumeCap === null ? text.federal.noVolumeCap : text.federal.volumeCap(path.volumeCap),
    path.preEmptsStates ? text.federal.preEmpts : text.federal.statesFollow(follows),
    text.federal.cost(path.oneOffMusd, path.unitUsd),
  ]
}

function noEffect(
  { at, isRepeated }: Stretch,
  isInForce: boolean,
  { start, end }: Horizon,
): string | null {
  if (at === null) return null
  if (!isInForce) return text.federal.outsideHorizon(start, end)
  return isRepeated ? text.federal.alreadyInForce : null
}

function handle(
  entries: Entries,
  at: number,
  { paths, horizon }: { readonly paths: readonly FederalPath[]; readonly horizon: Horizon },
): Omit<FederalHandle, 'lane'> {
  const { year, path } = entryAt(entries, at)
  const { label } = pathOf(paths, path)
  return {
    at,
    year,
    label: text.federal.handle(label),
    valueText: text.federal.handleValue(year),
    place: placeOfYear(year, horizon),
    ...roomOf(entries, at, horizon),
  }
}

/** Share of the track that a handle takes in the narrowest panel. */
const HANDLE_WIDTH = 0.09

/** Put a handle into the other lane where it would touch the one before it. */
function inLanes(handles: readonly Omit<FederalHandle, 'lane'>[]): FederalHandle[] {
  return handles.reduce<FederalHandle[]>((placed, next) => {
    const before = placed.at(-1)
    const touches = before !== undefined && next.place - before.place < HANDLE_WIDTH
    return [...placed, { ...next, lane: touches && before.lane === 0 ? 1 : 0 }]
  }, [])
}

/** Years that an entry may be dragged to: in the horizon, between its neighbours. */
export function roomOf(
  entries: Entries,
  at: number,
  horizon: Horizon,
): { min: number; max: number } {
  const { year } = entryAt(entries, at)
  const before = entries[at - 1]?.year ?? -Infinity
  const after = entries[at + 1]?.year ?? Infinity
  return {
    min: Math.min(year, Math.max(horizon.start, before + 1)),
    max: Math.max(year, Math.min(horizon.end, after - 1)),
  }
}

/** Give where a year starts on the track, 0 to 1; years outside lie at its ends. */
function placeOfYear(year: number, { start, end }: Horizon): number {
  return Math.min(1, Math.max(0, (year - start) / (end - start + 1)))
}

/** Give the year that starts nearest to a place on the track. */
export function yearAtPlace(place: number, { start, end }: Horizon): number {
  return Math.min(end, Math.max(start, Math.round(start + place * (end - start + 1))))
}

/** Years written under the track: both ends and round ones that leave room. */
function tickYears({ start, end }: Horizon): number[] {
  const gap = end - start > 24 ? 10 : 5
  const between = Array.from({ length: end - start + 1 }, (_, at) => start + at).filter(
    (year) => year % gap === 0 && year - start >= gap / 2 && end - year >= gap / 2,
  )
  return start === end ? [start] : [start, ...between, end]
}

export function entryAt(entries: Entries, at: number): Entries[number] {
  const entry = entries[at]
  if (entry === undefined) throw new Error(`no federal path number ${at}`)
  return entry
}

/** Say in which years of the horizon a path overrides state law; null where none does. */
export function overridingYears(scenario: Scenario, paths: readonly FederalPath[]): string | null {
  const { start, end } = horizonOf(scenario)
  const spans = stretches(scenario.federal ?? []).flatMap((stretch) => {
    const { path, from, changedIn, isRepeated } = stretch
    const [first, last] = [Math.max(from, start), Math.min(changedIn - 1, end)]
    if (isRepeated) return []
    return pathOf(paths, path).preEmptsStates && first <= last ? [text.yearSpan(first, last)] : []
  })
  return spans.length === 0 ? null : spans.join(', ')
}
