import { z } from 'zod'
import type { Cell, Column, NumberLimits } from '../data/column.ts'
import { segmentsSoldTo } from '../data/checks.ts'
import type { MarketData } from '../data/market-data.ts'
import { parameterNames, type ParameterSpec } from '../data/parameters.ts'
import { makersTable, nameplatesTable } from '../data/tables.ts'
import { IMPORTERS, stateStatuses, type Market } from '../market/sets.ts'
import { eventSchemas } from './event-schemas.ts'
import {
  NAMED_YEARS,
  numeric,
  objectError,
  parameterNumber,
  record,
  textUpTo,
  words,
} from './schema-parts.ts'
import {
  ensembleMethods,
  FIRST_YEAR,
  FORMAT,
  LAST_YEAR,
  sources,
  steerings,
  VERSION,
  type Scenario,
} from './scenario.ts'

/**
 * The scenario file's schema, made from the data set: ids, columns and ranges are the tables' own.
 * zod reads with it, and the published JSON Schema is generated from it.
 */
export function createScenarioSchema(data: MarketData): z.ZodType<Scenario> {
  const events = eventSchemas(data)
  return z
    .strictObject(
      {
        format: z.literal(FORMAT, { error: `must be ${JSON.stringify(FORMAT)}` }),
        version: z.literal(VERSION, { error: `must be ${VERSION}` }),
        name: textUpTo(200).describe('Name of the scenario, shown everywhere'),
        notes: textUpTo(100_000, 0).describe('Notes in Markdown').optional(),
        horizon: horizonSchema().optional(),
        parameters: parametersSchema(data).optional(),
        federal: events.federal.optional(),
        tariffs: events.tariffs.optional(),
        states: record(
          data.states.rows.map(({ state }) => state),
          stateSchema(),
        )
          .describe('How a state treats kei vehicles, in place of states.csv')
          .optional(),
        steering: words(steerings).describe('Steering side of new nameplates').optional(),
        source: words(sources).describe('Where new nameplates are built').optional(),
        makers: record(
          data.makers.rows.map(({ maker }) => maker),
          makerSchema(),
        ).optional(),
        nameplates: nameplatesSchema(data).optional(),
        series: seriesSchema().optional(),
        ensemble: ensembleSchema().optional(),
        story: storySchema().optional(),
      },
      objectError,
    )
    .meta({ title: 'Keicast scenario', description: 'A scenario file (.kei) of Keicast' })
}

function horizonSchema() {
  const year = numeric({ unit: 'year', min: FIRST_YEAR, max: LAST_YEAR, integer: true })
  return z
    .strictObject({ start: year.optional(), end: year.optional() }, objectError)
    .describe('First and last model year')
}

function parametersSchema(data: MarketData) {
  const shape = Object.fromEntries(
    parameterNames.map((name) => {
      const spec = data.parameters[name]
      return [name, parameterNumber(spec).describe(describeParameter(spec)).optional()]
    }),
  )
  return z.strictObject(shape, objectError) as unknown as z.ZodType<
    NonNullable<Scenario['parameters']>
  >
}

function describeParameter({ label, unit, low, high }: ParameterSpec): string {
  const range = low === high ? `held at ${low}` : `plausible ${low} to ${high}`
  return `${label}${unit === '1' ? '' : ` (${unit})`}; ${range}`
}

function stateSchema() {
  const status = words(stateStatuses)
  const cap_mph = numeric({ unit: 'mph', min: 1, max: 100 }).optional()
  return z.union([status, z.strictObject({ status, cap_mph }, objectError)], {
    error: () => `must be one of ${stateStatuses.join(', ')}, or {"status": …, "cap_mph": …}`,
  })
}

function makerSchema() {
  const { us_dealers, dealer_reach, barred } = makersTable.columns
  return z.strictObject(
    {
      us_dealers: cell(us_dealers).optional(),
      dealer_reach: cell(dealer_reach).optional(),
      barred: cell(barred).optional(),
    },
    objectError,
  )
}

/** What a scenario may put in place of a table's cell: null blanks one that may be blank. */
function cell<C extends Exclude<Column, { kind: 'reference' }>>(column: C): z.ZodType<Cell<C>> {
  return anyCell(column) as unknown as z.ZodType<Cell<C>>
}

