import { alternativeCount, type ChoiceShape } from '../../kernel/choice-kernel.ts'
import { exp } from '../../kernel/exp.ts'
import { log } from '../../kernel/log.ts'
import { solveInPlace } from '../numeric/linear-solve.ts'
import { err, ok, type Result } from '../result.ts'

/* eslint-disable @typescript-eslint/no-non-null-assertion -- the loops are hot and stay in bounds */

/**
 * Section 4: volume caps. A factor ω ≤ 1 on the availability of all of a maker's nameplates, such that its
 * sales equal its cap. All kei share the last nest, so the shares at any ω follow from those at ω = 1:
 * with p_m the maker's share of the nest and v_m = ω_m^(1/λ), the nest's sum grows by z = Σ p·v, its share
 * Q becomes Q·z^λ/D with D = 1 − Q + Q·z^λ, and every other share is divided by D.
 */
export interface CapProblem {
  readonly shape: ChoiceShape
  /** One a group: shares by alternative and cell, with all kei freely available; overwritten. */
  readonly shares: readonly Float64Array[]
  /** One a group: ln Σ I^λ by cell; overwritten. */
  readonly logSums: readonly Float64Array[]
  /** One a group: buyers who have heard of kei vehicles, by cell. */
  readonly buyers: readonly Float64Array[]
  /** Maker index of each nameplate. */
  readonly makerOf: Int32Array
  /** Cap by maker, vehicles/yr, above 0; Infinity where there is none. */
  readonly caps: Float64Array
}

/** Relative distance from its cap at which a maker's sales are taken as equal to it. */
export const CAP_TOLERANCE = 1e-12
const MOST_STEPS = 100
/** Longest step in ln ω. */
const LONGEST_STEP = 8

/**
 * Solve for ω of all makers together and rescale the shares to it. Makers are held to their caps in rounds:
 * Newton's method on ln sales − ln cap of those that are held, to convergence, and only then those are added
 * that now sell more than their own. Holding a maker back only raises the others' sales, so none is ever let
 * go again; adding one before the others are solved could hold one that needs no holding, and cycle.
 *
 * @returns ω by maker, 1 where its cap does not bind.
 */
export function applyVolumeCaps(problem: CapProblem): Result<Float64Array, string> {
  const nests = summariseNest(problem)
  const logOmega = new Float64Array(problem.caps.length)
  let held: readonly number[] = []
  for (let step = 0; step < MOST_STEPS; step += 1) {
    const { sales, slopes } = makerSales(nests, logOmega)
    let gaps = capGaps(held, sales, problem.caps)
    if (gaps.every((gap) => Math.abs(gap) <= CAP_TOLERANCE)) {
      const above = makersAboveCap(held, sales, problem.caps)
      if (above.length === 0) {
        if (held.length > 0) rescale(problem, logOmega)
        return ok(logOmega.map((u) => exp(Math.min(0, u))))
      }
      held = [...held, ...above]
      gaps = capGaps(held, sales, problem.caps)
    }
    if (!newtonSteps(held, sales, slopes, gaps)) break
    const longest = gaps.reduce((most, size) => Math.max(most, Math.abs(size)), 0)
    const damping = Math.min(1, LONGEST_STEP / longest)
    held.forEach((m, at) => {
      logOmega[m] = logOmega[m]! - damping * gaps[at]!
    })
  }
  return err('the volume caps could not be met; look for parameters far outside their range')
}

/** Give ln sales − ln cap of the makers that are held. */
function capGaps(held: readonly number[], sales: Float64Array, caps: Float64Array): Float64Array {
  return Float64Array.from(held, (m) => log(sales[m]! / caps[m]!))
}

function makersAboveCap(
  held: readonly number[],
  sales: Float64Array,
  caps: Float64Array,
): readonly number[] {
  return Array.from(caps.keys()).filter(
    (m) => !held.includes(m) && sales[m]! > caps[m]! * (1 + CAP_TOLERANCE),
  )
}

/** Turn the gaps into Newton steps in ln ω; false where the slopes are singular. */
function newtonSteps(
  held: readonly number[],
  sales: Float64Array,
  slopes: Float64Array,
  gaps: Float64Array,
): boolean {
  const matrix = new Float64Array(held.length * held.length)
  held.forEach((row, i) => {
    held.forEach((column, k) => {
      matrix[i * held.length + k] = slopes[row * sales.length + column]! / sales[row]!
    })
  })
  return solveInPlace(matrix, gaps)
}

