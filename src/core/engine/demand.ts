import {
  alternativeCount,
  lastNestStart,
  type ChoiceRoom,
  type GroupShares,
  type SalesSums,
} from '../../kernel/choice-kernel.ts'
import { exp } from '../../kernel/exp.ts'
import { log } from '../../kernel/log.ts'
import { NEAR } from '../../kernel/near.ts'
import type { Alternatives } from '../market/alternatives.ts'
import { X } from '../market/attributes.ts'
import { areaTypes, markets } from '../market/sets.ts'
import { applyVolumeCaps, createCapRoom, type CapRoom } from '../market/volume-caps.ts'
import { ok, type Result } from '../result.ts'
import {
  ENERGY,
  KEI_YEARLY,
  LASTING,
  OF_UNITS,
  UNIFORM,
  UNIT,
  UNIT_COUNT,
} from './choice-tables.ts'
import type { SupplyYear } from './supply-plan.ts'
import { energyUnits, type YearlyMoves } from './yearly-moves.ts'

/* eslint-disable @typescript-eslint/no-non-null-assertion -- the loops are hot and stay in bounds */

/** Section 3.3 over all groups: who buys what in one year. All columns belong to the room. */

/** One group of buyers, with room for what a year makes of it. */
export interface DemandGroup {
  readonly market: number
  /** β by attribute, and the constants of its market by alternative. */
  readonly tastes: Float64Array
  readonly constants: Float64Array
  /** The part of its utilities that lasts, by alternative and cell. */
  readonly lasting: Float64Array
  readonly shares: GroupShares
  /**
   * Factors on the exponentials of the last nest's alternatives: with kei free, 0 for what is not on sale, and as
   * the shares are now. Novelty is in them, which is alike in all cells.
   */
  readonly free: Float64Array
  readonly held: Float64Array
  /** Utility of a unit of price and of either energy, `[unit × cells + cell]`. */
  readonly units: Float64Array
  /** Purchase occasions of the calibration year by cell, and in all cells. */
  readonly occasions: Float64Array
  readonly allOccasions: number
  /** Purchase occasions of buyers who have heard of kei vehicles, and of the others, by cell. */
  readonly aware: Float64Array
  readonly unaware: Float64Array
}

/** What does not change between the years of a run. */
export interface DemandModel {
  readonly room: ChoiceRoom
  readonly alternatives: Alternatives
  readonly dealerValue: number
  readonly attributes: Float64Array
  readonly groups: readonly DemandGroup[]
  /** Maker index of each nameplate. */
  readonly makerOf: Int32Array
  readonly capRoom: CapRoom
  readonly capHistory: CapHistory
  readonly sums: readonly SalesSums[]
  readonly utilities: Float64Array
  readonly shifts: Float64Array
  /** Share of occasions, this year's factor on them included, of those who have heard of kei, and others, by cell. */
  readonly heard: Float64Array
  readonly notHeard: Float64Array
  readonly unitOf: Int32Array
  readonly steps: Float64Array
  readonly reach: readonly Reach[]
}

/** How far a group's utilities can move. */
interface Reach {
  /** Largest |utility| of one unit, by unit. */
  readonly ofUnit: Float64Array
  /** Largest |Δ/λ| of kei, added up since their exponentials were worked out whole. */
  moved: number
}

export type DemandInputs = Pick<
  DemandModel,
  'room' | 'alternatives' | 'dealerValue' | 'attributes' | 'groups'
>

/**
 * Make a demand model.
 *
 * @param unitAttributes See `unitAttributes`.
 * @param resultRows Place of each alternative among the results.
 */
