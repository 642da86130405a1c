import type { Catalog } from '../../../../src/contract/catalog.ts'
import type { RunColumns } from '../../../../src/contract/results.ts'
import type { Scenario } from '../../../../src/core/scenario/scenario.ts'
import type { Access } from '../../../charts/state-map/access.ts'
import { entry, sumOf } from '../../../state/run-read.ts'

/** New kei, 25-year-old imports, or all kei on the road. */
export type Subject = 'fresh' | 'imports' | 'road'
export type Rate = 'households' | 'vehicles' | 'units'

type StateRow = Catalog['states']['rows'][number]

/** Rates that a subject has: a stock is not held against a year's sales. */
export function ratesOf(subject: Subject): readonly Rate[] {
  return subject === 'road' ? ['households', 'units'] : ['households', 'vehicles', 'units']
}

/** What there is to see first: new kei, or the imports where no new kei is ever sold. */
export function firstSubject(run: RunColumns): Subject {
  const isSold = run.index.years.some((_, t) =>
    run.index.states.some((_state, s) => countIn(run, 'fresh', t, s) > 0),
  )
  return isSold ? 'fresh' : 'imports'
}

/** Kei of a subject in a state and year, vehicles. */
export function countIn(run: RunColumns, subject: Subject, t: number, s: number): number {
  if (subject === 'road') return entry(run, 'stock', t, s)
  const isNew = subject === 'fresh'
  return sumOf(
    run.index.nameplates.map((nameplate, n) =>
      nameplate.isNew === isNew ? entry(run, 'keiByState', t, s, n) : 0,
    ),
  )
}

/** What a count is divided by. */
export function denominator(row: StateRow | undefined, rate: Rate): number {
  switch (rate) {
    case 'households':
      return numberIn(row, 'households') / 100_000
    case 'vehicles':
      return numberIn(row, 'new_sales_2024') / 1000
    case 'units':
      return 1
  }
}

export function numberIn(row: StateRow | undefined, column: string): number {
  const cell = row?.[column]
  return typeof cell === 'number' ? cell : NaN
}

export function textIn(row: StateRow | undefined, column: string): string {
  const cell = row?.[column]
  return typeof cell === 'string' ? cell : ''
}

export interface StateLaw {
  readonly status: 'legal' | 'capped' | 'unclear' | 'prohibited'
  readonly capMph: number | null
}

/** Where the data name no limit for a capped state. */
const CAP_WHERE_UNNAMED_MPH = 45

/** A state's law for imports as the data have it. */
export function lawToday(row: StateRow | undefined): StateLaw {
  const cap = row?.kei_cap_mph
  return {
    status: statusOf(textIn(row, 'kei_status')),
    capMph: typeof cap === 'number' ? cap : CAP_WHERE_UNNAMED_MPH,
  }
}

/** A state's law for imports under a scenario. */
export function lawUnder(
  row: StateRow | undefined,
  { states }: Pick<Scenario, 'states'>,
): StateLaw {
  const today = lawToday(row)
  const override = states?.[textIn(row, 'state')]
  if (override === undefined) return today
  if (typeof override === 'string') return { ...today, status: override }
  return { status: override.status, capMph: override.cap_mph ?? today.capMph }
}

function statusOf(word: string): StateLaw['status'] {
  return word === 'legal' || word === 'capped' || word === 'prohibited' ? word : 'unclear'
}

/** Whether the subject may be sold in a state and year. */
export function accessIn(
  run: RunColumns,
  subject: Subject,
  t: number,
  s: number,
  law: StateLaw,
): Access {
  if (subject === 'road') return 'unknown'
  if (subject === 'fresh') return accessOf(entry(run, 'openShare', t, s))
  return law.status === 'prohibited' ? 'closed' : law.status === 'unclear' ? 'unclear' : 'open'
}

function accessOf(openShare: number): Access {
  if (!Number.isFinite(openShare)) return 'unknown'
  if (openShare === 0) return 'closed'
  return openShare < 1 ? 'unclear' : 'open'
}
