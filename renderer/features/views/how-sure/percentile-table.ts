import type { EnsembleOutcome, EnsembleSummary } from '../../../../src/contract/ensemble.ts'
import { formatWithin } from '../../../charts/shared/rounding.ts'
import {
  distributionOf,
  medianOf,
  quantileOf,
  type Estimate,
} from '../../../state/ensemble-read.ts'
import type { TableModel } from '../view-frame/table-model.ts'
import { en } from '../../../strings/en.ts'
import { tableUnitOf, unitOf } from './outcomes.ts'

const text = en.howSure

/** Percentiles in tables. */
export const percentiles = [5, 10, 25, 50, 75, 90, 95]

/** The quantile of an outcome in a year; NaN where the draws do not run. */
export function estimateAt(
  draws: EnsembleSummary,
  outcome: EnsembleOutcome,
  year: number | undefined,
  probability: number,
): Estimate {
  const t = draws.index.years.indexOf(year ?? NaN)
  if (t < 0) return { value: NaN, error: NaN }
  if (probability === 0.5) return medianOf(draws, outcome, t)
  return quantileOf(distributionOf(draws, outcome, t), probability)
}

interface EstimateColumn {
  readonly title: string
  readonly values: readonly number[]
  readonly errors: readonly number[]
}

/** Columns of percentiles by year. */
export function percentileColumns(
  draws: EnsembleSummary,
  outcome: EnsembleOutcome,
  years: readonly number[],
  name: (title: string) => string,
  shown: readonly number[],
): EstimateColumn[] {
  return shown.map((p) => {
    const estimates = years.map((year) => estimateAt(draws, outcome, year, p / 100))
    return {
      title: name(p === 50 ? text.median : text.percentile(p)),
      values: estimates.map(({ value }) => value),
      errors: estimates.map(({ error }) => error),
    }
  })
}

/** A table with a row a year, whose numbers are shown as far as they are known and saved in full. */
export function yearTable(
  caption: string,
  outcome: EnsembleOutcome,
  years: readonly number[],
  columns: readonly EstimateColumn[],
): TableModel {
  return {
    caption,
    columns: [
      { title: text.year, align: 'left' },
      ...columns.map(({ title, errors }) => ({
        title,
        unit: tableUnitOf(outcome),
        align: 'right' as const,
        write: (value: number, row: number) =>
          formatWithin(unitOf(outcome), value, errors[row] ?? 0),
      })),
    ],
    rows: years.map((year, t) => [year, ...columns.map(({ values }) => values[t] ?? null)]),
  }
}
