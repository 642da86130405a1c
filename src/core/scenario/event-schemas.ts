import { z } from 'zod'
import type { MarketData } from '../data/market-data.ts'
import {
  eventYear,
  NAMED_YEARS,
  numeric,
  objectError,
  parameterNumber,
  record,
  words,
} from './schema-parts.ts'

/** The schemas of what lawmakers change in a year, which an ensemble may draw. */
export function eventSchemas({ federalPaths, parameters }: MarketData) {
  const odds = record(NAMED_YEARS, numeric({ unit: 'probability', min: 0, max: 1 }))
    .describe('Probability by year, for ensembles; what is missing to 1 is never')
    .optional()
  const path = words(federalPaths.rows.map((row) => row.path))
  const tariff = (name: 'tariffCar' | 'tariffTruck') =>
    parameterNumber(parameters[name]).describe(parameters[name].label).optional()
  const tariffs = { tariffCar: tariff('tariffCar'), tariffTruck: tariff('tariffTruck') }
  return {
    federal: z
      .array(z.strictObject({ year: eventYear(), path, odds }, objectError), {
        error: 'must be a list of {"year": …, "path": …}',
      })
      .describe('Federal paths by the year they come into force, one a year'),
    tariffs: z
      .array(z.strictObject({ year: eventYear(), ...tariffs, odds }, objectError), {
        error: 'must be a list of {"year": …, "tariffCar": …, "tariffTruck": …}',
      })
      .describe('Tariffs from a year on, in place of the parameters, one entry a year'),
  }
}
