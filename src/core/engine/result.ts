import type { SupplyYear } from './supply-plan.ts'
import type { Block } from './block.ts'
import type { ModelInputs } from '../scenario/resolve.ts'
import type { Earnings } from '../market/net-present-value.ts'

/** An alternative as results name it. */
export interface AlternativeInfo {
  readonly id: string
  readonly label: string
  /** A conventional segment or `used`; a new kei nameplate; the 25-year import. */
  readonly kind: 'segment' | 'new-kei' | 'import-25'
}

/** One year's consequences of all kei on the road, against what they displaced. */
export interface ImpactYear {
  readonly year: number
  readonly gasolineGal: number
  readonly displacedGasolineGal: number
  readonly electricityKwh: number
  readonly displacedElectricityKwh: number
  readonly carbonKg: number
  readonly displacedCarbonKg: number
  readonly driverDeaths: number
  readonly displacedDriverDeaths: number
  /** On the year's new imports, USD. */
  readonly tariffRevenueUsd: number
  /** USD, of the year's buyers. */
  readonly consumerSurplusUsd: number
}
export type Impacts = readonly ImpactYear[]

/**
 * What one run returns (section 7). Blocks are addressed by year, state, market and so on in the order
 * of the inputs; alternatives are the segments in the order of segments.csv, then the nameplates.
 */
export interface RunResult {
  readonly inputs: ModelInputs
  readonly alternatives: readonly AlternativeInfo[]
  /** How many of the alternatives are segments; they come first. */
  readonly segmentCount: number
  readonly supply: readonly SupplyYear[]
  /** year × market × alternative × state, vehicles/yr. */
  readonly salesByState: Block
  /** By year: sales of each alternative in all states and markets, vehicles/yr. */
  readonly national: readonly Float64Array[]
  /** year × group × alternative × area, vehicles/yr. */
  readonly salesByGroup: Block
  /** year × segment: what all kei took from it, vehicles/yr. */
  readonly displaced: Block
  /** year × group: purchase occasions. */
  readonly occasions: Block
  /** year × group: consumer surplus against a market without kei, USD/yr. */
  readonly surplus: Block
  /** year × nameplate: the factor ω that volume caps put on availability. */
  readonly omega: Block
  /** year × state, at the start of the year, share of buyers. */
  readonly awareness: Block
  /** year × state, at the end of the year, kei vehicles. */
  readonly stock: Block
  /** year × state: all kei sold, 25-year imports included, vehicles/yr. */
  readonly keiSales: Block
  /** By nameplate; null for 25-year imports and what was never on sale. */
  readonly earnings: readonly (Earnings | null)[]
  readonly impacts: Impacts
  /** Evaluations of the shares that calibration took, by market. */
  readonly calibrationEvaluations: readonly number[]
}

/** Why a scenario has no result: something in it is out of what the model can solve. */
export interface RunFailure {
  readonly kind: 'calibration' | 'volume-cap' | 'not-finite'
  readonly message: string
}
