import {
  alternativeCount,
  AREAS,
  lastNestStart,
  notOfAreas,
  roomFor,
  type ChoiceKernel,
  type ChoiceRoom,
  type ChoiceShape,
} from './choice-kernel.ts'
import { addMakerSales, holdMakers } from './typescript-caps.ts'
import { moveKei, moveSegments } from './typescript-moves.ts'
import { createShares } from './typescript-shares.ts'
import { addKeiSales, addSales, addSlopes, logSumGain, splitBuyers } from './typescript-sums.ts'

/**
 * Make the kernel in plain TypeScript: the twin of assembly/, with its operations in the same order, so that
 * both give the same bytes. Each thread makes its own.
 */
export function createTypescriptKernel(): ChoiceKernel {
  return { open: openRoom }
}

function openRoom(shape: ChoiceShape): ChoiceRoom {
  if (shape.cells % AREAS !== 0) throw new RangeError(notOfAreas(shape.cells))
  const column = (length: number) => new Float64Array(length)
  const integers = (values: Int32Array) => values.slice()
  return {
    shape,
    column,
    integers,
    ...roomFor(shape, { column, integers }),
    ...createShares(shape, alternativeCount(shape), lastNestStart(shape)),
    moveSegments: (moves, shares) => {
      moveSegments(shape, moves, shares)
    },
    moveKei: (moves, shares) => {
      moveKei(shape, moves, shares)
    },
    addSlopes: (shares, weights, sales, slopes) => {
      addSlopes(shape, shares, weights, sales, slopes)
    },
    splitBuyers,
    addSales: (shares, held, aware, unaware, sums) => {
      addSales(shape, shares, held, aware, unaware, sums)
    },
    addKeiSales: (shares, held, aware, sales) => {
      addKeiSales(shape, shares, held, aware, sales)
    },
    logSumGain,
    addMakerSales: (split, aware, factors, sales, slopes) => {
      addMakerSales(shape, split, aware, factors, sales, slopes)
    },
    holdMakers: (split, factors, shares) => {
      holdMakers(shape, split, factors, shares)
    },
  }
}
