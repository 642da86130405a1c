import type { ChoiceRoom, GroupShares, NestSplit } from '../../kernel/choice-kernel.ts'
import { exp } from '../../kernel/exp.ts'
import { log } from '../../kernel/log.ts'
import { largest } from '../numeric/largest.ts'
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
  /** One a group; rescaled to the caps. */
  readonly groups: readonly CapGroup[]
  /** Maker of each kei. */
  readonly makerOf: Int32Array
  /** Cap by maker, vehicles/yr, above 0; Infinity where there is none. */
  readonly caps: Float64Array
  /** ln ω by maker to start from, such as last year's; 0 where nothing is known. */
  readonly guess: Float64Array
}

/** One group of buyers: its shares, and its aware buyers by cell. */
export interface CapGroup {
  readonly shares: GroupShares
  readonly aware: Float64Array
  /** Factors on the exponentials of the last nest's alternatives with all kei free; 0 for what is not offered. */
  readonly free: Float64Array
  /** Room for those under ω, as the shares are now. */
  readonly held: Float64Array
}

/** Room that a solver works in. */
export interface CapRoom {
  /** Place of each kei's maker among those that are held, −1 for others. */
  readonly heldOf: Int32Array
  /** One a group: columns of a NestSplit. */
  readonly columns: readonly Float64Array[]
  readonly keiSales: Float64Array
  /** What held makers' v = ω^(1/λ) change by. */
  readonly factors: Float64Array
  /** As the room's addMakerSales gives them. */
  readonly sales: Float64Array
  readonly taken: Float64Array
}

export function createCapRoom(
  room: ChoiceRoom,
  sizes: { readonly groups: number; readonly kei: number; readonly makers: number },
): CapRoom {
  const { groups, kei, makers } = sizes
  return {
    heldOf: room.integers(new Int32Array(kei)),
    columns: Array.from({ length: groups }, () => room.column((2 + makers) * room.shape.cells)),
    keiSales: room.column(kei),
    factors: room.column(makers),
    sales: room.column(makers),
    taken: room.column(makers * makers),
  }
}

/** Relative distance from its cap at which a maker's sales are taken as equal to it. */
export const CAP_TOLERANCE = 1e-12
const MOST_STEPS = 100
/** Longest step in ln ω. */
const LONGEST_STEP = 8

/**
 * Share all groups' last nests out with ω of all makers such that all caps are met. Makers are held to their caps in
 * rounds: each holds those that sell too much, and those held before, by Newton's method on ln sales − ln cap, to
 * convergence. Holding a maker back only raises the others' sales, so none is ever let go again; adding
 * one before the others are solved could hold one that needs no holding, and cycle. Those held in the guess are
 * held from the start, and where one of them turns out to need none all are let go.
 *
 * @returns ln ω by maker, 0 where its cap does not bind.
 */
export function applyVolumeCaps(
  room: ChoiceRoom,
  work: CapRoom,
  problem: CapProblem,
): Result<Float64Array, string> {
  const { caps, guess } = problem
  const isGuessed = (m: number) => guess[m]! < 0 && caps[m]! < Infinity
  const held = Array.from(caps.keys()).filter(isGuessed)
  const total = guess.map((u, m) => (isGuessed(m) ? u : 0))
  if (held.length > 0 && !(holdBack(room, work, problem, held, total) && isAtMostOne(total))) {
    held.length = 0
    total.fill(0)
  }
  if (held.length === 0) shareAll(room, problem, total)
  while (!caps.every((cap, m) => cap === Infinity || held.includes(m))) {
    const above = makersAboveCap(held, salesByMaker(room, work, problem), caps)
    if (above.length === 0) break
    held.push(...above)
    if (!holdBack(room, work, problem, held, total)) {
      return err('the volume caps could not be met; look for parameters far outside their range')
    }
  }
  return ok(total.map((u) => Math.min(0, u)))
}

/** Share out all groups' last nests under ω. */
function shareAll(room: ChoiceRoom, problem: CapProblem, logOmega: Float64Array): void {
  writeHeld(room, problem, logOmega)
  for (const { held, shares } of problem.groups) room.shareKei(held, shares)
}

/** As shareAll, and split the nests among held makers, in their order. */
function splitAll(
  room: ChoiceRoom,
  { heldOf, columns }: CapRoom,
  problem: CapProblem,
  held: readonly number[],
  logOmega: Float64Array,
): readonly NestSplit[] {
  writeHeld(room, problem, logOmega)
  problem.makerOf.forEach((maker, n) => {
    heldOf[n] = held.indexOf(maker)
  })
  return problem.groups.map((group, g) => {
    const split = { makers: held.length, makerOf: heldOf, columns: columns[g]! }
    room.shareKei(group.held, group.shares, split)
    return split
  })
}

