import type { StateStatus } from '../../../src/core/market/sets.ts'

/** The year in which states of a status follow a federal path; null where the path changes before. */
export interface FollowYear {
  readonly status: StateStatus
  readonly year: number | null
}