export function createDemandModel(
  inputs: DemandInputs,
  unitAttributes: Float64Array,
  resultRows: Int32Array,
): DemandModel {
  const { room, alternatives } = inputs
  const { shape, nameplates } = alternatives
  const makers = [...new Set(nameplates.map(({ maker }) => maker))]
  const makerOf = Int32Array.from(nameplates, ({ maker }) => makers.indexOf(maker))
  const unitsOf = room.column(unitAttributes.length)
  unitsOf.set(unitAttributes)
  for (const { tastes, units } of inputs.groups) {
    const terms = { from: 0, to: UNIT_COUNT, attributes: OF_UNITS }
    room.utilities(terms, unitsOf, tastes, units)
  }
  return {
    ...inputs,
    makerOf,
    capRoom: createCapRoom(room, {
      groups: inputs.groups.length,
      kei: nameplates.length,
      makers: makers.length,
    }),
    capHistory: createCapHistory(makers.length),
    sums: markets.map(() => room.sums(resultRows)),
    utilities: room.column(alternativeCount(shape) * shape.cells),
    shifts: room.column(nameplates.length * shape.cells),
    heard: room.column(shape.cells),
    notHeard: room.column(shape.cells),
    unitOf: room.integers(energyUnits(alternatives)),
    steps: room.column(2 * alternativeCount(shape)),
    reach: inputs.groups.map(({ units }) => {
      const ofUnit = room.column(UNIT_COUNT)
      for (let unit = 0; unit < UNIT_COUNT; unit += 1) {
        ofUnit[unit] = largest(units.subarray(unit * shape.cells, (unit + 1) * shape.cells))
      }
      return { ofUnit, moved: 0 }
    }),
  }
}

function largest(values: Float64Array): number {
  let most = 0
  for (const value of values) most = Math.max(most, Math.abs(value))
  return most
}

/** Work out the lasting part of all groups' utilities again, for alternatives from..to. */
export function writeLasting(
  { room, attributes, groups: all }: Pick<DemandModel, 'room' | 'attributes' | 'groups'>,
  from: number,
  to: number,
): void {
  for (const { tastes, lasting } of all) {
    room.utilities({ from, to, attributes: LASTING, uniform: UNIFORM }, attributes, tastes, lasting)
  }
}

/** One year's market as demand sees it. */
export interface DemandYear {
  readonly supply: SupplyYear
  /** Factor on the purchase occasions of the calibration year. */
  readonly scale: number
  /** Awareness by state. */
  readonly awareness: Float64Array
  /** What changed since the year before; undefined in the first. */
  readonly moves: YearlyMoves | undefined
  /** Bring the model's attributes and the groups' lasting utilities up to date; asked for where a move is too far. */
  readonly refresh: () => void
}

/** Exponentials are worked out whole before moves could have made one larger than e^this. */
const FURTHEST = 300

/**
 * Work out the shares of all groups in one year, volume caps met; they stay in the model's groups.
 *
 * @returns ω by nameplate.
 */
export function solveDemand(model: DemandModel, year: DemandYear): Result<Float64Array, string> {
  let isFresh = false
  const refresh = () => {
    if (!isFresh) year.refresh()
    isFresh = true
  }
  const { moves } = year
  if (moves !== undefined) model.steps.set(moves.steps)
  if (moves?.keiMoveOnly !== true) writeShifts(model, year.supply)
  const furthest = moves && furthestMoves(model, moves)
  writeAwareness(model, year)
  model.groups.forEach(({ occasions, aware, unaware }, g) => {
    model.room.splitBuyers(occasions, model.heard, model.notHeard, aware, unaware)
    moveSegments(model, g, furthest, refresh)
    moveKei(model, g, year, furthest, refresh)
  })
  return meetCaps(model, year)
}

/** How far a year's moves go, whoever buys. */
interface Furthest {
  /** Largest |step/λ| by unit, of segments and of kei. */
  readonly segments: Float64Array
  readonly kei: Float64Array
  /** Largest |change| of novelty. */
  readonly novelty: number
}

function furthestMoves({ alternatives, unitOf }: DemandModel, moves: YearlyMoves): Furthest {
  const { nestStart, lambda, firstKei } = alternatives.shape
  const segments = new Float64Array(UNIT_COUNT)
  const kei = new Float64Array(UNIT_COUNT)
  const see = (of: Float64Array, unit: number, step: number, lambdaOfNest: number) => {
    of[unit] = Math.max(of[unit]!, Math.abs(step) / lambdaOfNest)
  }
  lambda.forEach((lambdaOfNest, n) => {
    for (let j = nestStart[n]!; j < nestStart[n + 1]!; j += 1) {
      const [energy, price] = [moves.steps[2 * j]!, moves.steps[2 * j + 1]!]
      if (j < firstKei) see(segments, unitOf[j]!, energy, lambdaOfNest)
      if (n < lambda.length - 1) continue
      see(kei, unitOf[j]!, energy, lambdaOfNest)
      see(kei, UNIT.price, price, lambdaOfNest)
    }
  })
  return { segments, kei, novelty: largest(moves.novelty) }
}

