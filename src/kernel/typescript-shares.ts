import type { ChoiceRoom, ChoiceShape, GroupShares, NestSplit } from './choice-kernel.ts'
import { exp } from './exp.ts'
import { log } from './log.ts'

/* eslint-disable @typescript-eslint/no-non-null-assertion -- the loops are hot and stay in bounds */

/** Below it e^x counts as 0: what is left out is less than 1e-307. */
const EXP_FLUSH = -708
/** Below the least normal number ln x counts as −∞. */
const MIN_NORMAL = 2.2250738585072014e-308

/** e^x, 0 below −708. */
export function flushedExp(x: number): number {
  return x < EXP_FLUSH ? 0 : exp(x)
}

/** ln x, −∞ below the least normal number. */
export function flushedLog(x: number): number {
  return x < MIN_NORMAL ? -Infinity : log(x)
}

/** a/b, 0 where b is 0. */
export function divideOrZero(a: number, b: number): number {
  return b === 0 ? 0 : a / b
}

type Shares = Pick<ChoiceRoom, 'utilities' | 'sharesWithoutKei' | 'weighKei' | 'shareKei'>

/** Make the first half of a room's functions (docs/model.md, section 3.3). */
export function createShares(shape: ChoiceShape, count: number, lastStart: number): Shares {
  return {
    utilities(terms, attributes, tastes, out, base, constants) {
      const { from, to, attributes: mask, uniform = 0 } = terms
      for (let j = from; j < to; j += 1) {
        const row = j * shape.cells
        let constant = constants === undefined ? 0 : constants[j]!
        for (let k = 0; k < shape.attributes; k += 1) {
          const x = (j * shape.attributes + k) * shape.cells
          if ((((mask & uniform) >> k) & 1) !== 0) constant += tastes[k]! * attributes[x]!
        }
        startRow(out, row, shape.cells, constant, base)
        if (constant === -Infinity) continue
        for (let k = 0; k < shape.attributes; k += 1) {
          const taste = tastes[k]!
          if ((((mask & ~uniform) >> k) & 1) === 0 || taste === 0) continue
          const x = (j * shape.attributes + k) * shape.cells
          for (let c = 0; c < shape.cells; c += 1) out[row + c]! += taste * attributes[x + c]!
        }
      }
    },
    sharesWithoutKei(utilities, result) {
      for (let c = 0; c < shape.cells; c += 1) cellWithoutKei(shape, utilities, c, result)
    },
    weighKei(utilities, shifts, result) {
      for (let c = 0; c < shape.cells; c += 1) {
        weighCell(shape, { count, lastStart }, utilities, shifts, c, result)
      }
    },
    shareKei(held, result, split) {
      const rows = rowsByMaker(shape, count - lastStart, split)
      for (let c = 0; c < shape.cells; c += 1) shareCell(shape, rows, held, c, result, split)
    },
  }
}

function startRow(
  out: Float64Array,
  row: number,
  cells: number,
  constant: number,
  base: Float64Array | undefined,
): void {
  if (constant === -Infinity || base === undefined) out.fill(constant, row, row + cells)
  else for (let c = row; c < row + cells; c += 1) out[c] = base[c]! + constant
}

/** Segments of nest n: from, to before, and 1/λ; 1 for a nest of one, as (e^{V/λ})^λ = e^V. */
export function segmentsOf(
  { nestStart, lambda, firstKei }: ChoiceShape,
  n: number,
): readonly [from: number, to: number, inverse: number] {
  const from = nestStart[n]!
  const to = n === lambda.length - 1 ? firstKei : nestStart[n + 1]!
  return [from, to, to - from === 1 ? 1 : 1 / lambda[n]!]
}

/**
 * The cell's largest utility is taken off before the exponentials, so that utilities of any size neither
 * overflow nor vanish (Train 2009, section 3.1, on the same shift for the logit).
 */
function cellWithoutKei(
  shape: ChoiceShape,
  utilities: Float64Array,
  c: number,
  result: GroupShares,
): void {
  const { cells, lambda, firstKei } = shape
  const { segmentExponentials: rows, nestSums, nestPowers } = result
  let best = -Infinity
  for (let at = c; at < firstKei * cells; at += cells) {
    if (utilities[at]! > best) best = utilities[at]!
  }
  result.origin[c] = best
  for (let n = 0; n < lambda.length; n += 1) {
    const [from, to, inverse] = segmentsOf(shape, n)
    let sum = 0
    for (let at = from * cells + c; at < to * cells; at += cells) {
      const e = flushedExp((utilities[at]! - best) * inverse)
      rows[at] = e
      sum += e
    }
    nestSums[n * cells + c] = sum
    nestPowers[n * cells + c] = powerOf(sum, lambda[n]!, to - from)
  }
  weighNests(shape, c, result)
}

