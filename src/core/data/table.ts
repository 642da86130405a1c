import { csvParseRows } from 'd3-dsv'
import { err, ok, type Result } from '../result.ts'
import { allowedCell, readCell, type Cell, type Column } from './column.ts'
import type { Problem } from './problem.ts'

/** What a table holds: its file, its key column and what every cell may be. */
export interface TableSchema<C extends Readonly<Record<string, Column>>> {
  readonly file: string
  /** Column whose values tell rows apart. */
  readonly key: keyof C & string
  /** Column name to what its cells may hold, in the file's order. */
  readonly columns: C
}

export type Row<C extends Readonly<Record<string, Column>>> = {
  readonly [K in keyof C]: Cell<C[K]>
}

export type AnyTableSchema = TableSchema<Readonly<Record<string, Column>>>
export type RowOf<S> = S extends TableSchema<infer C> ? Row<C> : never

export interface Table<R> {
  /** The table's own comment: definitions and sources. */
  readonly notes: readonly string[]
  readonly rows: readonly R[]
}

/** Name a cell's place in a data file: its line there, and its column. */
export function cellPath(file: string, line: number, column: string): string {
  return `${file}, row ${line}, column ${column}`
}

/**
 * Read a CSV table: comment lines that start with #, a header, then rows. A row's number in messages is
 * its line in the file, so cells may hold no line breaks. Every problem is reported, not the first.
 */
export function parseTable<C extends Readonly<Record<string, Column>>>(
  schema: TableSchema<C>,
  csv: string,
): Result<Table<Row<C>>, readonly Problem[]> {
  const lines = csv
    .replace(/^\uFEFF/, '')
    .replace(/\r?\n$/, '')
    .split(/\r?\n/)
  const comments = lines.findIndex((line) => !line.startsWith('#'))
  const notes = lines.slice(0, comments < 0 ? lines.length : comments)
  const [header = [], ...cells] = lines
    .slice(notes.length)
    .map((line) => csvParseRows(line)[0] ?? [])
  const problems = headerProblems(
    schema.file,
    Object.keys(schema.columns),
    header,
    notes.length + 1,
  )
  if (problems.length > 0) return err(problems)

  const rows: Row<C>[] = []
  const seen = new Set<string>()
  cells.forEach((row, index) => {
    const line = notes.length + 2 + index
    rows.push(readRow(schema, header, row, line, problems))
    const key = row[header.indexOf(schema.key)] ?? ''
    if (seen.has(key)) {
      const path = cellPath(schema.file, line, schema.key)
      problems.push({ path, message: `${quoted(key)} stands here a second time; ids must differ` })
    }
    seen.add(key)
  })
  if (rows.length === 0) problems.push({ path: schema.file, message: 'has no rows' })
  if (problems.length > 0) return err(problems)
  return ok({ notes: notes.map((note) => note.replace(/^#\s*/, '')), rows })
}

function headerProblems(
  file: string,
  expected: readonly string[],
  header: readonly string[],
  line: number,
): Problem[] {
  const path = `${file}, row ${line}`
  const missing = expected.filter((name) => !header.includes(name))
  const unknown = header.filter((name) => !expected.includes(name))
  const twice = header.filter((name, at) => header.indexOf(name) !== at)
  return [
    ...missing.map((name) => ({ path, message: `column ${name} is missing` })),
    ...unknown.map((name) => ({
      path,
      message: `column ${quoted(name)} is not known; allowed: ${expected.join(', ')}`,
    })),
    ...twice.map((name) => ({ path, message: `column ${name} stands here twice` })),
  ]
}

function readRow<C extends Readonly<Record<string, Column>>>(
  schema: TableSchema<C>,
  header: readonly string[],
  cells: readonly string[],
  line: number,
  problems: Problem[],
): Row<C> {
  if (cells.length !== header.length) {
    const message = `has ${cells.length} cells; the header has ${header.length}`
    problems.push({ path: `${schema.file}, row ${line}`, message })
  }
  const row: Record<string, unknown> = {}
  header.forEach((name, at) => {
    const column = schema.columns[name] as Column
    const raw = cells[at] ?? ''
    const value = readCell(column, raw)
    row[name] = value
    if (value !== undefined) return
    const message = `is ${quoted(raw)}; allowed: ${allowedCell(column)}`
    problems.push({ path: cellPath(schema.file, line, name), message })
  })
  // Cells that do not fit are undefined here, but then the table is refused as a whole.
  return row as Row<C>
}

function quoted(value: string): string {
  return value === '' ? 'blank' : JSON.stringify(value)
}
