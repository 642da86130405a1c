import type { ChoiceRoom, GroupShares, NestSplit, SalesSums } from '../../kernel/choice-kernel.ts'
import { alternativeCount, lastNestStart } from '../../kernel/choice-kernel.ts'
import { exp } from '../../kernel/exp.ts'
import { log } from '../../kernel/log.ts'
import type { Alternatives } from '../market/alternatives.ts'
import { areaTypes, groups, markets } from '../market/sets.ts'
import { applyVolumeCaps, createCapRoom, type CapRoom } from '../market/volume-caps.ts'
import { ok, type Result } from '../result.ts'
import { ENERGY, KEI_YEARLY, LASTING, UNIFORM } from './choice-tables.ts'
import type { SupplyYear } from './supply-plan.ts'

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
  readonly splits: readonly NestSplit[]
  readonly capRoom: CapRoom
  /** ln ω by maker of the last year solved, to start the next from. */
  readonly logOmega: Float64Array
  readonly sums: readonly SalesSums[]
  readonly utilities: Float64Array
  readonly shifts: Float64Array
}

export type DemandInputs = Pick<
  DemandModel,
  'room' | 'alternatives' | 'dealerValue' | 'attributes' | 'groups'
>

export function createDemandModel(inputs: DemandInputs): DemandModel {
  const { room, alternatives } = inputs
  const { shape, nameplates } = alternatives
  const makers = [...new Set(nameplates.map(({ maker }) => maker))]
  const makerOf = Int32Array.from(nameplates, ({ maker }) => makers.indexOf(maker))
  return {
    ...inputs,
    makerOf,
    splits: inputs.groups.map(() => room.split(makerOf, makers.length)),
    capRoom: createCapRoom(room, nameplates.length, makers.length),
    logOmega: new Float64Array(makers.length),
    sums: markets.map(() => room.sums(areaTypes.length)),
    utilities: room.column(alternativeCount(shape) * shape.cells),
    shifts: room.column(nameplates.length * shape.cells),
  }
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
  /** Purchase occasions of the calibration year, `[group × cells + cell]`, and this year's factor on them. */
  readonly occasions: Float64Array
  readonly scale: number
  /** Awareness by state. */
  readonly awareness: Float64Array
  /** False where the segments' utilities are those of the year before. */
  readonly segmentsChanged: boolean
}

/**
 * Work out the shares of all groups in one year, volume caps met; they stay in the model's groups.
 *
 * @returns ω by nameplate.
 */
export function solveDemand(model: DemandModel, year: DemandYear): Result<Float64Array, string> {
  const { room, alternatives, attributes, utilities, shifts } = model
  const { shape } = alternatives
  const from = year.segmentsChanged ? 0 : lastNestStart(shape)
  const segments = { from, to: shape.firstKei, attributes: ENERGY }
  const kei = {
    from: shape.firstKei,
    to: alternativeCount(shape),
    attributes: KEI_YEARLY,
    uniform: UNIFORM,
  }
  writeShifts(model, year.supply)
  model.groups.forEach((group, g) => {
    writeBuyers(group, year, g)
    const { tastes, lasting, constants, shares } = group
    room.utilities(segments, attributes, tastes, utilities, lasting, constants)
    room.utilities(kei, attributes, tastes, utilities, lasting, constants)
    if (year.segmentsChanged) room.sharesWithoutKei(utilities, shares)
    room.sharesWithKei(utilities, shifts, shares)
  })
  return meetCaps(model, year.supply)
}

/** Split a group's purchase occasions by awareness. */
function writeBuyers({ aware, unaware }: DemandGroup, year: DemandYear, g: number): void {
  const areas = areaTypes.length
  year.awareness.forEach((share, s) => {
    for (let c = s * areas; c < (s + 1) * areas; c += 1) {
      const occasions = year.occasions[g * aware.length + c]! * year.scale
      aware[c] = occasions * share
      unaware[c] = occasions * (1 - share)
    }
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

function meetCaps(model: DemandModel, supply: SupplyYear): Result<Float64Array, string> {
  const { makerOf, splits, logOmega } = model
  const caps = logOmega.map(() => Infinity)
  supply.nameplates.forEach(({ makerCap }, n) => {
    // Where a cap is 0, nothing is available: no ω can meet it, and none is needed.
    if (makerCap > 0) caps[makerOf[n]!] = makerCap
  })
  const groupsToHold = model.groups.map((group, g) => ({ ...group, split: splits[g]! }))
  const problem = { groups: groupsToHold, makerOf, caps, guess: logOmega }
  const found = applyVolumeCaps(model.room, model.capRoom, problem)
  if (!found.ok) return found
  logOmega.set(found.value)
  const omega = found.value.map((u) => exp(u))
  return ok(Float64Array.from(makerOf, (maker) => omega[maker]!))
}

/** Where a year's sums go; alternatives are in the result's order. */
export interface DemandSums {
  /** Result index of each alternative of the choice set. */
  readonly resultIndex: Int32Array
  readonly segmentCount: number
  /** α by group, 1/k$. */
  readonly alpha: Float64Array
  /** state × market × alternative; area × group × alternative; segment; group; group. */
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
export function sumDemand(model: DemandModel, sums: DemandSums): void {
  for (const { byState, displaced } of model.sums) {
    byState.fill(0)
    displaced.fill(0)
  }
  model.groups.forEach((group, g) => {
    const { byArea } = addGroup(model, group)
    scatterAreas(byArea, g, sums)
    sums.occasions[g]! += countBuyers(group)
    const gain = model.room.logSumGain(group.shares, group.aware)
    sums.surplus[g]! += (gain * 1000) / sums.alpha[g]!
  })
  model.sums.forEach((market, m) => {
    addMarket(market, m, sums)
  })
}

function countBuyers({ aware, unaware }: DemandGroup): number {
  let total = 0
  for (let c = 0; c < aware.length; c += 1) total += aware[c]! + unaware[c]!
  return total
}

/** Put a group's sales by area into the result's order. */
function scatterAreas(
  byArea: Float64Array,
  g: number,
  { resultIndex, salesByGroup }: DemandSums,
): void {
  const areas = areaTypes.length
  const count = resultIndex.length
  for (let j = 0; j < count; j += 1) {
    const out = resultIndex[j]! + g * count
    for (let a = 0; a < areas; a += 1) {
      salesByGroup[a * groups.length * count + out]! += byArea[j * areas + a]!
    }
  }
}

function addGroup({ room, sums }: DemandModel, group: DemandGroup): SalesSums {
  const market = sums[group.market]!
  room.addSales(group.shares, group.aware, group.unaware, market)
  return market
}

/** Put a market's sums into the result's order. */
function addMarket({ byState, displaced }: SalesSums, m: number, sums: DemandSums): void {
  const { resultIndex, salesByState } = sums
  const count = resultIndex.length
  const states = byState.length / count
  for (let j = 0; j < count; j += 1) {
    const out = resultIndex[j]!
    for (let s = 0; s < states; s += 1) {
      salesByState[(s * markets.length + m) * count + out]! += byState[j * states + s]!
    }
    if (out < sums.segmentCount) sums.displaced[out]! += displaced[j]!
  }
}