/** What the makers' sales depend on, one entry a group and cell in which kei are sold. */
interface NestSummary {
  readonly lambda: number
  readonly makers: number
  /** Share Q of the kei nest, and of its conventional part in the nest. */
  readonly nest: Float64Array
  readonly conventional: Float64Array
  /** Share p of each maker in the nest, `[maker × entries + entry]`. */
  readonly inNest: Float64Array
  readonly buyers: Float64Array
}

function summariseNest({ shape, shares, buyers, makerOf, caps }: CapProblem): NestSummary {
  const { cells, firstKei, lambda, nestStart } = shape
  const last = lambda.length - 1
  const entries = shares.length * cells
  const nest = new Float64Array(entries)
  const conventional = new Float64Array(entries)
  const inNest = new Float64Array(caps.length * entries)
  shares.forEach((columns, g) => {
    for (let j = nestStart[last]!; j < alternativeCount(shape); j += 1) {
      const part = j < firstKei ? conventional : inNest
      const base = (j < firstKei ? 0 : makerOf[j - firstKei]! * entries) + g * cells
      for (let c = 0; c < cells; c += 1) {
        const share = columns[j * cells + c]!
        nest[g * cells + c]! += share
        part[base + c]! += share
      }
    }
  })
  for (let at = 0; at < entries; at += 1) {
    if (nest[at] === 0) continue
    conventional[at]! /= nest[at]!
    for (let m = 0; m < caps.length; m += 1) inNest[m * entries + at]! /= nest[at]!
  }
  const allBuyers = new Float64Array(entries)
  buyers.forEach((column, g) => allBuyers.set(column, g * cells))
  return {
    lambda: lambda[last]!,
    makers: caps.length,
    nest,
    conventional,
    inNest,
    buyers: allBuyers,
  }
}

/** Sum sales by maker at given ln ω, and ∂sales/∂ln ω, row-major. */
function makerSales(summary: NestSummary, logOmega: Float64Array) {
  const { lambda, makers, nest, conventional, inNest, buyers } = summary
  const entries = nest.length
  const v = logOmega.map((u) => exp(u / lambda))
  const sales = new Float64Array(makers)
  const slopes = new Float64Array(makers * makers)
  const within = new Float64Array(makers)
  for (let at = 0; at < entries; at += 1) {
    const nestShare = nest[at]!
    if (nestShare === 0) continue
    let z = conventional[at]!
    for (let m = 0; m < makers; m += 1) z += inNest[m * entries + at]! * v[m]!
    const grown = nestShare * exp(lambda * log(z))
    const share = grown / (1 - nestShare + grown)
    for (let m = 0; m < makers; m += 1) within[m] = (inNest[m * entries + at]! * v[m]!) / z
    for (let m = 0; m < makers; m += 1) {
      const sold = buyers[at]! * share * within[m]!
      sales[m]! += sold
      slopes[m * makers + m]! += sold / lambda
      for (let l = 0; l < makers; l += 1) {
        slopes[m * makers + l]! -= sold * within[l]! * ((1 - lambda) / lambda + share)
      }
    }
  }
  return { sales, slopes }
}

function rescale({ shape, shares, logSums, makerOf }: CapProblem, logOmega: Float64Array): void {
  const { cells, firstKei, lambda, nestStart } = shape
  const last = lambda.length - 1
  const count = alternativeCount(shape)
  const lastStart = nestStart[last]!
  const v = Float64Array.from(makerOf, (m) => exp(logOmega[m]! / lambda[last]!))
  shares.forEach((columns, g) => {
    for (let c = 0; c < cells; c += 1) {
      let nestShare = 0
      let after = 0
      for (let j = lastStart; j < count; j += 1) {
        const share = columns[j * cells + c]!
        nestShare += share
        after += j < firstKei ? share : share * v[j - firstKei]!
      }
      if (nestShare === 0) continue
      const logZ = log(after / nestShare)
      const total = 1 - nestShare + nestShare * exp(lambda[last]! * logZ)
      const inside = exp((lambda[last]! - 1) * logZ) / total
      for (let j = 0; j < count; j += 1) {
        const factor = j < lastStart ? 1 / total : j < firstKei ? inside : inside * v[j - firstKei]!
        columns[j * cells + c]! *= factor
      }
      logSums[g]![c]! += log(total)
    }
  })
}
