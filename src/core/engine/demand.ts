import {
  createGroupShares,
  type ChoiceKernel,
  type GroupShares,
} from '../../kernel/choice-kernel.ts'
import { log } from '../../kernel/log.ts'
import type { Alternatives } from '../market/alternatives.ts'
import { areaTypes, groups } from '../market/sets.ts'
import { applyVolumeCaps } from '../market/volume-caps.ts'
import { ok, type Result } from '../result.ts'
import type { SupplyYear } from './supply-plan.ts'

/* eslint-disable @typescript-eslint/no-non-null-assertion -- the loops are hot and stay in bounds */

/** Section 3.3 over all groups: who buys what in one year. */

/** What does not change between the years of a run. */
export interface DemandModel {
  readonly kernel: ChoiceKernel
  readonly alternatives: Alternatives
  readonly dealerValue: number
  /** One a group: β by attribute, and the constants of its market by alternative. */
  readonly tastes: readonly Float64Array[]
  readonly constants: readonly Float64Array[]
  /** Maker index of each nameplate. */
  readonly makerOf: Int32Array
  /** Room for the shares, one a group, reused every year. */
  readonly shares: readonly GroupShares[]
  readonly utilities: Float64Array
  readonly shifts: Float64Array
}

export function createDemandModel(
  model: Omit<DemandModel, 'shares' | 'utilities' | 'shifts' | 'makerOf'>,
): DemandModel {
  const { shape, nameplates } = model.alternatives
  const makers = [...new Set(nameplates.map(({ maker }) => maker))]
  return {
    ...model,
    makerOf: Int32Array.from(nameplates, ({ maker }) => makers.indexOf(maker)),
    shares: groups.map(() => createGroupShares(shape)),
    utilities: new Float64Array((shape.firstKei + nameplates.length) * shape.cells),
    shifts: new Float64Array(nameplates.length * shape.cells),
  }
}

/** One year's market as demand sees it. */
export interface DemandYear {
  readonly attributes: Float64Array
  readonly supply: SupplyYear
  /** Purchase occasions, `[group × cells + cell]`. */
  readonly occasions: Float64Array
  /** Awareness by state. */
  readonly awareness: Float64Array
}

/**
 * Work out the shares of all groups in one year, volume caps met; they stay in `model.shares`.
 *
 * @returns ω by nameplate.
 */
export function solveDemand(model: DemandModel, year: DemandYear): Result<Float64Array, string> {
  const { kernel, alternatives, utilities, shifts } = model
  const { shape } = alternatives
  writeShifts(model, year.supply)
  groups.forEach((_, g) => {
    kernel.utilities(
      shape,
      year.attributes,
      model.tastes[g]!,
      model.constants[g]!,
      shifts,
      utilities,
    )
    kernel.shares(shape, utilities, model.shares[g]!)
  })
  return meetCaps(model, year)
}

/** Write dealerValue·ln(avail) by nameplate and cell; −∞ where it is not available. */
function writeShifts({ alternatives, dealerValue, shifts }: DemandModel, supply: SupplyYear): void {
  const { cells } = alternatives.shape
  supply.nameplates.forEach(({ availability }, n) => {
    availability.forEach((available, s) => {
      const shift = available > 0 ? dealerValue * log(available) : -Infinity
      const from = n * cells + s * areaTypes.length
      shifts.fill(shift, from, from + areaTypes.length)
    })
  })
}

function meetCaps(model: DemandModel, year: DemandYear): Result<Float64Array, string> {
  const { shape, nameplates } = model.alternatives
  const { makerOf } = model
  const caps = new Float64Array(makerOf.reduce((most, maker) => Math.max(most, maker + 1), 0))
  year.supply.nameplates.forEach(({ makerCap }, n) => {
    // Where a cap is 0, nothing is available: no ω can meet it, and none is needed.
    caps[makerOf[n]!] = makerCap > 0 ? makerCap : Infinity
  })
  if (caps.every((cap) => cap === Infinity)) return ok(new Float64Array(nameplates.length).fill(1))
  const omega = applyVolumeCaps({
    shape,
    shares: model.shares.map(({ shares }) => shares),
    logSums: model.shares.map(({ logSum }) => logSum),
    buyers: groups.map((_, g) => awareBuyers(year, g, shape.cells)),
    makerOf,
    caps,
  })
  return omega.ok ? ok(Float64Array.from(makerOf, (maker) => omega.value[maker]!)) : omega
}

/** Occasions of buyers who have heard of kei vehicles, by cell. */
function awareBuyers({ occasions, awareness }: DemandYear, g: number, cells: number): Float64Array {
  return Float64Array.from(
    { length: cells },
    (_, c) => occasions[g * cells + c]! * awareness[Math.floor(c / areaTypes.length)]!,
  )
}

/** Where a year's sums go; alternatives are in the result's order. */
export interface DemandSums {
  /** Result index of each alternative of the choice set. */
  readonly resultIndex: Int32Array
  readonly segmentCount: number
  readonly marketOf: Int32Array
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
export function sumDemand(model: DemandModel, year: DemandYear, sums: DemandSums): void {
  const { cells, firstKei } = model.alternatives.shape
  const count = sums.resultIndex.length
  const areas = areaTypes.length
  const states = cells / areas
  const marketCount = sums.salesByState.length / states / count
  groups.forEach((_, g) => {
    const { shares, sharesWithoutKei, logSum, logSumWithoutKei } = model.shares[g]!
    const market = sums.marketOf[g]!
    for (let j = 0; j < count; j += 1) {
      const out = sums.resultIndex[j]!
      let displaced = 0
      for (let s = 0; s < states; s += 1) {
        const aware = year.awareness[s]!
        let stateSales = 0
        for (let a = 0; a < areas; a += 1) {
          const c = s * areas + a
          const occasions = year.occasions[g * cells + c]!
          const share = shares[j * cells + c]!
          const before = j < firstKei ? sharesWithoutKei[j * cells + c]! : 0
          const sold = occasions * (aware * share + (1 - aware) * before)
          stateSales += sold
          sums.salesByGroup[(a * groups.length + g) * count + out]! += sold
          displaced += occasions * aware * (before - share)
        }
        sums.salesByState[(s * marketCount + market) * count + out]! += stateSales
      }
      if (out < sums.segmentCount) sums.displaced[out]! += displaced
    }
    for (let c = 0; c < cells; c += 1) {
      const occasions = year.occasions[g * cells + c]!
      const aware = year.awareness[Math.floor(c / areas)]!
      const gain = ((logSum[c]! - logSumWithoutKei[c]!) * 1000) / sums.alpha[g]!
      sums.occasions[g]! += occasions
      sums.surplus[g]! += aware * occasions * gain
    }
  })
}
