import { csvFormatRows, csvParseRows } from 'd3-dsv'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { assetFolder } from '../src/app/assets.ts'
import { dataFiles } from '../src/core/data/parse-market-data.ts'

/** The files of the product's data set as texts, and ways to break them. */
export type DataTexts = Readonly<Record<string, string>>
type Rows = readonly string[][]

export const dataTexts: DataTexts = Object.fromEntries(
  dataFiles.map((file) => [file, readFileSync(join(assetFolder('data'), file), 'utf8')]),
)

/** A CSV file's comment lines, and its rows with the header first. */
export function split(text: string): { readonly notes: readonly string[]; readonly rows: Rows } {
  const lines = text.trimEnd().split('\n')
  const notes = lines.filter((line) => line.startsWith('#'))
  return { notes, rows: csvParseRows(lines.slice(notes.length).join('\n')) }
}

/** Rewrite the rows of a file, its header among them. */
export function withRows(file: string, change: (rows: Rows) => Rows, texts = dataTexts): DataTexts {
  const { notes, rows } = split(texts[file]!)
  return { ...texts, [file]: `${[...notes, csvFormatRows(change(rows))].join('\n')}\n` }
}

/** Put a text into a cell; the row is named by its first cell, the header by the first column's name. */
export function withCell(
  file: string,
  key: string,
  column: string,
  cell: string,
  texts = dataTexts,
): DataTexts {
  return withRows(
    file,
    (rows) => {
      const at = rows[0]!.indexOf(column)
      const found = rows.findIndex((row) => row[0] === key)
      if (at < 0 || found < 0) throw new Error(`${file} has no ${column} of ${key}`)
      return rows.map((row, index) => (index === found ? row.with(at, cell) : row))
    },
    texts,
  )
}

/** Leave out the row with this first cell. */
export function withoutRow(file: string, key: string): DataTexts {
  return withRows(file, (rows) => rows.filter(([first]) => first !== key))
}

/** Replace a piece of parameters.json that stands there. */
export function withParameter(name: string, fields: Readonly<Record<string, unknown>>): DataTexts {
  const all = JSON.parse(dataTexts['parameters.json']!) as Record<string, object>
  const changed = { ...all, [name]: { ...all[name], ...fields } }
  return { ...dataTexts, 'parameters.json': JSON.stringify(changed) }
}
