import { err, ok, type Result } from '../result.ts'
import { checkMarketData } from './checks.ts'
import type { Column } from './column.ts'
import { tableSchemas, type MarketData } from './market-data.ts'
import { parseParameters } from './parameters.ts'
import type { Problem } from './problem.ts'
import { parseTable, type Row, type Table, type TableSchema } from './table.ts'

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
    states: read(tableSchemas.states),
    areas: read(tableSchemas.areas),
    fleets: read(tableSchemas.fleets),
    nests: read(tableSchemas.nests),
    segments: read(tableSchemas.segments),
    makers: read(tableSchemas.makers),
    nameplates: read(tableSchemas.nameplates),
    federalPaths: read(tableSchemas.federalPaths),
    stateLaw: read(tableSchemas.stateLaw),
    japanMarket: read(tableSchemas.japanMarket),
    japanYears: read(tableSchemas.japanYears),
  }
  const parameters = parseParameters(texts[PARAMETERS_FILE] ?? '')
  if (!parameters.ok) return err([...problems, ...parameters.error])
  if (problems.length > 0) return err(problems)

  const data: MarketData = { ...tables, parameters: parameters.value }
  const crossProblems = checkMarketData(data)
  return crossProblems.length > 0 ? err(crossProblems) : ok(data)
}
