import type { MarketData } from '../../core/data/market-data.ts'
import type { Dimension } from '../../core/ensemble/dimensions.ts'
import { yearlyOutcomes, type YearlyOutcome } from '../../core/ensemble/outcome-names.ts'
import { nameplateOffsets, yearlyOffset, type OutcomeLayout } from '../../core/ensemble/outcomes.ts'
import type { DrawPlan } from '../../core/ensemble/plan-draws.ts'
import { STATUS, type DrawTable } from './draw-table.ts'

/** Raw draws as columns: what was drawn, then what came out of it. */

/** How a yearly outcome goes by in tables, and its unit. */
export const outcomeColumns: Readonly<
  Record<YearlyOutcome, { readonly column: string; readonly unit: string }>
> = {
  newKei: { column: 'new_kei_vehicles', unit: 'vehicles/yr' },
  share: { column: 'new_kei_share', unit: 'share of new vehicles sold' },
  stock: { column: 'stock_vehicles', unit: 'vehicles' },
  carbonSaved: { column: 'carbon_saved_t', unit: 't/yr' },
  extraDriverDeaths: { column: 'extra_driver_deaths', unit: '1/yr' },
  consumerSurplus: { column: 'consumer_surplus_usd', unit: 'USD/yr' },
  tariffRevenue: { column: 'tariff_revenue_usd', unit: 'USD/yr' },
}

export interface DrawColumn {
  readonly name: string
  readonly unit: string
  /** Name with the unit, where the name does not say it. */
  readonly header: string
  readonly type: 'whole' | 'double' | 'float'
  readonly nullable: boolean
  /** Value of a draw; null for an event that never comes, what is not on sale, and a draw without a result. */
  readonly value: (draw: number) => number | null
}

/** List the draws that were worked out, with or without a result. */
export function drawsWorkedOut({ status }: DrawTable): number[] {
  return Array.from(status.keys()).filter((draw) => {
    const state = Atomics.load(status, draw)
    return state === STATUS.done || state === STATUS.failed
  })
}

/** Lay out draws as columns. */
export function drawColumns(
  data: MarketData,
  plan: DrawPlan,
  layout: OutcomeLayout,
  table: DrawTable,
): DrawColumn[] {
  const index = named('draw', '1', 'whole', false, (draw) => draw)
  return [index, ...drawnColumns(data, plan), ...outcomesOf(layout, table)]
}

function drawnColumns(data: MarketData, plan: DrawPlan): DrawColumn[] {
  return plan.dimensions.map((dimension, at) => {
    const u = plan.coordinates[at] as DrawPlan['coordinates'][number]
    const value = plan.values[at] as DrawPlan['values'][number]
    return drawnColumn(data, dimension, (draw) => value(u(draw)))
  })
}

function drawnColumn(
  data: MarketData,
  { name }: Dimension,
  value: (draw: number) => number | null,
): DrawColumn {
  switch (name[0]) {
    case 'parameter': {
      const { unit } = data.parameters[name[1]]
      const column = named(`parameter_${name[1]}`, unit, 'double', false, value)
      return { ...column, header: `${column.name} [${unit}]` }
    }
    case 'appeal':
      return named(`appeal_utils_${name[1]}`, 'utils', 'double', false, value)
    case 'federal':
    case 'tariffs':
      return named(`${name[0]}_year_${name[1]}`, 'year', 'whole', true, value)
  }
}

function outcomesOf(layout: OutcomeLayout, table: DrawTable): DrawColumn[] {
  const at = (offset: number) => (draw: number) => {
    const value = table.rows[draw * table.width + offset] as number
    const hasResult = Atomics.load(table.status, draw) === STATUS.done
    return hasResult && !Number.isNaN(value) ? value : null
  }
  const yearly = yearlyOutcomes.flatMap((outcome) => {
    const { column, unit } = outcomeColumns[outcome]
    const from = yearlyOffset(layout, outcome)
    return layout.years.map((year, t) =>
      named(`${column}_${year}`, unit, 'float', true, at(from + t)),
    )
  })
  const offsets = layout.nameplates.map(({ id }, n) => ({ id, ...nameplateOffsets(layout, n) }))
  return [
    ...yearly,
    ...offsets.map(({ id, npv }) => named(`npv_usd_${id}`, 'USD', 'float', true, at(npv))),
    ...offsets.map(({ id, paybackYear }) =>
      named(`payback_year_${id}`, 'year', 'whole', true, at(paybackYear)),
    ),
  ]
}

function named(
  name: string,
  unit: string,
  type: DrawColumn['type'],
  nullable: boolean,
  value: DrawColumn['value'],
): DrawColumn {
  return { name, unit, header: name, type, nullable, value }
}
