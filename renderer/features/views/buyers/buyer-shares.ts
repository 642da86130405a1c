import type { Catalog } from '../../../../src/contract/catalog.ts'
import type { RunColumns } from '../../../../src/contract/results.ts'
import type { Scenario } from '../../../../src/core/scenario/scenario.ts'
import { entry, sumOf } from '../../../state/run-read.ts'

/** Ways to divide buyers; all but the first are of households only. */
export const dimensions = ['market', 'income', 'role', 'taste', 'area'] as const
export type Dimension = (typeof dimensions)[number]

/** Members of a dimension, in the order of the run. */
export function membersOf({ index }: RunColumns, dimension: Dimension): string[] {
  if (dimension === 'area') return [...index.areas]
  const members = index.groups.map((group) => group[dimension])
  return [...new Set(members.filter((member) => member !== undefined))]
}

/** New kei that a member buys in year `t`, vehicles. */
export function newKeiOf(run: RunColumns, t: number, dimension: Dimension, member: string): number {
  const { areas, groups } = run.index
  return sumOf(
    areas.flatMap((area, a) =>
      groups.map((group, g) => {
        if (dimension !== 'market' && group.market !== 'household') return 0
        const own = dimension === 'area' ? area : group[dimension]
        return own === member ? entry(run, 'newKeiByGroup', t, a, g) : 0
      }),
    ),
  )
}

/**
 * Purchase occasions of a member in year `t`. Runs do not tell them by area; there the number of
 * households stands for them, which differs only in that richer areas buy somewhat more often.
 */
export function occasionsOf(
  run: RunColumns,
  t: number,
  dimension: Dimension,
  member: string,
  households: ReadonlyMap<string, number>,
): number {
  if (dimension === 'area') return households.get(member) ?? NaN
  return sumOf(
    run.index.groups.map((group, g) =>
      group[dimension] === member && (dimension === 'market' || group.market === 'household')
        ? entry(run, 'occasionsByGroup', t, g)
        : 0,
    ),
  )
}

/** Households by area type: cores, towns and suburbs divide what is urban. */
export function householdsByArea(
  { states, parameters }: Pick<Catalog, 'states' | 'parameters'>,
  scenario: Pick<Scenario, 'parameters'>,
): Map<string, number> {
  const town =
    scenario.parameters?.townShareOfNonCore ??
    parameters.find(({ name }) => name === 'townShareOfNonCore')?.value ??
    NaN
  const totals = new Map<string, number>()
  const add = (area: string, households: number) =>
    totals.set(area, (totals.get(area) ?? 0) + households)
  for (const row of states.rows) {
    const households = Number(row.households)
    const urban = Number(row.urban_share)
    const core = urban * Number(row.core_of_urban)
    add('core', households * core)
    add('town', households * (urban - core) * town)
    add('suburb', households * (urban - core) * (1 - town))
    add('rural', households * (1 - urban))
  }
  return totals
}
