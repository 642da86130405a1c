import { divideOrZero, logNearOne, logPair, total } from './numeric'
import { column, columnAt, count, firstKei, KEPT, keiRow, lambdaOf, LAST_NEST, lastStart, LOST, nestPower, nests, nestStartOf, nestWork, OTHER_NESTS, SCALE, segmentRow, segmentsEnd, work } from './shape'
import { addAt, dot, multiply } from './vectors'

/** Largest loss whose logarithm is that of a number near 1: 1 − 0.29 is above √½. */
const MOST_NEAR: f64 = 0.29

/** Adds predicted sales and their slopes by the constants of all segments; see ../choice-kernel.ts. */
export function addSlopes(shares: usize, weights: usize, sales: usize, slopes: usize): void {
  const weighted = work
  const inNest = work + column
  const factors = nestWork
  const rows = nestWork + column
  for (let n = 0; n < nests; n++) {
    const from = nestStartOf(n)
    const to = segmentsEnd(n)
    const lambda = lambdaOf(n)
    writeShares(shares, n, rows)
    writeSteepness(rows, from, to, (1 - lambda) / lambda, factors)
    for (let j = from; j < to; j++) {
      const row = rows + j * column
      const own = weigh(row, weights, factors, weighted, inNest)
      if (own == 0) continue
      addAt(sales + (j << 3), own)
      for (let i = 0; i <= j; i++) {
        const cross = dot(i >= from ? inNest : weighted, rows + i * column)
        const slope = (i == j ? own / lambda : 0) - cross
        addAt(slopes + ((j * firstKei + i) << 3), slope)
        if (i != j) addAt(slopes + ((i * firstKei + j) << 3), slope)
      }
    }
  }
}

/** Writes P⁰ of a nest's segments. */
function writeShares(shares: usize, n: i32, out: usize): void {
  const size = column
  const from = nestStartOf(n)
  const to = segmentsEnd(n)
  const powers = nestPower(shares, n)
  const others = columnAt(shares, OTHER_NESTS)
  const last = columnAt(shares, LAST_NEST)
  for (let c = 0; c < size; c += 16) {
    const total = f64x2.add(v128.load(others + c), v128.load(last + c))
    const scale = f64x2.div(v128.load(powers + c), total)
    for (let j = from; j < to; j++) {
      v128.store(out + j * size + c, f64x2.mul(v128.load(shares + j * size + c), scale))
    }
  }
}

/** Writes 1 + ratio/Q, Q the share of the nest of alternatives from..to. */
function writeSteepness(shares: usize, from: i32, to: i32, ratio: f64, out: usize): void {
  for (let c = 0; c < column; c += 16) {
    let nest = f64x2.splat(0)
    for (let j = from; j < to; j++) nest = f64x2.add(nest, v128.load(shares + j * column + c))
    v128.store(out + c, f64x2.add(f64x2.splat(1), divideOrZero(f64x2.splat(ratio), nest)))
  }
}

/** Writes weights·shares, and that times the factors; gives the sum of the first. */
function weigh(shares: usize, weights: usize, factors: usize, out: usize, scaled: usize): f64 {
  let sum = f64x2.splat(0)
  for (let c = 0; c < column; c += 16) {
    const product = f64x2.mul(v128.load(weights + c), v128.load(shares + c))
    v128.store(out + c, product)
    v128.store(scaled + c, f64x2.mul(product, v128.load(factors + c)))
    sum = f64x2.add(sum, product)
  }
  return total(sum)
}

/** Adds one group's sales up; see ../choice-kernel.ts. */
export function addSales(
  shares: usize,
  held: usize,
  aware: usize,
  unaware: usize,
  rowOf: usize,
  byArea: usize,
): void {
  const others = columnAt(shares, OTHER_NESTS)
  const last = columnAt(shares, LAST_NEST)
  const kept = columnAt(shares, KEPT)
  const lost = columnAt(shares, LOST)
  const size = column
  const mixed = nestWork
  const gone = nestWork + size
  const heard = nestWork + 2 * size
  const missed = nestWork + 3 * size
  const nestMixed = work
  const nestGone = work + size
  const states = column >> 2
  const byState = byArea + (count << 5)
  const displaced = byState + count * states
  for (let c = 0; c < size; c += 16) {
    const whole = f64x2.add(v128.load(others + c), v128.load(last + c))
    const scale = f64x2.div(f64x2.splat(1), whole)
    const a = f64x2.mul(v128.load(aware + c), scale)
    const u = f64x2.mul(v128.load(unaware + c), scale)
    v128.store(heard + c, a)
    v128.store(missed + c, u)
    v128.store(mixed + c, f64x2.add(f64x2.mul(a, v128.load(kept + c)), u))
    v128.store(gone + c, f64x2.mul(a, v128.load(lost + c)))
  }
  for (let n = 0; n < nests - 1; n++) {
    multiplyBoth(mixed, gone, nestPower(shares, n), nestMixed, nestGone)
    for (let j = nestStartOf(n), to = nestStartOf(n + 1); j < to; j++) {
      const out = load<i32>(rowOf + (j << 2))
      const row = segmentRow(shares, j)
      const area = byArea + (out << 5)
      const taken = addSegment(row, nestMixed, nestGone, area, byState + out * states)
      addAt(displaced + (out << 3), taken)
    }
  }
  // Segments of the last nest lose to kei otherwise than all else.
  multiplyBoth(missed, heard, nestPower(shares, nests - 1), nestMixed, nestGone)
  multiply(aware, columnAt(shares, SCALE), gone)
  for (let j = lastStart; j < count; j++) {
    const out = load<i32>(rowOf + (j << 2))
    const area = byArea + (out << 5)
    const state = byState + out * states
    const row = keiRow(shares, j)
    const v = load<f64>(held + ((j - lastStart) << 3))
    let before: f64 = 0
    if (j < firstKei) before = addSegment(segmentRow(shares, j), nestMixed, nestGone, area, state)
    else memory.fill(area, 0, 32)
    const after = addKei(row, gone, v, area, state)
    if (j < firstKei) addAt(displaced + (out << 3), before - after)
  }
}

