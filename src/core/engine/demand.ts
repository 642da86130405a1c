import { alternativeCount } from '../../kernel/choice-kernel.ts'
import { exp } from '../../kernel/exp.ts'
import { log } from '../../kernel/log.ts'
import { areaTypes } from '../market/sets.ts'
import { applyVolumeCaps } from '../market/volume-caps.ts'
import { ok, type Result } from '../result.ts'
import type { DemandModel } from './demand-model.ts'
import type { SupplyYear } from './supply-plan.ts'
import type { YearlyMoves } from './yearly-moves.ts'
import { furthestMoves, moveKei, moveSegments } from './yearly-shares.ts'

/* eslint-disable @typescript-eslint/no-non-null-assertion -- the loops are hot and stay in bounds */

/** Section 3.3 over all groups: who buys what in one year. */

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
    moveKei(model, g, year.supply, furthest, refresh)
  })
  return meetCaps(model, year)
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
