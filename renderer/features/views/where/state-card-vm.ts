import type { Catalog } from '../../../../src/contract/catalog.ts'
import type { RunColumns } from '../../../../src/contract/results.ts'
import type { Scenario } from '../../../../src/core/scenario/scenario.ts'
import { formatShare, formatUsd, formatVehicles } from '../../../charts/shared/format.ts'
import { entry, sumOf, yearIndex } from '../../../state/run-read.ts'
import { lawToday, lawUnder, numberIn, textIn, type StateLaw } from './where-data.ts'
import { en } from '../../../strings/en.ts'

const text = en.stateCard

export interface StateCard {
  readonly name: string
  /** What the law says, by what it is said of. */
  readonly law: readonly Fact[]
  readonly note: string
  readonly source: string
  readonly confidence: string
  readonly facts: readonly Fact[]
  readonly salesTitle: string
  readonly sales: readonly Fact[]
}

export interface Fact {
  readonly label: string
  readonly value: string
}

interface StateCardInput {
  readonly run: RunColumns
  readonly scenario: Pick<Scenario, 'states'>
  readonly catalog: Pick<Catalog, 'states' | 'stateLaw'>
  readonly year: number
  /** Postal code. */
  readonly state: string
}

/** From here on no road is closed. */
const ALL_ROADS_MPH = 999
const HALF_A_VEHICLE = 0.5

/** The story of a state in a year; null for a state that the run does not know. */
export function stateCard(input: StateCardInput): StateCard | null {
  const { run, catalog, state } = input
  const s = run.index.states.indexOf(state)
  if (s < 0) return null
  const t = yearIndex(run, input.year)
  const year = run.index.years[t] ?? input.year
  const row = catalog.states.rows.find((candidate) => candidate.state === state)
  const evidence = catalog.stateLaw.rows.find((candidate) => candidate.state === state)
  return {
    name: textIn(row, 'name') || state,
    law: lawFacts(input, row, t, s),
    note: sentence(textIn(evidence, 'note')),
    source: text.source(textIn(evidence, 'source')),
    confidence: confidenceOf(textIn(evidence, 'confidence')),
    facts: [
      { label: text.awareness, value: formatShare(entry(run, 'awareness', t, s)) },
      { label: text.price, value: formatUsd(cheapest(run, t, numberIn(row, 'sales_tax'))) },
      { label: text.stock(year), value: formatVehicles(entry(run, 'stock', t, s)) },
    ],
    salesTitle: text.sales(year),
    sales: salesFacts(run, t, s),
  }
}

function lawFacts(
  { run, scenario }: StateCardInput,
  row: Parameters<typeof lawToday>[0],
  t: number,
  s: number,
): Fact[] {
  const today = said(lawToday(row))
  const changed = said(lawUnder(row, scenario))
  return [
    { label: text.lawNow, value: today },
    ...(changed === today ? [] : [{ label: text.lawChanged, value: changed }]),
    { label: text.lawThen(run.index.years[t] ?? 0), value: newKeiLaw(run, t, s) },
  ]
}

function said({ status, capMph }: StateLaw): string {
  return status === 'capped' ? text.status.capped(capMph ?? 0) : text.status[status]
}

function newKeiLaw(run: RunColumns, t: number, s: number): string {
  const open = entry(run, 'openShare', t, s)
  const cap = entry(run, 'capMph', t, s)
  if (open === 1) return cap >= ALL_ROADS_MPH ? text.open : text.openUpTo(cap)
  // The columns have no limit where no federal path lets new kei be sold at all.
  if (open === 0 && !Number.isFinite(cap)) return text.notOpen
  const opens = run.index.years.find((_, at) => at > t && entry(run, 'openShare', at, s) === 1)
  if (open === 0) return opens === undefined ? text.closed : text.closedUntil(opens)
  return opens === undefined ? text.half : text.halfUntil(opens)
}

function cheapest(run: RunColumns, t: number, salesTax: number): number {
  const prices = run.index.nameplates
    .map(({ isNew }, n) => (isNew ? entry(run, 'price', t, n) : NaN))
    .filter(Number.isFinite)
  return prices.length === 0 ? NaN : Math.min(...prices) * (1 + salesTax)
}

function salesFacts(run: RunColumns, t: number, s: number): Fact[] {
  const sold = run.index.nameplates
    .map(({ label }, n) => ({ label, sales: entry(run, 'keiByState', t, s, n) }))
    .filter(({ sales }) => sales >= HALF_A_VEHICLE)
    .toSorted((a, b) => b.sales - a.sales)
  if (sold.length === 0) return [{ label: text.total, value: text.noSales }]
  const rows = sold.map(({ label, sales }) => ({ label, value: formatVehicles(sales) }))
  const total = sumOf(sold.map(({ sales }) => sales))
  return sold.length === 1 ? rows : [...rows, { label: text.total, value: formatVehicles(total) }]
}

function confidenceOf(letter: string): string {
  const words: Readonly<Record<string, string>> = {
    H: text.confidence.high,
    M: text.confidence.medium,
    L: text.confidence.low,
  }
  return words[letter] ?? letter
}

/** Evidence is noted in fragments; a card reads in sentences. */
function sentence(note: string): string {
  return note === '' ? '' : `${note.charAt(0).toUpperCase()}${note.slice(1)}.`
}
