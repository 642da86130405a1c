import type { EnsembleOutcome, EnsembleSummary } from '../../../../src/contract/ensemble.ts'
import type { FanData } from '../../../charts/fan/fan-model.ts'
import { formatChangeWithin } from '../../../charts/shared/rounding.ts'
import {
  distributionOf,
  medianOf,
  shareAbove,
  shareBelow,
  type Estimate,
} from '../../../state/ensemble-read.ts'
import { en } from '../../../strings/en.ts'
import { chance } from './odds.ts'
import { say, unitOf, valuesOfRun } from './outcomes.ts'
import { estimateAt, percentileColumns, percentiles, yearTable } from './percentile-table.ts'
import { fanBands, yearShown, type TimeInput, type ViewVm } from './time-vm.ts'

const text = en.howSure

export interface DifferenceInput extends Omit<TimeInput, 'draws' | 'referenceDraws'> {
  /** This scenario's draws less the reference's, draw by draw. */
  readonly differences: EnsembleSummary
}

/** By how much a scenario differs from its reference when both meet the same unknowns. */
export function differenceVm(input: DifferenceInput): ViewVm<FanData> {
  const { outcome, differences, referenceName } = input
  const { years } = differences.index
  const { axis } = text.outcomes[outcome]
  const title = differenceTitle(input)
  const columns = percentileColumns(differences, outcome, years, (name) => name, percentiles)
  const run = runDifference(input, years)
  return {
    title,
    summary: text.summaryDifference(axis, referenceName, title),
    table: yearTable(text.captionDifference(axis, referenceName), outcome, years, [
      ...columns,
      { title: text.run, values: run, errors: run.map(() => 0) },
    ]),
    chart: {
      years,
      unit: unitOf(outcome),
      axisTitle: text.axisDifference(axis, referenceName),
      bands: fanBands(differences, outcome),
      median: {
        label: text.ended(
          text.median,
          signed(outcome, estimateAt(differences, outcome, years.at(-1), 0.5)),
        ),
        values: years.map((year) => estimateAt(differences, outcome, year, 0.5).value),
      },
      run: {
        label: text.ended(text.run, signed(outcome, { value: run.at(-1) ?? NaN, error: 0 })),
        values: run,
      },
      ghost: null,
      spoken: years.map((year, t) => ({
        title: String(year),
        lines: [
          {
            label: text.median,
            value: signed(outcome, estimateAt(differences, outcome, year, 0.5)),
            mark: 0,
          },
          {
            label: text.bands.middle,
            value: text.range(
              signed(outcome, estimateAt(differences, outcome, year, 0.1)),
              signed(outcome, estimateAt(differences, outcome, year, 0.9)),
            ),
          },
          { label: text.run, value: signed(outcome, { value: run[t] ?? NaN, error: 0 }) },
        ],
      })),
    },
  }
}

function signed(outcome: EnsembleOutcome, { value, error }: Estimate): string {
  return formatChangeWithin(unitOf(outcome), value, error)
}

function runDifference(
  { outcome, run, referenceRun }: DifferenceInput,
  years: readonly number[],
): number[] {
  const own = valuesOfRun(run, outcome)
  const other = referenceRun === null ? [] : valuesOfRun(referenceRun, outcome)
  const at = (values: readonly number[], of: readonly number[] | undefined, year: number) =>
    values[of?.indexOf(year) ?? -1] ?? NaN
  return years.map(
    (year) => at(own, run.index.years, year) - at(other, referenceRun?.index.years, year),
  )
}

function differenceTitle({ outcome, differences, year }: DifferenceInput): string {
  const at = yearShown(differences.index.years, year)
  const t = differences.index.years.indexOf(at)
  const distribution = distributionOf(differences, outcome, t)
  const { subject, are } = text.outcomes[outcome]
  const [more, less] = [shareAbove(distribution, 0), shareBelow(distribution, 0)]
  if (more.value === 0 && less.value === 0) {
    return text.noDifferenceTitle(subject, are, at)
  }
  const isMore = more.value >= less.value
  const share = isMore ? more : less
  const said = chance(share, distribution.draws)
  const title = (isMore ? text.moreTitle : text.lessTitle)(said, subject, are, at)
  const median = medianOf(differences, outcome, t)
  if (share.value <= 0.5 || median.value === 0) return title
  return title + text.byMore(say(outcome, { ...median, value: Math.abs(median.value) }))
}
