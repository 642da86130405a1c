import type { EnsembleObject } from '../app/ensembles/ensemble-object.ts'
import { drawsOf } from '../app/ensembles/summarise.ts'
import type { EnsembleDraws } from '../app/ensembles/run-ensemble.ts'
import type { YearlyOutcome } from '../core/ensemble/outcome-names.ts'
import { nameplateOffsets, yearlyOffset } from '../core/ensemble/outcomes.ts'
import { sortColumn, type SortedColumn } from '../core/ensemble/quantiles.ts'
import {
  advisedDraws,
  estimateMedian,
  estimateQuantile,
  estimateShareAbove,
  meaningfulDigits,
  type Estimate,
} from '../core/ensemble/sampling-error.ts'
import { printable } from '../core/data/problem.ts'
import { millions, textTable, vehicles, type Style } from './text.ts'

/** What an ensemble says, in tables that fit a terminal. Digits beyond the sampling error are not shown. */

/** Standard error over median that draws are advised for. */
const ADVISED_ERROR = 0.01

/** Summarise at least one draw. */
export function ensembleSummary(
  { scenario, settings, nameplates }: EnsembleObject,
  draws: EnsembleDraws,
  style: Style,
): string {
  const { years } = draws.layout
  const method = settings.method === 'sobol' ? 'Sobol points' : 'Latin hypercube'
  const how = `${vehicles(draws.done)} draws (${method}, seed ${printable(settings.seed)})`
  return [
    style.heading(printable(scenario.name)),
    `${how}, ${years[0]} to ${years.at(-1)}, constant 2025 USD. For exploring, not predicting.`,
    ...(draws.partial ? [`Stopped: ${vehicles(settings.draws)} draws were asked for.`] : []),
    ...(draws.failed > 0 ? [`${vehicles(draws.failed)} more draws have no result.`] : []),
    '',
    style.heading('New kei by year'),
    yearTable(draws, style),
    '',
    style.heading('Nameplates'),
    nameplateTable(nameplates, draws, style),
  ].join('\n')
}

/** Years shown: all of a few, else every fifth and the last. */
function yearsShown(years: readonly number[]): number[] {
  const last = years.length - 1
  return [...years.keys()].filter(
    (t) => last < 8 || t === last || ((years[t] as number) % 5 === 0 && t < last - 1),
  )
}

function yearTable(draws: EnsembleDraws, style: Style): string {
  const { layout, table, done } = draws
  const { column } = drawsOf(layout, table)
  const sorted = (outcome: YearlyOutcome, t: number) =>
    sortColumn(column(yearlyOffset(layout, outcome) + t))
  return textTable(
    [
      { title: 'year', align: 'left' },
      { title: 'median', align: 'right' },
      { title: '10th to 90th percentile', align: 'right' },
      { title: 'share of new', align: 'right' },
      { title: '10th to 90th percentile', align: 'right' },
      { title: 'error of median', align: 'right' },
      { title: 'draws advised', align: 'right' },
    ],
    yearsShown(layout.years).map((t) => {
      const sales = sorted('newKei', t)
      const share = sorted('share', t)
      const median = estimateMedian(sales)
      return [
        String(layout.years[t]),
        within(median),
        range(sales, within),
        percentWithin(estimateMedian(share)),
        range(share, percentWithin),
        errorOf(median),
        advice(median, done),
      ]
    }),
    style,
  )
}

function range(sorted: SortedColumn, show: (estimate: Estimate) => string): string {
  return `${show(estimateQuantile(sorted, 0.1))} to ${show(estimateQuantile(sorted, 0.9))}`
}

/** Show the digits of a number that its error leaves. */
export function within({ value, standardError }: Estimate): string {
  return digitsOf(value, standardError, 0)
}

function percentWithin({ value, standardError }: Estimate): string {
  return `${digitsOf(100 * value, 100 * standardError, 2)}%`
}

function digitsOf(value: number, error: number, most: number): string {
  const format = new Intl.NumberFormat('en-US', { maximumFractionDigits: most })
  return format.format(rounded(value, error))
}

/** Round to the digits that an error leaves; 0 where it leaves none. */
function rounded(value: number, error: number): number {
  const digits = meaningfulDigits(value, error)
  return digits === 0 ? 0 : Number(value.toPrecision(digits))
}

function errorOf({ value, standardError }: Estimate): string {
  if (!Number.isFinite(standardError)) return '–'
  if (standardError === 0) return '0'
  const share = value === 0 ? '' : ` (${((100 * standardError) / value).toPrecision(2)}%)`
  return `±${Number(standardError.toPrecision(2)).toLocaleString('en-US')}${share}`
}

function advice(median: Estimate, done: number): string {
  const advised = advisedDraws(median, done, ADVISED_ERROR)
  if (advised === null) return '–'
  return advised <= done ? 'enough' : vehicles(Number(advised.toPrecision(2)))
}

function nameplateTable(
  shares: EnsembleObject['nameplates'],
  { layout, table, done }: EnsembleDraws,
  style: Style,
): string {
  const { column } = drawsOf(layout, table)
  if (layout.nameplates.length === 0) return 'No new kei is offered.'
  return textTable(
    [
      { title: 'nameplate', align: 'left' },
      { title: 'earns its money back', align: 'right' },
      { title: 'on sale', align: 'right' },
      { title: 'NPV, median', align: 'right' },
      { title: '10th to 90th percentile', align: 'right' },
    ],
    layout.nameplates.map(({ id, label }, n) => {
      const npv = column(nameplateOffsets(layout, n).npv).filter((value) => !Number.isNaN(value))
      return [
        label,
        shareOfDraws(shares[id]?.earnsBack ?? 0, done),
        shareOfDraws(shares[id]?.onSale ?? 0, done),
        ...npvCells(npv),
      ]
    }),
    style,
  )
}

function npvCells(npv: Float64Array): string[] {
  if (npv.length === 0) return ['–', '–']
  const sorted = sortColumn(npv)
  return [millionsWithin(estimateMedian(sorted)), range(sorted, millionsWithin)]
}

function millionsWithin({ value, standardError }: Estimate): string {
  return millions(rounded(value, standardError))
}

function shareOfDraws(share: number, draws: number): string {
  const counted = Float64Array.from({ length: draws }, (_, at) =>
    at < Math.round(share * draws) ? 1 : 0,
  )
  return percentWithin(estimateShareAbove(counted, 0))
}
