import type { EnsembleOutcome, EnsembleSummary } from '../../../../src/contract/ensemble.ts'
import type { RunColumns } from '../../../../src/contract/results.ts'
import type { FanBand, FanData } from '../../../charts/fan/fan-model.ts'
import type { PointLine } from '../../../charts/shared/cursor.ts'
import type { Estimate } from '../../../state/ensemble-read.ts'
import type { TableModel } from '../view-frame/table-model.ts'
import { en } from '../../../strings/en.ts'
import { say, sayExactly, unitOf, valuesOfRun } from './outcomes.ts'
import { estimateAt, percentileColumns, percentiles, yearTable } from './percentile-table.ts'

const text = en.howSure

export interface TimeInput {
  readonly outcome: EnsembleOutcome
  /** The single run, which is there before any draw is. */
  readonly run: RunColumns
  readonly referenceRun: RunColumns | null
  readonly referenceName: string
  readonly draws: EnsembleSummary | null
  readonly referenceDraws: EnsembleSummary | null
  /** The draws are of a scenario that has changed since. */
  readonly isStale: boolean
  readonly year: number
}

export interface ViewVm<Chart> {
  readonly title: string
  readonly summary: string
  readonly table: TableModel
  readonly chart: Chart
}

/** Probabilities of the bands' ends, from the widest to the narrowest. */
const bands = [
  { id: 'wide', low: 0.025, high: 0.975 },
  { id: 'middle', low: 0.1, high: 0.9 },
  { id: 'narrow', low: 0.25, high: 0.75 },
] as const

/** What the draws say of an outcome, year by year, beside the single run. */
export function timeVm(input: TimeInput): ViewVm<FanData> {
  const { outcome, run, draws, isStale } = input
  const { years } = run.index
  const shown = isStale ? null : draws
  const single = valuesOfRun(run, outcome)
  return {
    title: timeTitle(input),
    summary: timeSummary(input),
    table: percentileTable({ ...input, draws: shown }),
    chart: {
      years,
      unit: unitOf(outcome),
      axisTitle: text.outcomes[outcome].axis,
      bands:
        draws === null
          ? []
          : bands.map((band) => ({
              label: bandName(band.id, isStale),
              ...bandOf(draws, outcome, years, band),
            })),
      median:
        draws === null
          ? null
          : {
              label: endName(
                text.median,
                isStale ? null : estimateAt(draws, outcome, years.at(-1), 0.5),
                outcome,
              ),
              values: quantilesOf(draws, outcome, years, 0.5),
            },
      run: {
        label: text.ended(text.run, sayExactly(outcome, single.at(-1) ?? NaN)),
        values: single,
      },
      ghost: ghostOf(input),
      spoken: years.map((year, t) => ({
        title: String(year),
        lines: linesAt(input, shown, year, t),
      })),
    },
  }
}

function bandName(id: keyof typeof text.bands, isStale: boolean): string {
  return isStale && id === 'wide' ? `${text.bands[id]} ${text.before}` : text.bands[id]
}

function endName(name: string, estimate: Estimate | null, outcome: EnsembleOutcome): string {
  return estimate === null ? name : text.ended(name, say(outcome, estimate))
}

function quantilesOf(
  draws: EnsembleSummary,
  outcome: EnsembleOutcome,
  years: readonly number[],
  probability: number,
): number[] {
  return years.map((year) => estimateAt(draws, outcome, year, probability).value)
}

export function bandOf(
  draws: EnsembleSummary,
  outcome: EnsembleOutcome,
  years: readonly number[],
  { low, high }: { readonly low: number; readonly high: number },
): FanBand {
  return {
    low: quantilesOf(draws, outcome, years, low),
    high: quantilesOf(draws, outcome, years, high),
  }
}

/** The fan's bands of a summary. */
export function fanBands(draws: EnsembleSummary, outcome: EnsembleOutcome) {
  const { years } = draws.index
  return bands.map((band) => ({
    label: text.bands[band.id],
    ...bandOf(draws, outcome, years, band),
  }))
}

