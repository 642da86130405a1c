import type { AreaRow, FleetRow } from '../data/tables.ts'
import type { Powertrain } from '../market/energy.ts'
import { areaTypes, groups } from '../market/sets.ts'
import { survivalByAge } from '../market/stock.ts'
import { slice, type Block } from './block.ts'
import type { Impacts, RunResult } from './result.ts'
import type { SupplyYear } from './supply-plan.ts'
import { sum } from '../numeric/sum.ts'

/** Section 7: what kei vehicles change beyond sales, year by year, for the stock sold since the start. */

type Sold = Pick<
  RunResult,
  'inputs' | 'supply' | 'segmentCount' | 'national' | 'salesByGroup' | 'displaced' | 'surplus'
>

/** A year's sales as they age: what each vintage burns and risks in its first year, and displaces. */
interface Vintage {
  readonly gasolineGal: number
  readonly electricityKwh: number
  readonly risk: number // vehicles × risk ratio
  readonly displacedGasolineGal: number
  readonly displacedElectricityKwh: number
  readonly displacedRisk: number
}

/** Work out the impacts of a run by year. */
export function computeImpacts(result: Sold): Impacts {
  const { inputs, supply } = result
  const p = inputs.parameters
  const sales = result.national
  const vintages = sales.map((sold, t) => vintageOf(result, t, sold))
  const survival = survivalByAge(supply.length, p)
  return supply.map(({ year }, t) => {
    const onRoad = (of: (vintage: Vintage) => number) =>
      vintages
        .slice(0, t + 1)
        .reduce((total, vintage, born) => total + of(vintage) * (survival[t - born] as number), 0)
    const gasolineGal = onRoad((vintage) => vintage.gasolineGal)
    const electricityKwh = onRoad((vintage) => vintage.electricityKwh)
    const displacedGasolineGal = onRoad((vintage) => vintage.displacedGasolineGal)
    const displacedElectricityKwh = onRoad((vintage) => vintage.displacedElectricityKwh)
    const carbon = (gal: number, kwh: number) => gal * p.gasolineCarbon + kwh * p.gridCarbon
    return {
      year,
      gasolineGal,
      displacedGasolineGal,
      electricityKwh,
      displacedElectricityKwh,
      carbonKg: carbon(gasolineGal, electricityKwh),
      displacedCarbonKg: carbon(displacedGasolineGal, displacedElectricityKwh),
      driverDeaths: (onRoad((vintage) => vintage.risk) * p.driverDeathRate) / 1e6,
      displacedDriverDeaths: (onRoad((vintage) => vintage.displacedRisk) * p.driverDeathRate) / 1e6,
      tariffRevenueUsd: tariffRevenue(result, t, sales[t] as Float64Array),
      consumerSurplusUsd: sum(slice(result.surplus, t)),
    }
  })
}

function vintageOf(result: Sold, t: number, sales: Float64Array): Vintage {
  const { inputs, segmentCount, supply } = result
  const miles = milesByAlternative(result, t)
  const riskFactor = (supply[t] as SupplyYear).path.risk_factor
  const mix = displacedMix(result.displaced, t)
  const vehicle = { gasolineGal: 0, electricityKwh: 0, risk: 0 }
  let keiMiles = 0
  let keiSales = 0
  inputs.nameplates.forEach((nameplate, n) => {
    const sold = sales[segmentCount + n] as number
    const driven = miles[segmentCount + n] as number
    const energy = energyUse(nameplate, driven)
    vehicle.gasolineGal += energy.gasolineGal
    vehicle.electricityKwh += energy.electricityKwh
    vehicle.risk += sold * nameplate.risk_ratio * (nameplate.isNew ? riskFactor : 1)
    keiMiles += driven
    keiSales += sold
  })
  const displaced = { gasolineGal: 0, electricityKwh: 0, risk: 0 }
  inputs.data.segments.rows.forEach((segment, j) => {
    const energy = energyUse(segment, keiMiles * (mix[j] as number))
    displaced.gasolineGal += energy.gasolineGal
    displaced.electricityKwh += energy.electricityKwh
    displaced.risk += keiSales * (mix[j] as number) * segment.risk_ratio
  })
  return {
    ...vehicle,
    displacedGasolineGal: displaced.gasolineGal,
    displacedElectricityKwh: displaced.electricityKwh,
    displacedRisk: displaced.risk,
  }
}

/** Share of each segment and `used` in what all kei of a year displaced; all 0 where nothing was. */
export function displacedMix(displaced: Block, t: number): Float64Array {
  const taken = slice(displaced, t)
  const total = sum(taken)
  return taken.map((value) => (total > 0 ? value / total : 0))
}

/** Give what a distance takes: gallons at mpg, or kWh at mi_per_kwh. */
export function energyUse(vehicle: Powertrain, miles: number) {
  const { mpg, mi_per_kwh } = vehicle
  return {
    gasolineGal: mi_per_kwh === null && mpg !== null ? miles / mpg : 0,
    electricityKwh: mi_per_kwh === null ? 0 : miles / mi_per_kwh,
  }
}

/** Miles a year that the year's sales of each alternative will be driven, by who bought them where. */
function milesByAlternative({ inputs, salesByGroup }: Sold, t: number): Float64Array {
  const [count, areas] = salesByGroup.sizes.slice(2) as [number, number]
  const sales = slice(salesByGroup, t)
  const perVehicle = milesPerVehicle(inputs)
  const miles = new Float64Array(count)
  let at = 0
  for (let from = 0; at < sales.length; from += areas) {
    for (let j = 0; j < count; j += 1) {
      for (let a = 0; a < areas; a += 1, at += 1) {
        miles[j] = (miles[j] as number) + (sales[at] as number) * (perVehicle[from + a] as number)
      }
    }
  }
  return miles
}

/** By group and area. */
function milesPerVehicle({ data, parameters }: Sold['inputs']): number[] {
  return groups.flatMap((group) => {
    if (group.market !== 'household') {
      const fleet = data.fleets.rows.find((row) => row.market === group.market) as FleetRow
      return areaTypes.map(() => fleet.vmt)
    }
    const share = group.role === 'additional' ? parameters.additionalVmtFactor : 1
    return areaTypes.map((type) => {
      const area = data.areas.rows.find((row) => row.area === type) as AreaRow
      return area.vmt_primary * share
    })
  })
}

function tariffRevenue(result: Sold, t: number, sales: Float64Array): number {
  return result.inputs.nameplates.reduce((revenue, _, n) => {
    const tariff = result.supply[t]?.nameplates[n]?.cost?.tariff ?? 0
    return revenue + tariff * (sales[result.segmentCount + n] as number)
  }, 0)
}
