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

const STEPS_PER_UNIT: f64 = 128 * 1.4426950408889634
const STEP_HIGH: f64 = 0.6931471805437468 / 128
const STEP_LOW: f64 = 1.619851018665656e-11 / 128
const LN2_HIGH: f64 = 0.6931471805598903
const LN2_LOW: f64 = 5.497923018708371e-14
/** Rounds to an integer when added: its last bit counts ones. */
const ROUNDER: f64 = 6755399441055744
/** Below it e^x counts as 0: what is left out is less than 1e-307. */
const EXP_FLUSH: f64 = -708
/** Below the least normal number ln x counts as −∞. */
const MIN_NORMAL: f64 = 2.2250738585072014e-308
/** High word of √½ as the high half of 64 bits: see ../log.ts. */
const ROOT_HALF_BITS: i64 = 0x3fe6a09e << 32

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
  const shifted = add(mul(x, both(STEPS_PER_UNIT)), both(ROUNDER))
  const k = sub(shifted, both(ROUNDER))
  const r = sub(sub(x, mul(k, both(STEP_HIGH))), mul(k, both(STEP_LOW)))
  const r2 = mul(r, r)
  const p = add(
    add(both(1.0 / 2.0), mul(both(1.0 / 6.0), r)),
    mul(r2, add(both(1.0 / 24.0), mul(both(1.0 / 120.0), r))),
  )
  const q = add(r, mul(r2, p))
  const first = v128.load(EXP_TABLE + (((i64x2.extract_lane(shifted, 0) as i32) & 127) << 4))
  const second = v128.load(EXP_TABLE + (((i64x2.extract_lane(shifted, 1) as i32) & 127) << 4))
  const t = i64x2.shuffle(first, second, 0, 2)
  const tLow = i64x2.shuffle(first, second, 1, 3)
  const reduced = add(t, add(tLow, mul(t, q)))
  // The integer's bits above the table's, moved to the exponent.
  const power = i64x2.shl(v128.andnot(shifted, i64x2.splat(127)), 45)
  return v128.andnot(i64x2.add(reduced, power), f64x2.lt(x, both(EXP_FLUSH)))
}

/** Computes ln x of a finite x ≥ 0; −∞ below the least normal number, NaN for what is no finite number. */
// @ts-ignore: decorator
@inline
export function logPair(x: v128): v128 {
  const power = i64x2.shr_s(i64x2.sub(x, i64x2.splat(ROOT_HALF_BITS)), 52)
  // The integer's own bits, in a double whose last bit counts ones.
  const k = sub(i64x2.add(power, i64x2.splat(0x4338000000000000)), both(ROUNDER))
  // x·2^-power: what is taken off the exponent's bits is exact for every normal number.
  const f = sub(i64x2.sub(x, i64x2.shl(power, 52)), both(1))
  const s = f64x2.div(f, add(both(2), f))
  const t = mul(s, s)
  const t2 = mul(t, t)
  const t4 = mul(t2, t2)
  const p0 = add(
    add(both(2.0 / 3.0), mul(both(2.0 / 5.0), t)),
    mul(add(both(2.0 / 7.0), mul(both(2.0 / 9.0), t)), t2),
  )
  const p1 = add(
    add(both(2.0 / 11.0), mul(both(2.0 / 13.0), t)),
    mul(add(both(2.0 / 15.0), mul(both(2.0 / 17.0), t)), t2),
  )
  const p2 = add(both(2.0 / 19.0), mul(both(2.0 / 21.0), t))
  const series = mul(t, add(p0, mul(t4, add(p1, mul(t4, p2)))))
  const halfSquare = mul(mul(both(0.5), f), f)
  const high = mul(k, both(LN2_HIGH))
  const sum = add(high, f)
  const difference = sub(sum, halfSquare)
  const rest = add(add(sub(high, sum), f), sub(sub(sum, difference), halfSquare))
  const low = add(mul(s, add(halfSquare, series)), add(rest, mul(k, both(LN2_LOW))))
  // x − x is 0, or NaN where x is no finite number.
  const result = add(add(difference, low), sub(x, x))
  return v128.bitselect(both(-Infinity), result, f64x2.lt(x, both(MIN_NORMAL)))
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
