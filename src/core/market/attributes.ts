import { exp } from '../../kernel/exp.ts'
import { log } from '../../kernel/log.ts'
import type { Parameters } from '../data/parameters.ts'
import type { AreaRow, StateRow } from '../data/tables.ts'
import { energyPerMile, type EnergyPrices, type Powertrain } from './energy.ts'
import { daysBeyond, lostTravel, NO_CAP, travelAbove } from './travel.ts'

/** Section 3.1: what buyers see of an alternative, in every cell. */

/** Indices of the attributes x_k. */
export const X = {
  price: 0, // k$
  energyPerYear: 1, // k$/yr at the area's primary mileage
  energyPerMile: 2, // $
  upkeep: 3, // k$/yr
  space: 4, // ln(volume/100 cubic feet)
  payload: 5, // t
  crashRisk: 6, // ln(risk ratio)·(0.5 + G_a(45))
  lostTravel: 7, // share of travel
  daysBeyondRange: 8, // share of days
  parking: 9, // m shorter than 4.6 × density index
  power: 10, // ln(hp/t/115)
  missingSeats: 11, // pairs of seats fewer than four
  kei: 12, // 1 for a kei
  novelty: 13, // e^{−years on sale/noveltyLife}
} as const
export const ATTRIBUTE_COUNT = 14

/** Off-road vehicles lose no travel to posted limits. */
const OFFROAD_NEST = 'offroad'

/** Vehicle data that attributes are made of; units as in the tables. */
export interface Vehicle extends Powertrain {
  readonly range_mi: number | null
  readonly volume_cuft: number
  readonly seats: number
  readonly length_m: number
  readonly hp_per_t: number
  readonly payload_kg: number
  readonly risk_ratio: number
  readonly upkeep_usd_yr: number
  readonly speed_cap_mph: number | null
}

export interface Geography {
  readonly states: readonly StateRow[]
  /** In the order of `areaTypes`; cell = state × areas + area. */
  readonly areas: readonly AreaRow[]
}

/** One alternative's part of the attribute columns: `[k × cells + cell]`. */
export type AttributeColumns = Float64Array

/** Set attribute `k` of all cells to a number. */
export function setAttribute(columns: AttributeColumns, k: number, value: number): void {
  const cells = columns.length / ATTRIBUTE_COUNT
  columns.fill(value, k * cells, (k + 1) * cells)
}

/** Set attribute `k` by area, the same in all states. */
export function setByArea(columns: AttributeColumns, k: number, byArea: readonly number[]): void {
  const cells = columns.length / ATTRIBUTE_COUNT
  for (let c = 0; c < cells; c += 1) columns[k * cells + c] = byArea[c % byArea.length] as number
}

/** Write what does not change during a run: upkeep, space, payload, range, parking, power, seats, kei. */
export function writeFixedAttributes(
  columns: AttributeColumns,
  vehicle: Vehicle,
  isKei: boolean,
  { areas }: Geography,
  p: Parameters,
): void {
  setAttribute(columns, X.upkeep, vehicle.upkeep_usd_yr / 1000)
  setAttribute(columns, X.space, log(vehicle.volume_cuft / 100))
  setAttribute(columns, X.payload, vehicle.payload_kg / 1000)
  setAttribute(columns, X.power, log(vehicle.hp_per_t / 115))
  setAttribute(columns, X.missingSeats, Math.max(0, 4 - vehicle.seats) / 2)
  setAttribute(columns, X.kei, isKei ? 1 : 0)
  const parking = areas.map((area) => (4.6 - vehicle.length_m) * area.density_index)
  setByArea(columns, X.parking, parking)
  const days = areas.map((area) => daysBeyondRange(vehicle, area, p))
  setByArea(columns, X.daysBeyondRange, days)
}

/**
 * Give attribute 8: D_a(usableRange·range) + noHomeChargingPenalty·(1 − home_charging_a) for an electric
 * vehicle, else 0.
 */
