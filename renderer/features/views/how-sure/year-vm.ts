import type { EnsembleOutcome, EnsembleSummary } from '../../../../src/contract/ensemble.ts'
import type { RunColumns } from '../../../../src/contract/results.ts'
import {
  pointMassOf,
  type DistributionData,
  type DistributionForm,
} from '../../../charts/distribution/distribution-model.ts'
import { formatWithin, roundToError } from '../../../charts/shared/rounding.ts'
import type { ScaleKind } from '../../../charts/shared/value-scale.ts'
import { formatShare } from '../../../charts/shared/format.ts'
import {
  distributionOf,
  quantileOf,
  shareAbove,
  shareBelow,
  type Distribution,
} from '../../../state/ensemble-read.ts'
import type { TableModel } from '../view-frame/table-model.ts'
import { en } from '../../../strings/en.ts'
import { chance, margin } from './odds.ts'
import { sayExactly, tableUnitOf, unitOf, valuesOfRun } from './outcomes.ts'
import { percentiles } from './percentile-table.ts'
import { yearShown, type TimeInput, type ViewVm } from './time-vm.ts'

const text = en.howSure

export interface YearInput extends TimeInput {
  readonly draws: EnsembleSummary
  readonly form: DistributionForm
  readonly scale: ScaleKind
  readonly threshold: number
}

export interface YearVm extends ViewVm<DistributionData> {
  readonly year: number
  readonly thresholdLabel: string
  readonly thresholdText: string
  /** What the chart cannot show, and how it was smoothed. */
  readonly note: string
}

/** How the draws are spread in one year, and how many of them pass a threshold. */
export function yearVm(input: YearInput): YearVm {
  const { outcome, run, referenceName, threshold } = input
  const sides = sidesOf(input)
  const year = yearShown(run.index.years, input.year)
  const own = sides[0] as Side
  const value = sayExactly(outcome, threshold)
  const single = valueInRun(run, outcome, year)
  return {
    year,
    title: passTitle(input, sides, year),
    summary: [
      text.summaryYear(text.outcomes[outcome].axis, year),
      ` ${passTitle(input, sides, year)}.`,
      text.summaryRun(sayExactly(outcome, single)),
    ].join(''),
    table: yearTableOf(input, sides, year),
    thresholdLabel: value,
    thresholdText: text.thresholdSaid(value, chanceAbove(own.distribution, threshold)),
    note: noteOf(input, sides, single),
    chart: {
      unit: unitOf(outcome),
      axisTitle: text.outcomes[outcome].axis,
      densityTitle: text.densityAxis,
      cumulativeTitle: text.cumulativeAxis,
      curves: sides.map(({ distribution, isGhost }) => ({
        label: isGhost ? referenceName : text.thisScenario,
        quantiles: distribution.quantiles,
        draws: distribution.draws,
        isGhost,
      })),
      run: { label: text.run, value: single },
    },
  }
}

interface Side {
  readonly name: string
  readonly isGhost: boolean
  readonly distribution: Distribution
}

function sidesOf({ outcome, run, draws, referenceDraws, referenceName, year }: YearInput): Side[] {
  const at = yearShown(run.index.years, year)
  const side = (from: EnsembleSummary | null, name: string, isGhost: boolean): Side[] => {
    const t = from?.index.years.indexOf(at) ?? -1
    return from === null || t < 0
      ? []
      : [{ name, isGhost, distribution: distributionOf(from, outcome, t) }]
  }
  return [...side(draws, text.thisScenario, false), ...side(referenceDraws, referenceName, true)]
}

function chanceAbove(distribution: Distribution, threshold: number): string {
  return chance(shareAbove(distribution, threshold), distribution.draws)
}

function passTitle(
  { outcome, threshold }: YearInput,
  sides: readonly Side[],
  year: number,
): string {
  const [own, other] = sides
  if (own === undefined) return ''
  const { subject, passes } = text.outcomes[outcome]
  const { quantiles } = own.distribution
  const title = pointMassOf(quantiles)
    ? text.sameTitle(subject, year, sayExactly(outcome, quantiles[0] ?? NaN))
    : text.passTitle(
        chanceAbove(own.distribution, threshold),
        subject,
        passes,
        sayExactly(outcome, threshold),
        year,
      )
  return other === undefined ? title : title + referenceText(own, other, threshold)
}

function referenceText(own: Side, other: Side, threshold: number): string {
  const { quantiles } = other.distribution
  if (pointMassOf(own.distribution.quantiles)) return ''
  if (!pointMassOf(quantiles)) {
    return text.passReference(chanceAbove(other.distribution, threshold))
  }
  return (quantiles[0] ?? NaN) > threshold ? text.passReferenceAll : text.passReferenceNone
}

/** A threshold to begin with: what the single run gives, as a round number. */
export function firstThreshold(run: RunColumns, outcome: EnsembleOutcome, year: number): number {
  const value = valueInRun(run, outcome, yearShown(run.index.years, year))
  return Number.isFinite(value) ? roundToError(value, Math.abs(value)) : 0
}

function valueInRun(run: RunColumns, outcome: EnsembleOutcome, year: number): number {
  return valuesOfRun(run, outcome)[run.index.years.indexOf(year)] ?? NaN
}

function noteOf(
  { outcome, threshold, form, scale }: YearInput,
  sides: readonly Side[],
  single: number,
): string {
  const own = sides[0]
  if (own === undefined) return ''
  const { distribution } = own
  const notes = sides.flatMap(({ name, distribution: { quantiles, draws } }) => {
    if (pointMassOf(quantiles))
      return [text.pointMass(name, sayExactly(outcome, quantiles[0] ?? NaN))]
    const off = scale === 'log' ? 1 - shareAbove({ quantiles, draws }, 0).value : 0
    return off > 0 ? [text.offLog(name, formatShare(off))] : []
  })
  const isSpread = sides.some((side) => !pointMassOf(side.distribution.quantiles))
  return [
    pointMassOf(distribution.quantiles)
      ? ''
      : `${text.passedBy(margin(shareAbove(distribution, threshold)))} ${runPlace(distribution, single)}`,
    ...notes,
    form === 'density' && isSpread ? text.densityNote : '',
  ]
    .filter((note) => note !== '')
    .join(' ')
}

/** Where the single run lies among the draws. */
function runPlace(distribution: Distribution, single: number): string {
  const above = shareAbove(distribution, single)
  return above.value >= 0.5
    ? text.runBelow(chance(above, distribution.draws))
    : text.runAbove(chance(shareBelow(distribution, single), distribution.draws))
}

/** The percentiles of both scenarios in the year. */
function yearTableOf({ outcome }: YearInput, sides: readonly Side[], year: number): TableModel {
  const { axis } = text.outcomes[outcome]
  const estimates = sides.map(({ distribution }) =>
    percentiles.map((p) => quantileOf(distribution, p / 100)),
  )
  return {
    caption: text.captionYear(axis, year),
    columns: [
      { title: text.percentileColumn, align: 'left' },
      ...sides.map(({ name }, i) => ({
        title: name,
        unit: tableUnitOf(outcome),
        align: 'right' as const,
        write: (value: number, row: number) =>
          formatWithin(unitOf(outcome), value, estimates[i]?.[row]?.error ?? 0),
      })),
    ],
    rows: percentiles.map((p, row) => [
      p,
      ...estimates.map((column) => column[row]?.value ?? null),
    ]),
  }
}
