import type { ChoiceRoom, GroupShares, NestSplit } from '../../kernel/choice-kernel.ts'
import { exp } from '../../kernel/exp.ts'
import { log } from '../../kernel/log.ts'
import { solveInPlace } from '../numeric/linear-solve.ts'
import { err, ok, type Result } from '../result.ts'

/* eslint-disable @typescript-eslint/no-non-null-assertion -- every index is inside its column */

/**
 * Section 4: volume caps. A factor ω ≤ 1 on the availability of all of a maker's nameplates, such that its
 * sales equal its cap. All kei share the last nest, so the shares at any ω follow from those at ω = 1:
 * with p_m the maker's share of the nest and v_m = ω_m^(1/λ), the nest's sum grows by z = Σ p·v, its share
 * Q becomes Q·z^λ/D with D = 1 − Q + Q·z^λ, and every other share is divided by D.
 */
export interface CapProblem {
  /** One a group, with all kei freely available; rescaled to the caps. */
  readonly groups: readonly CapGroup[]
  /** Maker of each kei. */
  readonly makerOf: Int32Array
  /** Cap by maker, vehicles/yr, above 0; Infinity where there is none. */
  readonly caps: Float64Array
  /** ln ω by maker to start from, such as last year's; 0 where nothing is known. */
  readonly guess: Float64Array
}

/** One group of buyers: its shares, room to split its last nest by makers, and its aware buyers by cell. */
export interface CapGroup {
  readonly shares: GroupShares
  readonly split: NestSplit
  readonly aware: Float64Array
}

/** Room that a solver works in, of the size of all makers. */
export interface CapRoom {
  readonly keiSales: Float64Array
  /** v = ω^(1/λ) */
  readonly factors: Float64Array
  /** As the room's addMakerSales gives them. */
  readonly sales: Float64Array
  readonly taken: Float64Array
}

export function createCapRoom(room: ChoiceRoom, kei: number, makers: number): CapRoom {
  return {
    keiSales: room.column(kei),
    factors: room.column(makers),
    sales: room.column(2 * makers),
    taken: room.column(2 * makers * makers),
  }
}

/** Relative distance from its cap at which a maker's sales are taken as equal to it. */
export const CAP_TOLERANCE = 1e-12
const MOST_STEPS = 100
/** Longest step in ln ω. */
const LONGEST_STEP = 8

/**
 * Solve for ω of all makers together and rescale the shares to it. Makers are held to their caps in rounds:
 * each holds those that sell too much, and those held before, by Newton's method on ln sales − ln cap, to
 * convergence. Holding a maker back only raises the others' sales, so none is ever let go again; adding
 * one before the others are solved could hold one that needs no holding, and cycle.
 *
 * @returns ln ω by maker, 0 where its cap does not bind.
 */
export function applyVolumeCaps(
  room: ChoiceRoom,
  work: CapRoom,
  problem: CapProblem,
): Result<Float64Array, string> {
  const { caps, groups, guess } = problem
  const total = new Float64Array(caps.length)
  const held: number[] = []
  for (;;) {
    const above = makersAboveCap(held, salesByMaker(room, work, problem), caps)
    if (above.length === 0) return ok(atMostOne(total))
    const start = Float64Array.from([...held.map(() => 0), ...above.map((m) => guess[m]!)])
    held.push(...above)
    const splits = splitNests(room, problem, held)
    const found = solveHeld(
      room,
      work,
      splits,
      Float64Array.from(held, (m) => caps[m]!),
      start,
    )
    if (found === undefined) {
      return err('the volume caps could not be met; look for parameters far outside their range')
    }
    writeFactors(room, work, found)
    groups.forEach(({ shares }, g) => {
      room.holdMakers(splits[g]!.split, work.factors, shares)
    })
    held.forEach((m, at) => {
      total[m]! += found[at]!
    })
    if (caps.every((cap, m) => cap === Infinity || held.includes(m))) return ok(atMostOne(total))
  }
}

