import { read } from '../engine/block.ts'
import type { RunResult } from '../engine/result.ts'
import type { NameplateYear } from '../engine/supply-plan.ts'
import { salesByAlternative, salesByMarket } from '../engine/totals.ts'
import { areaTypes, groups, markets } from '../market/sets.ts'

/** A run as tidy tables: one a subject, one observation a row, units in the column names. */
export interface TidyTable {
  /** File name without its ending. */
  readonly name: string
  readonly columns: readonly string[]
  readonly rows: readonly (readonly (string | number | null)[])[]
}

/** Lay out a run's results as tidy tables. */
export function tidyTables(result: RunResult): TidyTable[] {
  return [
    sales(result),
    salesByState(result),
    salesByMarketTable(result),
    salesByGroup(result),
    displaced(result),
    prices(result),
    earnings(result),
    states(result),
    surplus(result),
    impacts(result),
  ]
}

function sales(result: RunResult): TidyTable {
  return {
    name: 'sales',
    columns: ['year', 'alternative', 'kind', 'sales_vehicles'],
    rows: result.national.flatMap((row, t) =>
      result.alternatives.map(({ id, kind }, j) => [yearOf(result, t), id, kind, row[j] as number]),
    ),
  }
}

function salesByState(result: RunResult): TidyTable {
  return {
    name: 'sales_by_state',
    columns: ['year', 'state', 'alternative', 'sales_vehicles'],
    rows: result.inputs.years.flatMap((year, t) => {
      const sold = salesByAlternative(result, t)
      const { states } = result.inputs
      return states.flatMap(({ row }, s) =>
        result.alternatives.map(({ id }, j) => [
          year,
          row.state,
          id,
          sold[j * states.length + s] as number,
        ]),
      )
    }),
  }
}

function salesByMarketTable(result: RunResult): TidyTable {
  const count = result.alternatives.length
  return {
    name: 'sales_by_market',
    columns: ['year', 'market', 'alternative', 'sales_vehicles'],
    rows: result.inputs.years.flatMap((year, t) => {
      const sold = salesByMarket(result, t)
      return markets.flatMap((market, m) =>
        result.alternatives.map(({ id }, j) => [year, market, id, sold[m * count + j] ?? 0]),
      )
    }),
  }
}

function salesByGroup(result: RunResult): TidyTable {
  return {
    name: 'sales_by_group',
    columns: ['year', 'area', 'market', 'income', 'role', 'taste', 'alternative', 'sales_vehicles'],
    rows: result.inputs.years.flatMap((year, t) =>
      areaTypes.flatMap((area, a) =>
        groups.flatMap((group, g) => {
          const who =
            group.market === 'household'
              ? [group.market, group.income, group.role, group.taste]
              : [group.market, null, null, null]
          return result.alternatives.map(({ id }, j) => [
            year,
            area,
            ...who,
            id,
            read(result.salesByGroup, t, g, j, a),
          ])
        }),
      ),
    ),
  }
}

function displaced(result: RunResult): TidyTable {
  return {
    name: 'displaced',
    columns: ['year', 'segment', 'displaced_vehicles'],
    rows: result.inputs.years.flatMap((year, t) =>
      result.alternatives
        .slice(0, result.segmentCount)
        .map(({ id }, j) => [year, id, read(result.displaced, t, j)]),
    ),
  }
}

const COST_PARTS = [
  ['factory', 'factory_usd'],
  ['leftHandDrive', 'left_hand_drive_usd'],
  ['compliance', 'compliance_usd'],
  ['tariff', 'tariff_usd'],
  ['freight', 'freight_usd'],
  ['localBuild', 'local_build_usd'],
  ['oneOff', 'one_off_usd'],
  ['makerMargin', 'maker_margin_usd'],
  ['dealerMargin', 'dealer_margin_usd'],
] as const

function prices(result: RunResult): TidyTable {
  return {
    name: 'prices',
    columns: [
      'year',
      'nameplate',
      'price_usd',
      ...COST_PARTS.map(([, column]) => column),
      'unit_cost_usd',
      'cap_factor',
    ],
    rows: result.supply.flatMap(({ year, nameplates }, t) =>
      result.inputs.nameplates.map(({ id }, n) => {
        const { price, cost } = nameplates[n] as NameplateYear
        const parts = COST_PARTS.map(([part]) => cost?.[part] ?? null)
        return [year, id, price, ...parts, cost?.unit ?? null, read(result.omega, t, n)]
      }),
    ),
  }
}

function earnings(result: RunResult): TidyTable {
  return {
    name: 'earnings',
    columns: ['nameplate', 'npv_usd', 'payback_year', 'break_even_vehicles_per_year'],
    rows: result.inputs.nameplates.flatMap(({ id }, n) => {
      const earned = result.earnings[n]
      return earned ? [[id, earned.npv, earned.paybackYear, earned.breakEvenVolume]] : []
    }),
  }
}

function states(result: RunResult): TidyTable {
  return {
    name: 'states',
    columns: ['year', 'state', 'awareness_share', 'kei_sold_vehicles', 'kei_stock_vehicles'],
    rows: result.inputs.years.flatMap((year, t) =>
      result.inputs.states.map(({ row }, s) => [
        year,
        row.state,
        read(result.awareness, t, s),
        read(result.keiSales, t, s),
        read(result.stock, t, s),
      ]),
    ),
  }
}

function surplus(result: RunResult): TidyTable {
  return {
    name: 'consumer_surplus',
    columns: ['year', 'group', 'purchase_occasions', 'surplus_usd', 'surplus_usd_per_buyer'],
    rows: result.inputs.years.flatMap((year, t) =>
      groups.map(({ id }, g) => {
        const occasions = read(result.occasions, t, g)
        const usd = read(result.surplus, t, g)
        return [year, id, occasions, usd, usd / occasions]
      }),
    ),
  }
}

function impacts(result: RunResult): TidyTable {
  return {
    name: 'impacts',
    columns: [
      'year',
      'gasoline_gal',
      'displaced_gasoline_gal',
      'electricity_kwh',
      'displaced_electricity_kwh',
      'carbon_kg',
      'displaced_carbon_kg',
      'driver_deaths',
      'displaced_driver_deaths',
      'tariff_revenue_usd',
      'consumer_surplus_usd',
    ],
    rows: result.impacts.map((row) => [
      row.year,
      row.gasolineGal,
      row.displacedGasolineGal,
      row.electricityKwh,
      row.displacedElectricityKwh,
      row.carbonKg,
      row.displacedCarbonKg,
      row.driverDeaths,
      row.displacedDriverDeaths,
      row.tariffRevenueUsd,
      row.consumerSurplusUsd,
    ]),
  }
}

function yearOf({ inputs }: RunResult, t: number): number {
  return inputs.years[t] as number
}
