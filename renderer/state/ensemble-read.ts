import {
  ensembleOutcomes,
  PROBABILITIES,
  type EnsembleOutcome,
  type EnsembleSummary,
} from '../../src/contract/ensemble.ts'

/** Read what an ensemble's draws say. */

/** A number and its standard error. */
export interface Estimate {
  readonly value: number
  readonly error: number
}

/** Quantiles of one result, at the contract's probabilities, and how many draws they rest on. */
export interface Distribution {
  readonly quantiles: Float64Array
  readonly draws: number
}

const STEPS = PROBABILITIES.length - 1

/** How an outcome is distributed in year `t` of the ensemble. */
export function distributionOf(
  { index, columns }: EnsembleSummary,
  outcome: EnsembleOutcome,
  t: number,
): Distribution {
  const from = cellOf(index.years.length, outcome, t) * PROBABILITIES.length
  return {
    quantiles: columns.quantiles.subarray(from, from + PROBABILITIES.length),
    draws: index.done,
  }
}

/** How the NPV of nameplate `n` is distributed over the draws in which it is on sale, USD. */
export function npvOf({ index, columns }: EnsembleSummary, n: number): Distribution {
  const from = n * PROBABILITIES.length
  return {
    quantiles: columns.npvQuantiles.subarray(from, from + PROBABILITIES.length),
    draws: Math.round(index.done * (columns.onSale[n] ?? 0)),
  }
}

/** An outcome's median in year `t`, with its error. */
export function medianOf(summary: EnsembleSummary, outcome: EnsembleOutcome, t: number): Estimate {
  const cell = cellOf(summary.index.years.length, outcome, t)
  return {
    value: quantileOf(distributionOf(summary, outcome, t), 0.5).value,
    error: summary.columns.medianError[cell] ?? NaN,
  }
}

function cellOf(years: number, outcome: EnsembleOutcome, t: number): number {
  return ensembleOutcomes.indexOf(outcome) * years + t
}

/**
 * Give a quantile, linear between those known. Its error is half the distance of the quantiles one standard
 * deviation of the count below it and above it (Woodruff 1952).
 */
export function quantileOf({ quantiles, draws }: Distribution, probability: number): Estimate {
  const deviation = Math.sqrt((probability * (1 - probability)) / draws)
  const low = valueAt(quantiles, Math.max(0, probability - deviation))
  const high = valueAt(quantiles, Math.min(1, probability + deviation))
  const error = draws < 2 ? Infinity : (high - low) / 2
  return { value: valueAt(quantiles, probability), error }
}

function valueAt(quantiles: Float64Array, probability: number): number {
  const place = probability * STEPS
  const below = Math.floor(place + 1e-9)
  const low = quantiles[below] ?? NaN
  const high = quantiles[Math.min(below + 1, STEPS)] ?? NaN
  return low === high ? low : low + Math.max(0, place - below) * (high - low)
}

/** Estimate the share of draws above a threshold. */
export function shareAbove({ quantiles, draws }: Distribution, threshold: number): Estimate {
  return shareOfDraws(1 - probabilityUpTo(quantiles, threshold), draws)
}

/** Estimate the share of draws below a threshold. */
export function shareBelow({ quantiles, draws }: Distribution, threshold: number): Estimate {
  const mirrored = quantiles.map((_, i) => -(quantiles[STEPS - i] as number))
  return shareOfDraws(1 - probabilityUpTo(mirrored, -threshold), draws)
}

/** The largest probability whose quantile is not above the threshold. */
function probabilityUpTo(quantiles: Float64Array, threshold: number): number {
  let above = quantiles.findIndex((value) => value > threshold)
  if (above === 0) return 0
  if (above < 0) above = quantiles.length
  const low = quantiles[above - 1] as number
  const high = quantiles[above]
  const part = high === undefined ? 0 : (threshold - low) / (high - low)
  return Math.min(1, (above - 1 + part) / STEPS)
}

/**
 * A share of draws with its error: that of a share about which nothing else is known, Beta(in + 1, out + 1),
 * so that it is not 0 where none or all of few draws are in.
 */
export function shareOfDraws(value: number, draws: number): Estimate {
  const likely = (value * draws + 1) / (draws + 2)
  return { value, error: Math.sqrt((likely * (1 - likely)) / (draws + 3)) }
}
