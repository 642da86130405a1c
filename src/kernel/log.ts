import { powerOfTwo } from './exp.ts'

/**
 * ECMAScript lets every engine choose the last bits of Math.log. This module uses only operations
 * whose result IEEE 754 fixes, so that the same argument gives the same bytes everywhere.
 */

/** Holds the leading 42 bits of ln 2, so that k·LN2_HIGH is exact for every |k| < 2^11. */
const LN2_HIGH = 0.6931471805598903

/** Holds ln 2 − LN2_HIGH to 53 bits: together they give ln 2 to 2^-97. */
const LN2_LOW = 5.497923018708371e-14

/** Bounds the arguments x = 2^k·m for which 2^-k is a normal number. */
const MIN_NORMAL = 2.2250738585072014e-308
const MAX_UNSHIFTED = 1e300

/** Holds the high word of √½: subtracting it makes the exponent field step at √½·2^k. */
const HIGH_WORD_OF_ROOT_HALF = 0x3fe6a09e

/** Splits a double into two halves of 26 bits when multiplied with it (Veltkamp's 2^27 + 1). */
const SPLITTER = 134217729

const THIRD = 1 / 3
const THIRD_LOW = 1.850371707708594e-17
const FIFTH = 1 / 5
const FIFTH_LOW = -1.1102230246251566e-17

/** Holds the bytes of an argument; a DataView reads them alike on every byte order. */
const BYTES = new DataView(new ArrayBuffer(8))

/**
 * Computes the rounding error a·b − fl(a·b) of a product exactly (Dekker 1971, Veltkamp splitting).
 *
 * It is exact for |a|, |b| < 2^970 as long as the error is no subnormal number.
 */
export function productError(a: number, b: number, product: number): number {
  const aScaled = SPLITTER * a
  const aHigh = aScaled - (aScaled - a)
  const aLow = a - aHigh
  const bScaled = SPLITTER * b
  const bHigh = bScaled - (bScaled - b)
  const bLow = b - bHigh
  return aHigh * bHigh - product + aHigh * bLow + aLow * bHigh + aLow * bLow
}

/** Chooses the power of two that brings the argument into the range without rare cases. */
function shiftOf(x: number): number {
  return x < MIN_NORMAL ? -54 : x > MAX_UNSHIFTED ? 54 : 0
}

/** Reads the k with x = 2^k·m, m in [√½, √2) up to 2^-20, from the high word of a normal x > 0. */
function exponentOf(x: number): number {
  BYTES.setFloat64(0, x)
  return (BYTES.getInt32(0) - HIGH_WORD_OF_ROOT_HALF) >> 20
}

/**
 * Computes ln x = k·ln 2 + ln(1 + f) with x = 2^k·(1 + f) and 1 + f in [√½, √2).
 *
 * With s = f/(2 + f) the identity ln(1 + f) = 2·atanh s = f − f²/2 + s·(f²/2 + R), where
 * R = 2·(s²/3 + s⁴/5 + …), keeps f, which has no rounding error, as the leading term. The series to
 * s^20 leaves out less than 2^-59. k·LN2_HIGH is exact (Cody and Waite 1980); k·LN2_HIGH + f and
 * its difference with f²/2 carry their exact rounding errors along (Dekker 1971). The error is below
 * 0.75 ulp.
 */
export function log(x: number): number {
  if (!(x > 0 && x < Infinity)) return x === 0 ? -Infinity : x === Infinity ? Infinity : NaN
  const shift = shiftOf(x)
  const shifted = x * powerOfTwo(-shift)
  const power = exponentOf(shifted)
  const k = power + shift
  const f = shifted * powerOfTwo(-power) - 1
  const s = f / (2 + f)
  const series = atanhSeries(s * s)
  const halfSquare = 0.5 * f * f
  const head = k * LN2_HIGH
  const sum = head + f
  const difference = sum - halfSquare
  const rest = head - sum + f + (sum - difference - halfSquare)
  return difference + (s * (halfSquare + series) + (rest + k * LN2_LOW))
}

/** Computes 2·(s²/3 + s⁴/5 + …) from t = s², to s^20. */
function atanhSeries(t: number): number {
  const t2 = t * t
  const t4 = t2 * t2
  const p0 = 2 / 3 + (2 / 5) * t + (2 / 7 + (2 / 9) * t) * t2
  const p1 = 2 / 11 + (2 / 13) * t + (2 / 15 + (2 / 17) * t) * t2
  return t * (p0 + t4 * (p1 + t4 * (2 / 19 + (2 / 21) * t)))
}

/** Computes ln(1 + f) as `log` does, for 1 + f in [√½, √2) that need not be a double. */
export function logNearOne(f: number): number {
  const s = f / (2 + f)
  const halfSquare = 0.5 * f * f
  const difference = f - halfSquare
  const rest = f - difference - halfSquare
  return difference + (s * (halfSquare + atanhSeries(s * s)) + rest)
}

/** Computes s⁶/7 + s⁸/9 + … over s⁴ from t = s², to s^24: the terms that need 53 bits only. */
function atanhTail(t: number): number {
  const t2 = t * t
  const t4 = t2 * t2
  const p0 = 1 / 7 + (1 / 9) * t + (1 / 11 + (1 / 13) * t) * t2
  const p1 = 1 / 15 + (1 / 17) * t + (1 / 19 + (1 / 21) * t) * t2
  const p2 = 1 / 23 + (1 / 25) * t
  return t * (p0 + t4 * (p1 + t4 * p2))
}

/**
 * Writes ln x of a positive finite x as pair[0] + pair[1], an unevaluated sum of two doubles.
 *
 * It evaluates 2·atanh s = 2·(s + s·t·(1/3 + t·(1/5 + …))), t = s², with s, t, 1/3 and 1/5 as sums
 * of two doubles (Dekker 1971) and adds k·ln 2 the same way. The relative error is below 2^-68, so
 * that y·ln x keeps an absolute error below 2^-58 wherever x^y is a finite number.
 */
export function logHighLow(x: number, pair: Float64Array): void {
  const shift = shiftOf(x)
  const shifted = x * powerOfTwo(-shift)
  const power = exponentOf(shifted)
  const k = power + shift
  const m = shifted * powerOfTwo(-power)
  const denominator = m + 1
  const denominatorLow = m - (denominator - 1)
  const s = (m - 1) / denominator
  const back = s * denominator
  const residue = m - 1 - back - productError(s, denominator, back) - s * denominatorLow
  const sLow = residue / denominator
  const t = s * s
  const tLow = productError(s, s, t) + 2 * s * sLow
  const tail = atanhTail(t)
  const u = FIFTH + tail
  const uLow = FIFTH - u + tail + FIFTH_LOW
  const tu = t * u
  const v = THIRD + tu
  const vLow = THIRD - v + tu + (productError(t, u, tu) + (t * uLow + tLow * u) + THIRD_LOW)
  const w = t * v
  const wLow = productError(t, v, w) + (t * vLow + tLow * v)
  const sw = s * w
  const half = s + sw
  const halfLow = s - half + sw + (productError(s, w, sw) + (s * wLow + sLow * w) + sLow)
  const head = k * LN2_HIGH
  const sum = head + 2 * half
  const rest = head - sum + 2 * half + (2 * halfLow + k * LN2_LOW)
  pair[0] = sum + rest
  pair[1] = sum - (sum + rest) + rest
}
