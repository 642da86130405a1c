import { exp } from '../../kernel/exp.ts'
import { log } from '../../kernel/log.ts'
import type { Parameters } from '../data/parameters.ts'
import type { AreaRow, FleetRow, StateRow } from '../data/tables.ts'
import { compound } from '../numeric/compound.ts'
import { normalCdf } from '../numeric/normal.ts'
import { areaTypes, groups, incomes, type Group, type Income } from './sets.ts'

/** Section 2: who buys, where. Purchase occasions of every group in every cell. */

/** z of the tercile cuts of a normal distribution, and mean z of its outer terciles. */
const TERCILE_CUT = 0.4307273
const TERCILE_MEAN = 1.0908

/**
 * Split a state's households over core, suburb, town and rural areas (section 2).
 *
 * @returns Four shares in the order of `areaTypes` that sum to 1.
 */
export function areaShares(
  state: Pick<StateRow, 'urban_share' | 'core_of_urban'>,
  p: Pick<Parameters, 'townShareOfNonCore'>,
): readonly [core: number, suburb: number, town: number, rural: number] {
  const urban = state.urban_share
  const core = urban * state.core_of_urban
  const town = p.townShareOfNonCore * (urban - core)
  return [core, urban - core - town, town, 1 - urban]
}

/**
 * Split a state's households over the national income terciles (section 2): incomes are log-normal, and
 * the cuts are M·exp(∓0.4307·σ).
 *
 * @returns Three shares in the order of `incomes` that sum to 1.
 */
export function incomeShares(
  state: Pick<StateRow, 'median_income_usd'>,
  p: Pick<Parameters, 'usMedianIncome' | 'incomeSigma'>,
): readonly [low: number, middle: number, high: number] {
  const distance = log(p.usMedianIncome / state.median_income_usd) / p.incomeSigma
  const low = normalCdf(distance - TERCILE_CUT)
  const lowOrMiddle = normalCdf(distance + TERCILE_CUT)
  return [low, lowOrMiddle - low, 1 - lowOrMiddle]
}

/** Give a tercile's income relative to the national median: exp(∓1.0908·σ) or 1 (section 2). */
export function relativeIncome(income: Income, p: Pick<Parameters, 'incomeSigma'>): number {
  const z = income === 'low' ? -TERCILE_MEAN : income === 'high' ? TERCILE_MEAN : 0
  return exp(z * p.incomeSigma)
}

/** Who lives where: what the occasions are made of. */
export interface Population {
  readonly states: readonly StateRow[]
  /** In the order of `areaTypes`. */
  readonly areas: readonly AreaRow[]
  readonly fleets: readonly FleetRow[]
}

/**
 * Count purchase occasions a year in the calibration year (section 2).
 *
 * @returns Column by group and cell, `[group × cells + state × 4 + area]`, in purchases/yr: households
 * scaled so that, at the calibration shares, new sales of all markets add up to `newSalesBase`.
 */
export function purchaseOccasions(population: Population, p: Parameters): Float64Array {
  const cells = population.states.length * areaTypes.length
  const occasions = new Float64Array(groups.length * cells)
  groups.forEach((group, at) => {
    const column = occasions.subarray(at * cells, (at + 1) * cells)
    if (group.market === 'household') fillHouseholds(column, group, population, p)
    else fillFleet(column, fleetOf(population, group.market), population, p)
  })
  scaleHouseholds(occasions, cells, population.fleets, p)
  return occasions
}

function fillHouseholds(
  column: Float64Array,
  group: Extract<Group, { market: 'household' }>,
  { states, areas }: Population,
  p: Parameters,
): void {
  const perHousehold = { low: p.occasionsLow, middle: p.occasionsMiddle, high: p.occasionsHigh }
  const rate = perHousehold[group.income]
  states.forEach((state, s) => {
    const income = incomeShares(state, p)[incomes.indexOf(group.income)] as number
    areaShares(state, p).forEach((areaShare, a) => {
      const area = areas[a] as AreaRow
      const role = group.role === 'additional' ? area.role_additional : 1 - area.role_additional
      const taste = area[`taste_${group.taste}`]
      column[s * areaTypes.length + a] = state.households * areaShare * income * rate * role * taste
    })
  })
}

function fillFleet(
  column: Float64Array,
  fleet: FleetRow,
  { states }: Population,
  p: Parameters,
): void {
  let total = 0
  states.forEach((state, s) => {
    areaShares(state, p).forEach((areaShare, a) => {
      const weight = state.households * areaShare * fleet[`w_${areaTypes[a] ?? 'core'}`]
      column[s * areaTypes.length + a] = weight
      total += weight
    })
  })
  for (let c = 0; c < column.length; c += 1)
    column[c] = ((column[c] as number) * fleet.occasions) / total
}

function fleetOf({ fleets }: Population, market: string): FleetRow {
  const fleet = fleets.find((row) => row.market === market)
  if (fleet === undefined) throw new Error(`no fleet ${market}`)
  return fleet
}

/** Scale Σ household occasions to (newSalesBase − Σ_fleets occasions·(1 − outside_share))/(1 − outsideShare). */
function scaleHouseholds(
  occasions: Float64Array,
  cells: number,
  fleets: readonly FleetRow[],
  p: Parameters,
): void {
  const fleetSales = fleets.reduce((sum, row) => sum + row.occasions * (1 - row.outside_share), 0)
  const target = (p.newSalesBase - fleetSales) / (1 - p.outsideShare)
  const householdGroups = groups.filter(({ market }) => market === 'household').length
  const households = occasions.subarray(0, householdGroups * cells)
  const factor = target / households.reduce((sum, value) => sum + value, 0)
  for (let at = 0; at < households.length; at += 1)
    households[at] = (households[at] as number) * factor
}

/**
 * Give the factor on the calibration year's occasions in year `t` (section 2): (1 + newSalesGrowth)^(t − t0),
 * or newSales/newSalesBase in a year whose sales the scenario names.
 */
export function marketScale(
  yearsSinceCalibration: number,
  newSales: number | undefined,
  p: Pick<Parameters, 'newSalesGrowth' | 'newSalesBase'>,
): number {
  return newSales === undefined
    ? compound(p.newSalesGrowth, yearsSinceCalibration)
    : newSales / p.newSalesBase
}