/** Bring a group's P⁰ to this year: by this year's small steps, or else whole. */
function moveSegments(
  model: DemandModel,
  g: number,
  furthest: Furthest | undefined,
  refresh: () => void,
): void {
  const { room, alternatives, attributes, utilities, unitOf, steps } = model
  const { tastes, lasting, constants, shares, units } = model.groups[g]!
  const { ofUnit } = model.reach[g]!
  if (furthest !== undefined) {
    let change = 0
    for (let unit = 0; unit < UNIT_COUNT; unit += 1) {
      change = Math.max(change, furthest.segments[unit]! * ofUnit[unit]!)
    }
    if (change === 0) return
    if (change <= NEAR) {
      room.moveSegments({ units, reach: ofUnit, unitOf, steps }, shares)
      return
    }
  }
  refresh()
  const segments = { from: 0, to: alternatives.shape.firstKei, attributes: ENERGY }
  room.utilities(segments, attributes, tastes, utilities, lasting, constants)
  room.sharesWithoutKei(utilities, shares)
}

/** Bring the exponentials of a group's last nest, and their factors, to this year. */
function moveKei(
  model: DemandModel,
  g: number,
  { supply, moves }: DemandYear,
  furthest: Furthest | undefined,
  refresh: () => void,
): void {
  const { room, alternatives, attributes, utilities, shifts, unitOf, steps } = model
  const { shape } = alternatives
  const { tastes, lasting, constants, shares, units, free } = model.groups[g]!
  const reach = model.reach[g]!
  const first = shape.firstKei - lastNestStart(shape)
  if (moves?.keiMoveOnly === true && furthest !== undefined) {
    const taste = tastes[X.novelty]! / shape.lambda.at(-1)!
    reach.moved += Math.abs(taste) * furthest.novelty
    for (let unit = 0; unit < UNIT_COUNT; unit += 1) {
      reach.moved += furthest.kei[unit]! * reach.ofUnit[unit]!
    }
    if (reach.moved <= FURTHEST) {
      moves.novelty.forEach((more, n) => {
        if (more !== 0) free[first + n]! *= exp(taste * more)
      })
      room.moveKei({ units, reach: reach.ofUnit, unitOf, steps }, shares)
      return
    }
  }
  refresh()
  reach.moved = 0
  const segments = { from: lastNestStart(shape), to: shape.firstKei, attributes: ENERGY }
  room.utilities(segments, attributes, tastes, utilities, lasting, constants)
  const last = { from: shape.firstKei, to: alternativeCount(shape), attributes: KEI_YEARLY }
  const terms = { ...last, uniform: UNIFORM }
  room.utilities(terms, attributes, tastes, utilities, lasting, constants)
  room.weighKei(utilities, shifts, shares)
  free.fill(1, 0, first)
  supply.nameplates.forEach(({ onSale }, n) => {
    free[first + n] = onSale ? 1 : 0
  })
}

/** Write by cell who of a group's buyers has heard of kei. */
function writeAwareness({ heard, notHeard }: DemandModel, { awareness, scale }: DemandYear): void {
  const areas = areaTypes.length
  awareness.forEach((share, s) => {
    heard.fill(scale * share, s * areas, (s + 1) * areas)
    notHeard.fill(scale * (1 - share), s * areas, (s + 1) * areas)
  })
}

/** Write dealerValue·ln(avail) by nameplate and cell; −∞ where it is not available. */
function writeShifts({ alternatives, dealerValue, shifts }: DemandModel, supply: SupplyYear): void {
  const { cells } = alternatives.shape
  supply.nameplates.forEach(({ availability }, n) => {
    let known = NaN
    let shift = NaN
    availability.forEach((available, s) => {
      if (available !== known) {
        known = available
        shift = available > 0 ? dealerValue * log(available) : -Infinity
      }
      const from = n * cells + s * areaTypes.length
      shifts.fill(shift, from, from + areaTypes.length)
    })
  })
}

