import {
  alternativeCount,
  lastNestStart,
  roomFor,
  type ChoiceKernel,
  type ChoiceRoom,
  type ChoiceShape,
} from './choice-kernel.ts'
import { addMakerSales, holdMakers, splitNest } from './typescript-caps.ts'
import { createShares } from './typescript-shares.ts'
import { addKeiSales, addSales, addSlopes, logSumGain } from './typescript-sums.ts'

/**
 * Make the kernel in plain TypeScript: the twin of assembly/, with its operations in the same order, so that
 * both give the same bytes. Each thread makes its own.
 */
export function createTypescriptKernel(): ChoiceKernel {
  return { open: openRoom }
}

function openRoom(shape: ChoiceShape): ChoiceRoom {
  if (shape.cells % 2 !== 0) {
    throw new RangeError(`the number of cells, ${shape.cells}, is not even`)
  }
  const column = (length: number) => new Float64Array(length)
  return {
    shape,
    column,
    ...roomFor(shape, column),
    split: (makerOf, makers) => ({
      makers,
      makerOf: makerOf.slice(),
      columns: column((2 + makers) * shape.cells),
    }),
    ...createShares(shape, alternativeCount(shape), lastNestStart(shape)),
    addSlopes: (shares, weights, sales, slopes) => {
      addSlopes(shape, shares.sharesWithoutKei, weights, sales, slopes)
    },
    addSales: (shares, aware, unaware, sums) => {
      addSales(shape, shares, aware, unaware, sums)
    },
    addKeiSales: (shares, aware, sales) => {
      addKeiSales(shape, shares, aware, sales)
    },
    logSumGain,
    splitNest: (shares, split) => {
      splitNest(shape, shares.nestShares, split)
    },
    addMakerSales: (split, aware, factors, sales, slopes) => {
      addMakerSales(shape, split, aware, factors, sales, slopes)
    },
    holdMakers: (split, factors, shares) => {
      holdMakers(shape, split, factors, shares)
    },
  }
}
