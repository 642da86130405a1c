import { divideOrZero, expPair, logPair, total } from './numeric'
import { column, columnAt, count, firstKei, HIGHEST, KEPT, keiRow, lambdaOf, LAST_NEST, lastStart, LOST, nests, nestWork, ORIGIN, OTHER_NESTS, SCALE, work } from './shape'
import { exponentials, largest } from './shares'

/** Computes e^{(V − highest)/λ} of the last nest; see ../choice-kernel.ts. */
export function weighKei(values: usize, shifts: usize, shares: usize): void {
  const highest = columnAt(shares, HIGHEST)
  const exponents = keiRow(shares, lastStart)
  const lambda = lambdaOf(nests - 1)
  const rows = count - lastStart
  memory.copy(exponents, values + lastStart * column, (firstKei - lastStart) * column)
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
  const sums = columnAt(shares, SCALE)
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
  const ahead = columnAt(shares, KEPT)
  const highest = columnAt(shares, HIGHEST)
  const origin = columnAt(shares, ORIGIN)
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
  const others = columnAt(shares, OTHER_NESTS)
  const last = columnAt(shares, LAST_NEST)
  const scale = columnAt(shares, SCALE)
  const kept = columnAt(shares, KEPT)
  const lost = columnAt(shares, LOST)
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
    const head = at
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
    store<i32>(head, rows)
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

function addColumns(a: usize, b: usize, rows: i32, out: usize): void {
  for (let at = 0, size = rows * column; at < size; at += 16) {
    v128.store(out + at, f64x2.add(v128.load(a + at), v128.load(b + at)))
  }
}