/** S^(λ − 1): 1 for a nest of one, 0 for one that nobody can choose from. */
function powerOf(sum: number, lambda: number, size: number): number {
  if (size === 1) return 1
  return sum === 0 ? 0 : flushedExp((lambda - 1) * flushedLog(sum))
}

/** Write Σ S^λ of all nests but the last, and of that. */
export function weighNests(
  { cells, lambda }: ChoiceShape,
  c: number,
  { nestSums, nestPowers, otherNests, lastNest }: GroupShares,
): void {
  const weightOf = (n: number) => nestSums[n * cells + c]! * nestPowers[n * cells + c]!
  let sum = 0
  for (let n = 0; n < lambda.length - 1; n += 1) sum += weightOf(n)
  otherNests[c] = sum
  lastNest[c] = weightOf(lambda.length - 1)
}

/** The last nest's largest utility is taken off before its exponentials. */
function weighCell(
  { cells, lambda, firstKei }: ChoiceShape,
  { count, lastStart }: { readonly count: number; readonly lastStart: number },
  utilities: Float64Array,
  shifts: Float64Array,
  c: number,
  { highest, keiExponentials: rows }: GroupShares,
): void {
  const inverse = 1 / lambda[lambda.length - 1]!
  let most = -Infinity
  for (let j = lastStart; j < count; j += 1) {
    let v = utilities[j * cells + c]!
    if (j >= firstKei) v += shifts[(j - firstKei) * cells + c]!
    rows[(j - lastStart) * cells + c] = v
    if (v > most) most = v
  }
  const from = most === -Infinity ? 0 : most
  const end = (count - lastStart) * cells
  highest[c] = from
  for (let at = c; at < end; at += cells) {
    rows[at] = flushedExp((rows[at]! - from) * inverse)
  }
}

/** Rows of the last nest by held maker, those of none first; all where it is not split. */
function rowsByMaker(
  { firstKei, nestStart, lambda }: ChoiceShape,
  rows: number,
  split: NestSplit | undefined,
): readonly (readonly number[])[] {
  const all = Array.from({ length: rows }, (_, j) => j)
  if (split === undefined) return [all]
  const segments = firstKei - nestStart[lambda.length - 1]!
  const makerAt = (j: number) => (j < segments ? -1 : split.makerOf[j - segments]!)
  return Array.from({ length: split.makers + 1 }, (_, m) => all.filter((j) => makerAt(j) === m - 1))
}

/**
 * With t the sum of the other nests' I^λ, b the last nest's before the kei and e = I^λ now, all relative to
 * the largest, P/P⁰ elsewhere is (t + b)/(t + e), and (e − b)/(t + e) of it is lost.
 */
function shareCell(
  { cells, lambda }: ChoiceShape,
  rows: readonly (readonly number[])[],
  held: Float64Array,
  c: number,
  shares: GroupShares,
  split: NestSplit | undefined,
): void {
  const { origin, highest, otherNests, lastNest, keiExponentials } = shares
  const lambdaOfNest = lambda[lambda.length - 1]!
  const parts = rows.map((own) =>
    own.reduce(
      (sum, j) => sum + (held[j] === 0 ? 0 : keiExponentials[j * cells + c]! * held[j]!),
      0,
    ),
  )
  const sum = parts.reduce((total, part) => total + part, 0)
  const ahead = highest[c]! + lambdaOfNest * flushedLog(sum) - origin[c]!
  const behind = ahead <= 0
  const e = flushedExp(-Math.abs(ahead))
  const scale = behind ? 1 : e
  const own = behind ? e : 1
  const total = otherNests[c]! * scale + own
  shares.kept[c] = ((otherNests[c]! + lastNest[c]!) * scale) / total
  shares.lost[c] = (own - lastNest[c]! * scale) / total
  shares.scale[c] = divideOrZero(own, total * sum)
  if (split === undefined) return
  const { columns } = split
  columns[c] = own / total
  parts.forEach((part, m) => {
    // An empty nest counts as held by nobody.
    columns[(m + 1) * cells + c] = sum === 0 && m === 0 ? 1 : divideOrZero(part, sum)
  })
}
