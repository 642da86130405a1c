import {
  alternativeCount,
  lastNestStart,
  type ChoiceShape,
  type GroupShares,
  type Moves,
} from './choice-kernel.ts'
import { expNear, NEAR, powerNear, powerSeries } from './near.ts'
import { divideOrZero, flushedExp, segmentsOf, weighNests } from './typescript-shares.ts'

/* eslint-disable @typescript-eslint/no-non-null-assertion -- the loops are hot and stay in bounds */

/** See ChoiceRoom.moveSegments. */
export function moveSegments(
  shape: ChoiceShape,
  { units, unitOf, steps }: Moves,
  shares: GroupShares,
): void {
  const { cells, lambda } = shape
  const { segmentExponentials: rows, nestSums, nestPowers } = shares
  const series = Array.from(lambda, (value) => powerSeries(value - 1))
  for (let c = 0; c < cells; c += 1) {
    for (let n = 0; n < lambda.length; n += 1) {
      const [from, to, inverse] = segmentsOf(shape, n)
      let grown = 0
      for (let j = from; j < to; j += 1) {
        const x = steps[2 * j]! * inverse * units[unitOf[j]! * cells + c]!
        rows[j * cells + c]! *= expNear(x)
        grown += rows[j * cells + c]!
      }
      const at = n * cells + c
      const growth = divideOrZero(grown - nestSums[at]!, nestSums[at]!)
      if (to - from > 1) nestPowers[at]! += nestPowers[at]! * powerNear(series[n]!, growth)
      nestSums[at] = grown
    }
    weighNests(shape, c, shares)
  }
}

/** See ChoiceRoom.moveKei. */
export function moveKei(
  shape: ChoiceShape,
  { units, reach, unitOf, steps }: Moves,
  { keiExponentials: rows }: GroupShares,
): void {
  const { cells, lambda } = shape
  const inverse = 1 / lambda[lambda.length - 1]!
  const lastStart = lastNestStart(shape)
  const grow = (row: number, unit: number, step: number) => {
    const growth = Math.abs(step) * reach[unit]! <= NEAR ? expNear : flushedExp
    for (let c = 0; c < cells; c += 1) {
      rows[row * cells + c]! *= growth(step * units[unit * cells + c]!)
    }
  }
  for (let j = lastStart; j < alternativeCount(shape); j += 1) {
    grow(j - lastStart, 0, steps[2 * j + 1]! * inverse)
    grow(j - lastStart, unitOf[j]!, steps[2 * j]! * inverse)
  }
}