/** Write all groups' factors under ω: those of free kei times v = ω^(1/λ). */
function writeHeld(
  room: ChoiceRoom,
  { groups, makerOf }: CapProblem,
  logOmega: Float64Array,
): void {
  const lambda = room.shape.lambda.at(-1)!
  const factors = logOmega.map((u) => exp(u / lambda))
  for (const { free, held } of groups) {
    const first = held.length - makerOf.length
    held.set(free)
    for (let n = 0; n < makerOf.length; n += 1) held[first + n]! *= factors[makerOf[n]!]!
  }
}

/** Share out under ω such that the held makers sell their caps, and write it; false where they cannot. */
function holdBack(
  room: ChoiceRoom,
  work: CapRoom,
  problem: CapProblem,
  held: readonly number[],
  logOmega: Float64Array,
): boolean {
  const { groups } = problem
  const splits = splitAll(room, work, problem, held, logOmega)
  const caps = Float64Array.from(held, (m) => problem.caps[m]!)
  const found = solveHeld(room, work, groups, splits, caps)
  if (found === undefined) return false
  writeFactors(room, work, found)
  groups.forEach(({ shares }, g) => {
    room.holdMakers(splits[g]!, work.factors, shares)
  })
  held.forEach((m, at) => {
    logOmega[m]! += found[at]!
  })
  writeHeld(room, problem, logOmega)
  return true
}

/** ω is at most 1, but for the rounding that leaves ln ω a hair above 0. */
function isAtMostOne(logOmega: Float64Array): boolean {
  return logOmega.every((u) => u <= CAP_TOLERANCE)
}

/** Sum every maker's sales with the shares as they are. */
function salesByMaker(room: ChoiceRoom, { keiSales }: CapRoom, problem: CapProblem): Float64Array {
  keiSales.fill(0)
  for (const { shares, held, aware } of problem.groups) {
    room.addKeiSales(shares, held, aware, keiSales)
  }
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

/** Find what ln ω must change by for each held maker to sell its cap; undefined where there is no such. */
function solveHeld(
  room: ChoiceRoom,
  work: CapRoom,
  groups: readonly CapGroup[],
  splits: readonly NestSplit[],
  caps: Float64Array,
): Float64Array | undefined {
  const logOmega = new Float64Array(caps.length)
  let previous = Infinity
  for (let step = 0; step < MOST_STEPS; step += 1) {
    writeFactors(room, work, logOmega)
    const { sales, slopes } = makerSales(room, work, groups, splits)
    const gaps = sales.map((sold, m) => log(sold / caps[m]!))
    const gap = largest(gaps)
    if (gap <= CAP_TOLERANCE) return logOmega
    if (!solveInPlace(slopes, gaps)) return undefined
    const damping = Math.min(1, LONGEST_STEP / largest(gaps))
    for (let m = 0; m < caps.length; m += 1) logOmega[m]! -= damping * gaps[m]!
    if (damping === 1 && gapAfter(previous, gap) <= CAP_TOLERANCE) return logOmega
    previous = gap
  }
  return undefined
}

/**
 * Foretell the gap that a step of Newton's leaves, which squares the error: c·gap² with the c of the last step, but
 * no less than 10, as one gap may be small by chance.
 */
function gapAfter(previous: number, gap: number): number {
  return previous < 1 ? Math.max(10, gap / (previous * previous)) * gap * gap : Infinity
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
  { factors, sales: all, taken }: CapRoom,
  groups: readonly CapGroup[],
  splits: readonly NestSplit[],
): { readonly sales: Float64Array; readonly slopes: Float64Array } {
  const lambda = room.shape.lambda.at(-1)!
  all.fill(0)
  taken.fill(0)
  groups.forEach(({ aware }, g) => {
    room.addMakerSales(splits[g]!, aware, factors, all, taken)
  })
  const makers = splits[0]?.makers ?? 0
  const sales = all.slice(0, makers)
  const slopes = new Float64Array(makers * makers)
  for (let m = 0; m < makers; m += 1) {
    for (let l = 0; l < makers; l += 1) {
      const cross = taken[Math.max(m, l) * makers + Math.min(m, l)]!
      slopes[m * makers + l] = ((l === m ? sales[m]! / lambda : 0) - cross) / sales[m]!
    }
  }
  return { sales, slopes }
}
