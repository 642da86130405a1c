import { describe, expect, it } from 'vitest'
import { data, parameters, scenarioWith } from '../../../test/model.fixture.ts'
import { horizonOf, resolveScenario, type Nameplate } from './resolve.ts'
import type { NameplateOverride, Scenario } from './scenario.ts'

const resolve = (overrides: Partial<Scenario>) => resolveScenario(data, scenarioWith(overrides))

function nameplate(id: string, overrides: Partial<Scenario>): Nameplate | undefined {
  return resolve(overrides).nameplates.find((one) => one.id === id)
}

describe('a scenario that says nothing', () => {
  const inputs = resolve({})

  it('is the data set, from 2026 to 2045', () => {
    expect(inputs.years).toHaveLength(20)
    expect([inputs.years[0], inputs.years.at(-1)]).toEqual([2026, 2045])
    expect(inputs.parameters).toEqual(parameters)
    expect(inputs.federal.map(({ from, path }) => [from, path.path])).toEqual([
      [-Infinity, 'import-25'],
    ])
    expect([inputs.gasoline.size, inputs.newSales.size]).toEqual([0, 0])
  })

  it('offers the nameplates that the data set offers, left-hand drive and imported', () => {
    const offered = data.nameplates.rows.filter((row) => row.offered)
    expect(inputs.nameplates.map(({ id }) => id)).toEqual(offered.map(({ id }) => id))
    expect(nameplate('n-box', {})).toMatchObject({
      ...{ isNew: true, barred: false, reach: 0.92, steering: 'lhd', source: 'import' },
      ...{ partners: 1, appeal: 0, priceUsd: null },
    })
    expect(nameplate('grey-import', {})).toMatchObject({ isNew: false, reach: 0.45 })
  })
})

describe('the horizon', () => {
  it.each([
    [undefined, 2026, 2045],
    [{}, 2026, 2045],
    [{ start: 2030 }, 2030, 2045],
    [{ end: 2030 }, 2026, 2030],
    [{ start: 2030, end: 2030 }, 2030, 2030],
  ])('of %j is %i to %i', (horizon, start, end) => {
    expect(horizonOf(scenarioWith({ horizon }))).toEqual({ start, end })
    expect(resolve({ horizon }).years).toHaveLength(end - start + 1)
  })
})

describe('federal paths', () => {
  it('follow each other, the same one twice in a row being one', () => {
    const federal = [
      { year: 2027, path: 'import-25' },
      { year: 2028, path: 'lsv' },
      { year: 2030, path: 'lsv' },
      { year: 2032, path: 'fmvss' },
      { year: 2034, path: 'lsv' },
    ]
    expect(resolve({ federal }).federal.map(({ from, path }) => [from, path.path])).toEqual([
      [-Infinity, 'import-25'],
      [2028, 'lsv'],
      [2032, 'fmvss'],
      [2034, 'lsv'],
    ])
  })
})

describe('tariffs', () => {
  const periods = (overrides: Partial<Scenario>) =>
    resolve(overrides).tariffs.map(({ from, tariffCar, tariffTruck }) => [
      ...[from, tariffCar, tariffTruck],
    ])

  it('are the parameters’ where nothing changes them', () => {
    expect(periods({})).toEqual([[-Infinity, parameters.tariffCar, parameters.tariffTruck]])
    expect(periods({ parameters: { tariffCar: 0.1 } })).toEqual([
      [-Infinity, 0.1, parameters.tariffTruck],
    ])
  })

  it('follow each other, a rate that is left out staying what it was', () => {
    const tariffs = [
      { year: 2020, tariffTruck: 0.5 },
      { year: 2029, tariffCar: 0 },
      { year: 2031, tariffCar: 0.3, tariffTruck: 0.2 },
    ]
    expect(periods({ tariffs, parameters: { tariffCar: 0.1, tariffTruck: 0.25 } })).toEqual([
      [-Infinity, 0.1, 0.25],
      [2020, 0.1, 0.5],
      [2029, 0, 0.5],
      [2031, 0.3, 0.2],
    ])
  })
})

