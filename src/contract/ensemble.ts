import { yearlyOutcomes, type YearlyOutcome } from '../core/ensemble/outcome-names.ts'
import { DEFAULT_SETTINGS, MOST_DRAWS, scenarioSettings } from '../core/ensemble/settings.ts'
import { z } from './zod.ts'

/** What an ensemble tells a renderer: quantiles of its draws, never the draws. */

export const EnsembleSettings = z.object({
  seed: z.string().min(1).max(200),
  draws: z.int().min(1).max(MOST_DRAWS),
  method: z.enum(['sobol', 'lhs']),
})
export type EnsembleSettings = z.infer<typeof EnsembleSettings>
export { DEFAULT_SETTINGS, MOST_DRAWS, scenarioSettings }

/** Results by year, in the order of the columns. */
export { yearlyOutcomes as ensembleOutcomes }
export type EnsembleOutcome = YearlyOutcome

/** Probabilities of the quantiles: every half percent from 0, the smallest draw, to 1, the largest. */
export const PROBABILITIES: readonly number[] = Array.from({ length: 201 }, (_, i) => i / 200)

/** Names along the axes of an ensemble's columns, in their order. */
export const EnsembleIndex = z.object({
  years: z.array(z.int()),
  /** New ones on offer. */
  nameplates: z.array(z.object({ id: z.string(), label: z.string() })),
  /** Draws that the numbers rest on, and draws that have no result. */
  done: z.int(),
  failed: z.int(),
})
export type EnsembleIndex = z.infer<typeof EnsembleIndex>

/** Columns and the axes they are addressed by, outermost first. NaN stands for none. */
export const ensembleColumns = {
  quantiles: ['outcomes', 'years', 'probabilities'],
  /** Standard error of the median. */
  medianError: ['outcomes', 'years'],
  mean: ['outcomes', 'years'],
  /** USD; over the draws in which it is on sale. */
  npvQuantiles: ['nameplates', 'probabilities'],
  /** Share of all draws in which it is on sale, and in which it earns its money back within the horizon. */
  onSale: ['nameplates'],
  earnsBack: ['nameplates'],
} as const
export type EnsembleColumn = keyof typeof ensembleColumns
export const ensembleColumnNames = Object.keys(ensembleColumns) as EnsembleColumn[]

export interface EnsembleSummary {
  readonly index: EnsembleIndex
  readonly columns: Readonly<Record<EnsembleColumn, Float64Array>>
}

/** Number of entries of a column. */
export function ensembleColumnLength(index: EnsembleIndex, name: EnsembleColumn): number {
  const sizes = {
    outcomes: yearlyOutcomes.length,
    years: index.years.length,
    probabilities: PROBABILITIES.length,
    nameplates: index.nameplates.length,
  }
  return ensembleColumns[name].reduce((product, axis) => product * sizes[axis], 1)
}

/** Which draws a summary is of: the scenario's, the reference's, or their differences draw by draw. */
export const ensembleSides = ['scenario', 'reference', 'difference'] as const
export type EnsembleSide = (typeof ensembleSides)[number]

/** How far an ensemble has come. */
export const EnsembleProgress = z.object({
  /** Grows with every ensemble that is started. */
  run: z.int(),
  state: z.enum(['running', 'stopped', 'finished']),
  /** Draws that are done of every side, and wanted. */
  done: z.int(),
  wanted: z.int(),
  /** Draws a second; 0 before the first are done. */
  rate: z.number(),
  /** Why a draw failed, where one did. */
  failure: z.string().nullable(),
  /** Read by decodeEnsemble; empty where nothing new is to be said. */
  summaries: z.array(z.object({ side: z.enum(ensembleSides), frame: z.instanceof(ArrayBuffer) })),
})
export type EnsembleProgress = z.infer<typeof EnsembleProgress>
