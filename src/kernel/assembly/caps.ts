import { divideOrZero, expPair, logPair } from './numeric'
import { column, count, firstKei, lambdaOf, lastStart, nests, nestWork } from './shape'

/**
 * Splits the last nest's shares: its share Q, then what is held by nobody and by each held maker of it, as
 * parts of it; see ../choice-kernel.ts. `makers` is Int32 by kei, −1 for one that is not held.
 */
export function splitNest(nest: usize, makers: usize, held: i32, out: usize): void {
  const free = out + column
  const parts = free + column
  for (let c = 0; c < column; c += 16) {
    for (let m = 0; m <= held; m++) v128.store(free + m * column + c, f64x2.splat(0))
    let share = f64x2.splat(0)
    for (let j = lastStart; j < count; j++) {
      const p = v128.load(nest + (j - lastStart) * column + c)
      const m = j < firstKei ? -1 : load<i32>(makers + ((j - firstKei) << 2))
      const at = free + (m + 1) * column + c
      v128.store(at, f64x2.add(v128.load(at), p))
      share = f64x2.add(share, p)
    }
    v128.store(out + c, share)
    const none = f64x2.eq(share, f64x2.splat(0))
    const rest = divideOrZero(v128.load(free + c), share)
    v128.store(free + c, v128.bitselect(f64x2.splat(1), rest, none))
    for (let m = 0; m < held; m++) {
      const at = parts + m * column + c
      v128.store(at, divideOrZero(v128.load(at), share))
    }
  }
}

/** Gives z = Σ p·v of two cells. */
// @ts-ignore: decorator
@inline
function grown(split: usize, factors: usize, held: i32, c: i32): v128 {
  let z = v128.load(split + column + c)
  for (let m = 0; m < held; m++) {
    const part = v128.load(split + (m + 2) * column + c)
    z = f64x2.add(z, f64x2.mul(part, f64x2.splat(load<f64>(factors + (m << 3)))))
  }
  return z
}

/** Adds sales of held makers and their slopes at factors v on the parts; see ../choice-kernel.ts. */
export function addMakerSales(
  split: usize,
  aware: usize,
  factors: usize,
  held: i32,
  sales: usize,
  slopes: usize,
): void {
  const one = f64x2.splat(1)
  const lambda = lambdaOf(nests - 1)
  const slack = f64x2.splat((1 - lambda) / lambda)
  for (let c = 0; c < column; c += 16) {
    const q = v128.load(split + c)
    const z = grown(split, factors, held, c)
    const weight = f64x2.mul(q, expPair(f64x2.mul(f64x2.splat(lambda), logPair(z))))
    const share = f64x2.div(weight, f64x2.add(f64x2.sub(one, q), weight))
    const sold = f64x2.mul(v128.load(aware + c), share)
    const steep = f64x2.mul(sold, f64x2.add(slack, share))
    for (let m = 0; m < held; m++) {
      const part = v128.load(split + (m + 2) * column + c)
      const within = f64x2.div(
        f64x2.mul(part, f64x2.splat(load<f64>(factors + (m << 3)))),
        z,
      )
      v128.store(nestWork + (m << 4), within)
      addPair(sales + (m << 4), f64x2.mul(sold, within))
      const cross = f64x2.mul(steep, within)
      for (let l = 0; l <= m; l++) {
        addPair(slopes + ((m * held + l) << 4), f64x2.mul(cross, v128.load(nestWork + (l << 4))))
      }
    }
  }
}

// @ts-ignore: decorator
@inline
function addPair(at: usize, pair: v128): void {
  v128.store(at, f64x2.add(v128.load(at), pair))
}

/** Rescales a group's shares to the factors found; see ../choice-kernel.ts. */
export function holdMakers(
  split: usize,
  factors: usize,
  makers: usize,
  held: i32,
  nest: usize,
  kept: usize,
  lost: usize,
): void {
  const one = f64x2.splat(1)
  const lambda = f64x2.splat(lambdaOf(nests - 1))
  for (let c = 0; c < column; c += 16) {
    const q = v128.load(split + c)
    const z = grown(split, factors, held, c)
    const power = expPair(f64x2.mul(lambda, logPair(z)))
    const shrink = f64x2.mul(q, f64x2.sub(one, power))
    const whole = f64x2.sub(one, shrink)
    v128.store(kept + c, f64x2.div(v128.load(kept + c), whole))
    v128.store(lost + c, f64x2.div(f64x2.sub(v128.load(lost + c), shrink), whole))
    const inside = divideOrZero(power, f64x2.mul(z, whole))
    for (let j = lastStart; j < count; j++) {
      const row = nest + (j - lastStart) * column + c
      const m = j < firstKei ? -1 : load<i32>(makers + ((j - firstKei) << 2))
      const v = m < 0 ? 1.0 : load<f64>(factors + (m << 3))
      v128.store(row, f64x2.mul(v128.load(row), f64x2.mul(inside, f64x2.splat(v))))
    }
  }
}
