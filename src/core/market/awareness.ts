import type { Parameters } from '../data/parameters.ts'

/** Section 6: how many buyers would think of a kei. */

/** Weight of news and advertising while no new kei is on sale in the country. */
const QUIET = 0.3

export interface AwarenessYear {
  readonly anyNewOnSale: boolean
  readonly isFirstYear: boolean
  /** Kei vehicles on the road in the state at the end of the year. */
  readonly keiStock: number
  readonly households: number
}

/**
 * Give next year's awareness in a state (section 6): innovation and imitation (Bass 1969) among those who
 * have not heard of kei vehicles, less forgetting.
 *
 * @param awareness Share of buyers, 0 to 1, at the start of the year.
 */
export function nextAwareness(awareness: number, year: AwarenessYear, p: Parameters): number {
  const seen = Math.min(1, year.keiStock / (p.awarenessVisibility * year.households))
  const hearing =
    p.awarenessInnovation * (year.anyNewOnSale ? 1 : QUIET) +
    (year.isFirstYear ? p.newsBuzz : 0) +
    p.awarenessImitation * seen
  const next =
    awareness + (1 - awareness) * Math.min(1, hearing) - p.awarenessForgetting * awareness
  return Math.min(1, Math.max(0, next))
}
