import type { ChoiceKernel } from '../../kernel/choice-kernel.ts'
import { withoutKei } from '../../kernel/choice-kernel.ts'
import { log } from '../../kernel/log.ts'
import type { Parameters } from '../data/parameters.ts'
import type { SegmentRow } from '../data/tables.ts'
import type { Alternatives } from '../market/alternatives.ts'
import {
  ATTRIBUTE_COUNT,
  novelty,
  setAttribute,
  writeCrashRisk,
  writeEnergy,
  writeFixedAttributes,
  writeKeiLostTravel,
  writePrice,
  writeSegmentLostTravel,
  X,
  type Geography,
} from '../market/attributes.ts'
import { calibrate, type Calibration } from '../market/calibration.ts'
import type { EnergyPrices } from '../market/energy.ts'
import { groups, markets, OUTSIDE, type Market } from '../market/sets.ts'
import { err, ok, type Result } from '../result.ts'
import type { Nameplate } from '../scenario/resolve.ts'
import type { SupplyYear } from './supply-plan.ts'

/** The attribute columns of all alternatives, kept up to date year by year (section 3.1). */
export interface AttributeTable {
  /** `[(alternative × attributes + k) × cells + cell]` */
  readonly values: Float64Array
  /** Write what energy costs this year. */
  writeEnergy(prices: EnergyPrices): void
  /** Write what rules and costs make of the nameplates this year. */
  writeSupply(supply: SupplyYear): void
}

/** Set up the attribute columns; years are written later. */
export function createAttributeTable(
  { segments, nameplates, shape }: Alternatives,
  geography: Geography,
  p: Parameters,
): AttributeTable {
  const size = ATTRIBUTE_COUNT * shape.cells
  const vehicles = [...segments, ...nameplates]
  const values = new Float64Array(vehicles.length * size)
  const columns = vehicles.map((_, j) => values.subarray(j * size, (j + 1) * size))
  vehicles.forEach((vehicle, j) => {
    writeFixedAttributes(at(columns, j), vehicle, j >= segments.length, geography, p)
  })
  segments.forEach((segment, j) => {
    writePrice(at(columns, j), segment.price_usd, geography)
    writeCrashRisk(at(columns, j), segment.risk_ratio, 1, geography)
    writeSegmentLostTravel(at(columns, j), segment, geography)
  })
  return {
    values,
    writeEnergy(prices) {
      vehicles.forEach((vehicle, j) => {
        writeEnergy(at(columns, j), vehicle, prices, geography)
      })
    },
    writeSupply(supply) {
      nameplates.forEach((nameplate, n) => {
        writeNameplate(at(columns, segments.length + n), nameplate, supply, n, geography, p)
      })
    },
  }
}

function writeNameplate(
  columns: Float64Array,
  nameplate: Nameplate,
  supply: SupplyYear,
  n: number,
  geography: Geography,
  p: Parameters,
): void {
  const year = at(supply.nameplates, n)
  if (!year.onSale) return
  writePrice(columns, year.price ?? 0, geography)
  const riskFactor = nameplate.isNew ? supply.path.risk_factor : 1
  writeCrashRisk(columns, nameplate.risk_ratio, riskFactor, geography)
  writeKeiLostTravel(columns, nameplate.speed_cap_mph, year.capMph, geography, p)
  setAttribute(columns, X.novelty, nameplate.isNew ? novelty(year.yearsOnSale, p) : 0)
}

/** A market's target shares in choice order: its column normalised, times 1 − outside share (section 3.4). */
export function targetShares(
  segments: readonly SegmentRow[],
  market: Market,
  outsideShare: number,
): Float64Array {
  const sold = segments.map((row) =>
    row.segment === OUTSIDE ? 0 : (row[`share_${market}`] as number),
  )
  const sum = sold.reduce((total, value) => total + value, 0)
  return Float64Array.from(segments, (row, j) =>
    row.segment === OUTSIDE ? outsideShare : ((sold[j] as number) / sum) * (1 - outsideShare),
  )
}

export interface CalibrationInputs {
  readonly alternatives: Alternatives
  /** Attributes of the calibration year. */
  readonly attributes: Float64Array
  readonly tastes: readonly Float64Array[]
  /** `[group × cells + cell]` */
  readonly occasions: Float64Array
  readonly outsideShare: (market: Market) => number
}

/** Calibrate every market (section 3.4); the markets in the order of `markets`. */
export function calibrateMarkets(
  kernel: ChoiceKernel,
  { alternatives, attributes, tastes, occasions, outsideShare }: CalibrationInputs,
): Result<readonly Calibration[], string> {
  const shape = withoutKei(alternatives.shape)
  const { segments } = alternatives
  const noConstants = new Float64Array(segments.length)
  const noShifts = new Float64Array(0)
  const found: Calibration[] = []
  for (const market of markets) {
    const members = groups.flatMap((group, g) => (group.market === market ? [g] : []))
    const calibration = calibrate(kernel, {
      shape,
      utilities: members.map((g) => {
        const utilities = new Float64Array(segments.length * shape.cells)
        kernel.utilities(shape, attributes, at(tastes, g), noConstants, noShifts, utilities)
        return utilities
      }),
      occasions: members.map((g) => occasions.subarray(g * shape.cells, (g + 1) * shape.cells)),
      targets: targetShares(segments, market, outsideShare(market)),
      outside: segments.findIndex(({ segment }) => segment === OUTSIDE),
    })
    if (!calibration.ok)
      return err(`the ${market} market could not be calibrated: ${calibration.error}`)
    found.push(calibration.value)
  }
  return ok(found)
}

/**
 * Give every alternative's constant in a market (sections 3.2 and 3.4): ξ of the segments; for a kei
 * ξ_ref − ln(models_ref) + appeal, + greyAffinity for the 25-year import; −∞ where it is not sold.
 */
export function marketConstants(
  { segments, nameplates }: Alternatives,
  market: Market,
  calibrated: Float64Array,
  p: Pick<Parameters, 'greyAffinity'>,
): Float64Array {
  const kei = nameplates.map((nameplate) => {
    const reference = segments.findIndex(({ segment }) => segment === nameplate[`ref_${market}`])
    const segment = segments[reference]
    if (segment === undefined) return -Infinity
    const start = (calibrated[reference] as number) - log(segment.models)
    return start + nameplate.appeal + (nameplate.isNew ? 0 : p.greyAffinity)
  })
  return Float64Array.from([...calibrated, ...kei])
}

function at<T>(values: readonly T[], index: number): T {
  const value = values[index]
  if (value === undefined) throw new RangeError(`no entry ${index} of ${values.length}`)
  return value
}
