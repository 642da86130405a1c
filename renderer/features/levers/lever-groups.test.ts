import { describe, expect, it } from 'vitest'
import { catalog } from './catalog.fixture.ts'
import { groupOf, keyLevers, leverGroups, splitLevers } from './lever-groups.ts'
import { en } from '../../strings/en.ts'

const leversText = en.levers

describe('the groups of the panel', () => {
  it('hold every parameter of the data set exactly once', () => {
    const placed = leverGroups.flatMap((group) => {
      const { key, more } = splitLevers(catalog.parameters, group)
      return [...key, ...more].map(({ name }) => name)
    })
    expect(placed).toHaveLength(77)
    expect(placed.toSorted()).toEqual(catalog.parameters.map(({ name }) => name).toSorted())
  })

  it('show few levers first, each of its own group', () => {
    for (const group of leverGroups) {
      const { key } = splitLevers(catalog.parameters, group)
      expect(key.map(({ name }) => name)).toEqual(keyLevers[group])
      expect(key.length).toBeLessThanOrEqual(7)
    }
  })

  it('follow the question', () => {
    const groupNamed = (name: string) =>
      groupOf(catalog.parameters.find((one) => one.name === name)!)
    expect(groupNamed('stateLagScale')).toBe('rules')
    expect(groupNamed('tariffCar')).toBe('cost')
    expect(groupNamed('makerMargin')).toBe('cost')
    expect(groupNamed('greySupply')).toBe('supply')
    expect(groupNamed('rhdAcceptance')).toBe('demand')
    expect(groupNamed('awarenessStart')).toBe('demand')
    expect(groupNamed('gasolinePrice')).toBe('surroundings')
    expect(groupOf({ name: 'new', group: 'unheard of' })).toBe('surroundings')
  })

  it('have a title for every group of the data set', () => {
    const untitled = catalog.parameters.filter(({ group }) => !(group in leversText.catalogGroups))
    expect(untitled).toEqual([])
  })
})
