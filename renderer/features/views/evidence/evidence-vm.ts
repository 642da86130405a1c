import type { Catalog, ParameterInfo } from '../../../../src/contract/catalog.ts'
import type { ParameterName } from '../../../../src/core/data/parameters.ts'
import type { Scenario } from '../../../../src/core/scenario/scenario.ts'
import type { TableModel } from '../view-frame/table-model.ts'
import { en } from '../../../strings/en.ts'
import { shownNumber, shownQuantity, shownUnit, toShown, type ShownUnit } from './quantity.ts'

const text = en.evidence

/** One assumption as a row: what it is worth here, and what that rests on. */
export interface AssumptionRow {
  readonly name: ParameterName
  readonly label: string
  readonly group: string
  readonly unit: ShownUnit
  /** In the data set's own unit. */
  readonly value: number
  readonly default: number
  readonly low: number
  readonly high: number
  readonly min: number | null
  readonly max: number | null
  readonly isChanged: boolean
  readonly isFixed: boolean
  readonly confidence: ParameterInfo['confidence']
  readonly source: string
  readonly usedIn: string
}

export type SortKey = 'given' | 'label' | 'value' | 'default' | 'range' | 'confidence' | 'usedIn'
export interface Sorting {
  readonly key: SortKey
  readonly isDescending: boolean
}

export interface Filter {
  readonly search: string
  readonly confidence: ParameterInfo['confidence'] | 'any'
  readonly changedOnly: boolean
}

/** List every assumption with its value in a scenario, in the data set's order. */
export function assumptionRows({ parameters }: Catalog, scenario: Scenario): AssumptionRow[] {
  return parameters.map((parameter) => {
    // The catalog lists the parameters that the model reads, and no others.
    const name = parameter.name as ParameterName
    const value = scenario.parameters?.[name] ?? parameter.value
    return {
      name,
      label: parameter.label,
      group: text.groups[parameter.group] ?? parameter.group,
      unit: shownUnit(parameter.unit, name),
      value,
      default: parameter.value,
      low: parameter.low,
      high: parameter.high,
      min: parameter.min,
      max: parameter.max,
      isChanged: value !== parameter.value,
      isFixed: parameter.shape === 'fixed',
      confidence: parameter.confidence,
      source: parameter.source,
      usedIn: parameter.usedIn.join(', '),
    }
  })
}

/** Say how many assumptions there are, and how many are weak. */
export function evidenceTitle(rows: readonly AssumptionRow[]): string {
  const weak = rows.filter(({ confidence }) => confidence === 'low').length
  const changed = rows.filter(({ isChanged }) => isChanged).length
  return text.title(rows.length, weak, changed)
}

/** Keep the rows that hold every word searched for and pass the filters. */
export function filterRows(rows: readonly AssumptionRow[], filter: Filter): AssumptionRow[] {
  const words = searchWords(filter.search)
  return rows.filter((row) => {
    if (filter.confidence !== 'any' && row.confidence !== filter.confidence) return false
    if (filter.changedOnly && !row.isChanged) return false
    const { label, name, group, source, usedIn, unit } = row
    const searched = [label, name, group, source, usedIn, unit.words].join(' ').toLowerCase()
    return words.every((word) => searched.includes(word))
  })
}

export function searchWords(search: string): string[] {
  return search.toLowerCase().split(/\s+/).filter(Boolean)
}

const certainty = { low: 0, medium: 1, high: 2 } as const

/**
 * Sort rows. Values of different units are no more or less than each other, so `value` sorts by how far
 * the scenario departs from the default within the range, and `range` by its width relative to the default.
 */
export function sortRows(
  rows: readonly AssumptionRow[],
  { key, isDescending }: Sorting,
): readonly AssumptionRow[] {
  if (key === 'given') return rows
  const direction = isDescending ? -1 : 1
  return rows.toSorted((a, b) => direction * compareRows(a, b, key))
}

function compareRows(a: AssumptionRow, b: AssumptionRow, key: Exclude<SortKey, 'given'>): number {
  switch (key) {
    case 'label':
      return a.label.localeCompare(b.label)
    case 'value':
      return departure(a) - departure(b)
    case 'default':
      return a.default - b.default
    case 'range':
      return spread(a) - spread(b)
    case 'confidence':
      return certainty[a.confidence] - certainty[b.confidence]
    case 'usedIn':
      return a.usedIn.localeCompare(b.usedIn)
  }
}

function departure({ value, default: usual, low, high }: AssumptionRow): number {
  if (value === usual) return 0
  return Math.abs(value - usual) / (high - low || Math.abs(usual) || 1)
}

function spread({ default: usual, low, high }: AssumptionRow): number {
  return (high - low) / (Math.abs(usual) || 1)
}

/** Say which values an assumption may take, in its shown unit. */
export function allowedWords({ min, max, unit }: AssumptionRow): string {
  const low = min === null ? null : shownNumber(min, unit)
  const high = max === null ? null : shownNumber(max, unit)
  if (low !== null && high !== null) return text.allowed.both(low, high)
  if (low !== null) return text.allowed.above(low)
  return high === null ? text.allowed.any : text.allowed.below(high)
}

export function isAllowed({ min, max }: AssumptionRow, value: number): boolean {
  return Number.isFinite(value) && (min === null || value >= min) && (max === null || value <= max)
}

/** Name an edit as undo shows it. */
export function editLabel({ label, unit }: AssumptionRow, value: number): string {
  return text.set(label, shownQuantity(value, unit))
}

/** The assumptions as a table to copy and save, in the units shown. */
export function assumptionTable(rows: readonly AssumptionRow[], caption: string): TableModel {
  const { columns, export: also } = text
  const left = (title: string) => ({ title, align: 'left' as const })
  const right = (title: string) => ({ title, align: 'right' as const })
  return {
    caption,
    columns: [
      left(columns.label),
      left(also.name),
      left(also.group),
      right(columns.value),
      right(columns.default),
      right(also.low),
      right(also.high),
      left(also.unit),
      left(columns.confidence),
      left(also.source),
      left(columns.usedIn),
    ],
    rows: rows.map((row) => [
      row.label,
      row.name,
      row.group,
      ...[row.value, row.default, row.low, row.high].map((value) => toShown(value, row.unit)),
      row.unit.words,
      row.confidence,
      row.source,
      row.usedIn,
    ]),
  }
}