/** The reference's median and band; its single run until it is drawn, nothing where it is the same scenario. */
function ghostOf({
  outcome,
  run,
  referenceRun,
  referenceName,
  draws,
  referenceDraws,
  isStale,
}: TimeInput): FanData['ghost'] {
  const { years } = run.index
  if (referenceDraws !== null && !isStale) {
    return {
      label: text.ghostMedian(referenceName),
      values: quantilesOf(referenceDraws, outcome, years, 0.5),
      band: bandOf(referenceDraws, outcome, years, { low: 0.1, high: 0.9 }),
    }
  }
  if (referenceRun === null || draws !== null) return null
  const values = valuesOfRun(referenceRun, outcome)
  return {
    label: referenceName,
    values: years.map((year) => values[referenceRun.index.years.indexOf(year)] ?? NaN),
    band: null,
  }
}

function linesAt(
  { outcome, run, referenceName, referenceDraws }: TimeInput,
  draws: EnsembleSummary | null,
  year: number,
  t: number,
): PointLine[] {
  const said = (from: EnsembleSummary, p: number) =>
    say(outcome, estimateAt(from, outcome, year, p))
  const ranges = (from: EnsembleSummary) =>
    bands.toReversed().map(({ id, low, high }) => ({
      label: text.bands[id],
      value: text.range(said(from, low), said(from, high)),
    }))
  return [
    ...(draws === null
      ? []
      : [{ label: text.median, value: said(draws, 0.5), mark: 0 }, ...ranges(draws)]),
    { label: text.run, value: sayExactly(outcome, valuesOfRun(run, outcome)[t] ?? NaN) },
    ...(draws === null || referenceDraws === null
      ? []
      : [
          {
            label: text.ghostMedian(referenceName),
            value: said(referenceDraws, 0.5),
            mark: 'ghost' as const,
          },
        ]),
  ]
}

/** The year that is looked at, or the last one where the run does not reach it. */
export function yearShown(years: readonly number[], year: number): number {
  return years.includes(year) ? year : (years.at(-1) ?? year)
}

function timeTitle({ outcome, run, draws, isStale, year }: TimeInput): string {
  const at = yearShown(run.index.years, year)
  const { subject } = text.outcomes[outcome]
  if (draws === null || isStale) {
    const value = valuesOfRun(run, outcome)[run.index.years.indexOf(at)] ?? NaN
    return text.runTitle(subject, at, sayExactly(outcome, value))
  }
  const [low, high] = [0.1, 0.9].map((p) => estimateAt(draws, outcome, at, p)) as [
    Estimate,
    Estimate,
  ]
  const said = [say(outcome, low), say(outcome, high)] as const
  if (low.value === high.value) return text.sameTitle(subject, at, said[0])
  return text.bandTitle(subject, at, ...said)
}

function timeSummary(input: TimeInput): string {
  const { outcome, run, draws, referenceDraws, referenceName, isStale, year } = input
  const at = yearShown(run.index.years, year)
  const { axis } = text.outcomes[outcome]
  const single = sayExactly(outcome, valuesOfRun(run, outcome)[run.index.years.indexOf(at)] ?? NaN)
  if (draws === null || isStale) return text.summaryPreview(axis, at, single)
  const said = (from: EnsembleSummary) =>
    [0.5, 0.1, 0.9].map((p) => say(outcome, estimateAt(from, outcome, at, p))) as [
      string,
      string,
      string,
    ]
  return [
    text.summaryTime(axis, at, ...said(draws)),
    text.summaryRun(single),
    referenceDraws === null ? '' : text.summaryGhost(referenceName, ...said(referenceDraws)),
  ].join('')
}

type TableInput = Pick<TimeInput, 'outcome' | 'run' | 'draws' | 'referenceDraws'>

function percentileTable({ outcome, run, draws, referenceDraws }: TableInput): TableModel {
  const single = valuesOfRun(run, outcome)
  const { years } = run.index
  const of = (
    from: EnsembleSummary | null,
    name: (title: string) => string,
    shown: readonly number[],
  ) => (from === null ? [] : percentileColumns(from, outcome, years, name, shown))
  const columns = [
    ...of(draws, (title) => title, percentiles),
    { title: text.run, values: single, errors: single.map(() => 0) },
    ...of(draws === null ? null : referenceDraws, (title) => text.ofReference(title), [10, 50, 90]),
  ]
  return yearTable(text.captionTime(text.outcomes[outcome].axis), outcome, years, columns)
}