/** ω is at most 1; rounding may leave ln ω a hair above 0. */
function atMostOne(logOmega: Float64Array): Float64Array {
  return logOmega.map((u) => Math.min(0, u))
}

/** Sum every maker's sales with the shares as they are. */
function salesByMaker(room: ChoiceRoom, { keiSales }: CapRoom, problem: CapProblem): Float64Array {
  keiSales.fill(0)
  for (const { shares, aware } of problem.groups) room.addKeiSales(shares, aware, keiSales)
  const byMaker = new Float64Array(problem.caps.length)
  problem.makerOf.forEach((maker, n) => {
    byMaker[maker]! += keiSales[n]!
  })
  return byMaker
}

/** List the makers that are not held and sell more than their cap. */
function makersAboveCap(
  held: readonly number[],
  sales: Float64Array,
  caps: Float64Array,
): readonly number[] {
  const isAbove = (m: number) => sales[m]! > caps[m]! * (1 + CAP_TOLERANCE)
  return Array.from(caps.keys()).filter((m) => !held.includes(m) && isAbove(m))
}

/** Split every group's last nest among the makers that are held, in their order. */
function splitNests(
  room: ChoiceRoom,
  { groups, makerOf }: CapProblem,
  held: readonly number[],
): CapGroup[] {
  return groups.map(({ shares, split: whole, aware }) => {
    makerOf.forEach((maker, n) => {
      whole.makerOf[n] = held.indexOf(maker)
    })
    const split = { ...whole, makers: held.length }
    room.splitNest(shares, split)
    return { shares, split, aware }
  })
}

/** Find ln ω at which each held maker sells its cap; undefined where there is no such. */
function solveHeld(
  room: ChoiceRoom,
  work: CapRoom,
  groups: readonly CapGroup[],
  caps: Float64Array,
  start: Float64Array,
): Float64Array | undefined {
  const logOmega = start.slice()
  for (let step = 0; step < MOST_STEPS; step += 1) {
    writeFactors(room, work, logOmega)
    const { sales, slopes } = makerSales(room, work, groups, caps.length)
    const gaps = sales.map((sold, m) => log(sold / caps[m]!))
    if (gaps.every((gap) => Math.abs(gap) <= CAP_TOLERANCE)) return logOmega
    if (!solveInPlace(slopes, gaps)) return undefined
    const longest = gaps.reduce((most, size) => Math.max(most, Math.abs(size)), 0)
    const damping = Math.min(1, LONGEST_STEP / longest)
    for (let m = 0; m < caps.length; m += 1) logOmega[m]! -= damping * gaps[m]!
  }
  return undefined
}

function writeFactors(room: ChoiceRoom, { factors }: CapRoom, logOmega: Float64Array): void {
  const lambda = room.shape.lambda.at(-1)!
  logOmega.forEach((u, m) => {
    factors[m] = exp(u / lambda)
  })
}

/** Sum sales by held maker, and ∂ln sales/∂ln ω, row-major. */
function makerSales(
  room: ChoiceRoom,
  { factors, sales: pairs, taken }: CapRoom,
  groups: readonly CapGroup[],
  makers: number,
): { readonly sales: Float64Array; readonly slopes: Float64Array } {
  const lambda = room.shape.lambda.at(-1)!
  pairs.fill(0)
  taken.fill(0)
  for (const { split, aware } of groups) room.addMakerSales(split, aware, factors, pairs, taken)
  const sales = Float64Array.from({ length: makers }, (_, m) => pairs[2 * m]! + pairs[2 * m + 1]!)
  const slopes = new Float64Array(makers * makers)
  for (let m = 0; m < makers; m += 1) {
    for (let l = 0; l < makers; l += 1) {
      const at = 2 * (Math.max(m, l) * makers + Math.min(m, l))
      const own = l === m ? sales[m]! / lambda : 0
      slopes[m * makers + l] = (own - taken[at]! - taken[at + 1]!) / sales[m]!
    }
  }
  return { sales, slopes }
}
