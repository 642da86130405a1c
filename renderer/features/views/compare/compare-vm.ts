import type { RunColumns } from '../../../../src/contract/results.ts'
import {
  formatChange,
  formatVehicles,
  formatExactUsd,
  NO_VALUE,
} from '../../../charts/shared/format.ts'
import { entry, newKeiShare, newKeiSold, sumOf, yearIndex } from '../../../state/run-read.ts'
import { formatGain, formatMoney } from '../earn/money.ts'
import type { TableModel } from '../view-frame/table-model.ts'
import { en } from '../../../strings/en.ts'
import type { DifferenceParts } from './split-scenario.ts'

const text = en.compare

/** What the compare view shows of two runs. */
export interface CompareVm {
  readonly title: string
  readonly summary: string
  readonly table: TableModel
  readonly years: readonly CompareYear[]
  readonly results: readonly ResultRow[]
  /** Last year that both runs have. */
  readonly lastYear: number
}

/** New kei sold in a year, vehicles; NaN in a run that does not have the year. */
export interface CompareYear {
  readonly year: number
  readonly current: number
  readonly reference: number
  readonly difference: number
}

/** One headline result of both runs, as text. */
export interface ResultRow {
  readonly label: string
  readonly current: string
  readonly reference: string
  readonly difference: string
}

const RESULT_YEARS = [2030, 2035, 2040]

export interface CompareInput {
  readonly current: RunColumns
  readonly reference: RunColumns
  readonly referenceName: string
  /** Whether anything that goes in differs. */
  readonly inputsDiffer: boolean
  /** Where the difference comes from; null until it is known. */
  readonly parts: DifferenceParts | null
}

/** Lay two runs side by side. */
export function compareVm(input: CompareInput): CompareVm {
  const { current, reference, referenceName } = input
  const lastYear = lastCommonYear(current, reference)
  const years = yearsOf(current, reference)
  return {
    title: titleOf(
      input,
      years.find(({ year }) => year === lastYear),
      lastYear,
    ),
    summary: summaryOf(years, referenceName, lastYear),
    table: tableOf(years, referenceName),
    years,
    results: resultRows(current, reference, lastYear),
    lastYear,
  }
}

/** What stands while the reference's run has not come. */
export function waitingVm(): Pick<CompareVm, 'title' | 'summary' | 'table'> {
  const table = { caption: text.waitingTitle, columns: [], rows: [] }
  return { title: text.waitingTitle, summary: text.waitingHint, table }
}

/** The last year that both runs have, or the current run's last where they share none. */
export function lastCommonYear(current: RunColumns, reference: RunColumns): number {
  const shared = current.index.years.filter((year) => reference.index.years.includes(year))
  return shared.at(-1) ?? current.index.years.at(-1) ?? 0
}

/** New kei sold in a year of a run, vehicles; NaN where the run does not have it. */
export function newKeiIn(run: RunColumns, year: number): number {
  return run.index.years.includes(year) ? newKeiSold(run, yearIndex(run, year)) : NaN
}

function yearsOf(current: RunColumns, reference: RunColumns): CompareYear[] {
  const years = [...new Set([...current.index.years, ...reference.index.years])]
  return years
    .toSorted((a, b) => a - b)
    .map((year) => {
      const [is, was] = [newKeiIn(current, year), newKeiIn(reference, year)]
      return { year, current: is, reference: was, difference: is - was }
    })
}

function titleOf(
  { inputsDiffer, referenceName, parts }: CompareInput,
  last: CompareYear | undefined,
  lastYear: number,
): string {
  const name = `“${referenceName}”`
  if (!inputsDiffer) return text.sameTitle(name)
  const difference = last?.difference ?? NaN
  if (!Number.isFinite(difference)) return text.title.noYear(name)
  if (formatChange('vehicles', difference).startsWith('±')) {
    return text.title.asMany(lastYear, name)
  }
  const many = formatVehicles(Math.abs(difference))
  const { more, fewer } = text.title
  const start = (difference > 0 ? more : fewer)(many, lastYear, name)
  return parts === null ? start : `${start}${partsClause(parts)}`
}

function partsClause(parts: DifferenceParts): string {
  const change = (value: number) => formatChange('vehicles', value)
  const isNone = (value: number) => change(value).startsWith('±')
  if (isNone(parts.world) && isNone(parts.together)) return `, ${text.title.byDecisions}`
  if (isNone(parts.decisions) && isNone(parts.together)) return `, ${text.title.byWorld}`
  const shares = text.title.shares(change(parts.decisions), change(parts.world))
  return isNone(parts.together)
    ? `: ${shares}`
    : `: ${shares}, ${text.title.together(change(parts.together))}`
}

