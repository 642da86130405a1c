import {
  alternativeCount,
  AREAS,
  lastNestStart,
  type ChoiceShape,
  type GroupShares,
  type SalesSums,
} from './choice-kernel.ts'
import { logNearOne } from './log.ts'
import { divideOrZero, flushedLog, segmentsOf } from './typescript-shares.ts'

/* eslint-disable @typescript-eslint/no-non-null-assertion -- the loops are hot and stay in bounds */

/** Add up four lanes as two vectors do: those of the first to those of the second, then the two that are left. */
function total(lanes: Lanes): number {
  return lanes[0] + lanes[2] + (lanes[1] + lanes[3])
}

/** Sums of every fourth cell. */
type Lanes = [number, number, number, number]

/** Add up a·b over all cells. */
export function dot(
  a: Float64Array,
  aFrom: number,
  b: Float64Array,
  bFrom: number,
  cells: number,
): number {
  const lanes: Lanes = [0, 0, 0, 0]
  for (let c = 0; c < cells; c += 1) lanes[c % 4]! += a[aFrom + c]! * b[bFrom + c]!
  return total(lanes)
}

/** Add up weights·shares over all cells, the even ones and the odd ones apart. */
function weigh(weights: Float64Array, shares: Float64Array, from: number): number {
  let even = 0
  let odd = 0
  for (let c = 0; c < weights.length; c += 2) {
    even += weights[c]! * shares[from + c]!
    odd += weights[c + 1]! * shares[from + c + 1]!
  }
  return even + odd
}

/** See ChoiceRoom.addSlopes. */
export function addSlopes(
  shape: ChoiceShape,
  group: GroupShares,
  weights: Float64Array,
  sales: Float64Array,
  slopes: Float64Array,
): void {
  const { cells, lambda, firstKei } = shape
  const shares = sharesWithoutKei(shape, group)
  const weighted = new Float64Array(cells)
  const inNest = new Float64Array(cells)
  /** 1 + ratio/Q, Q the nest's share. */
  const steepness = new Float64Array(cells)
  lambda.forEach((lambdaOfNest, n) => {
    const [from, to] = segmentsOf(shape, n)
    const ratio = (1 - lambdaOfNest) / lambdaOfNest
    for (let c = 0; c < cells; c += 1) {
      let nest = 0
      for (let i = from; i < to; i += 1) nest += shares[i * cells + c]!
      steepness[c] = 1 + divideOrZero(ratio, nest)
    }
    for (let j = from; j < to; j += 1) {
      const own = weigh(weights, shares, j * cells)
      if (own === 0) continue
      sales[j]! += own
      for (let c = 0; c < cells; c += 1) {
        weighted[c] = weights[c]! * shares[j * cells + c]!
        inNest[c] = weighted[c]! * steepness[c]!
      }
      for (let i = 0; i <= j; i += 1) {
        const cross = dot(i >= from ? inNest : weighted, 0, shares, i * cells, cells)
        const slope = (i === j ? own / lambdaOfNest : 0) - cross
        slopes[j * firstKei + i]! += slope
        if (i !== j) slopes[i * firstKei + j]! += slope
      }
    }
  })
}

/** P⁰ of all segments. */
function sharesWithoutKei(
  shape: ChoiceShape,
  { segmentExponentials, nestPowers, otherNests, lastNest }: GroupShares,
): Float64Array {
  const { cells } = shape
  const shares = segmentExponentials.slice()
  shape.lambda.forEach((_, n) => {
    const [from, to] = segmentsOf(shape, n)
    for (let c = 0; c < cells; c += 1) {
      const scale = nestPowers[n * cells + c]! / (otherNests[c]! + lastNest[c]!)
      for (let j = from; j < to; j += 1) shares[j * cells + c]! *= scale
    }
  })
  return shares
}

/** See ChoiceRoom.splitBuyers. */
export function splitBuyers(
  occasions: Float64Array,
  heard: Float64Array,
  others: Float64Array,
  aware: Float64Array,
  unaware: Float64Array,
): void {
  occasions.forEach((buyers, c) => {
    aware[c] = buyers * heard[c]!
    unaware[c] = buyers * others[c]!
  })
}

