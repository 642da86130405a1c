import { attributeCount, column } from './shape'

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
