import type { Parameters } from '../data/parameters.ts'
import type { FederalPathRow } from '../data/tables.ts'
import { buildUpCost, type CostBuildUp } from '../market/cost.ts'
import {
  availability,
  isOnSale,
  makerCap,
  newKeiAccess,
  periodInForce,
  stateLaw,
  tariffsInForce,
  type Access,
} from '../market/federal-rules.ts'
import { CALIBRATION_YEAR } from '../market/sets.ts'
import { NO_CAP } from '../market/travel.ts'
import type { ModelInputs, Nameplate } from '../scenario/resolve.ts'

/** One nameplate in one year, by the rules and costs of sections 4 and 5. */
export interface NameplateYear {
  readonly onSale: boolean
  /** USD; null while not on sale. */
  readonly price: number | null
  /** What the price is made of; null for 25-year imports and while not on sale. */
  readonly cost: CostBuildUp | null
  /** By state, 0 to 1. */
  readonly availability: readonly number[]
  /** Lowest legal posted limit by state, mph. */
  readonly capMph: readonly number[]
  /** Years since it was first on sale in this run; negative before. */
  readonly yearsOnSale: number
  /** What its maker may sell, vehicles/yr. */
  readonly makerCap: number
}

/** What every nameplate does in a year; none of it depends on what sells. */
export interface SupplyYear {
  readonly year: number
  readonly path: FederalPathRow
  /** In the order of the inputs' nameplates. */
  readonly nameplates: readonly NameplateYear[]
}

/** Work out the supply side of all years of a run. */
export function planSupply(inputs: ModelInputs): SupplyYear[] {
  const firstYears = inputs.nameplates.map((nameplate) => firstYearOnSale(inputs, nameplate))
  const stateLaws = inputs.states.map((state) => stateLaw(state))
  return inputs.years.map((year) => {
    const period = periodInForce(inputs.federal, year)
    const yearInputs = { ...inputs, parameters: parametersOfYear(inputs, year) }
    const access = {
      new: inputs.states.map((state) => newKeiAccess(state, period, year, inputs.parameters)),
      imported: stateLaws,
    }
    return {
      year,
      path: period.path,
      nameplates: inputs.nameplates.map((nameplate, n) =>
        planNameplate(
          yearInputs,
          nameplate,
          year,
          firstYears[n] ?? Infinity,
          nameplate.isNew ? access.new : access.imported,
        ),
      ),
    }
  })
}

/** Give the parameters with the year's tariffs (section 5). */
function parametersOfYear({ parameters, tariffs }: ModelInputs, year: number): Parameters {
  const { tariffCar, tariffTruck } = tariffsInForce(tariffs, year)
  return { ...parameters, tariffCar, tariffTruck }
}

function firstYearOnSale({ years, federal }: ModelInputs, nameplate: Nameplate): number {
  const onSale = (year: number) => isOnSale(nameplate, periodInForce(federal, year).path, year)
  return years.find(onSale) ?? Infinity
}

function planNameplate(
  inputs: ModelInputs,
  nameplate: Nameplate,
  year: number,
  firstYear: number,
  access: readonly Access[],
): NameplateYear {
  const { parameters: p } = inputs
  const period = periodInForce(inputs.federal, year)
  const onSale = isOnSale(nameplate, period.path, year)
  const cost =
    onSale && nameplate.isNew
      ? buildUpCost(nameplate, period.path, year - CALIBRATION_YEAR, p)
      : null
  const cap = makerCap(nameplate, period.path, p)
  return {
    onSale,
    price: onSale ? (cost?.price ?? p.greyPrice) : null,
    cost,
    availability: access.map((state) =>
      onSale && cap > 0 ? availability(nameplate, state, p) : 0,
    ),
    capMph: access.map(({ capMph }) => Math.min(capMph, NO_CAP)),
    yearsOnSale: year - firstYear,
    makerCap: cap,
  }
}
