import { divideOrZero, expPair, logPair, NEAR, powerNear } from './numeric'
import { column, columnAt, KEPT, lambdaOf, LOST, nests, nestWork, SCALE, seriesOf, work } from './shape'
import { addAt, dot, multiply } from './vectors'

/** Gives Σ p·v of two cells, p the parts of the held makers. */
// @ts-ignore: decorator
@inline
function heldParts(split: usize, factors: usize, held: i32, c: i32): v128 {
  let sum = f64x2.splat(0)
  for (let m = 0; m < held; m++) {
    const part = v128.load(split + (m + 2) * column + c)
    sum = f64x2.add(sum, f64x2.mul(part, f64x2.splat(load<f64>(factors + (m << 3)))))
  }
  return sum
}

/** How far factors are from 1: not at all, by 1/32 at the most, or further. */
const SAME = 0
const CLOSE = 1
const FAR = 2

/** Tells how far all factors are from 1, and writes what they exceed it by where that is not far. */
function distanceOf(factors: usize, held: i32, excess: usize): i32 {
  let distance = SAME
  for (let m = 0; m < held; m++) {
    const more = load<f64>(factors + (m << 3)) - 1
    if (!(Math.abs(more) <= NEAR)) return FAR
    if (more != 0) distance = CLOSE
    store<f64>(excess + (m << 3), more)
  }
  return distance
}

/** Adds sales of held makers and their slopes at factors v on the parts; see ../choice-kernel.ts. */
export function addMakerSales(
  split: usize,
  aware: usize,
  factors: usize,
  held: i32,
  sales: usize,
  taken: usize,
): void {
  const size = column
  const one = f64x2.splat(1)
  const lambda = lambdaOf(nests - 1)
  const slack = f64x2.splat((1 - lambda) / lambda)
  const sold = work
  const steep = work + size
  const within = nestWork
  const cross = nestWork + held * size
  const excess = cross + size
  const distance = distanceOf(factors, held, excess)
  for (let c = 0; c < size; c += 16) {
    const q = v128.load(split + c)
    let z = one
    let power = one
    if (distance == CLOSE) {
      const more = heldParts(split, excess, held, c)
      z = f64x2.add(one, more)
      power = f64x2.add(one, powerNear(seriesOf(nests), more))
    } else if (distance == FAR) {
      z = f64x2.add(v128.load(split + size + c), heldParts(split, factors, held, c))
      power = expPair(f64x2.mul(f64x2.splat(lambda), logPair(z)))
    }
    const weight = f64x2.mul(q, power)
    const share = f64x2.div(weight, f64x2.add(f64x2.sub(one, q), weight))
    const own = f64x2.mul(v128.load(aware + c), share)
    v128.store(sold + c, own)
    v128.store(steep + c, f64x2.mul(own, f64x2.add(slack, share)))
    for (let m = 0; m < held; m++) {
      const part = v128.load(split + (m + 2) * size + c)
      const kept = f64x2.mul(part, f64x2.splat(load<f64>(factors + (m << 3))))
      v128.store(within + m * size + c, f64x2.div(kept, z))
    }
  }
  for (let m = 0; m < held; m++) {
    const own = within + m * size
    addAt(sales + (m << 3), dot(sold, own))
    multiply(steep, own, cross)
    for (let l = 0; l <= m; l++) {
      addAt(taken + ((m * held + l) << 3), dot(cross, within + l * size))
    }
  }
}

/** Rescales a group's shares to the factors found; see ../choice-kernel.ts. */
export function holdMakers(split: usize, factors: usize, held: i32, shares: usize): void {
  const scale = columnAt(shares, SCALE)
  const kept = columnAt(shares, KEPT)
  const lost = columnAt(shares, LOST)
  const one = f64x2.splat(1)
  const lambda = f64x2.splat(lambdaOf(nests - 1))
  const excess = nestWork
  const isFar = distanceOf(factors, held, excess) == FAR
  for (let c = 0; c < column; c += 16) {
    const q = v128.load(split + c)
    let z: v128
    let power: v128
    let gain: v128
    if (!isFar) {
      const more = heldParts(split, excess, held, c)
      z = f64x2.add(one, more)
      gain = powerNear(seriesOf(nests), more)
      power = f64x2.add(one, gain)
    } else {
      z = f64x2.add(v128.load(split + column + c), heldParts(split, factors, held, c))
      power = expPair(f64x2.mul(lambda, logPair(z)))
      gain = f64x2.sub(power, one)
    }
    const grown = f64x2.mul(q, gain)
    const whole = f64x2.add(one, grown)
    v128.store(kept + c, f64x2.div(v128.load(kept + c), whole))
    v128.store(lost + c, f64x2.div(f64x2.add(v128.load(lost + c), grown), whole))
    const inside = divideOrZero(power, f64x2.mul(z, whole))
    v128.store(scale + c, f64x2.mul(v128.load(scale + c), inside))
  }
}
