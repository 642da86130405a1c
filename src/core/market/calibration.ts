import {
  alternativeCount,
  type ChoiceRoom,
  type ChoiceShape,
  type GroupShares,
} from '../../kernel/choice-kernel.ts'
import { log } from '../../kernel/log.ts'
import { largest } from '../numeric/largest.ts'
import { solveInPlace } from '../numeric/linear-solve.ts'
import { sum } from '../numeric/sum.ts'
import { err, ok, type Result } from '../result.ts'

/**
 * Section 3.4: the constants ξ at which a market's predicted shares equal its targets. The fixed point is
 * that of Berry's (1994) contraction; Newton's method on ln predicted − ln target reaches it in a few
 * evaluations of the shares.
 */

/** One group of buyers of a market to calibrate. */
export interface CalibrationGroup {
  /** Purchase occasions by cell. */
  readonly weights: Float64Array
  readonly shares: GroupShares
  /** Write utilities by segment and cell, with the constants where given. */
  utilities(out: Float64Array, constants?: Float64Array): void
}

/** One market to calibrate: the choice without kei at the calibration year. */
export interface CalibrationProblem {
  readonly groups: readonly CalibrationGroup[]
  /** Target share of each segment, summing to 1; 0 where it is not sold to the market. */
  readonly targets: Float64Array
  /** Index of the outside option, whose constant is 0. */
  readonly outside: number
  /** What a similar market's constants were off its start, by segment, in utils. */
  readonly correction?: Float64Array | undefined
}

export interface Calibration {
  /** ξ of each segment in utils; −∞ where it is not sold. */
  readonly constants: Float64Array
  /** Constants less those that buyers who are all alike would have; 0 where it is not sold. */
  readonly correction: Float64Array
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
  room: ChoiceRoom,
  problem: CalibrationProblem,
): Result<Calibration, string> {
  const { targets, outside } = problem
  const sold = Array.from(targets.keys()).filter((j) => j !== outside && (targets[j] as number) > 0)
  const market = createMarket(room, problem)
  const { shape } = room
  const start = startingConstants(shape, market)
  const constants = room.column(targets.length)
  constants.set(start.map((value, j) => value + (problem.correction?.[j] ?? 0)))
  const found = (at: Float64Array, evaluations: number) =>
    ok({
      constants: at.slice(),
      correction: at.map((value, j) => (value > -Infinity ? value - (start[j] as number) : 0)),
      evaluations,
    })
  let previous = Infinity
  let best = constants.slice()
  for (let evaluations = 1; evaluations <= MOST_EVALUATIONS; evaluations += 1) {
    const predicted = evaluate(room, market, constants)
    const gaps = Float64Array.from(sold, (j) =>
      log((predicted[j] as number) / (targets[j] as number)),
    )
    const step = sold.reduce(
      (most, j, at) => Math.max(most, Math.abs(lambdaOf(shape, j) * (gaps[at] as number))),
      0,
    )
    const stalled = step < ROUNDING && step >= previous
    if (step < CALIBRATION_TOLERANCE) return found(constants, evaluations)
    if (stalled) return found(best, evaluations)
    if (step < previous) best = constants.slice()
    const isLast = stepAfter(previous, step) < CALIBRATION_TOLERANCE
    previous = step
    if (!solveInPlace(logSlopes(market, sold), gaps)) break
    const damping = Math.min(1, LONGEST_STEP / largest(gaps))
    sold.forEach((j, at) => {
      constants[j] = (constants[j] as number) - damping * (gaps[at] as number)
    })
    if (isLast) return found(constants, evaluations)
  }
  return err('no constants give its observed shares; look for parameters far outside their range')
}

/**
 * Foretell the step after one of Newton's, which squares the error: c·step² with the c that the last step
 * showed, step/previous². Infinity before there was one.
 */
function stepAfter(previous: number, step: number): number {
  return previous < Infinity ? (step / previous) * (step / previous) * step : Infinity
}

/** A problem with the room it is worked out in. */
interface Market extends CalibrationProblem {
  readonly buyers: number
  /** By segment and cell. */
  readonly utilities: Float64Array
  /** Predicted sales by segment, and their slopes by the constants, row-major over all segments. */
  readonly sales: Float64Array
  readonly slopes: Float64Array
}

function createMarket(room: ChoiceRoom, problem: CalibrationProblem): Market {
  const segments = problem.targets.length
  return {
    ...problem,
    buyers: problem.groups.reduce((all, { weights }) => all + sum(weights), 0),
    utilities: room.column(alternativeCount(room.shape) * room.shape.cells),
    sales: room.column(segments),
    slopes: room.column(segments * segments),
  }
}

/**
 * Start where a market of buyers who are all alike would end (Berry 1994, eq. 27):
 * ξ_j = λ·ln s_j|n + ln s_n − ln s_0 − (mean V_j − mean V_0).
 */
function startingConstants(shape: ChoiceShape, market: Market): Float64Array {
  const { targets, outside } = market
  const mean = meanUtilities(shape, market)
  const nestTarget = (j: number) => {
    const [from, to] = nestOf(shape, j)
    return targets.subarray(from, to).reduce((sum, target) => sum + target, 0)
  }
  const meanOutside = mean[outside] as number
  const outsideTarget = targets[outside] as number
  return targets.map((target, j) => {
    if (j === outside) return 0
    if (target <= 0) return -Infinity
    const nest = nestTarget(j)
    const value = lambdaOf(shape, j) * log(target / nest) + log(nest / outsideTarget)
    return value - ((mean[j] as number) - meanOutside)
  })
}

/** Average each segment's utility over all buyers. */
function meanUtilities({ cells }: ChoiceShape, market: Market): Float64Array {
  const { groups, buyers, utilities, targets } = market
  const means = new Float64Array(targets.length)
  for (const group of groups) {
    group.utilities(utilities)
    for (let j = 0; j < means.length; j += 1) {
      let total = 0
      for (let c = 0; c < cells; c += 1) {
        total += (group.weights[c] as number) * (utilities[j * cells + c] as number)
      }
      means[j] = (means[j] as number) + total
    }
  }
  return means.map((total) => total / buyers)
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

/** Evaluate the market's shares at given constants, and their slopes. */
function evaluate(room: ChoiceRoom, market: Market, constants: Float64Array): Float64Array {
  market.sales.fill(0)
  market.slopes.fill(0)
  for (const group of market.groups) {
    group.utilities(market.utilities, constants)
    room.sharesWithoutKei(market.utilities, group.shares)
    room.addSlopes(group.shares, group.weights, market.sales, market.slopes)
  }
  return market.sales.map((sales) => sales / market.buyers)
}

/** Give d ln share_j/d ξ_i over the sold segments, row-major. */
function logSlopes({ sales, slopes }: Market, sold: readonly number[]): Float64Array {
  return Float64Array.from(
    sold.flatMap((j) =>
      sold.map((i) => (slopes[j * sales.length + i] as number) / (sales[j] as number)),
    ),
  )
}