/** ln ω by maker of the last years solved, latest first, of which the next year's are guessed. */
interface CapHistory {
  guess(): Float64Array
  add(logOmega: Float64Array): void
  /** Forget all but the last year: the next follows other rules. */
  restart(): void
}

function createCapHistory(makers: number): CapHistory {
  let years: Float64Array[] = []
  return {
    /** The parabola through the last three years, or the line through two, of a maker that was held in them. */
    guess: () =>
      Float64Array.from({ length: makers }, (_, m) => {
        const [a = 0, b = 0, c = 0] = years.map((logOmega) => logOmega[m]!)
        if (a === 0 || b === 0) return a
        return Math.min(a / 2, c === 0 ? 2 * a - b : 3 * (a - b) + c)
      }),
    add(logOmega) {
      years = [logOmega, ...years.slice(0, 2)]
    },
    restart() {
      years = years.slice(0, 1)
    },
  }
}

function meetCaps(model: DemandModel, year: DemandYear): Result<Float64Array, string> {
  const { groups, makerOf, capHistory } = model
  if (year.moves?.keiMoveOnly !== true) capHistory.restart()
  const guess = capHistory.guess()
  const caps = guess.map(() => Infinity)
  year.supply.nameplates.forEach(({ makerCap }, n) => {
    // Where a cap is 0, nothing is available: no ω can meet it, and none is needed.
    if (makerCap > 0) caps[makerOf[n]!] = makerCap
  })
  const problem = { groups, makerOf, caps, guess }
  const found = applyVolumeCaps(model.room, model.capRoom, problem)
  if (!found.ok) return found
  capHistory.add(found.value)
  const omega = found.value.map((u) => exp(u))
  return ok(Float64Array.from(makerOf, (maker) => omega[maker]!))
}

/** Where a year's sums go; alternatives are in the result's order. */
export interface DemandSums {
  /** α by group, 1/k$. */
  readonly alpha: Float64Array
  /** market × alternative × state; group × alternative × area; segment; group; group. */
  readonly salesByState: Float64Array
  readonly salesByGroup: Float64Array
  readonly displaced: Float64Array
  readonly occasions: Float64Array
  readonly surplus: Float64Array
}

/**
 * Add up one year (sections 3.3 and 7): sales occasions·(A·P + (1 − A)·P⁰), displaced sales
 * occasions·A·(P⁰ − P), and surplus A·occasions·(ln Σ I^λ − ln Σ I⁰^λ)·1000/α.
 */
export function sumDemand(model: DemandModel, scale: number, sums: DemandSums): void {
  const { room, alternatives } = model
  const { firstKei } = alternatives.shape
  for (const { byState, displaced } of model.sums) {
    byState.fill(0)
    displaced.fill(0)
  }
  model.groups.forEach(({ market, shares, held, aware, unaware, allOccasions }, g) => {
    const sold = model.sums[market]!
    room.addSales(shares, held, aware, unaware, sold)
    sums.salesByGroup.set(sold.byArea, g * sold.byArea.length)
    sums.occasions[g] = allOccasions * scale
    const gain = room.logSumGain(shares, aware)
    const buysKei = isAnySold(sold.byArea, firstKei * areaTypes.length)
    sums.surplus[g] = buysKei ? taken((gain * 1000) / sums.alpha[g]!) : 0
  })
  sums.displaced.fill(0)
  model.sums.forEach(({ byState, displaced }, m) => {
    sums.salesByState.set(byState, m * byState.length)
    if (!isAnySold(byState, (firstKei * byState.length) / alternativeCount(alternatives.shape))) {
      return
    }
    displaced.forEach((value, segment) => {
      sums.displaced[segment]! += taken(value)
    })
  })
}

/** Kei can only take and please: less is rounding, as is all where none is sold. NaN stays what it is. */
function taken(value: number): number {
  return value < 0 ? 0 : value
}

function isAnySold(sales: Float64Array, from: number): boolean {
  for (let at = from; at < sales.length; at += 1) if (sales[at] !== 0) return true
  return false
}
