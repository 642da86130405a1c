import { pow } from '../../kernel/pow.ts'
import type { Parameters } from '../data/parameters.ts'
import type { FederalPathRow } from '../data/tables.ts'
import { annuity } from '../numeric/annuity.ts'
import { compound } from '../numeric/compound.ts'
import type { Nameplate } from '../scenario/resolve.ts'

/** Section 5: from ex-factory yen to the sticker. All USD a vehicle unless a name says otherwise. */

const TRUCK_BODIES: readonly string[] = ['truck', 'van', 'ev-van']

/** A price and what it is made of: the parts from `factory` to `dealerMargin` add up to `price`. */
export interface CostBuildUp {
  readonly factory: number
  readonly leftHandDrive: number
  readonly compliance: number
  readonly tariff: number
  readonly freight: number
  /** What building in the US costs beyond building in Japan. */
  readonly localBuild: number
  /** One-off cost spread over the planned volume. */
  readonly oneOff: number
  readonly makerMargin: number
  readonly dealerMargin: number
  readonly price: number
  /** Unit cost: factory to localBuild. */
  readonly unit: number
  /** One-off engineering, compliance and plant of this maker, USD. */
  readonly nre: number
}

/** Give the ex-factory cost: yen at the exchange rate, for an electric one with a cheaper battery every year. */
export function factoryCost(
  nameplate: Pick<Nameplate, 'unit_cost_jpy' | 'mi_per_kwh'>,
  yearsSinceCalibration: number,
  p: Parameters,
): number {
  const usd = (nameplate.unit_cost_jpy ?? 0) / p.exchangeRate
  if (nameplate.mi_per_kwh === null) return usd
  const batteryLeft = compound(-p.batteryLearning, yearsSinceCalibration)
  return usd * (1 - p.batteryCostShare * (1 - batteryLeft))
}

/** Give the tariff rate on a body: tariffTruck on trucks and vans, else tariffCar. */
export function tariffRate(
  { body }: Pick<Nameplate, 'body'>,
  p: Pick<Parameters, 'tariffCar' | 'tariffTruck'>,
): number {
  return TRUCK_BODIES.includes(body) ? p.tariffTruck : p.tariffCar
}

/** Give local cost relative to Japan: localCostRatio·max(1, (plan/localScaleVolume)^(−localScaleElasticity)). */
export function localCostFactor(planVolume: number, p: Parameters): number {
  const scale = pow(planVolume / p.localScaleVolume, -p.localScaleElasticity)
  return p.localCostRatio * Math.max(1, scale)
}

/** Give the one-off cost of a nameplate to its maker, USD (section 5). */
export function oneOffCost(nameplate: Nameplate, path: FederalPathRow, p: Parameters): number {
  const steering = nameplate.steering === 'lhd' ? p.lhdNre : 0
  const plant = nameplate.source === 'local' ? p.localCapex : 0
  return ((steering + path.compliance_nre_musd + plant) * 1e6) / nameplate.partners
}

/**
 * Build up a new nameplate's price under a path in a year (section 5): cost-plus, or the price that the
 * scenario fixes, whose maker's margin is what is left.
 */
export function buildUpCost(
  nameplate: Nameplate,
  path: FederalPathRow,
  yearsSinceCalibration: number,
  p: Parameters,
): CostBuildUp {
  const plan = nameplate.plan_volume ?? 1
  const factory = factoryCost(nameplate, yearsSinceCalibration, p)
  const leftHandDrive = nameplate.steering === 'lhd' ? p.lhdUnit : 0
  const compliance = path.compliance_unit_usd
  const made = factory + leftHandDrive + compliance
  const imported = nameplate.source === 'import'
  const tariff = imported ? made * tariffRate(nameplate, p) : 0
  const freight = imported ? p.freight : 0
  const localBuild = imported ? 0 : made * (localCostFactor(plan, p) - 1)
  const unit = made + tariff + freight + localBuild
  const nre = oneOffCost(nameplate, path, p)
  const oneOff = nre / (annuity(p.wacc, p.amortYears) * plan)
  const costPlus = (unit + oneOff) / ((1 - p.makerMargin) * (1 - p.dealerMargin))
  const price = nameplate.priceUsd ?? costPlus
  const dealerMargin = price * p.dealerMargin
  const makerMargin = price - dealerMargin - unit - oneOff
  return {
    factory,
    leftHandDrive,
    compliance,
    tariff,
    freight,
    localBuild,
    oneOff,
    makerMargin,
    dealerMargin,
    price,
    unit,
    nre,
  }
}
