import { pow } from '../../kernel/pow.ts'
import type { Parameters } from '../data/parameters.ts'
import type { FleetRow } from '../data/tables.ts'
import { annuity } from '../numeric/annuity.ts'
import { ATTRIBUTE_COUNT, X } from './attributes.ts'
import { relativeIncome } from './population.ts'
import type { Group } from './sets.ts'

/** Section 3.2: what each group of buyers wants. */

type Household = Extract<Group, { market: 'household' }>

/** Give W, what a dollar a year of running cost weighs against a dollar of price, in years. */
export function runningCostYears(
  p: Pick<Parameters, 'runningCostWeight' | 'consumerDiscount' | 'consumerHorizon'>,
): number {
  return p.runningCostWeight * annuity(p.consumerDiscount, p.consumerHorizon)
}

/** Give α, a group's disutility of a thousand dollars: priceSensitivity·y^(−incomeElasticity)·(pragmatic factor). */
export function priceDisutility(group: Group, p: Parameters): number {
  if (group.market !== 'household') return p.fleetPriceSensitivity
  const income = pow(relativeIncome(group.income, p), -p.incomeElasticity)
  const factor = group.taste === 'pragmatic' ? p.pragmaticPriceFactor : 1
  return p.priceSensitivity * income * factor
}

/**
 * Give β_k of a household group (section 3.2).
 *
 * @returns One taste an attribute, in utils per unit of the attribute.
 */
export function householdTastes(group: Household, p: Parameters): Float64Array {
  const alpha = priceDisutility(group, p)
  const years = runningCostYears(p)
  const additional = group.role === 'additional'
  const soft = group.taste !== 'mainstream'
  const space = soft ? p.pragmaticSpaceFactor : 1
  const access = additional ? p.additionalAccessFactor : 1
  const beta = new Float64Array(ATTRIBUTE_COUNT)
  beta[X.price] = -alpha
  beta[X.energyPerYear] = -alpha * years * (additional ? p.additionalVmtFactor : 1)
  beta[X.upkeep] = -alpha * years
  beta[X.space] = p.spaceValue * (additional ? p.additionalSpaceFactor : 1) * space
  beta[X.crashRisk] = -p.riskAversion * (soft ? p.pragmaticRiskFactor : 1)
  beta[X.lostTravel] = -p.accessValue * access
  beta[X.daysBeyondRange] = -p.rangeValue * access
  beta[X.parking] = p.parkingValue
  beta[X.power] = p.powerValue * space
  beta[X.missingSeats] = -p.seatsValue * (additional ? p.additionalSeatsFactor : 1)
  beta[X.kei] = keiAffinity(group, p)
  beta[X.novelty] = p.noveltyStart * (group.taste === 'enthusiast' ? p.noveltyEnthusiastFactor : 1)
  return beta
}

function keiAffinity({ taste }: Household, p: Parameters): number {
  if (taste === 'mainstream') return p.keiAffinityMainstream
  return taste === 'pragmatic' ? p.keiAffinityPragmatic : p.keiAffinityEnthusiast
}

/**
 * Give β_k of a fleet market (section 3.2).
 *
 * @returns One taste an attribute, in utils per unit of the attribute.
 */
export function fleetTastes(fleet: FleetRow, p: Parameters): Float64Array {
  const alpha = p.fleetPriceSensitivity
  const years = runningCostYears(p)
  const beta = new Float64Array(ATTRIBUTE_COUNT)
  beta[X.price] = -alpha
  beta[X.energyPerMile] = (-alpha * years * fleet.vmt) / 1000
  beta[X.upkeep] = -alpha * years
  beta[X.payload] = fleet.payload_value
  beta[X.crashRisk] = -fleet.risk_value
  beta[X.lostTravel] = -fleet.access_value
  beta[X.daysBeyondRange] = -fleet.range_value
  beta[X.parking] = fleet.parking_value
  beta[X.kei] = fleet.kei_affinity
  return beta
}
