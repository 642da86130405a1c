import { exp, expColumn } from './exp.ts'
import { log } from './log.ts'
import {
  alternativeCount,
  type ChoiceKernel,
  type ChoiceShape,
  type GroupShares,
} from './choice-kernel.ts'

/* eslint-disable @typescript-eslint/no-non-null-assertion --
   every index below is inside its column by the loops' bounds; a check a read would double the time */

/**
 * Make the kernel in plain TypeScript. It keeps scratch columns between calls, so each thread makes its own.
 *
 * Each nest's largest utility is taken off before the exponentials, so that utilities of any size neither
 * overflow nor vanish (Train 2009, section 3.1, on the same shift for the logit).
 */
export function createTypescriptKernel(): ChoiceKernel {
  let scratch = createScratch(0, 0)
  return {
    utilities,
    shares(shape, utilityColumns, result) {
      if (scratch.cells !== shape.cells || scratch.nests !== shape.lambda.length) {
        scratch = createScratch(shape.cells, shape.lambda.length)
      }
      nestedShares(shape, utilityColumns, result, scratch)
    },
  }
}

interface Scratch {
  readonly cells: number
  readonly nests: number
  /** Σ e^{(V − max)/λ} by nest and cell. */
  readonly sums: Float64Array
  /** ln Iₙ^λₙ by nest and cell; −∞ for a nest without alternatives. */
  readonly inclusive: Float64Array
  /** The same for the last nest without its kei. */
  readonly lastSums: Float64Array
  readonly lastInclusive: Float64Array
  /** Shares of the nests by cell, and factors from e^{V/λ} to shares. */
  readonly factors: Float64Array
}

function createScratch(cells: number, nests: number): Scratch {
  return {
    cells,
    nests,
    sums: new Float64Array(nests * cells),
    inclusive: new Float64Array(nests * cells),
    lastSums: new Float64Array(cells),
    lastInclusive: new Float64Array(cells),
    factors: new Float64Array(nests * cells),
  }
}

function utilities(
  shape: ChoiceShape,
  attributes: Float64Array,
  tastes: Float64Array,
  constants: Float64Array,
  shifts: Float64Array,
  result: Float64Array,
): void {
  const { cells, firstKei } = shape
  const count = alternativeCount(shape)
  for (let j = 0; j < count; j += 1) {
    const row = j * cells
    const constant = constants[j]!
    result.fill(constant, row, row + cells)
    if (constant === -Infinity) continue
    for (let k = 0; k < shape.attributes; k += 1) {
      const taste = tastes[k]!
      if (taste === 0) continue
      const x = (j * shape.attributes + k) * cells
      for (let c = 0; c < cells; c += 1) result[row + c]! += taste * attributes[x + c]!
    }
    if (j < firstKei) continue
    const shift = (j - firstKei) * cells
    for (let c = 0; c < cells; c += 1) result[row + c]! += shifts[shift + c]!
  }
}

function nestedShares(
  shape: ChoiceShape,
  values: Float64Array,
  result: GroupShares,
  scratch: Scratch,
): void {
  const { cells, nestStart, lambda, firstKei } = shape
  const nests = lambda.length
  const last = nests - 1
  const { sums, inclusive, lastSums, lastInclusive } = scratch
  const lastStart = nestStart[last]!

  // The last nest's segments stand alone first: their exponentials without the kei are P⁰'s.
  result.sharesWithoutKei.set(
    values.subarray(lastStart * cells, firstKei * cells),
    lastStart * cells,
  )
  exponentials(
    result.sharesWithoutKei,
    lastStart * cells,
    firstKei - lastStart,
    lambda[last]!,
    cells,
    lastSums,
    lastInclusive,
  )
  for (let n = 0; n < nests; n += 1) {
    exponentials(
      values,
      nestStart[n]! * cells,
      nestStart[n + 1]! - nestStart[n]!,
      lambda[n]!,
      cells,
      sums.subarray(n * cells, (n + 1) * cells),
      inclusive.subarray(n * cells, (n + 1) * cells),
    )
  }
  for (let n = 0; n < last; n += 1) {
    const from = nestStart[n]! * cells
    result.sharesWithoutKei.set(values.subarray(from, nestStart[n + 1]! * cells), from)
  }

  nestShares(scratch, inclusive, sums, result.logSum)
  scale(shape, values, alternativeCount(shape), scratch.factors, result.shares)
  inclusive.set(lastInclusive, last * cells)
  sums.set(lastSums, last * cells)
  nestShares(scratch, inclusive, sums, result.logSumWithoutKei)
  scale(shape, result.sharesWithoutKei, firstKei, scratch.factors, result.sharesWithoutKei)
}

/**
 * Turn the utilities of one nest's alternatives into e^{(V − m)/λ}, m the largest of a cell, with their sum
 * and λ·ln Σ e^{V/λ} by cell.
 */
function exponentials(
  values: Float64Array,
  start: number,
  count: number,
  lambda: number,
  cells: number,
  sums: Float64Array,
  inclusive: Float64Array,
): void {
  sums.fill(0)
  inclusive.fill(-Infinity)
  const end = start + count * cells
  for (let row = start; row < end; row += cells) {
    for (let c = 0; c < cells; c += 1) {
      const v = values[row + c]!
      if (v > inclusive[c]!) inclusive[c] = v
    }
  }
  for (let row = start; row < end; row += cells) {
    for (let c = 0; c < cells; c += 1) {
      const v = values[row + c]!
      values[row + c] = v === -Infinity ? v : (v - inclusive[c]!) / lambda
    }
  }
  expColumn(values, start, end)
  for (let row = start; row < end; row += cells) {
    for (let c = 0; c < cells; c += 1) sums[c]! += values[row + c]!
  }
  for (let c = 0; c < cells; c += 1) {
    const sum = sums[c]!
    if (sum > 0) inclusive[c]! += lambda * log(sum)
  }
}

/** Compute nest shares from ln Iₙ^λₙ, as factors on each nest's exponentials, and the log-sum, by cell. */
function nestShares(
  { cells, nests, factors }: Scratch,
  inclusive: Float64Array,
  sums: Float64Array,
  logSum: Float64Array,
): void {
  for (let c = 0; c < cells; c += 1) {
    let best = -Infinity
    for (let at = c; at < nests * cells; at += cells) {
      if (inclusive[at]! > best) best = inclusive[at]!
    }
    let total = 0
    for (let at = c; at < nests * cells; at += cells) {
      const weight = exp(inclusive[at]! - best)
      factors[at] = weight
      total += weight
    }
    for (let at = c; at < nests * cells; at += cells) {
      factors[at] = sums[at]! > 0 ? factors[at]! / (total * sums[at]!) : 0
    }
    logSum[c] = best + log(total)
  }
}

function scale(
  { cells, nestStart, lambda }: ChoiceShape,
  exponentialColumns: Float64Array,
  count: number,
  factors: Float64Array,
  shares: Float64Array,
): void {
  for (let n = 0; n < lambda.length; n += 1) {
    const factor = n * cells
    for (let j = nestStart[n]!; j < Math.min(nestStart[n + 1]!, count); j += 1) {
      const row = j * cells
      for (let c = 0; c < cells; c += 1) {
        shares[row + c] = exponentialColumns[row + c]! * factors[factor + c]!
      }
    }
  }
}
