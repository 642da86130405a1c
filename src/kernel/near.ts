/**
 * e^x near 0 and powers near 1, for what changes little from one year to the next: short series (Abramowitz and
 * Stegun 1964, 4.2.1 and 3.6.9) in place of whole functions. Operations and their order are those of
 * assembly/numeric.ts, so that every result has the same bits.
 */

/** Largest |x| of `expNear`. */
export const NEAR = 1 / 32

/**
 * x⁷ over |x| ≤ NEAR is 1.4887·NEAR²·x⁵ − 0.51484·NEAR⁴·x³ to within 0.0262·NEAR⁷, the best that x³ and x⁵ can do
 * (found by Remez' exchange), so that their coefficients take on what x⁷/5040 would add.
 */
const NEAR_SQUARED = NEAR * NEAR
const X3 = 1 / 6 - (0.5148440687379296 * (NEAR_SQUARED * NEAR_SQUARED)) / 5040
const X5 = 1 / 120 + (1.4887040968874443 * NEAR_SQUARED) / 5040

/** Terms of a power's series. */
export const POWER_TERMS = 10

/** Compute e^x for |x| ≤ NEAR; the polynomial is off by less than 2^-52.4 of it, and its last addition rounds. */
export function expNear(x: number): number {
  const x2 = x * x
  const p = 1 / 2 + X3 * x + x2 * (1 / 24 + X5 * x + x2 * (1 / 720))
  return 1 + (x + x2 * p)
}

/** List the coefficients of (1 + x)^p − 1 from x to x^10. */
export function powerSeries(p: number): Float64Array {
  const series = new Float64Array(POWER_TERMS)
  let term = 1
  for (let k = 0; k < POWER_TERMS; k += 1) {
    term *= (p - k) / (k + 1)
    series[k] = term
  }
  return series
}

/**
 * Compute (1 + x)^p − 1 from the series of p, 0 ≤ |p| ≤ 1, for |x| ≤ e^NEAR − 1, with an error of less than
 * 2^-53 beside 1.
 */
export function powerNear(series: Float64Array, x: number): number {
  const c = (k: number) => series[k - 1] as number
  const x2 = x * x
  const high = c(6) + c(7) * x + x2 * (c(8) + c(9) * x + x2 * c(10))
  const q = c(2) + c(3) * x + x2 * (c(4) + c(5) * x + x2 * high)
  return c(1) * x + x2 * q
}
