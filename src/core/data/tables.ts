import { areaTypes, stateStatuses } from '../market/sets.ts'
import { flag, number, numberOrBlank, reference, share, text, textOrBlank, word } from './column.ts'
import type { RowOf } from './table.ts'

/** The data tables of the model, one a file in assets/data: columns, units and ranges. */

const usd = { unit: 'USD', min: 0 } as const
const postedMph = { unit: 'mph', min: 1, max: 100 } as const

/** Columns that conventional segments and kei nameplates share (docs/model.md, section 3.1). */
const vehicleColumns = {
  mpg: numberOrBlank({ unit: 'mi/gal', min: 1, max: 500 }),
  mi_per_kwh: numberOrBlank({ unit: 'mi/kWh', min: 0.1, max: 50 }),
  range_mi: numberOrBlank({ unit: 'mi', min: 1, max: 2000 }),
  volume_cuft: number({ unit: 'cubic feet', min: 1, max: 2000 }),
  seats: number({ unit: 'seats', min: 1, max: 12, integer: true }),
  length_m: number({ unit: 'm', min: 0.5, max: 12 }),
  hp_per_t: number({ unit: 'hp/t', min: 1, max: 2000 }),
  payload_kg: number({ unit: 'kg', min: 0, max: 10000 }),
  risk_ratio: number({
    unit: 'driver deaths relative to the average vehicle',
    min: 0.01,
    max: 100,
  }),
  upkeep_usd_yr: number({ unit: 'USD/yr', min: 0 }),
  // 0: may use no posted road
  speed_cap_mph: numberOrBlank({ unit: 'mph', min: 0, max: 100 }),
} as const

export const statesTable = {
  file: 'states.csv',
  key: 'state',
  columns: {
    state: text,
    fips: text,
    name: text,
    population_2024: number({ unit: 'people', min: 1 }),
    households: number({ unit: 'households', min: 1 }),
    urban_share: share(),
    core_of_urban: share(),
    density_per_sqmi: number({ unit: 'people per square mile', min: 0 }),
    median_income_usd: number({ unit: 'USD/yr', min: 1 }),
    sales_tax: number({ unit: 'share of price', min: 0, max: 1 }),
    gasoline_index: number({ unit: 'US mean = 1', min: 0.01, max: 10 }),
    electricity_index: number({ unit: 'US mean = 1', min: 0.01, max: 10 }),
    carless_share: share(),
    freeway_vmt_share: share(),
    new_sales_2024: number({ unit: 'vehicles', min: 0 }),
    kei_status: word(...stateStatuses),
    kei_cap_mph: numberOrBlank(postedMph),
    kei_confidence: word('H', 'M', 'L'),
    lsv_max_mph: numberOrBlank(postedMph),
  },
} as const

export const areasTable = {
  file: 'areas.csv',
  key: 'area',
  columns: {
    area: word(...areaTypes),
    vmt_primary: number({ unit: 'mi/yr', min: 0 }),
    g25: share(),
    g35: share(),
    g45: share(),
    g55: share(),
    g65: share(),
    density_index: number({ unit: 'core = 1', min: 0 }),
    days_gt_50: share(),
    days_gt_80: share(),
    days_gt_120: share(),
    days_gt_250: share(),
    role_additional: share(),
    taste_mainstream: share(),
    taste_pragmatic: share(),
    taste_enthusiast: share(),
    home_charging: share(),
  },
} as const

const fleetWeight = number({ unit: 'relative to suburb households', min: 0 })
const fleetValue = (unit: string) => number({ unit, min: 0 })

export const fleetsTable = {
  file: 'fleets.csv',
  key: 'market',
  columns: {
    market: word('delivery', 'campus', 'trades', 'farm'),
    label: text,
    occasions: number({ unit: 'purchases/yr', min: 1 }),
    outside_share: number({ unit: 'share', min: 0.001, max: 0.999 }),
    vmt: number({ unit: 'mi/yr', min: 0 }),
    w_core: fleetWeight,
    w_suburb: fleetWeight,
    w_town: fleetWeight,
    w_rural: fleetWeight,
    payload_value: fleetValue('utils/t'),
    access_value: fleetValue('utils per share of travel'),
    range_value: fleetValue('utils per share of days'),
    parking_value: fleetValue('utils/m'),
    risk_value: fleetValue('utils per ln(risk ratio)'),
    kei_affinity: number({ unit: 'utils' }),
  },
} as const

