import { divideOrZero, expPair, logPair } from './numeric'
import {
  attributeCount,
  column,
  count,
  firstKei,
  lambdaOf,
  lastStart,
  nests,
  nestStartOf,
  nestWork,
  work,
} from './shape'

/**
 * Adds tastes[k]·x_k of the attributes in `mask` to base + constants, for alternatives from..to; attributes in
 * `uniform` have the value of the first cell everywhere.
 */
export function utilities(
  from: i32,
  to: i32,
  mask: i32,
  uniform: i32,
  attributes: usize,
  tastes: usize,
  base: usize,
  constants: usize,
  out: usize,
): void {
  for (let j = from; j < to; j++) {
    const row = out + j * column
    let constant = constants == 0 ? 0 : load<f64>(constants + (j << 3))
    for (let k = 0; k < attributeCount; k++) {
      if (((mask & uniform) >> k) & 1) {
        const first = load<f64>(attributes + (j * attributeCount + k) * column)
        constant += load<f64>(tastes + (k << 3)) * first
      }
    }
    let start = base == 0 || constant == -Infinity ? 0 : base + j * column
    if (constant != -Infinity) {
      let first = f64x2.splat(constant)
      for (let k = 0; k < attributeCount; k++) {
        const taste = (((mask & ~uniform) >> k) & 1) == 0 ? 0 : load<f64>(tastes + (k << 3))
        if (taste == 0) continue
        addScaled(attributes + (j * attributeCount + k) * column, taste, start, first, row)
        start = row
        // Adds nothing, not even to the sign of a −0.
        first = f64x2.splat(-0.0)
      }
      if (start == row) continue
    }
    addConstant(start, constant, row)
  }
}

/** Writes start + constant, or the constant alone. */
function addConstant(start: usize, constant: f64, row: usize): void {
  const pair = f64x2.splat(constant)
  for (let c = 0; c < column; c += 16) {
    v128.store(row + c, start == 0 ? pair : f64x2.add(v128.load(start + c), pair))
  }
}

/** Writes start + constant + factor·x. */
function addScaled(x: usize, factor: f64, start: usize, constant: v128, row: usize): void {
  const pair = f64x2.splat(factor)
  for (let c = 0; c < column; c += 16) {
    const sum = start == 0 ? constant : f64x2.add(v128.load(start + c), constant)
    v128.store(row + c, f64x2.add(sum, f64x2.mul(pair, v128.load(x + c))))
  }
}

/**
 * Computes P⁰ of all segments; see ../choice-kernel.ts. It goes column by column rather than cell by cell, so
 * that a processor has many exponentials under way at once.
 */
export function sharesWithoutKei(
  values: usize,
  shares: usize,
  origin: usize,
  others: usize,
  last: usize,
): void {
  largest(values, firstKei, origin)
  for (let n = 0; n < nests; n++) {
    const from = nestStartOf(n)
    const to = n == nests - 1 ? firstKei : nestStartOf(n + 1)
    const sums = nestWork + 2 * n * column
    if (to - from == 1) {
      // A nest of one: (e^{V/λ})^λ = e^V.
      exponentials(values + from * column, origin, 1, sums + column)
      ones(shares + from * column)
      ones(sums)
    } else {
      const lambda = lambdaOf(n)
      for (let j = from; j < to; j++) {
        exponentials(values + j * column, origin, 1.0 / lambda, shares + j * column)
      }
      nestWeights(shares, from, to, lambda, sums)
    }
  }
  for (let c = 0; c < column; c += 16) {
    let sum = f64x2.splat(0)
    for (let n = 0, at = nestWork + column + c; n < nests; n++, at += 2 * column) {
      if (n == nests - 1) {
        v128.store(others + c, sum)
        v128.store(last + c, v128.load(at))
      }
      sum = f64x2.add(sum, v128.load(at))
    }
    for (let n = 0, at = nestWork + c; n < nests; n++, at += 2 * column) {
      const weight = v128.load(at + column)
      v128.store(at, divideOrZero(weight, f64x2.mul(sum, v128.load(at))))
    }
  }
  for (let n = 0; n < nests; n++) {
    const to = n == nests - 1 ? firstKei : nestStartOf(n + 1)
    for (let j = nestStartOf(n); j < to; j++)
      scaleBy(shares + j * column, nestWork + 2 * n * column)
  }
}