/** See ChoiceRoom.addSales. */
export function addSales(
  shape: ChoiceShape,
  group: GroupShares,
  held: Float64Array,
  aware: Float64Array,
  unaware: Float64Array,
  sums: SalesSums,
): void {
  const { cells, lambda, firstKei } = shape
  const { segmentExponentials, keiExponentials, nestPowers, scale, kept, lost } = group
  const last = lambda.length - 1
  const inverse = group.otherNests.map((others, c) => 1 / (others + group.lastNest[c]!))
  const heard = aware.map((buyers, c) => buyers * inverse[c]!)
  const missed = unaware.map((buyers, c) => buyers * inverse[c]!)
  const mixed = heard.map((buyers, c) => buyers * kept[c]! + missed[c]!)
  const gone = heard.map((buyers, c) => buyers * lost[c]!)
  const rowOf = (rows: Float64Array, row: number) => rows.subarray(row * cells, (row + 1) * cells)
  const powered = (weights: Float64Array, n: number) =>
    weights.map((value, c) => value * nestPowers[n * cells + c]!)
  for (let n = 0; n < last; n += 1) {
    const [from, to] = segmentsOf(shape, n)
    const [nestMixed, nestGone] = [powered(mixed, n), powered(gone, n)]
    for (let j = from; j < to; j += 1) {
      const row = rowOf(segmentExponentials, j)
      addRow(sums, sums.rowOf[j]!, row, nestMixed)
      sums.displaced[sums.rowOf[j]!]! += dot(row, 0, nestGone, 0, cells)
    }
  }
  // Segments of the last nest lose to kei otherwise than all else.
  const [nestMissed, nestHeard] = [powered(missed, last), powered(heard, last)]
  const inNest = aware.map((buyers, c) => buyers * scale[c]!)
  const first = lastNestStart(shape)
  for (let j = first; j < alternativeCount(shape); j += 1) {
    const out = sums.rowOf[j]!
    const row = rowOf(segmentExponentials, j)
    if (j < firstKei) addRow(sums, out, row, nestMissed)
    else sums.byArea.fill(0, out * AREAS, (out + 1) * AREAS)
    const after = addKei(sums, out, rowOf(keiExponentials, j - first), inNest, held[j - first]!)
    if (j < firstKei) sums.displaced[out]! += dot(row, 0, nestHeard, 0, cells) - after
  }
}

/** Write Σ shares·weights by area, and add it by state. */
function addRow(
  { byArea, byState }: SalesSums,
  out: number,
  shares: Float64Array,
  weights: Float64Array,
): void {
  const areas: Lanes = [0, 0, 0, 0]
  for (let c = 0; c < shares.length; c += AREAS) {
    const sold = soldIn(shares, weights, c)
    sold.forEach((value, a) => (areas[a]! += value))
    byState[(out * shares.length + c) / AREAS]! += total(sold)
  }
  byArea.set(areas, out * AREAS)
}

/** Add v·Σ shares·weights by area and by state; give their sum. */
function addKei(
  { byArea, byState }: SalesSums,
  out: number,
  shares: Float64Array,
  weights: Float64Array,
  v: number,
): number {
  if (v === 0) return 0
  const areas: Lanes = [0, 0, 0, 0]
  for (let c = 0; c < shares.length; c += AREAS) {
    const sold = soldIn(shares, weights, c)
    sold.forEach((value, a) => (areas[a]! += value))
    byState[(out * shares.length + c) / AREAS]! += v * total(sold)
  }
  areas.forEach((value, a) => {
    areas[a] = v * value
    byArea[out * AREAS + a]! += areas[a]
  })
  return total(areas)
}

/** Sales in the areas of the state that starts at a cell. */
function soldIn(shares: Float64Array, weights: Float64Array, c: number): Lanes {
  const at = (a: number) => shares[c + a]! * weights[c + a]!
  return [at(0), at(1), at(2), at(3)]
}

/** Largest loss whose logarithm is that of a number near 1: 1 − 0.29 is above √½. */
const MOST_NEAR = 0.29

/** See ChoiceRoom.logSumGain. */
export function logSumGain({ lost }: GroupShares, aware: Float64Array): number {
  let even = 0
  let odd = 0
  aware.forEach((buyers, c) => {
    const x = lost[c]!
    const log = x > MOST_NEAR ? flushedLog(1 - x) : logNearOne(-x)
    if (c % 2 === 0) even -= buyers * log
    else odd -= buyers * log
  })
  return even + odd
}

/** See ChoiceRoom.addKeiSales. */
export function addKeiSales(
  shape: ChoiceShape,
  { keiExponentials, scale }: GroupShares,
  held: Float64Array,
  aware: Float64Array,
  sales: Float64Array,
): void {
  const { cells, firstKei } = shape
  const lastStart = lastNestStart(shape)
  const weights = Float64Array.from(aware, (a, c) => a * scale[c]!)
  for (let j = firstKei; j < alternativeCount(shape); j += 1) {
    const row = j - lastStart
    if (held[row] === 0) continue
    sales[j - firstKei]! += held[row]! * dot(weights, 0, keiExponentials, row * cells, cells)
  }
}
