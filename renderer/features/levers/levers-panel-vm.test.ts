import { describe, expect, it } from 'vitest'
import type { Scenario } from '../../../src/core/scenario/scenario.ts'
import { catalog, refusals, untouched } from './catalog.fixture.ts'
import { leverGroups } from './lever-groups.ts'
import { countShown, isFiltering, leverPanel, resetGroup } from './levers-panel-vm.ts'

const all = { query: '', changedOnly: false }
const busy: Scenario = {
  ...untouched,
  parameters: { tariffCar: 0.05, lhdUnit: 300, gasolinePrice: 5 },
  federal: [{ year: 2028, path: 'kei-class' }],
  states: { CA: 'legal', TX: 'prohibited' },
  steering: 'rhd',
  source: 'local',
  makers: { byd: { barred: false } },
  nameplates: { carry: { offered: true } },
  horizon: { end: 2040 },
  series: { gasoline: { '2030': 5 }, newSales: { '2030': 1.6e7 } },
}

function panel(filter: Partial<typeof all> = {}, scenario = untouched, reference = untouched) {
  return leverPanel({ catalog, scenario, reference }, { ...all, ...filter })
}

function names(groups: ReturnType<typeof panel>): string[] {
  return groups.flatMap(({ first, key, last, more }) => [
    ...first.map(({ id }) => id),
    ...key.map(({ name }) => name),
    ...last.map(({ id }) => id),
    ...more.blocks.map(({ id }) => id),
    ...more.sections.flatMap(({ levers }) => levers.map(({ name }) => name)),
  ])
}

describe('leverPanel', () => {
  it('shows every parameter and every block once, in the order of the question', () => {
    const groups = panel()
    expect(groups.map(({ title }) => title)).toEqual([
      'Rules',
      'Price and cost',
      'Supply',
      'Demand',
      'Surroundings',
    ])
    const shown = names(groups)
    expect(shown).toHaveLength(77 + 9)
    expect(new Set(shown).size).toBe(shown.length)
    expect(groups.map(({ changed, canReset }) => [changed, canReset])).toEqual(
      leverGroups.map(() => [0, false]),
    )
  })

  it.each([
    ['tariff', ['tariffCar', 'tariffTruck']],
    ['TARIFF trucks', ['tariffTruck']],
    ['tariffcar', ['tariffCar']],
    ['kwh', ['electricityPrice', 'gridCarbon']],
    ['ohio', ['states']],
    ['low-speed', ['federal']],
    ['sakura', ['nameplates']],
    ['gasoline per gallon', ['gasolinePrice', 'gasoline', 'gasolineCarbon']],
  ])('finds %s', (query, found) => {
    expect(names(panel({ query })).toSorted()).toEqual(found.toSorted())
  })

  it('finds whole groups, the panel’s and the data set’s', () => {
    expect(panel({ query: 'price and cost' }).map(({ id }) => id)).toContain('cost')
    expect(names(panel({ query: 'awareness' }))).toHaveLength(6)
  })

  it('is empty where nothing matches', () => {
    expect(panel({ query: 'zeppelin' })).toEqual([])
    expect(panel({ changedOnly: true })).toEqual([])
  })

  it('shows what changed, against the default or the reference', () => {
    expect(names(panel({ changedOnly: true }, busy)).toSorted()).toEqual(
      [
        ...['federal', 'states', 'steering', 'tariffCar', 'lhdUnit', 'source', 'nameplates'],
        ...['makers', 'gasolinePrice', 'horizon', 'gasoline', 'newSales'],
      ].toSorted(),
    )
    expect(names(panel({ changedOnly: true }, untouched, busy))).toHaveLength(12)
    expect(names(panel({ changedOnly: true, query: 'tariff' }, busy))).toEqual(['tariffCar'])
  })

  it('counts what changed, states and nameplates one by one', () => {
    expect(panel({}, busy).map(({ changed }) => changed)).toEqual([3, 3, 3, 0, 4])
    expect(panel({}, untouched, busy).map(({ canReset }) => canReset)).toEqual(
      leverGroups.map(() => false),
    )
  })

  it('counts what is behind "more"', () => {
    const demand = panel().find(({ id }) => id === 'demand')!
    expect(demand.more.sections.map(({ title }) => title)).toEqual(['Tastes', 'Awareness'])
    expect(countShown(demand)).toBe(demand.key.length + demand.more.count)
  })
})

describe('isFiltering', () => {
  it('takes blanks for no query', () => {
    expect(isFiltering({ query: '  ', changedOnly: false })).toBe(false)
    expect(isFiltering({ query: 'x', changedOnly: false })).toBe(true)
    expect(isFiltering({ query: '', changedOnly: true })).toBe(true)
  })
})

describe('resetGroup', () => {
  it('puts back one group and leaves the others', () => {
    const edit = resetGroup('cost', { catalog, scenario: busy, reference: untouched })
    expect(edit.label).toBe('Reset all in Price and cost')
    expect(edit.scenario.parameters).toEqual({ gasolinePrice: 5 })
    expect(edit.scenario).not.toHaveProperty('steering')
    expect(edit.scenario.states).toEqual(busy.states)
  })

  it('leaves nothing behind once every group is reset', () => {
    expect(refusals(busy)).toEqual([])
    const scenario = leverGroups.reduce(
      (one, group) => resetGroup(group, { catalog, scenario: one, reference: untouched }).scenario,
      busy,
    )
    expect(scenario).toEqual(untouched)
  })
})
