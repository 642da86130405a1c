import { csvFormatRows } from 'd3-dsv'
import { parquetWriteBuffer, type ColumnSource } from 'hyparquet-writer'
import { join } from 'node:path'
import type { MarketData } from '../../core/data/market-data.ts'
import { yearlyOutcomes } from '../../core/ensemble/outcome-names.ts'
import { planDraws } from '../../core/ensemble/plan-draws.ts'
import type { TidyTable } from '../../core/results/tables.ts'
import type { Scenario } from '../../core/scenario/scenario.ts'
import { ensureOutputFolder, csvText, writeOutput } from '../export-files.ts'
import { drawColumns, drawsWorkedOut, outcomeColumns, type DrawColumn } from './draw-columns.ts'
import {
  ensembleFacts,
  PERCENTILES,
  type EnsembleFacts,
  type EnsembleObject,
  type EnsembleSource,
} from './ensemble-object.ts'
import type { EnsembleDraws } from './run-ensemble.ts'

/** An ensemble in files (docs/cli.md). They hold no times, so that the same draws give the same bytes. */

/** Raw draws, ready to be written. */
export interface DrawRows {
  readonly columns: readonly DrawColumn[]
  /** One row each. */
  readonly draws: readonly number[]
  readonly facts: EnsembleFacts
}

/** Lay out the draws that were worked out. */
export function drawRows(
  data: MarketData,
  scenario: Scenario,
  source: EnsembleSource,
  draws: EnsembleDraws,
): DrawRows {
  const plan = planDraws(data, scenario, source.settings)
  return {
    columns: drawColumns(data, plan, draws.layout, draws.table),
    draws: drawsWorkedOut(draws.table),
    facts: ensembleFacts(source, draws),
  }
}

export function ensembleJson(object: EnsembleObject): string {
  return `${JSON.stringify(object, null, 1)}\n`
}

/** Name the tables of a folder. */
export function ensembleCsvPaths(folder: string): readonly string[] {
  return ['percentiles', 'nameplates', 'draws'].map((name) => join(folder, `${name}.csv`))
}

/** Write the tables of an ensemble; the folder is made where it is not there. */
export async function writeEnsembleCsv(
  folder: string,
  object: EnsembleObject,
  rows: DrawRows,
): Promise<readonly string[]> {
  await ensureOutputFolder(folder)
  const contents = [
    csvText(percentileTable(object)),
    csvText(nameplateTable(object)),
    drawsCsv(rows),
  ]
  const paths = ensembleCsvPaths(folder)
  for (const [at, path] of paths.entries())
    await writeOutput(path, contents[at] as string | Uint8Array)
  return paths
}

function percentileTable({ years, outcomes, partial }: EnsembleObject): TidyTable {
  return {
    name: 'percentiles',
    columns: [
      'year',
      'percentile',
      ...yearlyOutcomes.map((outcome) => outcomeColumns[outcome].column),
      'partial',
    ],
    rows: years.flatMap((year, t) =>
      PERCENTILES.map((percent, p) => [
        year,
        percent,
        ...yearlyOutcomes.map((outcome) => outcomes[outcome].percentiles[t]?.[p] ?? null),
        String(partial),
      ]),
    ),
  }
}

function nameplateTable({ nameplates, partial }: EnsembleObject): TidyTable {
  return {
    name: 'nameplates',
    columns: [
      'nameplate',
      'on_sale_share',
      'earns_back_share',
      ...PERCENTILES.map((percent) => `npv_p${percent}_usd`),
      'partial',
    ],
    rows: Object.entries(nameplates).map(([id, { onSale, earnsBack, npv }]) => [
      id,
      onSale,
      earnsBack,
      ...PERCENTILES.map((_, p) => npv?.[p] ?? null),
      String(partial),
    ]),
  }
}

/** Rows that are turned into text at once. */
const BLOCK = 1000

function drawsCsv({ columns, draws, facts }: DrawRows): Uint8Array {
  const partial = String(facts.partial)
  const texts = [csvFormatRows([[...columns.map(({ header }) => header), 'partial']])]
  for (let from = 0; from < draws.length; from += BLOCK) {
    const block = draws.slice(from, from + BLOCK)
    const rows = block.map((draw) => [...columns.map((column) => cell(column, draw)), partial])
    texts.push(csvFormatRows(rows))
  }
  return Buffer.concat(texts.map((text) => Buffer.from(`${text}\n`)))
}

function cell({ type, value }: DrawColumn, draw: number): string {
  const number = value(draw)
  if (number === null) return ''
  return String(type === 'float' ? shortest(number) : number)
}

/** Give the shortest decimal that reads back as the same Float32. */
export function shortest(value: number): number {
  for (let digits = 6; digits < 9; digits += 1) {
    const rounded = Number(value.toPrecision(digits))
    if (Math.fround(rounded) === value) return rounded
  }
  return Number(value.toPrecision(9))
}

/** Lay out raw draws as a Parquet file, one row a draw; what they are stands in its metadata. */
export function drawsParquet({ columns, draws, facts }: DrawRows): Uint8Array {
  const units = Object.fromEntries(columns.map(({ name, unit }) => [name, unit]))
  const metadata = JSON.stringify({ ...facts, units })
  const buffer = parquetWriteBuffer({
    columnData: columns.map((column) => parquetColumn(column, draws)),
    kvMetadata: [{ key: 'keicast', value: metadata }],
    createdBy: 'keicast',
  })
  return new Uint8Array(buffer)
}

const PARQUET_TYPES = { whole: 'INT32', double: 'DOUBLE', float: 'FLOAT' } as const

function parquetColumn(column: DrawColumn, draws: readonly number[]): ColumnSource {
  const { name, type, nullable } = column
  const values = draws.map((draw) => column.value(draw))
  return { name, data: values, type: PARQUET_TYPES[type], nullable }
}
