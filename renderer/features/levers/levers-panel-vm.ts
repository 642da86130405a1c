import type { Catalog } from '../../../src/contract/catalog.ts'
import type { Scenario } from '../../../src/core/scenario/scenario.ts'
import { withParameter } from '../../state/scenario-edits.ts'
import { nameOf } from './catalog-rows.ts'
import { isChanged, type LeverEdit } from './lever-edit.ts'
import { blocksOf, type LeverBlock } from './lever-blocks.ts'
import { groupOf, leverGroups, splitLevers, type LeverGroup } from './lever-groups.ts'
import { en } from '../../strings/en.ts'
import { parameterLevers, searchTextOf, type ParameterLever } from './parameter-lever-vm.ts'

const text = en.levers

export interface LeverFilter {
  readonly query: string
  readonly changedOnly: boolean
}

/** One group of the panel as it is shown under a filter. */
export interface GroupView {
  readonly id: LeverGroup
  readonly title: string
  readonly question: string
  readonly first: readonly LeverBlock[]
  readonly key: readonly ParameterLever[]
  readonly last: readonly LeverBlock[]
  readonly more: MoreView
  /** Levers that differ from the default or the reference, whatever the filter. */
  readonly changed: number
  /** Something differs from the data set's defaults. */
  readonly canReset: boolean
}

/** What waits behind "more", parameters by the data set's own groups. */
export interface MoreView {
  readonly blocks: readonly LeverBlock[]
  readonly sections: readonly {
    readonly title: string
    readonly levers: readonly ParameterLever[]
  }[]
  readonly count: number
}

export interface PanelInput {
  readonly catalog: Catalog
  readonly scenario: Scenario
  readonly reference: Scenario
}

/** Lay out the groups under a filter; groups in which nothing is left are left out. */
export function leverPanel(input: PanelInput, filter: LeverFilter): GroupView[] {
  const levers = parameterLevers(input.catalog, input.scenario, input.reference)
  const blocks = blocksOf(input)
  return leverGroups
    .map((id) => groupView(id, { input, filter, levers, blocks }))
    .filter((view) => !isFiltering(filter) || countShown(view) > 0)
}

interface GroupContext {
  readonly input: PanelInput
  readonly filter: LeverFilter
  readonly levers: readonly ParameterLever[]
  readonly blocks: readonly LeverBlock[]
}

function groupView(id: LeverGroup, { input, filter, levers, blocks }: GroupContext): GroupView {
  const { title, question } = text.groups[id]
  const { key, more } = splitLevers(input.catalog.parameters, id)
  const own = blocks.filter(({ group }) => group === id)
  const ownLevers = levers.filter(({ parameter }) => groupOf(parameter) === id)
  const shownLevers = (parameters: readonly unknown[]) =>
    parameters
      .flatMap((parameter) => ownLevers.filter((lever) => lever.parameter === parameter))
      .filter((lever) => isLeverShown(lever, title, filter))
  const shownBlocks = (place: LeverBlock['place']) =>
    own.filter((block) => block.place === place && isBlockShown(block, title, filter))
  return {
    id,
    title,
    question,
    first: shownBlocks('first'),
    key: shownLevers(key),
    last: shownBlocks('last'),
    more: moreView(shownLevers(more), shownBlocks('more')),
    changed:
      ownLevers.filter(({ difference }) => isChanged(difference)).length +
      own.reduce((sum, { changed }) => sum + changed, 0),
    canReset:
      ownLevers.some(({ difference }) => difference.fromDefault) ||
      own.some(({ difference }) => difference.fromDefault),
  }
}

function moreView(levers: readonly ParameterLever[], blocks: readonly LeverBlock[]): MoreView {
  const groups = [...new Set(levers.map(({ parameter }) => parameter.group))]
  const sections = groups.map((group) => ({
    title: text.catalogGroups[group] ?? group,
    levers: levers.filter(({ parameter }) => parameter.group === group),
  }))
  return { blocks, sections, count: levers.length + blocks.length }
}

export function isFiltering({ query, changedOnly }: LeverFilter): boolean {
  return changedOnly || wordsOf(query).length > 0
}

export function wordsOf(query: string): string[] {
  return query
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== '')
}

/** Tell whether a text holds every word of a query. */
export function isMatch(searched: string, query: string): boolean {
  return wordsOf(query).every((word) => searched.includes(word))
}

function isLeverShown(lever: ParameterLever, groupTitle: string, filter: LeverFilter): boolean {
  const isWanted = !filter.changedOnly || isChanged(lever.difference)
  return isWanted && isMatch(searchTextOf(lever.parameter, groupTitle), filter.query)
}

function isBlockShown(block: LeverBlock, groupTitle: string, filter: LeverFilter): boolean {
  const isWanted = !filter.changedOnly || isChanged(block.difference)
  return isWanted && isMatch(`${groupTitle.toLowerCase()} ${block.keywords}`, filter.query)
}

/** Say why nothing is left to show. */
export function emptyWords({ query, changedOnly }: LeverFilter): string {
  if (wordsOf(query).length === 0) return text.panel.noneChanged
  return changedOnly ? text.panel.noChangedMatch(query) : text.panel.noMatch(query)
}

export function countShown({ first, key, last, more }: GroupView): number {
  return first.length + key.length + last.length + more.count
}

/** Put everything in a group back to the data set's defaults. */
export function resetGroup(id: LeverGroup, input: PanelInput): LeverEdit {
  const parameters = input.catalog.parameters.filter((parameter) => groupOf(parameter) === id)
  const withoutParameters = parameters.reduce(
    (scenario, parameter) => withParameter(scenario, nameOf(parameter), null),
    input.scenario,
  )
  const blocks = blocksOf(input).filter(({ group }) => group === id)
  return {
    label: text.panel.resetGroupName(text.groups[id].title),
    scenario: blocks.reduce((scenario, block) => block.reset(scenario), withoutParameters),
    group: null,
  }
}
