import {
  alternativeCount,
  lastNestStart,
  type ChoiceShape,
  type GroupShares,
  type SalesSums,
} from './choice-kernel.ts'
import { divideOrZero, flushedLog } from './typescript-shares.ts'

/* eslint-disable @typescript-eslint/no-non-null-assertion -- the loops are hot and stay in bounds */

/** Add up a·b over all cells, the even ones and the odd ones apart, as two lanes of a vector do. */
function dot(
  a: Float64Array,
  aFrom: number,
  b: Float64Array,
  bFrom: number,
  cells: number,
): number {
  let even = 0
  let odd = 0
  for (let c = 0; c < cells; c += 2) {
    even += a[aFrom + c]! * b[bFrom + c]!
    odd += a[aFrom + c + 1]! * b[bFrom + c + 1]!
  }
  return even + odd
}

/** See ChoiceRoom.addSlopes. */
export function addSlopes(
  shape: ChoiceShape,
  shares: Float64Array,
  weights: Float64Array,
  sales: Float64Array,
  slopes: Float64Array,
): void {
  const { cells, nestStart, lambda, firstKei } = shape
  const weighted = new Float64Array(cells)
  const inNest = new Float64Array(cells)
  lambda.forEach((lambdaOfNest, n) => {
    const from = nestStart[n]!
    const to = Math.min(nestStart[n + 1]!, firstKei)
    const ratio = (1 - lambdaOfNest) / lambdaOfNest
    for (let j = from; j < to; j += 1) {
      const own = dot(weights, 0, shares, j * cells, cells)
      if (own === 0) continue
      sales[j]! += own
      for (let c = 0; c < cells; c += 1) {
        let nest = 0
        for (let i = from; i < to; i += 1) nest += shares[i * cells + c]!
        weighted[c] = weights[c]! * shares[j * cells + c]!
        inNest[c] = weighted[c]! * (1 + divideOrZero(ratio, nest))
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

interface Row {
  readonly shares: Float64Array
  readonly from: number
  readonly weights: Float64Array
}

/** See ChoiceRoom.addSales. */
export function addSales(
  shape: ChoiceShape,
  { sharesWithoutKei: before, nestShares, kept, lost }: GroupShares,
  aware: Float64Array,
  unaware: Float64Array,
  sums: SalesSums,
): void {
  const { cells, firstKei } = shape
  const lastStart = lastNestStart(shape)
  const mixed = Float64Array.from(aware, (a, c) => a * kept[c]! + unaware[c]!)
  const gone = Float64Array.from(aware, (a, c) => a * lost[c]!)
  for (let j = 0; j < alternativeCount(shape); j += 1) {
    const now = j * cells
    const after = (j - lastStart) * cells
    if (j < lastStart) {
      sums.displaced[j]! += dot(gone, 0, before, now, cells)
      addRow(sums, j, cells, { shares: before, from: now, weights: mixed })
    } else if (j < firstKei) {
      const taken = dot(aware, 0, before, now, cells) - dot(aware, 0, nestShares, after, cells)
      sums.displaced[j]! += taken
      addRow(
        sums,
        j,
        cells,
        { shares: before, from: now, weights: unaware },
        { shares: nestShares, from: after, weights: aware },
      )
    } else {
      addRow(sums, j, cells, { shares: nestShares, from: after, weights: aware })
    }
  }
}

/** Write an alternative's sales by area, and add them by state. */
function addRow(
  { areas, byArea, byState }: SalesSums,
  j: number,
  cells: number,
  row: Row,
  more?: Row,
) {
  const out = j * areas
  byArea.fill(0, out, out + areas)
  for (let c = 0; c < cells; c += areas) {
    let even = 0
    let odd = 0
    for (let a = 0; a < areas; a += 1) {
      let sold = row.shares[row.from + c + a]! * row.weights[c + a]!
      if (more !== undefined) sold += more.shares[more.from + c + a]! * more.weights[c + a]!
      byArea[out + a]! += sold
      if (a % 2 === 0) even += sold
      else odd += sold
    }
    byState[(j * cells + c) / areas]! += even + odd
  }
}

/** See ChoiceRoom.logSumGain; Kahan's log1p keeps the digits that 1 − lost drops. */
export function logSumGain({ lost }: GroupShares, aware: Float64Array): number {
  let even = 0
  let odd = 0
  aware.forEach((buyers, c) => {
    const u = 1 - lost[c]!
    const exact = 1 - u
    const gain = exact === 0 ? lost[c]! : -((flushedLog(u) * lost[c]!) / exact)
    if (c % 2 === 0) even += buyers * gain
    else odd += buyers * gain
  })
  return even + odd
}

/** See ChoiceRoom.addKeiSales. */
export function addKeiSales(
  shape: ChoiceShape,
  { nestShares }: GroupShares,
  aware: Float64Array,
  sales: Float64Array,
): void {
  const { cells, firstKei } = shape
  const lastStart = lastNestStart(shape)
  for (let j = firstKei; j < alternativeCount(shape); j += 1) {
    sales[j - firstKei]! += dot(aware, 0, nestShares, (j - lastStart) * cells, cells)
  }
}