export const nestsTable = {
  file: 'nests.csv',
  key: 'nest',
  columns: { nest: text, lambda: number({ unit: '1', min: 0.05, max: 1 }) },
} as const

const segmentShare = numberOrBlank({ unit: 'share of purchases', min: 0, max: 1 })

export const segmentsTable = {
  file: 'segments.csv',
  key: 'segment',
  columns: {
    segment: text,
    label: text,
    nest: reference('nests.csv'),
    models: number({ unit: 'nameplates', min: 1 }),
    price_usd: number(usd),
    ...vehicleColumns,
    share_household: segmentShare,
    share_delivery: segmentShare,
    share_campus: segmentShare,
    share_trades: segmentShare,
    share_farm: segmentShare,
  },
} as const

export const makersTable = {
  file: 'makers.csv',
  key: 'maker',
  columns: {
    maker: text,
    label: text,
    us_dealers: number({ unit: 'dealers', min: 0, integer: true }),
    dealer_reach: share(),
    barred: flag,
  },
} as const

export const bodies = [
  'tall-wagon',
  'hatch',
  'ev-hatch',
  'ev-tall-wagon',
  'truck',
  'van',
  'ev-van',
] as const

export const nameplatesTable = {
  file: 'nameplates.csv',
  key: 'id',
  columns: {
    id: text,
    label: text,
    maker: reference('makers.csv'),
    body: word(...bodies),
    offered: flag,
    launch: number({ unit: 'year', min: 2000, max: 2060, integer: true }),
    price_jpy: numberOrBlank({ unit: 'JPY', min: 0 }),
    unit_cost_jpy: numberOrBlank({ unit: 'JPY', min: 0 }),
    ...vehicleColumns,
    plan_volume: numberOrBlank({ unit: 'vehicles/yr', min: 1 }),
    ref_household: reference('segments.csv'),
    ref_delivery: reference('segments.csv'),
    ref_campus: reference('segments.csv'),
    ref_trades: reference('segments.csv'),
    ref_farm: reference('segments.csv'),
  },
} as const

export const federalPathsTable = {
  file: 'federal-paths.csv',
  key: 'path',
  columns: {
    path: text,
    label: text,
    sale_allowed: flag,
    speed_cap_mph: numberOrBlank(postedMph),
    volume_cap: numberOrBlank({ unit: 'vehicles a year and maker', min: 0 }),
    compliance_nre_musd: number({ unit: 'MUSD/nameplate', min: 0 }),
    compliance_unit_usd: number({ unit: 'USD/vehicle', min: 0 }),
    risk_factor: number({ unit: '1', min: 0.01, max: 100 }),
    state_pre_emption: flag,
    us_built_only: flag,
  },
} as const

export const stateLawTable = {
  file: 'state-law.csv',
  key: 'state',
  columns: {
    state: text,
    status: word('street_legal', 'restricted', 'unclear', 'prohibited'),
    max_posted_mph: numberOrBlank(postedMph),
    interstate_allowed: word('yes', 'no', 'unclear'),
    law_year: numberOrBlank({ unit: 'year', min: 1900, max: 2100, integer: true }),
    confidence: word('H', 'M', 'L'),
    model_status: word(...stateStatuses),
    model_cap_mph: numberOrBlank(postedMph),
    note: textOrBlank,
    source: text,
  },
} as const

/** Kei vehicles in their home market, for context; the model does not read them. */
export const japanMarketTable = {
  file: 'japan-market.csv',
  key: 'model',
  columns: {
    model: text,
    maker: text,
    units_2024: numberOrBlank({ unit: 'vehicles', min: 0 }),
    units_2025: numberOrBlank({ unit: 'vehicles', min: 0 }),
    units_2025_11: numberOrBlank({ unit: 'vehicles', min: 0 }),
  },
} as const

export const japanYearsTable = {
  file: 'japan-kei-years.csv',
  key: 'year',
  columns: {
    year: number({ unit: 'year', min: 1990, max: 2100, integer: true }),
    kei_sales: number({ unit: 'vehicles', min: 0 }),
    share: share(),
    confidence: word('verified', 'recalled'),
  },
} as const

export type StateRow = RowOf<typeof statesTable>
export type AreaRow = RowOf<typeof areasTable>
export type FleetRow = RowOf<typeof fleetsTable>
export type SegmentRow = RowOf<typeof segmentsTable>
export type NameplateRow = RowOf<typeof nameplatesTable>
export type FederalPathRow = RowOf<typeof federalPathsTable>
