import type { ParameterSpecs } from './parameters.ts'
import type { AnyTableSchema, RowOf, Table } from './table.ts'
import {
  areasTable,
  federalPathsTable,
  fleetsTable,
  japanMarketTable,
  japanYearsTable,
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
  japanMarket: japanMarketTable,
  japanYears: japanYearsTable,
} as const satisfies Record<string, AnyTableSchema>

export type TableName = keyof typeof tableSchemas

/** The data set: checked tables and parameters. Read-only, shared by all runs. */
export type MarketData = {
  readonly [K in TableName]: Table<RowOf<(typeof tableSchemas)[K]>>
} & { readonly parameters: ParameterSpecs }
