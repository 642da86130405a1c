import type { Catalog } from '../../../src/contract/catalog.ts'
import type { Scenario } from '../../../src/core/scenario/scenario.ts'
import { withPart, withSeriesYear } from '../../state/scenario-edits.ts'
import { federalPaths, makers, nameplates, states } from './catalog-rows.ts'
import { horizonDifference } from './horizon-vm.ts'
import { anyDifference, differenceOf, isChanged, type Difference } from './lever-edit.ts'
import type { LeverGroup } from './lever-groups.ts'
import { en } from '../../strings/en.ts'
import { makerRows, nameplateRows, sourceDifference, steeringDifference } from './nameplates-vm.ts'
import { seriesDifference, seriesNames, type SeriesName } from './series-vm.ts'
import { stateTiles } from './states-vm.ts'

const text = en.levers

/** Levers that are more than a number: each is one block of a group. */
export type BlockId =
  'federal' | 'states' | 'steering' | 'source' | 'nameplates' | 'makers' | 'horizon' | SeriesName

export interface LeverBlock {
  readonly id: BlockId
  readonly group: LeverGroup
  /** Before the group's key levers, after them, or behind "more". */
  readonly place: 'first' | 'last' | 'more'
  /** What it is found by, in lower case. */
  readonly keywords: string
  readonly difference: Difference
  /** Levers in it that differ from the default or the reference. */
  readonly changed: number
  readonly reset: (scenario: Scenario) => Scenario
}

interface BlocksInput {
  readonly catalog: Catalog
  readonly scenario: Scenario
  readonly reference: Scenario
}

export function blocksOf(input: BlocksInput): LeverBlock[] {
  return [...rulesBlocks(input), ...supplyBlocks(input), ...surroundingBlocks(input)]
}

function rulesBlocks({ catalog, scenario, reference }: BlocksInput): LeverBlock[] {
  const tiles = stateTiles(states(catalog), scenario, reference)
  return [
    {
      id: 'federal',
      group: 'rules',
      place: 'first',
      keywords: keywords(
        text.federal.title,
        federalPaths(catalog).map(({ label }) => label),
      ),
      ...oneLever(differenceOf(scenario.federal ?? [], [], reference.federal ?? [])),
      reset: (one) => withPart(one, 'federal', undefined),
    },
    {
      id: 'states',
      group: 'rules',
      place: 'first',
      keywords: keywords(
        text.states.title,
        tiles.map(({ code, state }) => `${code} ${state.name}`),
      ),
      ...manyLevers(tiles),
      reset: (one) => withPart(one, 'states', undefined),
    },
  ]
}

function supplyBlocks({ catalog, scenario, reference }: BlocksInput): LeverBlock[] {
  const rows = nameplateRows(catalog, scenario, reference, federalPaths(catalog))
  return [
    {
      id: 'steering',
      group: 'cost',
      place: 'first',
      keywords: keywords(text.steering.title, [text.steering.left, text.steering.right]),
      ...oneLever(steeringDifference(scenario, reference)),
      reset: (one) => withPart(one, 'steering', undefined),
    },
    {
      id: 'source',
      group: 'supply',
      place: 'first',
      keywords: keywords(text.source.title, [text.source.import, text.source.local]),
      ...oneLever(sourceDifference(scenario, reference)),
      reset: (one) => withPart(one, 'source', undefined),
    },
    {
      id: 'nameplates',
      group: 'supply',
      place: 'first',
      keywords: keywords(text.nameplates.title, [
        ...Object.values(text.nameplates.columns),
        ...nameplates(catalog).map(({ label, body }) => `${label} ${body}`),
      ]),
      ...manyLevers(rows),
      reset: (one) => withPart(one, 'nameplates', undefined),
    },
    {
      id: 'makers',
      group: 'supply',
      place: 'more',
      keywords: keywords(text.makers.title, [
        text.makers.barred,
        text.nameplates.columns.dealer_reach,
        ...makers(catalog).map(({ label }) => label),
      ]),
      ...manyLevers(makerRows(catalog, scenario, reference)),
      reset: (one) => withPart(one, 'makers', undefined),
    },
  ]
}

function surroundingBlocks({ scenario, reference }: BlocksInput): LeverBlock[] {
  return [
    {
      id: 'horizon',
      group: 'surroundings',
      place: 'last',
      keywords: keywords(text.horizon.title, [text.horizon.start, text.horizon.end, 'horizon']),
      ...oneLever(horizonDifference(scenario, reference)),
      reset: (one) => withPart(one, 'horizon', undefined),
    },
    ...seriesNames.map((id): LeverBlock => ({
      id,
      group: 'surroundings',
      place: 'more',
      keywords: keywords(text.series.names[id], [text.series.value[id], 'series', id]),
      ...oneLever(seriesDifference(scenario, reference, id)),
      reset: (one) => withoutSeries(one, id),
    })),
  ]
}

function withoutSeries(scenario: Scenario, name: SeriesName): Scenario {
  return Object.keys(scenario.series?.[name] ?? {}).reduce(
    (one, year) => withSeriesYear(one, name, Number(year), null),
    scenario,
  )
}

function oneLever(difference: Difference): Pick<LeverBlock, 'difference' | 'changed'> {
  return { difference, changed: isChanged(difference) ? 1 : 0 }
}

function manyLevers(
  rows: readonly { readonly difference: Difference }[],
): Pick<LeverBlock, 'difference' | 'changed'> {
  const differences = rows.map(({ difference }) => difference)
  return { difference: anyDifference(differences), changed: differences.filter(isChanged).length }
}

function keywords(title: string, others: readonly string[]): string {
  return [title, ...others].join(' ').toLowerCase()
}
