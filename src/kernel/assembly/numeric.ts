/**
 * e^x and ln x of two doubles at once, with the operations and their order of ../exp.ts and ../log.ts, so that
 * every result has the same bits. Fused or relaxed operations are never used.
 */

/** 2^(i/128), i from 0 to 127, each as a sum of two doubles: ../wasm-kernel.ts fills it from ../exp-table.ts. */
const EXP_TABLE: usize = memory.data(2048, 16)

/** Where the table of exp goes. */
export function expTable(): usize {
  return EXP_TABLE
}

/** Largest |x| of expNear, and of what is near 1: see ../near.ts. */
export const NEAR: f64 = 1.0 / 32.0

/**
 * Constants as pairs, which V8 loads in one instruction; it takes three to make one of an immediate number, in every
 * turn of a loop.
 */
const PAIRS: usize = memory.data<f64>(
  [
    128 * 1.4426950408889634, 128 * 1.4426950408889634,
    0.6931471805437468 / 128, 0.6931471805437468 / 128,
    1.619851018665656e-11 / 128, 1.619851018665656e-11 / 128,
    6755399441055744, 6755399441055744,
    -708, -708,
    0.6931471805598903, 0.6931471805598903,
    5.497923018708371e-14, 5.497923018708371e-14,
    2.2250738585072014e-308, 2.2250738585072014e-308,
    1.0 / 6.0, 1.0 / 6.0,
    1.0 / 24.0, 1.0 / 24.0,
    1.0 / 120.0, 1.0 / 120.0,
    1.0 / 720.0, 1.0 / 720.0,
    1.0 / 6.0 - (0.5148440687379296 / (32.0 * 32.0 * 32.0 * 32.0)) / 5040.0, 1.0 / 6.0 - (0.5148440687379296 / (32.0 * 32.0 * 32.0 * 32.0)) / 5040.0,
    1.0 / 120.0 + (1.4887040968874443 / (32.0 * 32.0)) / 5040.0, 1.0 / 120.0 + (1.4887040968874443 / (32.0 * 32.0)) / 5040.0,
    2.0 / 3.0, 2.0 / 3.0,
    2.0 / 5.0, 2.0 / 5.0,
    2.0 / 7.0, 2.0 / 7.0,
    2.0 / 9.0, 2.0 / 9.0,
    2.0 / 11.0, 2.0 / 11.0,
    2.0 / 13.0, 2.0 / 13.0,
    2.0 / 15.0, 2.0 / 15.0,
    2.0 / 17.0, 2.0 / 17.0,
    2.0 / 19.0, 2.0 / 19.0,
    2.0 / 21.0, 2.0 / 21.0,
    1, 1,
    0.5, 0.5,
  ],
  16,
)
const STEPS_PER_UNIT: usize = 0 << 4
const STEP_HIGH: usize = 1 << 4
const STEP_LOW: usize = 2 << 4
/** Rounds to an integer when added: its last bit counts ones. */
const ROUNDER: usize = 3 << 4
/** Below it e^x counts as 0: what is left out is less than 1e-307. */
const EXP_FLUSH: usize = 4 << 4
const LN2_HIGH: usize = 5 << 4
const LN2_LOW: usize = 6 << 4
/** Below the least normal number ln x counts as −∞. */
const MIN_NORMAL: usize = 7 << 4
const OVER_6: usize = 8 << 4
export const OVER_24: usize = 9 << 4
const OVER_120: usize = 10 << 4
export const OVER_720: usize = 11 << 4
export const NEAR_3: usize = 12 << 4
export const NEAR_5: usize = 13 << 4
const TWO_OVER_3: usize = 14 << 4
const TWO_OVER_5: usize = 15 << 4
const TWO_OVER_7: usize = 16 << 4
const TWO_OVER_9: usize = 17 << 4
const TWO_OVER_11: usize = 18 << 4
const TWO_OVER_13: usize = 19 << 4
const TWO_OVER_15: usize = 20 << 4
const TWO_OVER_17: usize = 21 << 4
const TWO_OVER_19: usize = 22 << 4
const TWO_OVER_21: usize = 23 << 4
export const ONE: usize = 24 << 4
export const HALF: usize = 25 << 4
/** High word of √½ as the high half of 64 bits: see ../log.ts. */
const ROOT_HALF_BITS: i64 = 0x3fe6a09e << 32

/** Gives a constant by its place among the pairs. */
// @ts-ignore: decorator
@inline
export function pairAt(place: usize): v128 {
  return v128.load(PAIRS + place)
}

// @ts-ignore: decorator
@inline
function both(x: f64): v128 {
  return f64x2.splat(x)
}

// @ts-ignore: decorator
@inline
function add(a: v128, b: v128): v128 {
  return f64x2.add(a, b)
}

// @ts-ignore: decorator
@inline
function sub(a: v128, b: v128): v128 {
  return f64x2.sub(a, b)
}

// @ts-ignore: decorator
@inline
function mul(a: v128, b: v128): v128 {
  return f64x2.mul(a, b)
}

