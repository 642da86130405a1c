import type { Limits, UnitWords } from './unit-words.ts'
import { wholeYear, wordsOfUnit } from './unit-words.ts'

/**
 * What scenarios allow beyond the data tables, and what the model takes where a scenario says nothing.
 * The renderer takes only types of the model, so these repeat its constants; a test holds them equal.
 */

export const FIRST_YEAR = 2026
export const LAST_YEAR = 2060
/** The first year that a rule or a series may be dated. */
export const EARLIEST_YEAR = 2000
export const DEFAULT_HORIZON = { start: 2026, end: 2045 } as const
export const DEFAULT_PATH = 'import-25'
export const DEFAULT_STEERING = 'lhd'
export const DEFAULT_SOURCE = 'import'
export const IMPORTERS = 'importers'
/** Posted limit of the roads that a capped state leaves open where it names none, mph. */
export const DEFAULT_STATE_CAP_MPH = 45
/** The year whose prices and sales the growth rates start from. */
export const CALIBRATION_YEAR = 2025

/** Years from a federal path to a state's following it, before stateLagScale. */
export const stateLagYears = { legal: 0, capped: 1, unclear: 2, prohibited: 4 } as const

export interface NumberRule {
  readonly unit: UnitWords
  readonly limits: Limits
}

export const numberRules = {
  horizonYear: { unit: wholeYear, limits: { min: FIRST_YEAR, max: LAST_YEAR, integer: true } },
  datedYear: { unit: wholeYear, limits: { min: EARLIEST_YEAR, max: LAST_YEAR, integer: true } },
  stateCap: { unit: wordsOfUnit('mph'), limits: { min: 1, max: 100 } },
  launch: { unit: wholeYear, limits: { min: EARLIEST_YEAR, max: LAST_YEAR, integer: true } },
  price: { unit: wordsOfUnit('USD'), limits: { min: 1 } },
  partners: { unit: wordsOfUnit('makers'), limits: { min: 1, integer: true } },
  reach: { unit: wordsOfUnit('share'), limits: { min: 0, max: 1 } },
  planVolume: { unit: wordsOfUnit('vehicles/yr'), limits: { min: 1 } },
  appeal: { unit: wordsOfUnit('utils'), limits: {} },
  gasoline: { unit: wordsOfUnit('USD/gal'), limits: { min: 0.01 } },
  newSales: { unit: wordsOfUnit('vehicles/yr'), limits: { min: 1 } },
} as const satisfies Readonly<Record<string, NumberRule>>
