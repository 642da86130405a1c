import { err, ok, type Result } from '../result.ts'
import { checkMarketData } from './checks.ts'
import { parseParameters, type ParameterSpecs } from './parameters.ts'
import type { Problem } from './problem.ts'
import {
  parseTable,
  type AnyTableSchema,
  type Row,
  type RowOf,
  type Table,
  type TableSchema,
} from './table.ts'
import type { Column } from './column.ts'
import {
  areasTable,
  federalPathsTable,
  fleetsTable,
  makersTable,
  nameplatesTable,
  nestsTable,
  segmentsTable,
  stateLawTable,
  statesTable,
} from './tables.ts'

/** Every table that the model reads, by the name it goes by in the code. */
export const tableSchemas = {
  states: statesTable,
  areas: areasTable,
  fleets: fleetsTable,
  nests: nestsTable,
  segments: segmentsTable,
  makers: makersTable,
  nameplates: nameplatesTable,
  federalPaths: federalPathsTable,
  stateLaw: stateLawTable,
} as const satisfies Record<string, AnyTableSchema>

export type TableName = keyof typeof tableSchemas

/** The data set: checked tables and parameters. Read-only, shared by all runs. */
export type MarketData = {
  readonly [K in TableName]: Table<RowOf<(typeof tableSchemas)[K]>>
} & { readonly parameters: ParameterSpecs }

export const PARAMETERS_FILE = 'parameters.json'

/** Names of all files of the data set. */
export const dataFiles: readonly string[] = [
  ...Object.values(tableSchemas).map((schema) => schema.file),
  PARAMETERS_FILE,
]

/**
 * Read the data set from its files' texts and check it whole: cells, ids, sums and presence.
 *
 * @param texts File name to contents; every name of `dataFiles` is present.
 * @returns The data, or every problem with its file, row and column.
 */
export function parseMarketData(
  texts: Readonly<Record<string, string>>,
): Result<MarketData, readonly Problem[]> {
  const problems: Problem[] = []
  const read = <C extends Readonly<Record<string, Column>>>(
    schema: TableSchema<C>,
  ): Table<Row<C>> => {
    const parsed = parseTable(schema, texts[schema.file] ?? '')
    if (parsed.ok) return parsed.value
    problems.push(...parsed.error)
    return { notes: [], rows: [] }
  }
  const tables = {
    states: read(statesTable),
    areas: read(areasTable),
    fleets: read(fleetsTable),
    nests: read(nestsTable),
    segments: read(segmentsTable),
    makers: read(makersTable),
    nameplates: read(nameplatesTable),
    federalPaths: read(federalPathsTable),
    stateLaw: read(stateLawTable),
  }
  const parameters = parseParameters(texts[PARAMETERS_FILE] ?? '')
  if (!parameters.ok) return err([...problems, ...parameters.error])
  if (problems.length > 0) return err(problems)

  const data: MarketData = { ...tables, parameters: parameters.value }
  const crossProblems = checkMarketData(data)
  return crossProblems.length > 0 ? err(crossProblems) : ok(data)
}
