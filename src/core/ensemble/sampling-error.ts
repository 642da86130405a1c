import { quantile, type Column, type SortedColumn } from './quantiles.ts'

/**
 * How far what the draws say may be from what endless draws would. All errors are those of independent draws;
 * Sobol points and Latin hypercubes err less, so that these are on the safe side.
 */

/** A number and the standard deviation of its error. */
export interface Estimate {
  readonly value: number
  readonly standardError: number
}

/**
 * Estimate a quantile. Half the distance between the quantiles one standard deviation of the binomial count
 * below and above is its standard error: R. S. Woodruff (1952), Confidence intervals for medians and other
 * position measures, J. Amer. Statist. Assoc. 47. Infinity for a single draw.
 */
export function estimateQuantile(column: SortedColumn, probability: number): Estimate {
  const { length } = column.sorted
  const value = quantile(column, probability)
  if (length < 2) return { value, standardError: Infinity }
  const deviation = Math.sqrt((probability * (1 - probability)) / length)
  const low = quantile(column, Math.max(0, probability - deviation))
  const high = quantile(column, Math.min(1, probability + deviation))
  return { value, standardError: low === high ? 0 : (high - low) / 2 }
}

/** Estimate the median. */
export function estimateMedian(column: SortedColumn): Estimate {
  return estimateQuantile(column, 0.5)
}

/**
 * Estimate the share of draws above a threshold. The standard error is that of a share about which nothing
 * else is known, Beta(above + 1, rest + 1) (T. Bayes 1763): near √(p(1 − p)/n), and not 0 where none or all
 * of few draws are above.
 */
export function estimateShareAbove(values: Column, threshold: number): Estimate {
  if (values.length === 0) throw new RangeError('needs at least one draw')
  let above = 0
  for (const value of values) {
    if (Number.isNaN(value)) throw new RangeError('has a draw without a number (NaN)')
    if (value > threshold) above += 1
  }
  const likely = (above + 1) / (values.length + 2)
  return {
    value: above / values.length,
    standardError: Math.sqrt((likely * (1 - likely)) / (values.length + 3)),
  }
}

/**
 * Advise how many draws bring an estimate's standard error below a share of its value, the error falling as
 * 1/√n. Null where no number does: the value is 0 or the error not finite.
 *
 * @param draws Draws that the estimate was made from.
 * @param share Wanted standard error over value, above 0.
 */
export function advisedDraws(
  { value, standardError }: Estimate,
  draws: number,
  share: number,
): number | null {
  if (!(share > 0)) throw new RangeError(`needs a share above 0, got ${share}`)
  if (standardError === 0) return draws
  const ratio = standardError / (share * Math.abs(value))
  const advised = Math.ceil(draws * ratio * ratio)
  return Number.isFinite(advised) ? Math.max(1, advised) : null
}

/** Digits that a double holds. */
const MOST_DIGITS = 15

/**
 * Give how many significant digits of a value mean something: the last one stands where the first one of the
 * error does. 0 where the value is smaller than its error: it cannot be told from 0.
 */
export function meaningfulDigits(value: number, standardError: number): number {
  if (standardError === 0) return MOST_DIGITS
  if (value === 0 || !Number.isFinite(value) || !Number.isFinite(standardError)) return 0
  const digits = decimalExponent(value) - decimalExponent(standardError) + 1
  return Math.min(MOST_DIGITS, Math.max(0, digits))
}

/** Give the power of ten of a number's first digit, exactly, which a logarithm would not. */
function decimalExponent(value: number): number {
  return Number(value.toExponential().split('e')[1])
}
