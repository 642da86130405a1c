import type { ChoiceShape, GroupShares, NestSplit } from './choice-kernel.ts'
import { dot } from './typescript-sums.ts'
import { NEAR, powerNear, powerSeries } from './near.ts'
import { divideOrZero, flushedExp, flushedLog } from './typescript-shares.ts'

/* eslint-disable @typescript-eslint/no-non-null-assertion -- the loops are hot and stay in bounds */

/** What one cell's sum of the nest grows by: z = Σ p·v, z^λ, and z^λ − 1. */
interface Growth {
  readonly z: number
  readonly power: number
  readonly gain: number
}

/** Work out growth by cell, from the factors' own differences where all are near 1. */
function growthUnder(
  lambda: number,
  { columns, makers }: NestSplit,
  factors: Float64Array,
  cells: number,
): (c: number) => Growth {
  const held = (values: Float64Array, c: number) => {
    let sum = 0
    for (let m = 0; m < makers; m += 1) sum += columns[(m + 2) * cells + c]! * values[m]!
    return sum
  }
  const excess = factors.subarray(0, makers).map((v) => v - 1)
  if (excess.every((more) => Math.abs(more) <= NEAR)) {
    const series = powerSeries(lambda)
    return (c) => {
      const more = held(excess, c)
      const gain = powerNear(series, more)
      return { z: 1 + more, power: 1 + gain, gain }
    }
  }
  return (c) => {
    const z = columns[cells + c]! + held(factors, c)
    const power = flushedExp(lambda * flushedLog(z))
    return { z, power, gain: power - 1 }
  }
}

/** See ChoiceRoom.addMakerSales. */
export function addMakerSales(
  { cells, lambda }: ChoiceShape,
  split: NestSplit,
  aware: Float64Array,
  factors: Float64Array,
  sales: Float64Array,
  taken: Float64Array,
): void {
  const { makers, columns } = split
  const lambdaOfNest = lambda[lambda.length - 1]!
  const slack = (1 - lambdaOfNest) / lambdaOfNest
  const growth = growthUnder(lambdaOfNest, split, factors, cells)
  const sold = new Float64Array(cells)
  const steep = new Float64Array(cells)
  const within = new Float64Array(makers * cells)
  for (let c = 0; c < cells; c += 1) {
    const q = columns[c]!
    const { z, power } = growth(c)
    const weight = q * power
    const share = weight / (1 - q + weight)
    sold[c] = aware[c]! * share
    steep[c] = sold[c]! * (slack + share)
    for (let m = 0; m < makers; m += 1) {
      within[m * cells + c] = (columns[(m + 2) * cells + c]! * factors[m]!) / z
    }
  }
  for (let m = 0; m < makers; m += 1) {
    sales[m]! += dot(sold, 0, within, m * cells, cells)
    const cross = steep.map((value, c) => value * within[m * cells + c]!)
    for (let l = 0; l <= m; l += 1) {
      taken[m * makers + l]! += dot(cross, 0, within, l * cells, cells)
    }
  }
}

/** See ChoiceRoom.holdMakers. */
export function holdMakers(
  { cells, lambda }: ChoiceShape,
  split: NestSplit,
  factors: Float64Array,
  { scale, kept, lost }: GroupShares,
): void {
  const growth = growthUnder(lambda[lambda.length - 1]!, split, factors, cells)
  for (let c = 0; c < cells; c += 1) {
    const { z, power, gain } = growth(c)
    const grown = split.columns[c]! * gain
    const whole = 1 + grown
    kept[c]! /= whole
    lost[c] = (lost[c]! + grown) / whole
    scale[c]! *= divideOrZero(power, z * whole)
  }
}
