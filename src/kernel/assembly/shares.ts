import { expPair, logPair } from './numeric'
import { column, columnAt, firstKei, inverseOf, lambdaOf, LAST_NEST, nestPower, nests, nestStartOf, nestSum, ORIGIN, OTHER_NESTS, segmentRow, segmentsEnd } from './shape'

/**
 * Computes what P⁰ of all segments is made of; see ../choice-kernel.ts. It goes column by column rather than cell by
 * cell, so that a processor has many exponentials under way at once.
 */
export function sharesWithoutKei(values: usize, shares: usize): void {
  const origin = columnAt(shares, ORIGIN)
  largest(values, firstKei, origin)
  for (let n = 0; n < nests; n++) {
    const from = nestStartOf(n)
    const to = segmentsEnd(n)
    const inverse = inverseOf(n)
    for (let j = from; j < to; j++) {
      exponentials(values + j * column, origin, inverse, segmentRow(shares, j))
    }
    sumRows(shares, from, to, nestSum(shares, n))
    writePowers(nestSum(shares, n), n, nestPower(shares, n))
  }
  weighNests(shares)
}

function sumRows(rows: usize, from: i32, to: i32, out: usize): void {
  const size = column
  for (let c = 0; c < size; c += 16) {
    let sum = f64x2.splat(0)
    for (let j = from; j < to; j++) sum = f64x2.add(sum, v128.load(rows + j * size + c))
    v128.store(out + c, sum)
  }
}

/** Writes S^(λ − 1): 1 for a nest of one, 0 for one that nobody can choose from. */
function writePowers(sums: usize, n: i32, out: usize): void {
  const size = column
  const zero = f64x2.splat(0)
  if (segmentsEnd(n) - nestStartOf(n) == 1) {
    for (let c = 0; c < size; c += 16) v128.store(out + c, f64x2.splat(1))
    return
  }
  const power = f64x2.splat(lambdaOf(n) - 1)
  for (let c = 0; c < size; c += 16) {
    const sum = v128.load(sums + c)
    const e = expPair(f64x2.mul(power, logPair(sum)))
    v128.store(out + c, v128.andnot(e, f64x2.eq(sum, zero)))
  }
}

/** Writes Σ S^λ of all nests but the last, and of that. */
function weighNests(shares: usize): void {
  const size = column
  const sums = nestSum(shares, 0)
  const powers = nestPower(shares, 0)
  const others = columnAt(shares, OTHER_NESTS)
  const last = columnAt(shares, LAST_NEST)
  for (let c = 0; c < size; c += 16) {
    let sum = f64x2.splat(0)
    let weight = f64x2.splat(0)
    for (let n = 0, at = c; n < nests; n++, at += size) {
      weight = f64x2.mul(v128.load(sums + at), v128.load(powers + at))
      if (n < nests - 1) sum = f64x2.add(sum, weight)
    }
    v128.store(others + c, sum)
    v128.store(last + c, weight)
  }
}

/** Writes the largest of `rows` columns. */
export function largest(values: usize, rows: i32, out: usize): void {
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
export function exponentials(values: usize, origin: usize, factor: f64, out: usize): void {
  const pair = f64x2.splat(factor)
  const size = column
  for (let c = 0; c < size; c += 16) {
    const x = f64x2.sub(v128.load(values + c), v128.load(origin + c))
    v128.store(out + c, expPair(f64x2.mul(x, pair)))
  }
}
