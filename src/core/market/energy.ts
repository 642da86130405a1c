import type { Parameters } from '../data/parameters.ts'
import type { StateRow } from '../data/tables.ts'
import { compound } from '../numeric/compound.ts'

/** Section 3.1: what energy costs, by state and year. */

/** National prices of a year. */
export interface EnergyPrices {
  readonly gasoline: number // USD/gal
  readonly electricity: number // USD/kWh
}

/**
 * Give a year's national energy prices (section 3.1): the calibration year's, grown; gasoline as the
 * scenario names it in its years.
 */
export function energyPrices(
  yearsSinceCalibration: number,
  gasoline: number | undefined,
  p: Pick<
    Parameters,
    'gasolinePrice' | 'gasolineGrowth' | 'electricityPrice' | 'electricityGrowth'
  >,
): EnergyPrices {
  return {
    gasoline: gasoline ?? p.gasolinePrice * compound(p.gasolineGrowth, yearsSinceCalibration),
    electricity: p.electricityPrice * compound(p.electricityGrowth, yearsSinceCalibration),
  }
}

/** What a vehicle runs on: electric where mi_per_kwh is given. */
export interface Powertrain {
  readonly mpg: number | null
  readonly mi_per_kwh: number | null
}

/** Give the energy cost of a mile, USD (section 3.1, attribute 2). */
export function energyPerMile(
  { mpg, mi_per_kwh }: Powertrain,
  state: Pick<StateRow, 'gasoline_index' | 'electricity_index'>,
  prices: EnergyPrices,
): number {
  if (mi_per_kwh !== null) return (prices.electricity * state.electricity_index) / mi_per_kwh
  if (mpg !== null) return (prices.gasoline * state.gasoline_index) / mpg
  throw new Error('a vehicle needs mpg or mi_per_kwh')
}
