import type { ChoiceRoom, ChoiceShape } from './choice-kernel.ts'
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

type Shares = Pick<ChoiceRoom, 'utilities' | 'sharesWithoutKei' | 'sharesWithKei'>

/** Make the first half of a room's functions (docs/model.md, section 3.3). */
export function createShares(shape: ChoiceShape, count: number, lastStart: number): Shares {
  const nests = shape.lambda.length
  const room = { sums: new Float64Array(nests), weights: new Float64Array(nests) }
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
      for (let c = 0; c < shape.cells; c += 1) cellWithoutKei(shape, utilities, c, room, result)
    },
    sharesWithKei(utilities, shifts, result) {
      for (let c = 0; c < shape.cells; c += 1) {
        cellWithKei(shape, { count, lastStart }, utilities, shifts, c, result)
      }
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

interface NestRoom {
  /** Σ e^{(V − best)/λ} and I^λ/e^best of each nest. */
  readonly sums: Float64Array
  readonly weights: Float64Array
}

/**
 * The cell's largest utility is taken off before the exponentials, so that utilities of any size neither
 * overflow nor vanish (Train 2009, section 3.1, on the same shift for the logit).
 */
function cellWithoutKei(
  { cells, nestStart, lambda, firstKei }: ChoiceShape,
  utilities: Float64Array,
  c: number,
  { sums, weights }: NestRoom,
  result: Parameters<ChoiceRoom['sharesWithoutKei']>[1],
): void {
  const shares = result.sharesWithoutKei
  const last = lambda.length - 1
  let best = -Infinity
  for (let at = c; at < firstKei * cells; at += cells) {
    if (utilities[at]! > best) best = utilities[at]!
  }
  let total = 0
  for (let n = 0; n <= last; n += 1) {
    result.otherNests[c] = total
    const from = nestStart[n]!
    const to = Math.min(nestStart[n + 1]!, firstKei)
    if (to - from === 1) {
      // A nest of one: (e^{V/λ})^λ = e^V.
      shares[from * cells + c] = 1
      sums[n] = 1
      weights[n] = flushedExp(utilities[from * cells + c]! - best)
    } else {
      const inverse = 1 / lambda[n]!
      let sum = 0
      for (let at = from * cells + c; at < to * cells; at += cells) {
        const e = flushedExp((utilities[at]! - best) * inverse)
        shares[at] = e
        sum += e
      }
      sums[n] = sum
      weights[n] = flushedExp(lambda[n]! * flushedLog(sum))
    }
    result.lastNest[c] = weights[n]!
    total += weights[n]!
  }
  result.origin[c] = best
  for (let n = 0; n <= last; n += 1) {
    const factor = divideOrZero(weights[n]!, total * sums[n]!)
    const to = Math.min(nestStart[n + 1]!, firstKei)
    for (let at = nestStart[n]! * cells + c; at < to * cells; at += cells) shares[at]! *= factor
  }
}

/**
 * With t the sum of the other nests' I^λ, b the last nest's before the kei and e = I^λ now, all relative to
 * the largest, P/P⁰ elsewhere is (t + b)/(t + e), and (e − b)/(t + e) of it is lost.
 */
function cellWithKei(
  { cells, lambda, firstKei }: ChoiceShape,
  { count, lastStart }: { readonly count: number; readonly lastStart: number },
  utilities: Float64Array,
  shifts: Float64Array,
  c: number,
  {
    origin,
    otherNests,
    lastNest,
    nestShares,
    kept,
    lost,
  }: Parameters<ChoiceRoom['sharesWithKei']>[2],
): void {
  const lambdaOfNest = lambda[lambda.length - 1]!
  const inverse = 1 / lambdaOfNest
  let most = -Infinity
  for (let j = lastStart; j < count; j += 1) {
    let v = utilities[j * cells + c]!
    if (j >= firstKei) v += shifts[(j - firstKei) * cells + c]!
    nestShares[(j - lastStart) * cells + c] = v
    if (v > most) most = v
  }
  const from = most === -Infinity ? 0 : most
  const end = (count - lastStart) * cells
  let sum = 0
  for (let at = c; at < end; at += cells) {
    const e = flushedExp((nestShares[at]! - from) * inverse)
    nestShares[at] = e
    sum += e
  }
  const ahead = from + lambdaOfNest * flushedLog(sum) - origin[c]!
  const behind = ahead <= 0
  const e = flushedExp(-Math.abs(ahead))
  const scale = behind ? 1 : e
  const own = behind ? e : 1
  const total = otherNests[c]! * scale + own
  kept[c] = ((otherNests[c]! + lastNest[c]!) * scale) / total
  lost[c] = (own - lastNest[c]! * scale) / total
  const factor = divideOrZero(own, total * sum)
  for (let at = c; at < end; at += cells) nestShares[at]! *= factor
}
