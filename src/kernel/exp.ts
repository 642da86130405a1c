import { EXP_TABLE, TABLE_BITS, TABLE_SIZE } from './exp-table.ts'

/**
 * ECMAScript lets every engine choose the last bits of Math.exp. This module uses only operations
 * whose result IEEE 754 fixes (+ - *), so that the same argument gives the same bytes everywhere.
 */

const STEPS_PER_UNIT = TABLE_SIZE * 1.4426950408889634

/** Holds the leading 35 bits of ln 2/128, so that k·STEP_HIGH is exact for every |k| < 2^18. */
const STEP_HIGH = 0.6931471805437468 / TABLE_SIZE

/** Holds ln 2/128 − STEP_HIGH to 53 bits. */
const STEP_LOW = 1.619851018665656e-11 / TABLE_SIZE

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
 * Computes e^(high + low − k·ln 2/128)·2^(i/128) with i = k mod 128, a number in [1, 2] up to an ulp.
 *
 * The reduction follows Cody and Waite 1980: high − k·STEP_HIGH has no rounding error. 2^(i/128) comes
 * from a table as a sum of two doubles (Tang 1989), and the Taylor polynomial of e^r − 1 to r^5
 * leaves out less than 2^-60 at |r| ≤ ln 2/256, so that only small terms round before the last addition.
 */
function reducedExp(high: number, low: number, k: number): number {
  const r = high - k * STEP_HIGH - (k * STEP_LOW - low)
  const r2 = r * r
  const p = C2 + C3 * r + r2 * (C4 + C5 * r)
  const q = r + r2 * p
  const at = 2 * (k & (TABLE_SIZE - 1))
  const t = EXP_TABLE[at] as number
  return t + ((EXP_TABLE[at + 1] as number) + t * q)
}

/** Scales in two steps where the power of two is no normal number: the second product alone can round. */
function edgeExp(high: number, low: number): number {
  if (high < UNDERFLOW) return 0
  if (high > OVERFLOW) return Infinity
  if (Number.isNaN(high)) return NaN
  const k = high * STEPS_PER_UNIT + ROUNDER - ROUNDER
  const power = k >> TABLE_BITS
  const half = power >> 1
  return reducedExp(high, low, k) * powerOfTwo(half) * powerOfTwo(power - half)
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
    const k = high * STEPS_PER_UNIT + ROUNDER - ROUNDER
    return reducedExp(high, low, k) * powerOfTwo(k >> TABLE_BITS)
  }
  return edgeExp(high, low)
}

/**
 * Computes e^x = 2^(k/128) · e^r with k = round(128·x·log2 e) and r = x − k·ln 2/128.
 *
 * The error is below 0.75 ulp for normal results and below 0.9 ulp for subnormal ones.
 */
export function exp(x: number): number {
  return expHighLow(x, 0)
}
