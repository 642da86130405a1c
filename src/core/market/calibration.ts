import {
  createGroupShares,
  type ChoiceKernel,
  type ChoiceShape,
} from '../../kernel/choice-kernel.ts'
import { log } from '../../kernel/log.ts'
import { solveInPlace } from '../numeric/linear-solve.ts'
import { err, ok, type Result } from '../result.ts'

/**
 * Section 3.4: the constants ξ at which a market's predicted shares equal its targets. The fixed point is
 * that of Berry's (1994) contraction; Newton's method on ln predicted − ln target reaches it in a few
 * evaluations of the shares.
 */

/** One market to calibrate: the choice without kei at the calibration year. */
export interface CalibrationProblem {
  /** Without kei. */
  readonly shape: ChoiceShape
  /** One a group: utilities by segment and cell, without constants. */
  readonly utilities: readonly Float64Array[]
  /** One a group: purchase occasions by cell. */
  readonly occasions: readonly Float64Array[]
  /** Target share of each segment, summing to 1; 0 where it is not sold to the market. */
  readonly targets: Float64Array
  /** Index of the outside option, whose constant is 0. */
  readonly outside: number
}

export interface Calibration {
  /** ξ of each segment in utils; −∞ where it is not sold. */
  readonly constants: Float64Array
  /** Evaluations of all shares that it took. */
  readonly evaluations: number
}

/** Largest step of Berry's iteration, in utils, at which the constants are taken as found. */
export const CALIBRATION_TOLERANCE = 1e-13
/** Rounding of the sums may hold the step just above the tolerance; this is as good. */
const ROUNDING = 1e-11
const MOST_EVALUATIONS = 50
/** Longest Newton step, in utils: beyond it, the shares' slopes say little. */
const LONGEST_STEP = 4

/** Find a market's constants, or say how far from its targets it stayed. */
export function calibrate(
  kernel: ChoiceKernel,
  problem: CalibrationProblem,
): Result<Calibration, string> {
  const { targets, outside } = problem
  const sold = Array.from(targets.keys()).filter((j) => j !== outside && (targets[j] as number) > 0)
  const constants = startingConstants(problem)
  const slopes = createSlopes(problem)
  let previous = Infinity
  let best = constants.slice()
  for (let evaluations = 1; evaluations <= MOST_EVALUATIONS; evaluations += 1) {
    const slope = evaluate(kernel, problem, constants, sold, slopes)
    const gaps = Float64Array.from(sold, (j) =>
      log((slope.shares[j] as number) / (targets[j] as number)),
    )
    const step = sold.reduce(
      (most, j, at) => Math.max(most, Math.abs(lambdaOf(problem.shape, j) * (gaps[at] as number))),
      0,
    )
    const stalled = step < ROUNDING && step >= previous
    if (step < CALIBRATION_TOLERANCE) return ok({ constants, evaluations })
    if (stalled) return ok({ constants: best, evaluations })
    if (step < previous) best = constants.slice()
    previous = step
    if (!solveInPlace(slope.jacobian, gaps)) break
    const longest = gaps.reduce((most, value) => Math.max(most, Math.abs(value)), 0)
    const damping = Math.min(1, LONGEST_STEP / longest)
    sold.forEach((j, at) => {
      constants[j] = (constants[j] as number) - damping * (gaps[at] as number)
    })
  }
  return err('no constants give its observed shares; look for parameters far outside their range')
}

/**
 * Start where a market of buyers who are all alike would end (Berry 1994, eq. 27):
 * ξ_j = λ·ln s_j|n + ln s_n − ln s_0 − (mean V_j − mean V_0).
 */
function startingConstants({
  shape,
  utilities,
  occasions,
  targets,
  outside,
}: CalibrationProblem): Float64Array {
  const mean = (j: number) => {
    let sum = 0
    let weight = 0
    utilities.forEach((columns, g) => {
      for (let c = 0; c < shape.cells; c += 1) {
        const w = (occasions[g] as Float64Array)[c] as number
        sum += w * (columns[j * shape.cells + c] as number)
        weight += w
      }
    })
    return sum / weight
  }
  const nestTarget = (j: number) => {
    const [from, to] = nestOf(shape, j)
    return targets.subarray(from, to).reduce((sum, target) => sum + target, 0)
  }
  const meanOutside = mean(outside)
  const outsideTarget = targets[outside] as number
  return targets.map((target, j) => {
    if (j === outside) return 0
    if (target <= 0) return -Infinity
    const nest = nestTarget(j)
    const value = lambdaOf(shape, j) * log(target / nest) + log(nest / outsideTarget)
    return value - (mean(j) - meanOutside)
  })
}

function nestIndex(shape: ChoiceShape, j: number): number {
  return shape.nestStart.findLastIndex((start, n) => start <= j && n < shape.lambda.length)
}
function nestOf(shape: ChoiceShape, j: number): readonly [from: number, to: number] {
  const n = nestIndex(shape, j)
  return [shape.nestStart[n] as number, shape.nestStart[n + 1] as number]
}
function lambdaOf(shape: ChoiceShape, j: number): number {
  return shape.lambda[nestIndex(shape, j)] as number
}

