import {
  alternativeCount,
  lastNestStart,
  type ChoiceShape,
  type GroupShares,
  type NestSplit,
} from './choice-kernel.ts'
import { divideOrZero, flushedExp, flushedLog } from './typescript-shares.ts'

/* eslint-disable @typescript-eslint/no-non-null-assertion -- the loops are hot and stay in bounds */

/** Capped maker of an alternative of the last nest, −1 where there is none. */
function makerAt({ makerOf }: NestSplit, { firstKei }: ChoiceShape, j: number): number {
  return j < firstKei ? -1 : makerOf[j - firstKei]!
}

/** See ChoiceRoom.splitNest. */
export function splitNest(shape: ChoiceShape, nestShares: Float64Array, split: NestSplit): void {
  const { cells } = shape
  const { makers, columns } = split
  const lastStart = lastNestStart(shape)
  const count = alternativeCount(shape)
  columns.fill(0)
  for (let j = lastStart; j < count; j += 1) {
    const part = (makerAt(split, shape, j) + 2) * cells
    for (let c = 0; c < cells; c += 1) {
      const share = nestShares[(j - lastStart) * cells + c]!
      columns[c]! += share
      columns[part + c]! += share
    }
  }
  for (let c = 0; c < cells; c += 1) {
    const share = columns[c]!
    columns[cells + c] = share === 0 ? 1 : columns[cells + c]! / share
    for (let m = 0; m < makers; m += 1) {
      const at = (m + 2) * cells + c
      columns[at] = divideOrZero(columns[at]!, share)
    }
  }
}

/** z = Σ p·v of one cell. */
function grown(split: NestSplit, factors: Float64Array, cells: number, c: number): number {
  let z = split.columns[cells + c]!
  for (let m = 0; m < split.makers; m += 1) {
    z += split.columns[(m + 2) * cells + c]! * factors[m]!
  }
  return z
}

/** See ChoiceRoom.addMakerSales. */
export function addMakerSales(
  { cells, lambda }: ChoiceShape,
  split: NestSplit,
  aware: Float64Array,
  factors: Float64Array,
  sales: Float64Array,
  slopes: Float64Array,
): void {
  const { makers, columns } = split
  const lambdaOfNest = lambda[lambda.length - 1]!
  const slack = (1 - lambdaOfNest) / lambdaOfNest
  const within = new Float64Array(2 * makers)
  // Two cells at a time, as the lanes of a vector.
  for (let c = 0; c < cells; c += 2) {
    const sold = [0, 0]
    const steep = [0, 0]
    for (let lane = 0; lane < 2; lane += 1) {
      const q = columns[c + lane]!
      const z = grown(split, factors, cells, c + lane)
      const weight = q * flushedExp(lambdaOfNest * flushedLog(z))
      const share = weight / (1 - q + weight)
      sold[lane] = aware[c + lane]! * share
      steep[lane] = sold[lane]! * (slack + share)
      for (let m = 0; m < makers; m += 1) {
        within[2 * m + lane] = (columns[(m + 2) * cells + c + lane]! * factors[m]!) / z
      }
    }
    for (let m = 0; m < makers; m += 1) {
      for (let lane = 0; lane < 2; lane += 1) {
        const part = within[2 * m + lane]!
        sales[2 * m + lane]! += sold[lane]! * part
        for (let l = 0; l <= m; l += 1) {
          slopes[2 * (m * makers + l) + lane]! += steep[lane]! * part * within[2 * l + lane]!
        }
      }
    }
  }
}

/** See ChoiceRoom.holdMakers. */
export function holdMakers(
  shape: ChoiceShape,
  split: NestSplit,
  factors: Float64Array,
  { nestShares, kept, lost }: GroupShares,
): void {
  const { cells, lambda } = shape
  const lambdaOfNest = lambda[lambda.length - 1]!
  const lastStart = lastNestStart(shape)
  const count = alternativeCount(shape)
  for (let c = 0; c < cells; c += 1) {
    const z = grown(split, factors, cells, c)
    const power = flushedExp(lambdaOfNest * flushedLog(z))
    const shrink = split.columns[c]! * (1 - power)
    const whole = 1 - shrink
    kept[c]! /= whole
    lost[c] = (lost[c]! - shrink) / whole
    const inside = divideOrZero(power, z * whole)
    for (let j = lastStart; j < count; j += 1) {
      const m = makerAt(split, shape, j)
      nestShares[(j - lastStart) * cells + c]! *= inside * (m < 0 ? 1 : factors[m]!)
    }
  }
}
