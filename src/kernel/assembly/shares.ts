import { divideOrZero, expPair, logPair } from './numeric'
import {
  attributeCount,
  column,
  count,
  firstKei,
  highestOf,
  keiRow,
  keptOf,
  lambdaOf,
  lastNestOf,
  lastStart,
  lostOf,
  nestPower,
  nests,
  nestStartOf,
  nestSum,
  nestWork,
  originOf,
  otherNestsOf,
  scaleOf,
  segmentRow,
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
 * Computes what P⁰ of all segments is made of; see ../choice-kernel.ts. It goes column by column rather than cell by
 * cell, so that a processor has many exponentials under way at once.
 */
export function sharesWithoutKei(values: usize, shares: usize): void {
  const origin = originOf(shares)
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

/** First alternative after a nest's segments. */
export function segmentsEnd(n: i32): i32 {
  return n == nests - 1 ? firstKei : nestStartOf(n + 1)
}

/** 1/λ of a nest's segments; 1 for a nest of one, as (e^{V/λ})^λ = e^V. */
export function inverseOf(n: i32): f64 {
  return segmentsEnd(n) - nestStartOf(n) == 1 ? 1 : 1.0 / lambdaOf(n)
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
  const others = otherNestsOf(shares)
  const last = lastNestOf(shares)
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
  const size = column
  for (let c = 0; c < size; c += 16) {
    const x = f64x2.sub(v128.load(values + c), v128.load(origin + c))
    v128.store(out + c, expPair(f64x2.mul(x, pair)))
  }
}

/** Computes e^{(V − highest)/λ} of the last nest; see ../choice-kernel.ts. */
export function weighKei(values: usize, shifts: usize, shares: usize): void {
  const highest = highestOf(shares)
  const exponents = keiRow(shares, lastStart)
  const lambda = lambdaOf(nests - 1)
  const rows = count - lastStart
  copyColumns(values + lastStart * column, firstKei - lastStart, exponents)
  addColumns(
    values + firstKei * column,
    shifts,
    count - firstKei,
    exponents + (firstKei - lastStart) * column,
  )
  largest(exponents, rows, highest)
  for (let c = 0; c < column; c += 16) {
    const most = v128.load(highest + c)
    v128.store(highest + c, v128.andnot(most, f64x2.eq(most, f64x2.splat(-Infinity))))
  }
  for (let j = 0; j < rows; j++) {
    const row = exponents + j * column
    // What is available nowhere needs no exponential.
    if (isNowhere(row)) memory.fill(row, 0, column)
    else exponentials(row, highest, 1.0 / lambda, row)
  }
}

/**
 * Shares the market out to the last nest, and splits that among makers where asked to (split ≠ 0); see
 * ../choice-kernel.ts.
 */
export function shareKei(
  held: usize,
  shares: usize,
  makers: usize,
  makerCount: i32,
  split: usize,
): void {
  const size = column
  const parts = split == 0 ? work : split + size
  const rows = listByMaker(keiRow(shares, lastStart), held, makers, makerCount)
  // Loops of their own, so that a processor has many sums, logarithms and exponentials under way at once.
  const sums = scaleOf(shares)
  for (let c = 0; c < size; c += 32) {
    let sum = f64x2.splat(0)
    let next = f64x2.splat(0)
    for (let m = 0, row = rows, part = parts + c; m <= makerCount; m++, part += size) {
      let own = f64x2.splat(0)
      let nextOwn = f64x2.splat(0)
      const end = row + (load<i32>(row) << 4)
      for (; row < end; row += 16) {
        const at = load<i32>(row, 16) + c
        const v = v128.load64_splat(row, 24)
        own = f64x2.add(own, f64x2.mul(v128.load(at), v))
        nextOwn = f64x2.add(nextOwn, f64x2.mul(v128.load(at, 16), v))
      }
      row += 16
      v128.store(part, own)
      v128.store(part, nextOwn, 16)
      sum = f64x2.add(sum, own)
      next = f64x2.add(next, nextOwn)
    }
    v128.store(sums + c, sum)
    v128.store(sums + c, next, 16)
  }
  if (split != 0) divideParts(parts, makerCount, sums)
  const ahead = keptOf(shares)
  const highest = highestOf(shares)
  const origin = originOf(shares)
  const lambda = f64x2.splat(lambdaOf(nests - 1))
  for (let c = 0; c < size; c += 16) {
    const power = f64x2.mul(lambda, logPair(v128.load(sums + c)))
    const level = f64x2.add(v128.load(highest + c), power)
    v128.store(ahead + c, f64x2.sub(level, v128.load(origin + c)))
  }
  shareWhole(ahead, sums, shares, split)
}

/** Makes parts of a nest's sum shares of it; an empty nest counts as held by nobody. */
function divideParts(parts: usize, makerCount: i32, sums: usize): void {
  const size = column
  for (let c = 0; c < size; c += 16) {
    const sum = v128.load(sums + c)
    const isEmpty = f64x2.eq(sum, f64x2.splat(0))
    const free = divideOrZero(v128.load(parts + c), sum)
    v128.store(parts + c, v128.bitselect(f64x2.splat(1), free, isEmpty))
    for (let m = 1; m <= makerCount; m++) {
      const at = parts + m * size + c
      v128.store(at, divideOrZero(v128.load(at), sum))
    }
  }
}

/** Writes scale, kept and lost, and the nest's share where asked to, from ln I^λ − origin and I. */
function shareWhole(ahead: usize, sums: usize, shares: usize, share: usize): void {
  const size = column
  const others = otherNestsOf(shares)
  const last = lastNestOf(shares)
  const scale = scaleOf(shares)
  const kept = keptOf(shares)
  const lost = lostOf(shares)
  const one = f64x2.splat(1)
  const zero = f64x2.splat(0)
  for (let c = 0; c < size; c += 16) {
    const level = v128.load(ahead + c)
    const behind = f64x2.le(level, zero)
    const e = expPair(f64x2.neg(f64x2.abs(level)))
    const before = v128.load(last + c)
    const rest = v128.load(others + c)
    const otherScale = v128.bitselect(one, e, behind)
    const own = v128.bitselect(e, one, behind)
    const total = f64x2.add(f64x2.mul(rest, otherScale), own)
    v128.store(kept + c, f64x2.div(f64x2.mul(f64x2.add(rest, before), otherScale), total))
    v128.store(lost + c, f64x2.div(f64x2.sub(own, f64x2.mul(before, otherScale)), total))
    v128.store(scale + c, divideOrZero(own, f64x2.mul(total, v128.load(sums + c))))
    if (share != 0) v128.store(share + c, f64x2.div(own, total))
  }
}

/**
 * Lists the last nest's rows by held maker, those of none first: for each maker the number of its rows, then their
 * addresses and factors, 16 bytes each.
 */
function listByMaker(exponents: usize, held: usize, makers: usize, makerCount: i32): usize {
  let at = nestWork
  for (let m = -1; m < makerCount; m++) {
    const count16 = at
    let rows = 0
    for (let j = lastStart; j < count; j++) {
      if ((j < firstKei || makerCount == 0 ? -1 : load<i32>(makers + ((j - firstKei) << 2))) != m) {
        continue
      }
      // What is held back wholly adds nothing.
      if (load<f64>(held + ((j - lastStart) << 3)) == 0) continue
      rows++
      at += 16
      store<i32>(at, (exponents + (j - lastStart) * column) as i32)
      store<f64>(at + 8, load<f64>(held + ((j - lastStart) << 3)))
    }
    store<i32>(count16, rows)
    at += 16
  }
  return nestWork
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
