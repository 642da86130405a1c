import type { ParameterInfo } from '../../../src/contract/catalog.ts'
import type { ParameterName } from '../../../src/core/data/parameters.ts'

/** Groups of the panel, in the order of the question. */
export const leverGroups = ['rules', 'cost', 'supply', 'demand', 'surroundings'] as const
export type LeverGroup = (typeof leverGroups)[number]

/** Where the data set's groups of parameters belong; a group it adds one day is a surrounding. */
const homes: Readonly<Record<string, LeverGroup>> = {
  rules: 'rules',
  trade: 'cost',
  supply: 'cost',
  awareness: 'demand',
  tastes: 'demand',
  buyers: 'surroundings',
  market: 'surroundings',
  energy: 'surroundings',
  stock: 'surroundings',
  impacts: 'surroundings',
}

/** Parameters that belong elsewhere than their group. */
const strays: Readonly<Partial<Record<ParameterName, LeverGroup>>> = {
  greySupply: 'supply',
  rhdAcceptance: 'demand',
}

/** Shown first in each group; the rest waits behind "more". */
export const keyLevers: Readonly<Record<LeverGroup, readonly ParameterName[]>> = {
  rules: ['stateLagScale'],
  cost: ['tariffCar', 'tariffTruck', 'exchangeRate', 'freight', 'lhdNre', 'dealerMargin'],
  supply: ['greySupply'],
  demand: [
    'awarenessStart',
    'awarenessImitation',
    'keiAffinityMainstream',
    'priceSensitivity',
    'riskAversion',
    'keiFreewayDiscomfort',
    'rhdAcceptance',
  ],
  surroundings: ['gasolinePrice', 'electricityPrice', 'newSalesGrowth'],
}

/** Give the group of the panel that a parameter belongs to. */
export function groupOf({ name, group }: Pick<ParameterInfo, 'name' | 'group'>): LeverGroup {
  const stray = Object.entries(strays).find(([one]) => one === name)?.[1]
  return stray ?? homes[group] ?? 'surroundings'
}

/** Split a group's parameters into those shown first, in the order above, and the rest. */
export function splitLevers(
  parameters: readonly ParameterInfo[],
  group: LeverGroup,
): { readonly key: readonly ParameterInfo[]; readonly more: readonly ParameterInfo[] } {
  const own = parameters.filter((parameter) => groupOf(parameter) === group)
  const keys: readonly string[] = keyLevers[group]
  const key = keys.flatMap((name) => own.filter((parameter) => parameter.name === name))
  return { key, more: own.filter((parameter) => !key.includes(parameter)) }
}
