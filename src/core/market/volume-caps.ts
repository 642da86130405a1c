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
 * Solve for ω of all makers together and rescale the shares to it: Newton's method on ln sales − ln cap of
 * those that are held back or above their cap. Each step looks anew at which those are, since a maker that
 * is let go raises no one else's sales.
 *
 * @returns ω by maker, 1 where its cap does not bind.
 */
export function applyVolumeCaps(problem: CapProblem): Result<Float64Array, string> {
  const nests = summariseNest(problem)
  const logOmega = new Float64Array(problem.caps.length)
  for (let step = 0; step < MOST_STEPS; step += 1) {
    const { sales, slopes } = makerSales(nests, logOmega)
    const bound = makersToHold(problem.caps, sales, logOmega)
    const gaps = Float64Array.from(bound, (m) => log(sales[m]! / problem.caps[m]!))
    if (gaps.every((gap) => Math.abs(gap) <= CAP_TOLERANCE)) {
      if (logOmega.some((u) => u < 0)) rescale(problem, logOmega)
      return ok(logOmega.map(exp))
    }
    const count = sales.length
    const matrix = Float64Array.from({ length: bound.length * bound.length }, (_, at) => {
      const row = bound[Math.floor(at / bound.length)]!
      return slopes[row * count + bound[at % bound.length]!]! / sales[row]!
    })
    if (!solveInPlace(matrix, gaps)) break
    const damping = Math.min(
      1,
      LONGEST_STEP / gaps.reduce((most, gap) => Math.max(most, Math.abs(gap)), 0),
    )
    bound.forEach((m, at) => {
      logOmega[m] = Math.min(0, logOmega[m]! - damping * gaps[at]!)
    })
  }
  return err('the volume caps could not be met; look for parameters far outside their range')
}

/** Makers that are held back already, or sell more than their cap. */
function makersToHold(caps: Float64Array, sales: Float64Array, logOmega: Float64Array): number[] {
  return Array.from(caps.keys()).filter(
    (m) => logOmega[m]! < 0 || sales[m]! > caps[m]! * (1 + CAP_TOLERANCE),
  )
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
