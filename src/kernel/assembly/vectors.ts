import { total } from './numeric'
import { column } from './shape'

/** Adds to the double at an address. */
// @ts-ignore: decorator
@inline
export function addAt(at: usize, value: f64): void {
  store<f64>(at, load<f64>(at) + value)
}

/** Sums a·b over all cells. */
export function dot(a: usize, b: usize): f64 {
  let sum = f64x2.splat(0)
  let next = f64x2.splat(0)
  for (let end = a + column; a < end; a += 32, b += 32) {
    sum = f64x2.add(sum, f64x2.mul(v128.load(a), v128.load(b)))
    next = f64x2.add(next, f64x2.mul(v128.load(a + 16), v128.load(b + 16)))
  }
  return total(f64x2.add(sum, next))
}

/** Writes a·b. */
export function multiply(a: usize, b: usize, out: usize): void {
  const size = column
  for (let c = 0; c < size; c += 16) {
    v128.store(out + c, f64x2.mul(v128.load(a + c), v128.load(b + c)))
  }
}