describe('odds', () => {
  it('are nothing to a single run, which takes the year', () => {
    const certain = {
      federal: [{ year: 2028, path: 'lsv' }],
      tariffs: [{ year: 2029, tariffCar: 0 }],
    }
    const odds = { '2035': 0.5 }
    const uncertain = {
      federal: certain.federal.map((entry) => ({ ...entry, odds })),
      tariffs: certain.tariffs.map((entry) => ({ ...entry, odds })),
      ensemble: { hold: ['wacc' as const] },
    }
    expect(resolve(uncertain)).toEqual(resolve(certain))
  })
})

describe('state law', () => {
  it.each<[NonNullable<Scenario['states']>[string] | undefined, object]>([
    [undefined, { status: 'capped', capMph: 35 }],
    ['legal', { status: 'legal', capMph: 35 }],
    ['capped', { status: 'capped', capMph: 35 }],
    [{ status: 'capped' }, { status: 'capped', capMph: 35 }],
    [
      { status: 'capped', cap_mph: 55 },
      { status: 'capped', capMph: 55 },
    ],
    [{ status: 'prohibited' }, { status: 'prohibited', capMph: 35 }],
  ])('of a state capped at 35 mph with %j is %j', (override, expected) => {
    const states = override === undefined ? {} : { AL: override }
    const alabama = resolve({ states }).states.find(({ row }) => row.state === 'AL')
    expect(alabama).toMatchObject(expected)
  })
})

describe('a nameplate', () => {
  it.each<[NameplateOverride, Partial<Nameplate>]>([
    [{ seats: 2 }, { seats: 2, mpg: 40.6 }],
    [
      { speed_cap_mph: 45, mpg: null },
      { speed_cap_mph: 45, mpg: null },
    ],
    [
      { seats: undefined, mpg: undefined },
      { seats: 4, mpg: 40.6 },
    ],
    [
      { price_usd: 9000, partners: 3, appeal: 0.4 },
      { priceUsd: 9000, partners: 3, appeal: 0.4 },
    ],
    [
      { price_usd: null, partners: null, appeal: null },
      { priceUsd: null, partners: 1, appeal: 0 },
    ],
    [{ dealer_reach: 0 }, { reach: 0 }],
    [{ dealer_reach: null }, { reach: 0.5 }],
    [
      { steering: 'lhd', source: 'import' },
      { steering: 'lhd', source: 'import' },
    ],
    [
      { steering: null, source: null },
      { steering: 'rhd', source: 'local' },
    ],
  ])(
    'with %j is %j where the scenario is right-hand drive, local and has half the reach',
    (override, expected) => {
      const scenario: Partial<Scenario> = {
        steering: 'rhd',
        source: 'local',
        makers: { honda: { dealer_reach: 0.5, us_dealers: undefined } },
        nameplates: { 'n-box': override },
      }
      expect(nameplate('n-box', scenario)).toMatchObject(expected)
    },
  )

  it('is on offer or not as the scenario says', () => {
    expect(nameplate('n-box', { nameplates: { 'n-box': { offered: false } } })).toBeUndefined()
    expect(nameplate('carry', { nameplates: { carry: { offered: true } } })).toBeDefined()
  })

  it('is barred with its maker', () => {
    expect(nameplate('n-box', { makers: { honda: { barred: true } } })?.barred).toBe(true)
    const racco = { nameplates: { racco: { offered: true } }, makers: { byd: { barred: false } } }
    expect(nameplate('racco', racco)?.barred).toBe(false)
  })
})

describe('series', () => {
  it('are known by year', () => {
    const { gasoline, newSales } = resolve({
      series: { gasoline: { '2027': 4.2, '2030': 3 }, newSales: { '2026': 15e6 } },
    })
    expect([...gasoline]).toEqual([
      [2027, 4.2],
      [2030, 3],
    ])
    expect([...newSales]).toEqual([[2026, 15e6]])
  })
})

describe('what was never checked', () => {
  it('is a bug, not a result: a path and a maker that are not there', () => {
    expect(() => resolve({ federal: [{ year: 2028, path: 'none' }] })).toThrow(
      'no federal path none',
    )
    const makers = { notes: [], rows: data.makers.rows.filter(({ maker }) => maker !== 'honda') }
    expect(() => resolveScenario({ ...data, makers }, scenarioWith({}))).toThrow('no maker honda')
  })
})
