import type { EnergyPrices } from '../market/energy.ts'
import type { DemandGroup } from './demand.ts'

/**
 * The segments' shares without kei (section 3.3), year by year, kept for runs in which all that they depend on is as
 * it was: a lever of costs, rules or supply moves kei alone.
 */
export interface SegmentMemory {
  /** Begin a run whose tastes, constants and segments are those of the run before, or are not. */
  begin(isSame: boolean): void
  /** Write a year's shares into the groups; false where they are not known at these prices. */
  recall(t: number, energy: EnergyPrices, groups: readonly DemandGroup[]): boolean
  /** Keep a year's shares; only from the second run alike on, as ensembles have no two alike. */
  keep(t: number, energy: EnergyPrices, groups: readonly DemandGroup[]): void
}

interface Year {
  readonly energy: EnergyPrices
  /** One a group. */
  readonly columns: readonly (readonly Float64Array[])[]
}

export function createSegmentMemory(): SegmentMemory {
  let years = new Map<number, Year>()
  let isKeeping = false
  return {
    begin(isSame) {
      if (!isSame) years = new Map()
      isKeeping = isSame
    },
    recall(t, { gasoline, electricity }, groups) {
      const year = years.get(t)
      if (year?.energy.gasoline !== gasoline || year.energy.electricity !== electricity) {
        return false
      }
      groups.forEach((group, g) => {
        columnsOf(group).forEach((column, at) => {
          column.set(year.columns[g]?.[at] ?? [])
        })
      })
      return true
    },
    keep(t, energy, groups) {
      if (!isKeeping) return
      const columns = groups.map((group) => columnsOf(group).map((column) => column.slice()))
      years.set(t, { energy, columns })
    },
  }
}

function columnsOf({ shares }: DemandGroup): readonly Float64Array[] {
  return [shares.sharesWithoutKei, shares.origin, shares.otherNests, shares.lastNest]
}