export function daysBeyondRange(
  vehicle: Pick<Vehicle, 'mi_per_kwh' | 'range_mi'>,
  area: AreaRow,
  p: Pick<Parameters, 'usableRange' | 'noHomeChargingPenalty'>,
): number {
  if (vehicle.mi_per_kwh === null || vehicle.range_mi === null) return 0
  const beyond = daysBeyond(area, p.usableRange * vehicle.range_mi)
  return beyond + p.noHomeChargingPenalty * (1 - area.home_charging)
}

/** Write attribute 6: ln(risk ratio × federal risk factor)·(0.5 + G_a(45)). */
export function writeCrashRisk(
  columns: AttributeColumns,
  riskRatio: number,
  riskFactor: number,
  { areas }: Geography,
): void {
  const logRisk = log(riskRatio * riskFactor)
  const byArea = areas.map((area) => logRisk * (0.5 + travelAbove(area, 45)))
  setByArea(columns, X.crashRisk, byArea)
}

/** Write attribute 7 of a segment: its own speed cap alone. */
export function writeSegmentLostTravel(
  columns: AttributeColumns,
  segment: Pick<Vehicle, 'speed_cap_mph'> & { readonly nest: string | null },
  { areas }: Geography,
): void {
  const offroad = segment.nest === OFFROAD_NEST
  const lost = areas.map((area) =>
    offroad ? 0 : lostTravel(area, segment.speed_cap_mph ?? NO_CAP, 0),
  )
  setByArea(columns, X.lostTravel, lost)
}

/** Write attribute 7 of a kei: the lowest of its own and the legal cap, and its discomfort on freeways. */
export function writeKeiLostTravel(
  columns: AttributeColumns,
  ownCapMph: number | null,
  legalCapMph: readonly number[], // by state
  { areas }: Geography,
  p: Pick<Parameters, 'keiFreewayDiscomfort'>,
): void {
  const cells = columns.length / ATTRIBUTE_COUNT
  const byCap = new Map<number, readonly number[]>()
  legalCapMph.forEach((legal, s) => {
    const cap = Math.min(legal, ownCapMph ?? NO_CAP)
    const known = byCap.get(cap)
    const lost = known ?? areas.map((area) => lostTravel(area, cap, p.keiFreewayDiscomfort))
    if (known === undefined) byCap.set(cap, lost)
    columns.set(lost, X.lostTravel * cells + s * areas.length)
  })
}

/** Write attribute 0: price·(1 + sales tax)/1000. */
export function writePrice(
  columns: AttributeColumns,
  priceUsd: number,
  { states, areas }: Geography,
): void {
  const cells = columns.length / ATTRIBUTE_COUNT
  states.forEach((state, s) => {
    const from = X.price * cells + s * areas.length
    columns.fill((priceUsd * (1 + state.sales_tax)) / 1000, from, from + areas.length)
  })
}

/** Write attributes 1 and 2: energy cost of a year at the area's primary mileage, and of a mile. */
export function writeEnergy(
  columns: AttributeColumns,
  powertrain: Powertrain,
  prices: EnergyPrices,
  { states, areas }: Geography,
): void {
  const perYear = X.energyPerYear * (columns.length / ATTRIBUTE_COUNT)
  const perMile = X.energyPerMile * (columns.length / ATTRIBUTE_COUNT)
  let cell = 0
  for (const state of states) {
    const cost = energyPerMile(powertrain, state, prices)
    for (const area of areas) {
      columns[perYear + cell] = (cost * area.vmt_primary) / 1000
      columns[perMile + cell] = cost
      cell += 1
    }
  }
}

/** Give attribute 13 of a new nameplate: exp(−(t − first)/noveltyLife); 0 before it is on sale. */
export function novelty(yearsOnSale: number, p: Pick<Parameters, 'noveltyLife'>): number {
  return yearsOnSale < 0 ? 0 : exp(-yearsOnSale / p.noveltyLife)
}
