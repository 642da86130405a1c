import type { FollowYear } from './follow-year.ts'
import { stateLagYears } from './lever-limits.ts'

/** Give when states follow a path that is in force from one year until before another. */
export function followYears(from: number, until: number, stateLagScale: number): FollowYear[] {
  return statuses.map((status) => {
    const year = Math.ceil(from + stateLagYears[status] * stateLagScale)
    return { status, year: year < until ? year : null }
  })
}

export const statuses = ['legal', 'capped', 'unclear', 'prohibited'] as const