/** Computes e^x for x ≤ 709; 0 below −708. */
// @ts-ignore: decorator
@inline
export function expPair(x: v128): v128 {
  const shifted = add(mul(x, pairAt(STEPS_PER_UNIT)), pairAt(ROUNDER))
  const k = sub(shifted, pairAt(ROUNDER))
  const r = sub(sub(x, mul(k, pairAt(STEP_HIGH))), mul(k, pairAt(STEP_LOW)))
  const r2 = mul(r, r)
  const p = add(
    add(pairAt(HALF), mul(pairAt(OVER_6), r)),
    mul(r2, add(pairAt(OVER_24), mul(pairAt(OVER_120), r))),
  )
  const q = add(r, mul(r2, p))
  const first = v128.load(EXP_TABLE + (((i64x2.extract_lane(shifted, 0) as i32) & 127) << 4))
  const second = v128.load(EXP_TABLE + (((i64x2.extract_lane(shifted, 1) as i32) & 127) << 4))
  const t = i64x2.shuffle(first, second, 0, 2)
  const tLow = i64x2.shuffle(first, second, 1, 3)
  const reduced = add(t, add(tLow, mul(t, q)))
  // The integer's bits above the table's, moved to the exponent.
  const power = i64x2.shl(v128.andnot(shifted, i64x2.splat(127)), 45)
  return v128.andnot(i64x2.add(reduced, power), f64x2.lt(x, pairAt(EXP_FLUSH)))
}

/** Computes 2·(s²/3 + s⁴/5 + …) from t = s². */
// @ts-ignore: decorator
@inline
function atanhSeries(t: v128): v128 {
  const t2 = mul(t, t)
  const t4 = mul(t2, t2)
  const p0 = add(
    add(pairAt(TWO_OVER_3), mul(pairAt(TWO_OVER_5), t)),
    mul(add(pairAt(TWO_OVER_7), mul(pairAt(TWO_OVER_9), t)), t2),
  )
  const p1 = add(
    add(pairAt(TWO_OVER_11), mul(pairAt(TWO_OVER_13), t)),
    mul(add(pairAt(TWO_OVER_15), mul(pairAt(TWO_OVER_17), t)), t2),
  )
  const p2 = add(pairAt(TWO_OVER_19), mul(pairAt(TWO_OVER_21), t))
  return mul(t, add(p0, mul(t4, add(p1, mul(t4, p2)))))
}

/** Computes ln(1 + f) for 1 + f in [√½, √2): see ../log.ts. */
// @ts-ignore: decorator
@inline
export function logNearOne(f: v128): v128 {
  const s = f64x2.div(f, add(both(2), f))
  const halfSquare = mul(mul(pairAt(HALF), f), f)
  const difference = sub(f, halfSquare)
  const rest = sub(sub(f, difference), halfSquare)
  return add(difference, add(mul(s, add(halfSquare, atanhSeries(mul(s, s)))), rest))
}

/** Computes ln x of a finite x ≥ 0; −∞ below the least normal number, NaN for what is no finite number. */
// @ts-ignore: decorator
@inline
export function logPair(x: v128): v128 {
  const power = i64x2.shr_s(i64x2.sub(x, i64x2.splat(ROOT_HALF_BITS)), 52)
  // The integer's own bits, in a double whose last bit counts ones.
  const k = sub(i64x2.add(power, i64x2.splat(0x4338000000000000)), pairAt(ROUNDER))
  // x·2^-power: what is taken off the exponent's bits is exact for every normal number.
  const f = sub(i64x2.sub(x, i64x2.shl(power, 52)), pairAt(ONE))
  const s = f64x2.div(f, add(both(2), f))
  const series = atanhSeries(mul(s, s))
  const halfSquare = mul(mul(pairAt(HALF), f), f)
  const high = mul(k, pairAt(LN2_HIGH))
  const sum = add(high, f)
  const difference = sub(sum, halfSquare)
  const rest = add(add(sub(high, sum), f), sub(sub(sum, difference), halfSquare))
  const low = add(mul(s, add(halfSquare, series)), add(rest, mul(k, pairAt(LN2_LOW))))
  // x − x is 0, or NaN where x is no finite number.
  const result = add(add(difference, low), sub(x, x))
  return v128.bitselect(both(-Infinity), result, f64x2.lt(x, pairAt(MIN_NORMAL)))
}

/**
 * Computes e^x for |x| ≤ 1/32 from the coefficients of ../near.ts, which loops over many load once, by `pairAt`.
 */
// @ts-ignore: decorator
@inline
export function expNear(
  x: v128,
  one: v128,
  k2: v128,
  k3: v128,
  k4: v128,
  k5: v128,
  k6: v128,
): v128 {
  const x2 = mul(x, x)
  const high = add(add(k4, mul(k5, x)), mul(x2, k6))
  const p = add(add(k2, mul(k3, x)), mul(x2, high))
  return add(one, add(x, mul(x2, p)))
}

/** Computes (1 + x)^p − 1 for |x| ≤ 1/31 from the ten coefficients of its series: see ../near.ts. */
// @ts-ignore: decorator
@inline
export function powerNear(series: usize, x: v128): v128 {
  const x2 = mul(x, x)
  const q8 = add(v128.load64_splat(series, 56), mul(v128.load64_splat(series, 64), x))
  const q6 = add(v128.load64_splat(series, 40), mul(v128.load64_splat(series, 48), x))
  const q4 = add(v128.load64_splat(series, 24), mul(v128.load64_splat(series, 32), x))
  const q2 = add(v128.load64_splat(series, 8), mul(v128.load64_splat(series, 16), x))
  const high = add(q6, mul(x2, add(q8, mul(x2, v128.load64_splat(series, 72)))))
  const q = add(q2, mul(x2, add(q4, mul(x2, high))))
  return add(mul(v128.load64_splat(series), x), mul(x2, q))
}

/** Divides where the divisor is not 0, else gives 0. */
// @ts-ignore: decorator
@inline
export function divideOrZero(a: v128, b: v128): v128 {
  return v128.andnot(f64x2.div(a, b), f64x2.eq(b, both(0)))
}

/** Adds up the two doubles. */
// @ts-ignore: decorator
@inline
export function total(x: v128): f64 {
  return f64x2.extract_lane(x, 0) + f64x2.extract_lane(x, 1)
}