function summaryOf(years: readonly CompareYear[], name: string, lastYear: number): string {
  const last = years.find(({ year }) => year === lastYear)
  const [is, was] = [last?.current ?? NaN, last?.reference ?? NaN]
  return text.summary(name, formatVehicles(is), formatVehicles(was), lastYear)
}

function tableOf(years: readonly CompareYear[], name: string): TableModel {
  const words = text.table
  return {
    caption: words.caption(name),
    columns: [
      { title: words.year, align: 'left' },
      { title: words.current, unit: 'vehicles', align: 'right' },
      { title: words.reference, unit: 'vehicles', align: 'right' },
      { title: words.difference, unit: 'vehicles', align: 'right' },
    ],
    rows: years.map(({ year, current, reference, difference }) => {
      return [year, current, reference, difference]
    }),
  }
}

function resultRows(current: RunColumns, reference: RunColumns, lastYear: number): ResultRow[] {
  const words = text.results
  const both = (value: (run: RunColumns) => number) => [value(current), value(reference)] as const
  const years = [...RESULT_YEARS.filter((year) => year < lastYear), lastYear]
  const t = (run: RunColumns) => yearIndex(run, lastYear)
  return [
    ...years.map((year) =>
      vehiclesRow(
        words.newKei(year),
        both((run) => newKeiIn(run, year)),
      ),
    ),
    shareRow(
      words.share(lastYear),
      both((run) => newKeiShare(run, t(run))),
    ),
    priceRow(
      words.cheapest(lastYear),
      both((run) => cheapest(run, t(run))),
    ),
    moneyRow(words.earned, both(earned)),
    makersRow(current, reference),
  ]
}

type Both = readonly [current: number, reference: number]

function vehiclesRow(label: string, [is, was]: Both): ResultRow {
  return {
    label,
    current: formatVehicles(is),
    reference: formatVehicles(was),
    difference: formatChange('vehicles', is - was),
  }
}

/** Prices are to the dollar, as stickers are, so that they are seen to differ by what is said. */
function priceRow(label: string, [is, was]: Both): ResultRow {
  const change = Math.round(is) - Math.round(was)
  const sign = change === 0 ? '±' : change > 0 ? '+' : ''
  return {
    label,
    current: formatExactUsd(is),
    reference: formatExactUsd(was),
    difference: Number.isFinite(change) ? `${sign}${formatExactUsd(change)}` : NO_VALUE,
  }
}

/** Differences of shares are in points, not percent of a percentage. */
function shareRow(label: string, [is, was]: Both): ResultRow {
  const percent = (share: number) =>
    Number.isFinite(share) ? `${(share * 100).toFixed(2)}%` : NO_VALUE
  const points = (is - was) * 100
  const sign = points < 0 ? '−' : '+'
  const size = Math.abs(points).toFixed(2)
  const isNone = size === '0.00'
  const difference = `${isNone ? '±' : sign}${text.results.points(size)}`
  return {
    label,
    current: percent(is),
    reference: percent(was),
    difference: Number.isFinite(points) ? difference : NO_VALUE,
  }
}

function moneyRow(label: string, [is, was]: Both): ResultRow {
  return {
    label,
    current: formatMoney(is),
    reference: formatMoney(was),
    difference: is === was ? '±$0' : formatGain(is - was),
  }
}

function makersRow(current: RunColumns, reference: RunColumns): ResultRow {
  const [is, was] = [makersInTheBlack(current), makersInTheBlack(reference)]
  const words = text.results
  return {
    label: words.black,
    current: words.makers(is.earning, is.count),
    reference: words.makers(was.earning, was.count),
    difference: formatChange('number', is.earning - was.earning),
  }
}

/** Lowest price of a new kei on sale in year `t`, USD; NaN where there is none. */
function cheapest(run: RunColumns, t: number): number {
  const prices = run.index.nameplates
    .map(({ isNew }, n) => (isNew ? entry(run, 'price', t, n) : NaN))
    .filter(Number.isFinite)
  return prices.length > 0 ? Math.min(...prices) : NaN
}

/** NPV of all nameplates ever on sale, USD. */
function earned(run: RunColumns): number {
  return sumOf(run.columns.npv.filter(Number.isFinite))
}

/** Makers that sell, and those of them whose nameplates together earn their money back. */
function makersInTheBlack({ index, columns }: RunColumns) {
  const totals = new Map<string, number>()
  for (const [n, { maker }] of index.nameplates.entries()) {
    const npv = columns.npv[n] ?? NaN
    if (Number.isFinite(npv)) totals.set(maker, (totals.get(maker) ?? 0) + npv)
  }
  const earning = [...totals.values()].filter((npv) => npv >= 0).length
  return { earning, count: totals.size }
}
