import { divideOrZero, logPair, total } from './numeric'
import { cells, column, count, firstKei, lambdaOf, lastStart, nests, nestStartOf, work } from './shape'

/** Adds predicted sales and their slopes by the constants of all segments; see ../choice-kernel.ts. */
export function addSlopes(shares: usize, weights: usize, sales: usize, slopes: usize): void {
  const weighted = work
  const inNest = work + column
  for (let n = 0; n < nests; n++) {
    const from = nestStartOf(n)
    const to = n == nests - 1 ? firstKei : nestStartOf(n + 1)
    const lambda = lambdaOf(n)
    for (let j = from; j < to; j++) {
      const row = shares + j * column
      const own = weigh(row, weights, weighted)
      if (own == 0) continue
      store<f64>(sales + (j << 3), load<f64>(sales + (j << 3)) + own)
      withinNest(shares, from, to, (1 - lambda) / lambda, weighted, inNest)
      for (let i = 0; i <= j; i++) {
        const cross = dot(i >= from ? inNest : weighted, shares + i * column)
        const slope = (i == j ? own / lambda : 0) - cross
        addAt(slopes + ((j * firstKei + i) << 3), slope)
        if (i != j) addAt(slopes + ((i * firstKei + j) << 3), slope)
      }
    }
  }
}

// @ts-ignore: decorator
@inline
function addAt(at: usize, value: f64): void {
  store<f64>(at, load<f64>(at) + value)
}

/** Writes weights·shares and gives their sum. */
function weigh(shares: usize, weights: usize, out: usize): f64 {
  let sum = f64x2.splat(0)
  for (let c = 0; c < column; c += 16) {
    const product = f64x2.mul(v128.load(weights + c), v128.load(shares + c))
    v128.store(out + c, product)
    sum = f64x2.add(sum, product)
  }
  return total(sum)
}

/** Writes weighted·(1 + ratio/Q), Q the share of the nest of alternatives from..to. */
function withinNest(
  shares: usize,
  from: i32,
  to: i32,
  ratio: f64,
  weighted: usize,
  out: usize,
): void {
  for (let c = 0; c < column; c += 16) {
    let nest = f64x2.splat(0)
    for (let j = from; j < to; j++) nest = f64x2.add(nest, v128.load(shares + j * column + c))
    const factor = f64x2.add(f64x2.splat(1), divideOrZero(f64x2.splat(ratio), nest))
    v128.store(out + c, f64x2.mul(v128.load(weighted + c), factor))
  }
}

function dot(a: usize, b: usize): f64 {
  let sum = f64x2.splat(0)
  for (let c = 0; c < column; c += 16) {
    sum = f64x2.add(sum, f64x2.mul(v128.load(a + c), v128.load(b + c)))
  }
  return total(sum)
}

/** Adds one group's sales up; see ../choice-kernel.ts. */
export function addSales(
  before: usize,
  nest: usize,
  kept: usize,
  lost: usize,
  aware: usize,
  unaware: usize,
  areas: i32,
  byArea: usize,
): void {
  const mixed = work
  const gone = work + column
  const byState = byArea + ((count * areas) << 3)
  const displaced = byState + ((count * (cells / areas)) << 3)
  for (let c = 0; c < column; c += 16) {
    const a = v128.load(aware + c)
    const u = v128.load(unaware + c)
    v128.store(mixed + c, f64x2.add(f64x2.mul(a, v128.load(kept + c)), u))
    v128.store(gone + c, f64x2.mul(a, v128.load(lost + c)))
  }
  for (let j = 0; j < count; j++) {
    const out = byArea + ((j * areas) << 3)
    const states = byState + ((j * (cells / areas)) << 3)
    const row = before + j * column
    const after = nest + (j - lastStart) * column
    if (j < lastStart) {
      addAt(displaced + (j << 3), dot(gone, row))
      addRow(row, mixed, 0, 0, areas, out, states)
    } else if (j < firstKei) {
      addAt(displaced + (j << 3), dot(aware, row) - dot(aware, after))
      addRow(row, unaware, after, aware, areas, out, states)
    } else {
      addRow(after, aware, 0, 0, areas, out, states)
    }
  }
}

/** Adds shares·weights (+ the second pair's) to sums by area, which start at 0, and by state. */
function addRow(
  shares: usize,
  weights: usize,
  moreShares: usize,
  moreWeights: usize,
  areas: i32,
  byArea: usize,
  byState: usize,
): void {
  const width = areas << 3
  for (let a = 0; a < width; a += 16) v128.store(byArea + a, f64x2.splat(0))
  for (let c = 0, state = byState; c < column; c += width, state += 8) {
    let sum = f64x2.splat(0)
    for (let a = 0; a < width; a += 16) {
      let sold = f64x2.mul(v128.load(shares + c + a), v128.load(weights + c + a))
      if (moreShares != 0) {
        sold = f64x2.add(
          sold,
          f64x2.mul(v128.load(moreShares + c + a), v128.load(moreWeights + c + a)),
        )
      }
      v128.store(byArea + a, f64x2.add(v128.load(byArea + a), sold))
      sum = f64x2.add(sum, sold)
    }
    addAt(state, total(sum))
  }
}

/** Sums −aware·ln(1 − lost), with the digits that 1 − lost drops (Kahan's log1p). */
export function logSumGain(aware: usize, lost: usize): f64 {
  const one = f64x2.splat(1)
  let sum = f64x2.splat(0)
  for (let c = 0; c < column; c += 16) {
    const x = v128.load(lost + c)
    const u = f64x2.sub(one, x)
    const exact = f64x2.sub(one, u)
    const quotient = f64x2.div(f64x2.mul(logPair(u), x), exact)
    const gain = v128.bitselect(x, f64x2.neg(quotient), f64x2.eq(exact, f64x2.splat(0)))
    sum = f64x2.add(sum, f64x2.mul(v128.load(aware + c), gain))
  }
  return total(sum)
}

/** Adds Σ aware·P of every kei; see ../choice-kernel.ts. */
export function addKeiSales(nest: usize, aware: usize, sales: usize): void {
  for (let j = firstKei; j < count; j++) {
    addAt(sales + ((j - firstKei) << 3), dot(aware, nest + (j - lastStart) * column))
  }
}
