import { describe, expect, it } from 'vitest'
import type { Scenario } from '../../../../src/core/scenario/scenario.ts'
import { evidenceCatalog as catalog } from '../evidence/catalog.fixture.ts'
import { inputDifferences } from './input-differences.ts'

const empty: Scenario = { format: 'keicast-scenario', version: 1, name: 'Empty' }
const differences = (current: Partial<Scenario>, reference: Partial<Scenario> = {}) =>
  inputDifferences({ ...empty, ...reference }, { ...empty, ...current }, catalog)

describe('inputs that differ', () => {
  it('are none where scenarios say the same, or repeat the data set', () => {
    expect(differences({ name: 'Other', notes: 'x' })).toEqual([])
    expect(
      differences({
        parameters: { gasolinePrice: 3.12 },
        states: { CA: 'unclear', TX: { status: 'capped', cap_mph: 35 } },
        nameplates: { clipper: { launch: 2028, price_usd: null } },
        steering: 'lhd',
        federal: [],
      }),
    ).toEqual([])
  })

  it('tell parameters with units, defaults and kind', () => {
    expect(differences({ parameters: { tariffTruck: 0.1 } })).toEqual([
      {
        path: 'parameters.tariffTruck',
        label: 'Tariff on trucks',
        kind: 'decision',
        current: '10% of customs value',
        reference: '25% of customs value',
      },
    ])
    expect(differences({}, { parameters: { exchangeRate: 165 } })[0]).toMatchObject({
      kind: 'world',
      current: '¥150 a dollar',
      reference: '¥165 a dollar',
    })
  })

  it('tell rules and law in words', () => {
    expect(differences({ federal: [{ year: 2028, path: 'kei-class' }] })[0]).toMatchObject({
      label: 'Federal rule',
      current: 'New federal kei class from 2028',
      reference: '25-year imports only',
    })
    expect(differences({ states: { TX: 'legal', CA: 'capped' } })).toMatchObject([
      { label: 'Law in Texas', current: 'legal', reference: 'roads up to 35 mph' },
      { label: 'Law in California', current: 'roads up to 45 mph', reference: 'unclear' },
    ])
  })

  it('tell tariffs by year and what is uncertain', () => {
    const federal = [{ year: 2028, path: 'kei-class', odds: { '2028': 0.3, '2030': 0.4 } }]
    const tariffs = [
      { year: 2029, tariffTruck: 0.1 },
      { year: 2031, tariffTruck: 0, odds: {} },
    ]
    expect(differences({ federal, tariffs })).toMatchObject([
      { current: 'New federal kei class from 2028 (odds 30% in 2028, 40% in 2030)' },
      {
        label: 'Tariffs by year',
        kind: 'decision',
        current:
          '10% of customs value on trucks from 2029, then 0% of customs value on trucks from 2031 (odds of none)',
        reference: 'as the assumptions say',
      },
    ])
  })

  it('tell nameplates and makers, with what stands where nothing is said', () => {
    const all = differences({
      source: 'local',
      makers: { suzuki: { dealer_reach: 0.3 } },
      nameplates: { carry: { offered: true, price_usd: 10_500, partners: 3, source: 'import' } },
    })
    expect(all.map(({ path, current, reference }) => [path, current, reference])).toEqual([
      ['source', 'built in America', 'imported'],
      ['makers.suzuki.dealer_reach', '30%', '0%'],
      ['nameplates.carry.offered', 'yes', 'no'],
      ['nameplates.carry.price_usd', '$10,500', 'cost plus margins'],
      ['nameplates.carry.partners', '3 makers', '1 maker'],
    ])
    expect(all[2]?.label).toBe('Offered, Suzuki Carry')
  })

  it('put decisions before the world', () => {
    const kinds = differences({
      parameters: { gasolinePrice: 4, freight: 1000 },
      series: { gasoline: { '2030': 5 } },
      horizon: { end: 2040 },
    }).map(({ kind, path }) => [kind, path])
    expect(kinds).toEqual([
      ['decision', 'horizon'],
      ['decision', 'parameters.freight'],
      ['world', 'parameters.gasolinePrice'],
      ['world', 'series.gasoline'],
    ])
  })
})