/** Writes the largest of `rows` columns. */
function largest(values: usize, rows: i32, out: usize): void {
  const size = rows * column
  for (let c = 0; c < column; c += 16) {
    let best = f64x2.splat(-Infinity)
    for (let at = values + c, end = at + size; at < end; at += column) {
      best = f64x2.pmax(best, v128.load(at))
    }
    v128.store(out + c, best)
  }
}

/** Writes e^{(V − origin)·factor}. */
function exponentials(values: usize, origin: usize, factor: f64, out: usize): void {
  const pair = f64x2.splat(factor)
  for (let c = 0; c < column; c += 16) {
    const x = f64x2.sub(v128.load(values + c), v128.load(origin + c))
    v128.store(out + c, expPair(f64x2.mul(x, pair)))
  }
}

function ones(out: usize): void {
  for (let c = 0; c < column; c += 16) v128.store(out + c, f64x2.splat(1))
}

/** Writes the sum of a nest's columns, and after it that to the power of λ. */
function nestWeights(shares: usize, from: i32, to: i32, lambda: f64, out: usize): void {
  const pair = f64x2.splat(lambda)
  for (let c = 0; c < column; c += 16) {
    let sum = f64x2.splat(0)
    for (let j = from; j < to; j++) sum = f64x2.add(sum, v128.load(shares + j * column + c))
    v128.store(out + c, sum)
    v128.store(out + column + c, expPair(f64x2.mul(pair, logPair(sum))))
  }
}

function scaleBy(row: usize, factors: usize): void {
  for (let c = 0; c < column; c += 16) {
    v128.store(row + c, f64x2.mul(v128.load(row + c), v128.load(factors + c)))
  }
}

/** Computes P of the last nest, and what of all else is kept and lost; see ../choice-kernel.ts. */
export function sharesWithKei(
  values: usize,
  shifts: usize,
  origin: usize,
  others: usize,
  last: usize,
  nest: usize,
  kept: usize,
  lost: usize,
): void {
  const one = f64x2.splat(1)
  const zero = f64x2.splat(0)
  const lambda = lambdaOf(nests - 1)
  const rows = count - lastStart
  const highest = work
  const factors = work + column
  copyColumns(values + lastStart * column, firstKei - lastStart, nest)
  addColumns(
    values + firstKei * column,
    shifts,
    count - firstKei,
    nest + (firstKei - lastStart) * column,
  )
  largest(nest, rows, highest)
  for (let c = 0; c < column; c += 16) {
    const most = v128.load(highest + c)
    v128.store(highest + c, v128.andnot(most, f64x2.eq(most, f64x2.splat(-Infinity))))
  }
  for (let j = 0; j < rows; j++) {
    const row = nest + j * column
    // What is available nowhere needs no exponential.
    if (isNowhere(row)) memory.fill(row, 0, column)
    else exponentials(row, highest, 1.0 / lambda, row)
  }
  for (let c = 0; c < column; c += 16) {
    let sum = zero
    for (let j = 0; j < rows; j++) sum = f64x2.add(sum, v128.load(nest + j * column + c))
    const power = f64x2.mul(f64x2.splat(lambda), logPair(sum))
    const ahead = f64x2.sub(f64x2.add(v128.load(highest + c), power), v128.load(origin + c))
    const behind = f64x2.le(ahead, zero)
    const e = expPair(f64x2.neg(f64x2.abs(ahead)))
    const before = v128.load(last + c)
    const rest = v128.load(others + c)
    const scale = v128.bitselect(one, e, behind)
    const own = v128.bitselect(e, one, behind)
    const total = f64x2.add(f64x2.mul(rest, scale), own)
    v128.store(kept + c, f64x2.div(f64x2.mul(f64x2.add(rest, before), scale), total))
    v128.store(lost + c, f64x2.div(f64x2.sub(own, f64x2.mul(before, scale)), total))
    v128.store(factors + c, divideOrZero(own, f64x2.mul(total, sum)))
  }
  for (let j = 0; j < rows; j++) scaleBy(nest + j * column, factors)
}

function isNowhere(row: usize): bool {
  let some = i64x2.splat(0)
  for (let c = 0; c < column; c += 16) {
    some = v128.or(some, f64x2.ne(v128.load(row + c), f64x2.splat(-Infinity)))
  }
  return !v128.any_true(some)
}

function copyColumns(from: usize, rows: i32, out: usize): void {
  memory.copy(out, from, rows * column)
}

function addColumns(a: usize, b: usize, rows: i32, out: usize): void {
  for (let at = 0, size = rows * column; at < size; at += 16) {
    v128.store(out + at, f64x2.add(v128.load(a + at), v128.load(b + at)))
  }
}
