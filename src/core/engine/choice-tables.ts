import type { ChoiceRoom, GroupShares } from '../../kernel/choice-kernel.ts'
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
import { sum } from '../numeric/sum.ts'
import { err, ok, type Result } from '../result.ts'
import type { SupplyYear } from './supply-plan.ts'

/** Attributes that may change every year, as bits: energy, and the novelty that kei alone have. */
export const ENERGY = maskOf(X.energyPerYear, X.energyPerMile)
export const KEI_YEARLY = ENERGY | maskOf(X.novelty)
/** All others, whose part of the utilities is worked out again only where a rule or a price changes. */
export const LASTING = maskOf(...Object.values(X)) - KEI_YEARLY
/** Attributes that a unit of price or energy has. */
export const OF_UNITS = ENERGY | maskOf(X.price)

/** Attributes of a vehicle that are the same in every cell. */
export const UNIFORM = maskOf(
  X.upkeep,
  X.space,
  X.payload,
  X.power,
  X.missingSeats,
  X.kei,
  X.novelty,
)

function maskOf(...attributes: readonly number[]): number {
  return attributes.reduce((mask, k) => mask | (1 << k), 0)
}

/** The attribute columns of all alternatives (section 3.1), brought up to date in years that need them whole. */
export interface AttributeTable {
  /** `[(alternative × attributes + k) × cells + cell]` */
  readonly values: Float64Array
  /** Write what energy costs. */
  writeEnergy(prices: EnergyPrices): void
  /**
   * Write what rules and costs make of the nameplates this year.
   *
   * @returns Those whose lasting attributes changed, by index.
   */
  writeSupply(supply: SupplyYear): readonly number[]
}

/** Set up the attribute columns in `values`, of zeros; years are written later. */
export function createAttributeTable(
  { segments, nameplates, shape }: Alternatives,
  geography: Geography,
  p: Parameters,
  values: Float64Array,
): AttributeTable {
  const size = ATTRIBUTE_COUNT * shape.cells
  const vehicles = [...segments, ...nameplates]
  const columns = vehicles.map((_, j) => values.subarray(j * size, (j + 1) * size))
  vehicles.forEach((vehicle, j) => {
    writeFixedAttributes(at(columns, j), vehicle, j >= segments.length, geography, p)
  })
  segments.forEach((segment, j) => {
    writePrice(at(columns, j), segment.price_usd, geography)
    writeCrashRisk(at(columns, j), segment.risk_ratio, 1, geography)
    writeSegmentLostTravel(at(columns, j), segment, geography)
  })
  const known = nameplates.map((): LastingSupply | undefined => undefined)
  return {
    values,
    writeEnergy(prices) {
      vehicles.forEach((vehicle, j) => {
        writeEnergy(at(columns, j), vehicle, prices, geography)
      })
    },
    writeSupply: (supply) =>
      nameplates.flatMap((nameplate, n) => {
        const year = at(supply.nameplates, n)
        if (!year.onSale) return []
        const column = at(columns, segments.length + n)
        setAttribute(column, X.novelty, nameplate.isNew ? novelty(year.yearsOnSale, p) : 0)
        const lasting = {
          price: year.price ?? 0,
          riskFactor: nameplate.isNew ? supply.path.risk_factor : 1,
          capMph: year.capMph,
        }
        if (isSame(known[n], lasting)) return []
        known[n] = lasting
        writePrice(column, lasting.price, geography)
        writeCrashRisk(column, nameplate.risk_ratio, lasting.riskFactor, geography)
        writeKeiLostTravel(column, nameplate.speed_cap_mph, lasting.capMph, geography, p)
        return [n]
      }),
  }
}

/** What moves from year to year without a rule changing: prices of kei, and what a mile costs in energy. */
export const UNIT = { price: 0, gasoline: 1, electricity: 2 } as const
export const UNIT_COUNT = 3

/**
 * Give the attributes of one unit of each: a dollar of price, and a dollar a mile of either energy at a price index
 * of 1, `[(unit × attributes + k) × cells + cell]`.
 */
export function unitAttributes(geography: Geography): Float64Array {
  const size = ATTRIBUTE_COUNT * geography.states.length * geography.areas.length
  const values = new Float64Array(UNIT_COUNT * size)
  const columns = (unit: number) => values.subarray(unit * size, (unit + 1) * size)
  const none = { gasoline: 0, electricity: 0 }
  writePrice(columns(UNIT.price), 1, geography)
  const gasoline = { mpg: 1, mi_per_kwh: null }
  writeEnergy(columns(UNIT.gasoline), gasoline, { ...none, gasoline: 1 }, geography)
  const electric = { mpg: null, mi_per_kwh: 1 }
  writeEnergy(columns(UNIT.electricity), electric, { ...none, electricity: 1 }, geography)
  return values
}

/** What a nameplate's lasting attributes depend on in a year. */
interface LastingSupply {
  readonly price: number
  readonly riskFactor: number
  readonly capMph: readonly number[]
}

function isSame(before: LastingSupply | undefined, now: LastingSupply): boolean {
  return (
    before?.price === now.price &&
    before.riskFactor === now.riskFactor &&
    before.capMph.every((cap, s) => cap === now.capMph[s])
  )
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
  const all = sum(sold)
  return Float64Array.from(segments, (row, j) =>
    row.segment === OUTSIDE ? outsideShare : ((sold[j] as number) / all) * (1 - outsideShare),
  )
}

export interface CalibrationInputs {
  readonly alternatives: Alternatives
  /** Attributes of the calibration year. */
  readonly attributes: Float64Array
  /** One a group: β by attribute, and the lasting part of the utilities. */
  readonly tastes: readonly Float64Array[]
  readonly lasting: readonly Float64Array[]
  /** One a group: purchase occasions by cell. */
  readonly occasions: readonly Float64Array[]
  /** One a group; overwritten. */
  readonly shares: readonly GroupShares[]
  readonly outsideShare: (market: Market) => number
  /** One a market: see CalibrationProblem.correction. */
  readonly corrections?: readonly Float64Array[] | undefined
}

/** Calibrate every market (section 3.4); the markets in the order of `markets`. */
export function calibrateMarkets(
  room: ChoiceRoom,
  inputs: CalibrationInputs,
): Result<readonly Calibration[], string> {
  const { segments } = inputs.alternatives
  const terms = { from: 0, to: segments.length, attributes: ENERGY }
  const found: Calibration[] = []
  for (const [m, market] of markets.entries()) {
    const members = groups.flatMap((group, g) => (group.market === market ? [g] : []))
    const calibration = calibrate(room, {
      groups: members.map((g) => ({
        weights: at(inputs.occasions, g),
        shares: at(inputs.shares, g),
        utilities: (out, constants) => {
          const tastes = at(inputs.tastes, g)
          room.utilities(terms, inputs.attributes, tastes, out, at(inputs.lasting, g), constants)
        },
      })),
      targets: targetShares(segments, market, inputs.outsideShare(market)),
      outside: segments.findIndex(({ segment }) => segment === OUTSIDE),
      correction: inputs.corrections?.[m],
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
