/**
 * ECMAScript lets every engine choose the last bits of Math.exp. This module uses only operations
 * whose result IEEE 754 fixes (+ - *), so that the same argument gives the same bytes everywhere.
 */

const LOG2_E = 1.4426950408889634

/** Holds the leading 42 bits of ln 2, so that k·LN2_HIGH is exact for every |k| < 2^11. */
export const LN2_HIGH = 0.6931471805598903

/** Holds ln 2 − LN2_HIGH to 53 bits: together they give ln 2 to 2^-97. */
export const LN2_LOW = 5.497923018708371e-14

/** Rounds to an integer when added and subtracted: above 2^52 a double has no fraction bits. */
const ROUNDER = 6755399441055744

/** Bounds the arguments whose 2^k is a normal number and whose result cannot overflow. */
const FAST_MIN = -708
const FAST_MAX = 709

/** Bounds the arguments beyond which the result is 0 or Infinity whatever the low part is. */
const UNDERFLOW = -746
const OVERFLOW = 710

const POWER_BIAS = 1022
const POWERS_OF_TWO = powersOfTwo()

const C2 = 1 / 2
const C3 = 1 / 6
const C4 = 1 / 24
const C5 = 1 / 120
const C6 = 1 / 720
const C7 = 1 / 5040
const C8 = 1 / 40320
const C9 = 1 / 362880
const C10 = 1 / 3628800
const C11 = 1 / 39916800
const C12 = 1 / 479001600
const C13 = 1 / 6227020800

/** Lists 2^-1022 … 2^1023, each reached by exact doublings and halvings of 1. */
function powersOfTwo(): Float64Array {
  const powers = new Float64Array(2 * POWER_BIAS + 2)
  powers[POWER_BIAS] = 1
  for (let k = 1, up = 2; k <= POWER_BIAS + 1; k++, up *= 2) powers[POWER_BIAS + k] = up
  for (let k = 1, down = 0.5; k <= POWER_BIAS; k++, down /= 2) powers[POWER_BIAS - k] = down
  return powers
}

/** Returns 2^k exactly for an integer k from −1022 to 1023. */
export function powerOfTwo(k: number): number {
  return POWERS_OF_TWO[(k + POWER_BIAS) | 0] as number
}

/**
 * Computes e^(high + low − k·ln 2), a number in [√½, √2] up to a few ulps.
 *
 * The reduction follows Cody and Waite 1980: high − k·LN2_HIGH has no rounding error. The Taylor
 * polynomial of e^r − 1 − r to r^13 leaves out less than 2^-57 at |r| ≤ ln 2 / 2 and runs in
 * Estrin's order, which keeps the multiplications independent of each other. 1 + head is split into
 * its rounded value and its exact rounding error (Dekker 1971), so that only small terms round
 * before the last addition.
 */
function reducedExp(high: number, low: number, k: number): number {
  const head = high - k * LN2_HIGH
  const tail = k * LN2_LOW - low
  const r = head - tail
  const r2 = r * r
  const r4 = r2 * r2
  const p0 = C2 + C3 * r + (C4 + C5 * r) * r2
  const p1 = C6 + C7 * r + (C8 + C9 * r) * r2
  const p2 = C10 + C11 * r + (C12 + C13 * r) * r2
  const sum = 1 + head
  const rest = 1 - sum + head
  return sum + (rest + (r2 * (p0 + r4 * (p1 + r4 * p2)) - tail))
}

/** Scales in two steps where 2^k is no normal number: the second product alone can round. */
function edgeExp(high: number, low: number): number {
  if (high < UNDERFLOW) return 0
  if (high > OVERFLOW) return Infinity
  if (Number.isNaN(high)) return NaN
  const k = high * LOG2_E + ROUNDER - ROUNDER
  const half = Math.floor(k / 2)
  return reducedExp(high, low, k) * powerOfTwo(half) * powerOfTwo(k - half)
}

/**
 * Computes e^(high + low) for a low part below 2^-30 in size, with the error bound of exp.
 *
 * A caller that knows its exponent to more than 53 bits keeps the extra bits this way: at
 * high = 700 the rounding of the exponent alone costs 2^-44 of the result. Beyond the thresholds of
 * underflow and overflow the low part can be anything, NaN included.
 */
export function expHighLow(high: number, low: number): number {
  if (high >= FAST_MIN && high <= FAST_MAX) {
    const k = high * LOG2_E + ROUNDER - ROUNDER
    return reducedExp(high, low, k) * powerOfTwo(k)
  }
  return edgeExp(high, low)
}

/**
 * Computes e^x = 2^k · e^r with k = round(x·log2 e) and r = x − k·ln 2.
 *
 * The error is below 0.75 ulp for normal results and below 0.9 ulp for subnormal ones.
 */
export function exp(x: number): number {
  return expHighLow(x, 0)
}

/**
 * Replaces values[from], …, values[to − 1] by their exponentials, bit for bit those of exp.
 *
 * The loop names the common range itself: V8 then compiles it to one branch and no call.
 */
export function expColumn(values: Float64Array, from: number, to: number): void {
  for (let i = from; i < to; i++) {
    const x = values[i] as number
    if (x >= FAST_MIN && x <= FAST_MAX) {
      const k = x * LOG2_E + ROUNDER - ROUNDER
      values[i] = reducedExp(x, 0, k) * powerOfTwo(k)
    } else {
      values[i] = edgeExp(x, 0)
    }
  }
}
