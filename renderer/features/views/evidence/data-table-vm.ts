import type {
  Catalog,
  CatalogTable,
  ColumnInfo,
  TableInfo,
} from '../../../../src/contract/catalog.ts'
import type { Scenario } from '../../../../src/core/scenario/scenario.ts'
import { NO_VALUE } from '../../../charts/shared/format.ts'
import type { TableCell, TableModel } from '../view-frame/table-model.ts'
import { columnLabel } from './column-words.ts'
import { en } from '../../../strings/en.ts'
import { searchWords } from './evidence-vm.ts'
import { shownNumber, shownUnit, toShown } from './quantity.ts'

const text = en.evidence

/** A table of the data set as the scenario has it. */
export interface DataTableVm {
  readonly columns: readonly DataColumn[]
  readonly rows: readonly DataRow[]
  readonly notes: readonly string[]
}

export interface DataColumn {
  readonly name: string
  readonly label: string
  readonly unit: string
  readonly isNumber: boolean
  /** Holds sentences, which need room to wrap. */
  readonly isLong: boolean
}

export interface DataRow {
  readonly key: string
  readonly cells: readonly DataCell[]
}

export interface DataCell {
  readonly text: string
  /** What it is sorted and exported by. */
  readonly raw: TableCell
  /** What the data set says where the scenario says otherwise; null where it does not. */
  readonly was: string | null
}

type Cell = string | number | boolean | null

/** Columns that name a row to people; the first of them comes first. */
const NAMES = ['label', 'name']
/** The few columns whose cells are sentences. */
const LONG = ['note', 'source']

/** Lay out a table, with what the scenario says in place of its cells. */
export function dataTableVm(catalog: Catalog, id: CatalogTable, scenario: Scenario): DataTableVm {
  const table = catalog[id]
  const infos = nameFirst(table)
  return {
    columns: infos.map(describeColumn),
    rows: table.rows.map((row) => {
      const key = String(row[table.key])
      return {
        key,
        cells: infos.map((info) => {
          const usual = row[info.name === 'id' ? table.key : info.name] ?? null
          const said = overrideOf(scenario, id, key, info.name)
          const was = said === undefined || said === usual ? null : cellText(catalog, info, usual)
          return describeCell(catalog, info, said === undefined ? usual : said, was)
        }),
      }
    }),
    notes: table.notes.map((note) => withLabels(note, table)),
  }
}

/** Columns with the rows' names first; the ids of named rows are nothing but ids. */
function nameFirst({ columns, key }: TableInfo): ColumnInfo[] {
  const name = columns.find((column) => NAMES.includes(column.name))
  if (name === undefined) return [...columns]
  const others = columns.filter((column) => column !== name)
  return [name, ...others.map((column) => (column.name === key ? asId(column) : column))]
}

/** Notes name columns as files do; people know them by their labels. */
function withLabels(note: string, { columns }: TableInfo): string {
  return note.replace(/\b[a-z0-9]+(?:_[a-z0-9]+)+\b/g, (word) =>
    columns.some(({ name }) => name === word) ? `“${columnLabel(word)}”` : word,
  )
}

function asId(column: ColumnInfo): ColumnInfo {
  return { ...column, name: 'id', kind: 'text' }
}

function describeColumn({ name, kind, unit }: ColumnInfo): DataColumn {
  const words = unit === 'year' ? '' : shownUnit(unit, name).words
  return {
    name,
    label: columnLabel(name),
    unit: words,
    isNumber: kind === 'number',
    isLong: LONG.includes(name),
  }
}

function describeCell(
  catalog: Catalog,
  info: ColumnInfo,
  value: Cell,
  was: string | null,
): DataCell {
  const shown = cellText(catalog, info, value)
  const raw = typeof value === 'number' ? toShown(value, shownUnit(info.unit, info.name)) : shown
  return { text: shown, raw: value === null || value === '' ? null : raw, was }
}

/** What a scenario says in place of a cell; undefined where it says nothing. */
function overrideOf(
  scenario: Scenario,
  id: CatalogTable,
  key: string,
  column: string,
): Cell | undefined {
  if (id === 'states') return stateOverride(scenario, key, column)
  if (id !== 'nameplates' && id !== 'makers') return undefined
  const row = scenario[id]?.[key] as Readonly<Record<string, Cell | undefined>> | undefined
  return row?.[column]
}

function stateOverride(scenario: Scenario, key: string, column: string): Cell | undefined {
  const said = scenario.states?.[key]
  if (said === undefined) return undefined
  const { status, cap_mph } = typeof said === 'string' ? { status: said } : said
  if (column === 'kei_status') return status
  return column === 'kei_cap_mph' ? cap_mph : undefined
}

const confidenceWords: Readonly<Record<string, keyof typeof text.confidence>> = {
  H: 'high',
  M: 'medium',
  L: 'low',
}

function cellText(catalog: Catalog, info: ColumnInfo, value: Cell): string {
  if (value === null || value === '') return NO_VALUE
  if (typeof value === 'boolean') return value ? text.yes : text.no
  if (typeof value === 'number') {
    return info.unit === 'year'
      ? String(value)
      : shownNumber(value, shownUnit(info.unit, info.name))
  }
  const confidence = info.kind === 'word' ? confidenceWords[value] : undefined
  if (confidence !== undefined) {
    return `${text.marks[confidence]} ${text.confidence[confidence]}`
  }
  if (info.kind === 'word') return value.replace(/^ev-/, 'electric ').replace(/[-_]/g, ' ')
  return info.kind === 'reference' || info.name === 'state' ? nameOf(catalog, info, value) : value
}

/** Name what a reference points to. */
function nameOf({ makers, segments, states }: Catalog, { name }: ColumnInfo, id: string): string {
  const table = name === 'maker' ? makers : name === 'state' ? states : segments
  const row = table.rows.find((candidate) => candidate[table.key] === id)
  const label = row?.label ?? row?.name
  return typeof label === 'string' ? label : id
}

/** Keep the rows that hold every word searched for. */
export function filterDataRows(rows: readonly DataRow[], search: string): readonly DataRow[] {
  const words = searchWords(search)
  if (words.length === 0) return rows
  return rows.filter(({ key, cells }) => {
    const searched = [key, ...cells.map((cell) => cell.text)].join(' ').toLowerCase()
    return words.every((word) => searched.includes(word))
  })
}

/** Sort by a column; blanks come last either way. */
export function sortDataRows(
  rows: readonly DataRow[],
  column: number,
  isDescending: boolean,
): readonly DataRow[] {
  const direction = isDescending ? -1 : 1
  return rows.toSorted((a, b) => {
    const [x, y] = [a.cells[column]?.raw ?? null, b.cells[column]?.raw ?? null]
    if (x === null || y === null) return Number(x === null) - Number(y === null)
    if (typeof x === 'number' && typeof y === 'number') return direction * (x - y)
    return direction * String(x).localeCompare(String(y))
  })
}

/** A table of the data set to copy and save, in the units shown. */
export function dataTableModel(vm: DataTableVm, caption: string): TableModel {
  return {
    caption,
    columns: vm.columns.map(({ label, unit, isNumber }) => ({
      title: unit === '' ? label : `${label} (${unit})`,
      align: isNumber ? ('right' as const) : ('left' as const),
    })),
    rows: vm.rows.map(({ cells }) => cells.map(({ raw }) => raw)),
  }
}
