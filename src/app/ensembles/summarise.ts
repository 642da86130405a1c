import { ensembleOutcomes, PROBABILITIES, type EnsembleSummary } from '../../contract/ensemble.ts'
import { nameplateOffsets, yearlyOffset, type OutcomeLayout } from '../../core/ensemble/outcomes.ts'
import { quantile, sortColumn } from '../../core/ensemble/quantiles.ts'
import { estimateMedian } from '../../core/ensemble/sampling-error.ts'
import { sum } from '../../core/numeric/sum.ts'
import { countDraws, STATUS, type DrawTable } from './draw-table.ts'

/** Turns draws into the columns of the contract: what a page is told, and what a file says. */

/** An ensemble's draws, or the differences of two ensembles draw by draw. */
export interface DrawSet {
  readonly layout: OutcomeLayout
  /** Draws that have a result. */
  readonly draws: readonly number[]
  readonly failed: number
  /** A column of all rows, over the draws in their order. */
  readonly column: (offset: number) => Float64Array
}

/** Read the draws of a table that have a result so far. */
export function drawsOf(layout: OutcomeLayout, table: DrawTable): DrawSet {
  const draws = drawsWithResult(table)
  return {
    layout,
    draws,
    failed: countDraws(table).failed,
    column: (offset) =>
      Float64Array.from(draws, (draw) => table.rows[draw * table.width + offset] as number),
  }
}

/** Take one table's draws from another's, over the draws that have a result in both; nameplates are left out. */
export function differencesOf(
  layout: OutcomeLayout,
  table: DrawTable,
  reference: DrawTable,
): DrawSet {
  const common = drawsWithResult(table).filter(
    (draw) => Atomics.load(reference.status, draw) === STATUS.done,
  )
  return {
    layout: { ...layout, nameplates: [] },
    draws: common,
    failed: Math.max(countDraws(table).failed, countDraws(reference).failed),
    column: (offset) =>
      Float64Array.from(
        common,
        (draw) =>
          (table.rows[draw * table.width + offset] as number) -
          (reference.rows[draw * reference.width + offset] as number),
      ),
  }
}

function drawsWithResult({ status }: DrawTable): number[] {
  return Array.from(status.keys()).filter((draw) => Atomics.load(status, draw) === STATUS.done)
}

/** Summarise at least one draw. */
export function summarise({ layout, draws, failed, column }: DrawSet): EnsembleSummary {
  const { years, nameplates } = layout
  const cells = ensembleOutcomes.flatMap((outcome) =>
    years.map((_, t) => column(yearlyOffset(layout, outcome) + t)),
  )
  const sorted = cells.map((values) => sortColumn(values))
  const npv = nameplates.map((_, n) =>
    column(nameplateOffsets(layout, n).npv).filter((value) => !Number.isNaN(value)),
  )
  const paysBack = nameplates.map((_, n) =>
    column(nameplateOffsets(layout, n).paybackYear).filter((year) => !Number.isNaN(year)),
  )
  return {
    index: { years: [...years], nameplates: [...nameplates], done: draws.length, failed },
    columns: {
      quantiles: Float64Array.from(
        sorted.flatMap((values) => PROBABILITIES.map((p) => quantile(values, p))),
      ),
      medianError: Float64Array.from(sorted, (values) => estimateMedian(values).standardError),
      mean: Float64Array.from(cells, (values) => sum(values) / values.length),
      npvQuantiles: Float64Array.from(npv.flatMap((values) => quantilesOrNone(values))),
      onSale: Float64Array.from(npv, (values) => values.length / draws.length),
      earnsBack: Float64Array.from(paysBack, (values) => values.length / draws.length),
    },
  }
}

function quantilesOrNone(values: Float64Array): number[] {
  if (values.length === 0) return PROBABILITIES.map(() => NaN)
  const sorted = sortColumn(values)
  return PROBABILITIES.map((p) => quantile(sorted, p))
}
