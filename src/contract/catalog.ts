import { z } from './zod.ts'

/** The data set as a renderer needs it: what levers are made of and what evidence is shown. */

const Cell = z.union([z.string(), z.number(), z.boolean(), z.null()])
const ColumnInfo = z.object({
  name: z.string(),
  kind: z.enum(['number', 'flag', 'text', 'blankable-text', 'word', 'reference']),
  unit: z.string().optional(),
  min: z.number().optional(),
  max: z.number().optional(),
  integer: z.boolean().optional(),
  blank: z.boolean().optional(),
  words: z.array(z.string()).optional(),
})
const TableInfo = z.object({
  file: z.string(),
  key: z.string(),
  notes: z.array(z.string()),
  columns: z.array(ColumnInfo),
  rows: z.array(z.record(z.string(), Cell)),
})
export type TableInfo = z.infer<typeof TableInfo>
export type ColumnInfo = z.infer<typeof ColumnInfo>

const ParameterInfo = z.object({
  name: z.string(),
  label: z.string(),
  unit: z.string(),
  group: z.string(),
  value: z.number(),
  low: z.number(),
  high: z.number(),
  shape: z.enum(['normal', 'lognormal', 'fixed']),
  min: z.number().nullable(),
  max: z.number().nullable(),
  source: z.string(),
  confidence: z.enum(['high', 'medium', 'low']),
  /** Sections of the model that use it, as `3.1 Attributes`. */
  usedIn: z.array(z.string()),
})
export type ParameterInfo = z.infer<typeof ParameterInfo>

export const Catalog = z.object({
  parameters: z.array(ParameterInfo),
  states: TableInfo,
  stateLaw: TableInfo,
  areas: TableInfo,
  fleets: TableInfo,
  segments: TableInfo,
  makers: TableInfo,
  nameplates: TableInfo,
  federalPaths: TableInfo,
  japanMarket: TableInfo,
  japanYears: TableInfo,
})
export type Catalog = z.infer<typeof Catalog>
export type CatalogTable = Exclude<keyof Catalog, 'parameters'>
