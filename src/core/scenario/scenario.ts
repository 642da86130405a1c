import type { ParameterName } from '../data/parameters.ts'
import type { StateStatus } from '../market/sets.ts'

export const FORMAT = 'keicast-scenario'
export const VERSION = 1

export const FIRST_YEAR = 2026
export const LAST_YEAR = 2060
export const DEFAULT_HORIZON = { start: 2026, end: 2045 } as const

export const steerings = ['lhd', 'rhd'] as const
export type Steering = (typeof steerings)[number]

export const sources = ['import', 'local'] as const
export type Source = (typeof sources)[number]

export const ensembleMethods = ['sobol', 'lhs'] as const

export type StateOverride =
  StateStatus | { readonly status: StateStatus; readonly cap_mph?: number | undefined }

export interface MakerOverride {
  readonly us_dealers?: number | undefined
  readonly dealer_reach?: number | undefined
  readonly barred?: boolean | undefined
}

/** Columns of nameplates.csv under their own names, and what only a scenario can say. */
export interface NameplateOverride {
  readonly offered?: boolean | undefined
  readonly launch?: number | undefined
  readonly price_jpy?: number | null | undefined
  readonly unit_cost_jpy?: number | null | undefined
  readonly mpg?: number | null | undefined
  readonly mi_per_kwh?: number | null | undefined
  readonly range_mi?: number | null | undefined
  readonly volume_cuft?: number | undefined
  readonly seats?: number | undefined
  readonly length_m?: number | undefined
  readonly hp_per_t?: number | undefined
  readonly payload_kg?: number | undefined
  readonly risk_ratio?: number | undefined
  readonly upkeep_usd_yr?: number | undefined
  readonly speed_cap_mph?: number | null | undefined
  readonly plan_volume?: number | null | undefined
  readonly ref_household?: string | null | undefined
  readonly ref_delivery?: string | null | undefined
  readonly ref_campus?: string | null | undefined
  readonly ref_trades?: string | null | undefined
  readonly ref_farm?: string | null | undefined
  /** Retail price in USD, in place of cost-plus. */
  readonly price_usd?: number | null | undefined
  readonly steering?: Steering | null | undefined
  readonly source?: Source | null | undefined
  /** Makers that share the one-off cost. */
  readonly partners?: number | null | undefined
  /** Reach of this nameplate, in place of its maker's. */
  readonly dealer_reach?: number | null | undefined
  /** Utils that buyers see in it beyond its attributes. */
  readonly appeal?: number | null | undefined
}

type YearSeries = Readonly<Record<string, number>>

/** Probabilities by year, in sum at most 1; what is missing to 1 is "never". */
export type Odds = YearSeries

/** A federal path and the year in which it comes into force; an ensemble draws the year where it has odds. */
export interface FederalEntry {
  readonly year: number
  readonly path: string
  readonly odds?: Odds | undefined
}

/** Parameters that tariff entries replace. */
export const tariffRates = ['tariffCar', 'tariffTruck'] as const satisfies readonly ParameterName[]

/** Tariffs from a year on, in place of the parameters; an ensemble draws the year where it has odds. */
export interface TariffEntry {
  readonly year: number
  readonly tariffCar?: number | undefined
  readonly tariffTruck?: number | undefined
  readonly odds?: Odds | undefined
}

/** Federal and tariff entries, each by year, of which so many may have odds. */
export const MAX_UNCERTAIN_EVENTS = 16

/**
 * A question put to the model: what differs from the data set's defaults. Holds only what its author
 * said; `resolveScenario` supplies the rest.
 */
export interface Scenario {
  readonly format: typeof FORMAT
  readonly version: typeof VERSION
  readonly name: string
  readonly notes?: string | undefined
  readonly horizon?:
    { readonly start?: number | undefined; readonly end?: number | undefined } | undefined
  readonly parameters?: Readonly<Partial<Record<ParameterName, number | undefined>>> | undefined
  /** Sorted by year, one entry a year. */
  readonly federal?: readonly FederalEntry[] | undefined
  /** Sorted by year, one entry a year. */
  readonly tariffs?: readonly TariffEntry[] | undefined
  readonly states?: Readonly<Record<string, StateOverride>> | undefined
  readonly steering?: Steering | undefined
  readonly source?: Source | undefined
  readonly makers?: Readonly<Record<string, MakerOverride>> | undefined
  readonly nameplates?: Readonly<Record<string, NameplateOverride>> | undefined
  readonly series?:
    | { readonly gasoline?: YearSeries | undefined; readonly newSales?: YearSeries | undefined }
    | undefined
  readonly ensemble?: EnsembleSettings | undefined
  readonly story?: { readonly slides: readonly never[] } | undefined
}

export interface EnsembleSettings {
  readonly seed?: string | undefined
  readonly draws?: number | undefined
  readonly method?: (typeof ensembleMethods)[number] | undefined
  /** Parameters that every draw leaves at the scenario's value. */
  readonly hold?: readonly ParameterName[] | undefined
}