/** Writes Σ shares·weights by area and adds it by state; gives Σ shares·others. */
function addSegment(
  shares: usize,
  weights: usize,
  others: usize,
  byArea: usize,
  byState: usize,
): f64 {
  let core = f64x2.splat(0)
  let outer = f64x2.splat(0)
  let coreOther = f64x2.splat(0)
  let outerOther = f64x2.splat(0)
  for (let end = shares + column; shares < end; shares += 32, weights += 32, others += 32) {
    const a = v128.load(shares)
    const b = v128.load(shares + 16)
    const soldA = f64x2.mul(a, v128.load(weights))
    const soldB = f64x2.mul(b, v128.load(weights + 16))
    core = f64x2.add(core, soldA)
    outer = f64x2.add(outer, soldB)
    coreOther = f64x2.add(coreOther, f64x2.mul(a, v128.load(others)))
    outerOther = f64x2.add(outerOther, f64x2.mul(b, v128.load(others + 16)))
    addAt(byState, total(f64x2.add(soldA, soldB)))
    byState += 8
  }
  v128.store(byArea, core)
  v128.store(byArea + 16, outer)
  return total(f64x2.add(coreOther, outerOther))
}

/** Adds v·Σ shares·weights by area and by state; gives their sum. */
function addKei(shares: usize, weights: usize, v: f64, byArea: usize, byState: usize): f64 {
  if (v == 0) return 0
  let core = f64x2.splat(0)
  let outer = f64x2.splat(0)
  for (let end = shares + column; shares < end; shares += 32, weights += 32) {
    const soldA = f64x2.mul(v128.load(shares), v128.load(weights))
    const soldB = f64x2.mul(v128.load(shares + 16), v128.load(weights + 16))
    core = f64x2.add(core, soldA)
    outer = f64x2.add(outer, soldB)
    addAt(byState, v * total(f64x2.add(soldA, soldB)))
    byState += 8
  }
  const by = f64x2.splat(v)
  core = f64x2.mul(by, core)
  outer = f64x2.mul(by, outer)
  v128.store(byArea, f64x2.add(v128.load(byArea), core))
  v128.store(byArea + 16, f64x2.add(v128.load(byArea + 16), outer))
  return total(f64x2.add(core, outer))
}

function multiplyBoth(a: usize, b: usize, by: usize, outA: usize, outB: usize): void {
  const size = column
  for (let c = 0; c < size; c += 16) {
    const factor = v128.load(by + c)
    v128.store(outA + c, f64x2.mul(v128.load(a + c), factor))
    v128.store(outB + c, f64x2.mul(v128.load(b + c), factor))
  }
}

/** Splits a group's occasions by who has heard of kei; see ../choice-kernel.ts. */
export function splitBuyers(
  occasions: usize,
  heard: usize,
  others: usize,
  aware: usize,
  unaware: usize,
): void {
  multiply(occasions, heard, aware)
  multiply(occasions, others, unaware)
}

/** Sums −aware·ln(1 − lost), with the digits that 1 − lost drops where little is lost. */
export function logSumGain(aware: usize, shares: usize): f64 {
  const size = column
  const lost = columnAt(shares, LOST)
  const most = f64x2.splat(MOST_NEAR)
  let sum = f64x2.splat(0)
  for (let c = 0; c < size; c += 16) {
    const x = v128.load(lost + c)
    let log = logNearOne(f64x2.neg(x))
    const isFar = f64x2.gt(x, most)
    if (v128.any_true(isFar)) {
      log = v128.bitselect(logPair(f64x2.sub(f64x2.splat(1), x)), log, isFar)
    }
    sum = f64x2.sub(sum, f64x2.mul(v128.load(aware + c), log))
  }
  return total(sum)
}

/** Adds Σ aware·P of every kei; see ../choice-kernel.ts. */
export function addKeiSales(shares: usize, held: usize, aware: usize, sales: usize): void {
  multiply(aware, columnAt(shares, SCALE), work)
  for (let j = firstKei; j < count; j++) {
    const v = load<f64>(held + ((j - lastStart) << 3))
    if (v == 0) continue
    addAt(sales + ((j - firstKei) << 3), v * dot(work, keiRow(shares, j)))
  }
}