/** Predicted shares of the market and their slopes, with the room they are worked out in. */
interface Slopes {
  readonly shares: Float64Array
  /** d ln share_j / d ξ_i, row-major over the sold segments. */
  readonly jacobian: Float64Array
  readonly utilities: Float64Array
  readonly group: ReturnType<typeof createGroupShares>
}

function createSlopes({ shape, targets, outside }: CalibrationProblem): Slopes {
  const sold = targets.filter((target, j) => j !== outside && target > 0).length
  return {
    shares: new Float64Array(targets.length),
    jacobian: new Float64Array(sold * sold),
    utilities: new Float64Array(targets.length * shape.cells),
    group: createGroupShares(shape),
  }
}

/** Evaluate the market's shares and their slopes at given constants. */
function evaluate(
  kernel: ChoiceKernel,
  problem: CalibrationProblem,
  constants: Float64Array,
  sold: readonly number[],
  slopes: Slopes,
): Slopes {
  const { shape, occasions } = problem
  const { shares, jacobian } = slopes
  shares.fill(0)
  jacobian.fill(0)
  let buyers = 0
  problem.utilities.forEach((base, g) => {
    const weights = occasions[g] as Float64Array
    addConstants(base, constants, shape.cells, slopes.utilities)
    kernel.shares(shape, slopes.utilities, slopes.group)
    addShares(slopes.group.shares, weights, shares)
    addSlopes(shape, slopes.group.shares, weights, sold, jacobian)
    buyers += weights.reduce((sum, weight) => sum + weight, 0)
  })
  sold.forEach((j, row) => {
    for (let column = 0; column < sold.length; column += 1) {
      const at = row * sold.length + column
      jacobian[at] = (jacobian[at] as number) / (shares[j] as number)
    }
  })
  for (let j = 0; j < shares.length; j += 1) shares[j] = (shares[j] as number) / buyers
  return slopes
}

/* eslint-disable @typescript-eslint/no-non-null-assertion -- the loops below are hot and stay in bounds */

function addConstants(
  base: Float64Array,
  constants: Float64Array,
  cells: number,
  out: Float64Array,
): void {
  for (let j = 0; j < constants.length; j += 1) {
    const constant = constants[j]!
    for (let at = j * cells; at < (j + 1) * cells; at += 1) out[at] = base[at]! + constant
  }
}

function addShares(columns: Float64Array, weights: Float64Array, shares: Float64Array): void {
  const cells = weights.length
  for (let j = 0; j < shares.length; j += 1) {
    let sum = 0
    for (let c = 0; c < cells; c += 1) sum += weights[c]! * columns[j * cells + c]!
    shares[j]! += sum
  }
}

/**
 * Add a group's ∂(Σ_c w·P_j)/∂ξ_i = Σ_c w·P_j·(δ_ij/λ − [same nest]·(1 − λ)/λ·P_i|n − P_i)
 * (Train 2009, section 4.2, differentiated).
 */
function addSlopes(
  shape: ChoiceShape,
  shares: Float64Array,
  weights: Float64Array,
  sold: readonly number[],
  jacobian: Float64Array,
): void {
  const { cells } = shape
  const weighted = new Float64Array(cells)
  const inNest = new Float64Array(cells)
  for (let row = 0; row < sold.length; row += 1) {
    const j = sold[row]!
    const lambda = lambdaOf(shape, j)
    const [from, to] = nestOf(shape, j)
    nestShareInverse(shares, from, to, cells, inNest)
    let own = 0
    for (let c = 0; c < cells; c += 1) {
      weighted[c] = weights[c]! * shares[j * cells + c]!
      own += weighted[c]!
      inNest[c] = weighted[c]! * (1 + ((1 - lambda) / lambda) * inNest[c]!)
    }
    for (let column = 0; column <= row; column += 1) {
      const i = sold[column]!
      const factors = i >= from && i < to ? inNest : weighted
      let cross = 0
      for (let c = 0; c < cells; c += 1) cross += factors[c]! * shares[i * cells + c]!
      const slope = (i === j ? own / lambda : 0) - cross
      jacobian[row * sold.length + column]! += slope
      if (i !== j) jacobian[column * sold.length + row]! += slope
    }
  }
}

/** Write 1/Q, Q the share of the nest of alternatives from..to, by cell; 0 where the nest is not chosen. */
function nestShareInverse(
  shares: Float64Array,
  from: number,
  to: number,
  cells: number,
  out: Float64Array,
): void {
  out.fill(0)
  for (let j = from; j < to; j += 1) {
    for (let c = 0; c < cells; c += 1) out[c]! += shares[j * cells + c]!
  }
  for (let c = 0; c < cells; c += 1) out[c] = out[c]! > 0 ? 1 / out[c]! : 0
}
