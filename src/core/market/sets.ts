/** The model's fixed sets (docs/model.md, section 1). Everything else comes from the data tables. */

export const markets = ['household', 'delivery', 'campus', 'trades', 'farm'] as const
export type Market = (typeof markets)[number]
export type FleetMarket = Exclude<Market, 'household'>

export const areaTypes = ['core', 'suburb', 'town', 'rural'] as const

/** Income terciles of US households. */
export const incomes = ['low', 'middle', 'high'] as const
export type Income = (typeof incomes)[number]

export const roles = ['primary', 'additional'] as const
export type Role = (typeof roles)[number]

export const tastes = ['mainstream', 'pragmatic', 'enthusiast'] as const
export type Taste = (typeof tastes)[number]

export const stateStatuses = ['legal', 'capped', 'unclear', 'prohibited'] as const
export type StateStatus = (typeof stateStatuses)[number]

/** The outside option: a used vehicle, or keeping the old one. */
export const OUTSIDE = 'used'
/** The nest of all kei nameplates. */
export const KEI_NEST = 'micro'
/** The maker of the 25-year-old imports; every other maker's nameplates are new. */
export const IMPORTERS = 'importers'
/** The federal path in force where a scenario names none. */
export const DEFAULT_PATH = 'import-25'
/** The year whose market the constants are calibrated to. */
export const CALIBRATION_YEAR = 2025

export type Group =
  | {
      readonly id: string
      readonly market: 'household'
      readonly income: Income
      readonly role: Role
      readonly taste: Taste
    }
  | { readonly id: string; readonly market: FleetMarket }

/** The 22 buyer groups: 3 incomes × 2 roles × 3 tastes of households, then one a fleet market. */
export const groups: readonly Group[] = [
  ...incomes.flatMap((income) =>
    roles.flatMap((role) =>
      tastes.map((taste) => ({
        id: `household-${income}-${role}-${taste}`,
        market: 'household' as const,
        income,
        role,
        taste,
      })),
    ),
  ),
  ...markets.filter((market) => market !== 'household').map((market) => ({ id: market, market })),
]

export const stateCodes = [
  'AL',
  'AK',
  'AZ',
  'AR',
  'CA',
  'CO',
  'CT',
  'DE',
  'DC',
  'FL',
  'GA',
  'HI',
  'ID',
  'IL',
  'IN',
  'IA',
  'KS',
  'KY',
  'LA',
  'ME',
  'MD',
  'MA',
  'MI',
  'MN',
  'MS',
  'MO',
  'MT',
  'NE',
  'NV',
  'NH',
  'NJ',
  'NM',
  'NY',
  'NC',
  'ND',
  'OH',
  'OK',
  'OR',
  'PA',
  'RI',
  'SC',
  'SD',
  'TN',
  'TX',
  'UT',
  'VT',
  'VA',
  'WA',
  'WV',
  'WI',
  'WY',
] as const
