import { alternativeCount } from '../../kernel/choice-kernel.ts'
import type { Parameters } from '../data/parameters.ts'
import type { Alternatives } from '../market/alternatives.ts'
import { novelty } from '../market/attributes.ts'
import { energyPerMile, type EnergyPrices, type Powertrain } from '../market/energy.ts'
import type { Nameplate } from '../scenario/resolve.ts'
import { UNIT } from './choice-tables.ts'
import type { NameplateYear, SupplyYear } from './supply-plan.ts'

/** What moves every alternative's utility from one year to the next (section 3.1). */
export interface YearlyMoves {
  /** False in the first year, and where availability, rules or what is on sale changed for kei. */
  readonly keiMoveOnly: boolean
  /** `[2 × alternative]`: steps in what energy costs a mile, USD, at a price index of 1, and in price, USD. */
  readonly steps: Float64Array
  /** Change of attribute 13 by nameplate. */
  readonly novelty: Float64Array
}

const AT_INDEX_1 = { gasoline_index: 1, electricity_index: 1 }

/** Tell year by year how utilities move. */
export function followYears(
  { segments, nameplates, shape }: Alternatives,
  p: Pick<Parameters, 'noveltyLife'>,
): (energy: EnergyPrices, supply: SupplyYear) => YearlyMoves | undefined {
  const vehicles = [...segments, ...nameplates]
  const steps = new Float64Array(2 * alternativeCount(shape))
  const news = new Float64Array(nameplates.length)
  let before: { readonly energy: EnergyPrices; readonly supply: SupplyYear } | undefined
  return (energy, supply) => {
    const last = before
    before = { energy, supply }
    if (last === undefined) return undefined
    vehicles.forEach((vehicle, j) => {
      const [then, now] = [last.energy, energy].map((prices) =>
        energyPerMile(vehicle, AT_INDEX_1, prices),
      ) as [number, number]
      steps[2 * j] = now - then
    })
    nameplates.forEach((nameplate, n) => {
      const [then, now] = [last.supply.nameplates[n], supply.nameplates[n]] as [
        NameplateYear,
        NameplateYear,
      ]
      const at = 2 * (segments.length + n)
      steps[at + 1] = (now.price ?? 0) - (then.price ?? 0)
      if (!now.onSale) steps[at] = 0
      news[n] = noveltyOf(nameplate, now, p) - noveltyOf(nameplate, then, p)
    })
    return { keiMoveOnly: isAlike(nameplates, last.supply, supply), steps, novelty: news }
  }
}

/** Unit of every alternative's energy. */
export function energyUnits({ segments, nameplates }: Alternatives): Int32Array {
  const unitOf = ({ mi_per_kwh }: Powertrain) =>
    mi_per_kwh === null ? UNIT.gasoline : UNIT.electricity
  return Int32Array.from([...segments, ...nameplates], unitOf)
}

function noveltyOf(
  { isNew }: Nameplate,
  { onSale, yearsOnSale }: NameplateYear,
  p: Pick<Parameters, 'noveltyLife'>,
): number {
  return isNew && onSale ? novelty(yearsOnSale, p) : 0
}

/** Tell whether nothing but prices and novelty changed for the kei on sale. */
function isAlike(nameplates: readonly Nameplate[], before: SupplyYear, now: SupplyYear): boolean {
  const isSameRisk = before.path.risk_factor === now.path.risk_factor
  return nameplates.every(({ isNew }, n) => {
    const [then, own] = [before.nameplates[n], now.nameplates[n]] as [NameplateYear, NameplateYear]
    if (!then.onSale && !own.onSale) return true
    return (
      then.onSale === own.onSale &&
      (isSameRisk || !isNew) &&
      isEqual(then.availability, own.availability) &&
      isEqual(then.capMph, own.capMph)
    )
  })
}

function isEqual(a: readonly number[], b: readonly number[]): boolean {
  for (let at = 0; at < a.length; at += 1) if (a[at] !== b[at]) return false
  return true
}