function anyCell(column: Exclude<Column, { kind: 'reference' }>): z.ZodType {
  switch (column.kind) {
    case 'number':
      return column.blank ? numericOrNull(column) : numeric(column)
    case 'flag':
      return z.boolean({ error: 'must be true or false' })
    case 'word':
      return words(column.words)
    case 'text':
    case 'blankable-text':
      return textUpTo(1000)
  }
}

const OR_NULL = ', or null'

function numericOrNull(limits: NumberLimits) {
  return numeric(limits, OR_NULL).nullable()
}

/** Columns that say what a nameplate is; a scenario may not change them. */
const FIXED_COLUMNS = ['id', 'label', 'maker', 'body'] as const
type FixedColumn = (typeof FIXED_COLUMNS)[number]

function nameplatesSchema(data: MarketData) {
  const [newOne, imported] = [nameplateSchema(data, false), nameplateSchema(data, true)]
  const shape = Object.fromEntries(
    data.nameplates.rows.map(({ id, maker }) => [
      id,
      (maker === IMPORTERS ? imported : newOne).optional(),
    ]),
  )
  return z.strictObject(shape, objectError) as unknown as z.ZodType<
    NonNullable<Scenario['nameplates']>
  >
}

function nameplateSchema(data: MarketData, imported: boolean) {
  const columns = Object.entries(nameplatesTable.columns)
    .filter(([name]) => !FIXED_COLUMNS.includes(name as FixedColumn))
    .map(([name, column]): [string, z.ZodType] => [
      name,
      column.kind === 'reference'
        ? segmentSchema(data, name.replace('ref_', '') as Market)
        : cell(requiredFor(name, column, imported)),
    ])
  const extras: readonly (readonly [string, z.ZodType])[] = [
    ['price_usd', numericOrNull({ unit: 'USD', min: 1 })],
    ['steering', words(steerings, OR_NULL).nullable()],
    ['source', words(sources, OR_NULL).nullable()],
    ['partners', numericOrNull({ unit: 'makers', min: 1, integer: true })],
    ['dealer_reach', numericOrNull({ unit: 'share', min: 0, max: 1 })],
    ['appeal', numericOrNull({ unit: 'utils' })],
  ]
  const shape = Object.fromEntries(
    [...columns, ...extras].map(([name, schema]) => [name, schema.optional()]),
  )
  return z.strictObject(shape, objectError)
}

/** A new nameplate cannot do without a cost and a plan, which the 25-year import leaves blank. */
function requiredFor(
  name: string,
  column: Exclude<Column, { kind: 'reference' }>,
  imported: boolean,
) {
  const required = !imported && (name === 'unit_cost_jpy' || name === 'plan_volume')
  return required && column.kind === 'number' ? { ...column, blank: false as const } : column
}

function segmentSchema(data: MarketData, market: Market) {
  const sold = segmentsSoldTo(data.segments.rows, market)
  const error = () => `must be a segment sold to ${market} (${sold.join(', ')})${OR_NULL}`
  return z.enum(sold, { error }).nullable()
}

function seriesSchema() {
  return z.strictObject(
    {
      gasoline: record(NAMED_YEARS, numeric({ unit: 'USD/gal', min: 0.01 }))
        .describe('Gasoline price, USD/gal by year')
        .optional(),
      newSales: record(NAMED_YEARS, numeric({ unit: 'vehicles/yr', min: 1 }))
        .describe('New light vehicles sold, vehicles by year')
        .optional(),
    },
    objectError,
  )
}

function storySchema() {
  const error = () => 'must be an empty list'
  const slides = z.array(z.unknown(), { error }).max(0, { error })
  return z.strictObject({ slides: slides as unknown as z.ZodType<never[]> }, objectError)
}

function ensembleSchema() {
  return z.strictObject(
    {
      seed: textUpTo(200).optional(),
      draws: numeric({ unit: 'draws', min: 1, max: 1_000_000, integer: true }).optional(),
      method: words(ensembleMethods).optional(),
      hold: z
        .array(
          z.enum(parameterNames, {
            error: 'must be the name of a parameter (keicast explain lists them)',
          }),
          {
            error: 'must be a list of names of parameters',
          },
        )
        .describe("Parameters that every draw leaves at the scenario's value")
        .optional(),
    },
    objectError,
  )
}
