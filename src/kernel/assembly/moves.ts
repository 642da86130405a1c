import { divideOrZero, expNear, expPair, HALF, NEAR, NEAR_3, NEAR_5, ONE, OVER_24, OVER_720, pairAt, powerNear } from './numeric'
import { column, columnAt, count, inverseOf, keiRow, lambdaOf, LAST_NEST, lastStart, nestPower, nests, nestStartOf, nestSum, OTHER_NESTS, segmentRow, segmentsEnd, seriesOf, work } from './shape'

/** Moves what P⁰ is made of by small changes of all segments' utilities; see ../choice-kernel.ts. */
export function moveSegments(units: usize, unitOf: usize, steps: usize, shares: usize): void {
  const size = column
  const grown = work
  memory.fill(columnAt(shares, OTHER_NESTS), 0, size)
  memory.fill(columnAt(shares, LAST_NEST), 0, size)
  for (let n = 0; n < nests; n++) {
    const from = nestStartOf(n)
    const to = segmentsEnd(n)
    const inverse = inverseOf(n)
    memory.fill(grown, 0, size)
    for (let j = from; j < to; j++) {
      const step = load<f64>(steps + (j << 4)) * inverse
      growNear(segmentRow(shares, j), unitAt(units, unitOf, j), step, grown)
    }
    const weights = n < nests - 1 ? columnAt(shares, OTHER_NESTS) : columnAt(shares, LAST_NEST)
    if (to - from > 1) raisePowers(n, shares, grown, weights)
    else keepPowers(n, shares, grown, weights)
  }
}

// @ts-ignore: decorator
@inline
function unitAt(units: usize, unitOf: usize, j: i32): usize {
  return units + load<i32>(unitOf + (j << 2)) * column
}

/** Replaces S by `grown` and S^(λ − 1) by what it grows to, and adds S^λ to the weights. */
function raisePowers(n: i32, shares: usize, grown: usize, weights: usize): void {
  const size = column
  const sums = nestSum(shares, n)
  const powers = nestPower(shares, n)
  const series = seriesOf(n)
  for (let c = 0; c < size; c += 16) {
    const before = v128.load(sums + c)
    const now = v128.load(grown + c)
    const growth = divideOrZero(f64x2.sub(now, before), before)
    const old = v128.load(powers + c)
    const power = f64x2.add(old, f64x2.mul(old, powerNear(series, growth)))
    v128.store(powers + c, power)
    v128.store(sums + c, now)
    v128.store(weights + c, f64x2.add(v128.load(weights + c), f64x2.mul(now, power)))
  }
}

/** As raisePowers, for a nest of one segment or none, whose power stays. */
function keepPowers(n: i32, shares: usize, grown: usize, weights: usize): void {
  const size = column
  const sums = nestSum(shares, n)
  const powers = nestPower(shares, n)
  for (let c = 0; c < size; c += 16) {
    const now = v128.load(grown + c)
    v128.store(sums + c, now)
    const weight = f64x2.mul(now, v128.load(powers + c))
    v128.store(weights + c, f64x2.add(v128.load(weights + c), weight))
  }
}

/** Multiplies a row by e^{step·unit}, adding the results to the sums where there are any. */
function growNear(row: usize, unit: usize, step: f64, sums: usize): void {
  const x = f64x2.splat(step)
  const one = pairAt(ONE)
  const k2 = pairAt(HALF)
  const k3 = pairAt(NEAR_3)
  const k4 = pairAt(OVER_24)
  const k5 = pairAt(NEAR_5)
  const k6 = pairAt(OVER_720)
  for (let end = row + column; row < end; row += 16, unit += 16) {
    const growth = expNear(f64x2.mul(x, v128.load(unit)), one, k2, k3, k4, k5, k6)
    const grown = f64x2.mul(v128.load(row), growth)
    v128.store(row, grown)
    if (sums == 0) continue
    v128.store(sums, f64x2.add(v128.load(sums), grown))
    sums += 16
  }
}

/** As growNear, for steps of any size and no sums. */
function growFar(row: usize, unit: usize, step: f64): void {
  const x = f64x2.splat(step)
  for (let end = row + column; row < end; row += 16, unit += 16) {
    const growth = expPair(f64x2.mul(x, v128.load(unit)))
    v128.store(row, f64x2.mul(v128.load(row), growth))
  }
}

/** Moves the exponentials of the last nest; see ../choice-kernel.ts. */
export function moveKei(
  units: usize,
  reach: usize,
  unitOf: usize,
  steps: usize,
  shares: usize,
): void {
  const inverse = 1.0 / lambdaOf(nests - 1)
  for (let j = lastStart; j < count; j++) {
    const row = keiRow(shares, j)
    const unit = load<i32>(unitOf + (j << 2))
    grow(row, units, load<f64>(steps + (j << 4) + 8) * inverse, load<f64>(reach))
    const most = load<f64>(reach + (unit << 3))
    grow(row, units + unit * column, load<f64>(steps + (j << 4)) * inverse, most)
  }
}

/** Multiplies a row by e^{step·unit}, `reach` the largest size of the unit. */
function grow(row: usize, unit: usize, step: f64, reach: f64): void {
  if (step == 0) return
  if (Math.abs(step) * reach <= NEAR) growNear(row, unit, step, 0)
  else growFar(row, unit, step)
}
