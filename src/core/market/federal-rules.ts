import type { Parameters } from '../data/parameters.ts'
import type { FederalPathRow } from '../data/tables.ts'
import type { FederalPeriod, Nameplate, StateInputs, TariffPeriod } from '../scenario/resolve.ts'
import type { StateStatus } from './sets.ts'
import { NO_CAP } from './travel.ts'

/** Section 4: who may sell what, and on which roads it may drive. */

/** How far a state is open to a kind of vehicle. */
export interface Access {
  /** 1 open, 0.5 where the law is unclear, 0 closed. */
  readonly open: number
  /** Posted limit of the roads left open, mph; `NO_CAP` where all are. */
  readonly capMph: number
}

/** Cap of a capped state that names none, mph. */
const DEFAULT_STATE_CAP_MPH = 45

/** Years from a federal path to the state's following it, before stateLagScale. */
const STATE_LAG: Readonly<Record<StateStatus, number>> = {
  legal: 0,
  capped: 1,
  unclear: 2,
  prohibited: 4,
}

/** Find the path in force in a year: the last whose year has come. */
export function periodInForce(federal: readonly FederalPeriod[], year: number): FederalPeriod {
  const period = federal.findLast(({ from }) => from <= year)
  if (period === undefined) throw new Error(`no federal path in force in ${year}`)
  return period
}

/** Find the tariffs in force in a year (section 5): the last whose year has come. */
export function tariffsInForce(tariffs: readonly TariffPeriod[], year: number): TariffPeriod {
  const period = tariffs.findLast(({ from }) => from <= year)
  if (period === undefined) throw new Error(`no tariffs in force in ${year}`)
  return period
}

/** Give what a state's own law allows; all there is for 25-year imports (section 4). */
export function stateLaw({ status, capMph }: StateInputs): Access {
  switch (status) {
    case 'legal':
      return { open: 1, capMph: NO_CAP }
    case 'capped':
      return { open: 1, capMph: capMph ?? DEFAULT_STATE_CAP_MPH }
    case 'unclear':
      return { open: 0.5, capMph: NO_CAP }
    case 'prohibited':
      return { open: 0, capMph: NO_CAP }
  }
}

/** Tell whether a state has followed the federal path in force: lag·stateLagScale years after its year. */
export function hasFollowed(
  state: StateInputs,
  period: FederalPeriod,
  year: number,
  p: Pick<Parameters, 'stateLagScale'>,
): boolean {
  return year >= period.from + STATE_LAG[state.status] * p.stateLagScale
}

/** Give what a state and the federal path together allow a new kei (section 4). */
export function newKeiAccess(
  state: StateInputs,
  period: FederalPeriod,
  year: number,
  p: Pick<Parameters, 'stateLagScale'>,
): Access {
  const federalCap = period.path.speed_cap_mph ?? NO_CAP
  if (period.path.state_pre_emption || hasFollowed(state, period, year, p)) {
    return { open: 1, capMph: federalCap }
  }
  const law = stateLaw(state)
  return { open: law.open, capMph: Math.min(law.capMph, federalCap) }
}

/**
 * Tell whether a nameplate is on sale (section 4): its maker is not barred and has reach; a new one also
 * needs a path that allows its sale, and its launch year to have come.
 */
export function isOnSale(nameplate: Nameplate, path: FederalPathRow, year: number): boolean {
  if (nameplate.barred || nameplate.reach <= 0) return false
  if (!nameplate.isNew) return true
  if (!path.sale_allowed || year < nameplate.launch) return false
  return !path.us_built_only || nameplate.source === 'local'
}

/**
 * Give a nameplate's availability in a state (section 4): reach × open share, × rhdAcceptance for a new
 * one sold right-hand drive.
 *
 * @returns From 0, not available, to 1.
 */
export function availability(
  nameplate: Nameplate,
  access: Access,
  p: Pick<Parameters, 'rhdAcceptance'>,
): number {
  const acceptance = nameplate.isNew && nameplate.steering === 'rhd' ? p.rhdAcceptance : 1
  return nameplate.reach * access.open * acceptance
}

/** Caps below this many vehicles a year let nothing be sold. */
const LEAST_CAP = 1e-6

/** Give what a path or the supply of imports lets a nameplate's maker sell, vehicles/yr (section 4). */
export function makerCap(
  nameplate: Nameplate,
  path: FederalPathRow,
  p: Pick<Parameters, 'greySupply'>,
): number {
  const cap = nameplate.isNew ? (path.volume_cap ?? Infinity) : p.greySupply
  return cap < LEAST_CAP ? 0 : cap
}
