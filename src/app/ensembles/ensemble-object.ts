import { PROBABILITIES, type EnsembleSummary } from '../../contract/ensemble.ts'
import { yearlyOutcomes, type YearlyOutcome } from '../../core/ensemble/outcome-names.ts'
import type { SampleSettings } from '../../core/ensemble/settings.ts'
import { outcomeColumns } from './draw-columns.ts'
import { drawsOf, summarise } from './summarise.ts'
import type { EnsembleDraws } from './run-ensemble.ts'

/** Percentiles that files hold. */
export const PERCENTILES = [5, 10, 25, 50, 75, 90, 95] as const

/** What an ensemble was made of. */
export interface EnsembleSource {
  /** The hash is of the scenario as Keicast writes it. */
  readonly scenario: { readonly name: string; readonly hash: string }
  readonly dataVersion: string
  readonly settings: SampleSettings & { readonly hold: readonly string[] }
}

/** What every output says of itself. */
export interface EnsembleFacts extends EnsembleSource {
  /** Stopped before every draw was worked out. */
  readonly partial: boolean
  readonly done: number
  readonly failed: number
}

/** The object that `keicast ensemble --json` writes: field names and units are stable (docs/cli.md). */
export interface EnsembleObject extends EnsembleFacts {
  readonly years: readonly number[]
  readonly percentiles: readonly number[]
  readonly outcomes: Readonly<Record<YearlyOutcome, OutcomeObject>>
  readonly nameplates: Readonly<Record<string, NameplateObject>>
}

interface OutcomeObject {
  readonly unit: string
  /** By year, then by percentile. */
  readonly percentiles: readonly (readonly number[])[]
  /** By year. */
  readonly medianError: readonly number[]
  readonly mean: readonly number[]
}

interface NameplateObject {
  readonly label: string
  /** Shares of all draws. */
  readonly earnsBack: number
  readonly onSale: number
  /** USD, by percentile, over the draws in which it is on sale; null where there is none. */
  readonly npv: readonly number[] | null
}

export function ensembleFacts(
  source: EnsembleSource,
  { partial, done, failed }: EnsembleDraws,
): EnsembleFacts {
  return { ...source, partial, done, failed }
}

/** Put what at least one draw says into the published form. */
export function toEnsembleObject(source: EnsembleSource, draws: EnsembleDraws): EnsembleObject {
  const summary = summarise(drawsOf(draws.layout, draws.table))
  const { years, nameplates } = summary.index
  const { earnsBack, onSale } = summary.columns
  return {
    ...ensembleFacts(source, draws),
    years,
    percentiles: PERCENTILES,
    outcomes: Object.fromEntries(
      yearlyOutcomes.map((outcome, o) => [outcome, outcomeObject(summary, outcome, o)]),
    ) as Record<YearlyOutcome, OutcomeObject>,
    nameplates: Object.fromEntries(
      nameplates.map(({ id, label }, n) => [
        id,
        {
          label,
          earnsBack: earnsBack[n] as number,
          onSale: onSale[n] as number,
          npv: onSale[n] === 0 ? null : percentilesAt(summary.columns.npvQuantiles, n),
        },
      ]),
    ),
  }
}

function outcomeObject(
  { index, columns }: EnsembleSummary,
  outcome: YearlyOutcome,
  o: number,
): OutcomeObject {
  const count = index.years.length
  const byYear = (column: Float64Array) => [...column.subarray(o * count, (o + 1) * count)]
  return {
    unit: outcomeColumns[outcome].unit,
    percentiles: index.years.map((_, t) => percentilesAt(columns.quantiles, o * count + t)),
    medianError: byYear(columns.medianError),
    mean: byYear(columns.mean),
  }
}

const PLACES = PERCENTILES.map((percent) =>
  PROBABILITIES.findIndex((p) => Math.round(p * 1000) === percent * 10),
)

/** Read a row's percentiles from a table of quantiles. */
function percentilesAt(quantiles: Float64Array, row: number): number[] {
  return PLACES.map((place) => quantiles[row * PROBABILITIES.length + place] as number)
}
