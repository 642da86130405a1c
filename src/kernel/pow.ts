import { expHighLow } from './exp.ts'
import { logHighLow, productError } from './log.ts'

/** Receives the logarithm; one array serves every call, as no call reaches another. */
const LOGARITHM = new Float64Array(2)

/** Tells whether y is an odd integer: halving a double is exact, so nothing rounds here. */
function isOdd(y: number): boolean {
  return Math.floor(y) === y && Math.floor(y / 2) !== y / 2
}

/**
 * Computes x^y = e^(y·ln x) for finite x > 0 and finite y.
 *
 * ln x is a sum of two doubles and y times its high part carries its exact error (Dekker 1971).
 * Where y is so large that splitting it overflows, the product is so far out that expHighLow gives 0
 * or Infinity without a look at the low part.
 */
function positivePow(x: number, y: number): number {
  logHighLow(x, LOGARITHM)
  const high = LOGARITHM[0] as number
  const low = LOGARITHM[1] as number
  const product = y * high
  return expHighLow(product, productError(y, high, product) + y * low)
}

/** Computes |x|^y where the result is a limit or a convention rather than a product. */
function limitPow(magnitude: number, y: number): number {
  if (magnitude === 1) return y === Infinity || y === -Infinity ? NaN : 1
  return magnitude > 1 === y > 0 ? Infinity : 0
}

/**
 * Computes x^y with the conventions of Math.pow: pow(x, 0) = 1 even for NaN, pow(±1, ±Infinity) is
 * NaN, and a finite x < 0 needs an integer y.
 *
 * The error is below 0.75 ulp for normal results and below 0.9 ulp for subnormal ones. A result that
 * is a double itself, such as 10^22 or 0.25^0.5, comes out exact, because less than half an ulp is
 * lost before the last rounding.
 */
export function pow(x: number, y: number): number {
  if (y === 0) return 1
  if (Number.isNaN(x) || Number.isNaN(y)) return NaN
  const magnitude = Math.abs(x)
  const negative = x < 0 || 1 / x === -Infinity
  const sign = negative && isOdd(y) ? -1 : 1
  if (magnitude === 0 || magnitude === 1 || magnitude === Infinity || Math.abs(y) === Infinity) {
    return x === -1 && Math.floor(y) !== y ? NaN : sign * limitPow(magnitude, y)
  }
  return negative && Math.floor(y) !== y ? NaN : sign * positivePow(magnitude, y)
}
