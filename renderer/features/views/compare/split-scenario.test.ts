import { describe, expect, it } from 'vitest'
import type { Scenario } from '../../../../src/core/scenario/scenario.ts'
import { evidenceCatalog as catalog } from '../evidence/catalog.fixture.ts'
import {
  kindsThatDiffer,
  parameterKind,
  splitDifference,
  splitOfOneKind,
  splitScenario,
} from './split-scenario.ts'

const head = { format: 'keicast-scenario', version: 1, name: 'Reference' } as const
const reference: Scenario = {
  ...head,
  parameters: { gasolinePrice: 3, tariffTruck: 0.2 },
  federal: [{ year: 2028, path: 'kei-class' }],
  series: { newSales: { '2030': 16e6 } },
}
const current: Scenario = {
  ...head,
  name: 'Current',
  notes: 'Other notes',
  parameters: { tariffTruck: 0.1, exchangeRate: 160, freight: 1500 },
  federal: [{ year: 2029, path: 'fmvss' }],
  tariffs: [{ year: 2030, tariffCar: 0 }],
  source: 'local',
  nameplates: { carry: { offered: true } },
  series: { gasoline: { '2030': 4 } },
}

describe('splitting scenarios', () => {
  it('knows the yen and fuel as the world, tariff and freight as decisions', () => {
    expect(parameterKind(catalog, 'exchangeRate')).toBe('world')
    expect(parameterKind(catalog, 'gasolinePrice')).toBe('world')
    expect(parameterKind(catalog, 'tariffTruck')).toBe('decision')
    expect(parameterKind(catalog, 'freight')).toBe('decision')
  })

  it('takes one kind of difference each, those that go back to the default too', () => {
    const { worldOnly, decisionsOnly } = splitScenario(reference, current, catalog)
    expect(worldOnly).toEqual({
      ...head,
      parameters: { tariffTruck: 0.2, exchangeRate: 160 },
      federal: reference.federal,
      series: current.series,
    })
    expect(decisionsOnly).toEqual({
      ...head,
      parameters: { gasolinePrice: 3, tariffTruck: 0.1, freight: 1500 },
      federal: current.federal,
      tariffs: current.tariffs,
      source: 'local',
      nameplates: current.nameplates,
      series: reference.series,
    })
  })

  it('comes to the current scenario when both are taken, and to the reference from itself', () => {
    const { worldOnly } = splitScenario(reference, current, catalog)
    const both = splitScenario(worldOnly, current, catalog).decisionsOnly
    expect({ ...both, name: current.name, notes: current.notes }).toEqual(current)
    const same = splitScenario(reference, reference, catalog)
    expect(same).toEqual({ worldOnly: reference, decisionsOnly: reference })
  })
})

describe('splitting a difference', () => {
  it('gives parts that add up to the whole', () => {
    const parts = splitDifference({ reference: 10, current: 100, worldOnly: 30, decisionsOnly: 60 })
    expect(parts).toEqual({ total: 90, world: 20, decisions: 50, together: 20 })
  })

  it('gives all of it to the only kind that differs', () => {
    expect(splitOfOneKind('world', 7)).toEqual({ total: 7, world: 7, decisions: 0, together: 0 })
    expect(kindsThatDiffer([])).toBe('none')
    expect(kindsThatDiffer([{ kind: 'world' }, { kind: 'world' }])).toBe('world')
    expect(kindsThatDiffer([{ kind: 'world' }, { kind: 'decision' }])).toBe('both')
  })
})
