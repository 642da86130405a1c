import { describe, expect, it } from 'vitest'
import { data, runScenario, scenarioWith } from '../../../test/model.fixture.ts'
import type { Scenario } from '../scenario/scenario.ts'
import { compareInputs, compareResults } from './compare.ts'
import { nameplateRows, stateRows, yearRows } from './headline.ts'
import { toRunObject } from './run-object.ts'

/** The inputs in which scenarios differ, as `path: first | second | …`. */
function differences(...scenarios: readonly Partial<Scenario>[]): string[] {
  return compareInputs(data, scenarios.map(scenarioWith)).map(
    ({ path, values }) => `${path}: ${values.join(' | ')}`,
  )
}

describe('inputs that differ', () => {
  it('are none between a scenario and itself, whatever it is called', () => {
    const scenario = { parameters: { wacc: 0.1 }, states: { AZ: 'legal' } } as const
    expect(differences({ ...scenario, name: 'a' }, { ...scenario, name: 'b', notes: 'c' })).toEqual(
      [],
    )
  })

  it.each<[string, Partial<Scenario>, string[]]>([
    ['the horizon', { horizon: { end: 2040 } }, ['horizon: 2026 to 2040 | 2026 to 2045']],
    [
      'federal paths',
      {
        federal: [
          { year: 2028, path: 'lsv' },
          { year: 2032, path: 'kei-class' },
        ],
      },
      ['federal: 2028 lsv, 2032 kei-class | none'],
    ],
    [
      'odds and tariffs',
      {
        federal: [{ year: 2028, path: 'lsv', odds: { 2028: 0.3, 2030: 0.4 } }],
        tariffs: [
          { year: 2029, tariffCar: 0, tariffTruck: 0.1 },
          { year: 2031, tariffCar: 0.2, odds: {} },
        ],
      },
      [
        'federal: 2028 lsv (odds 2028: 0.3 2030: 0.4) | none',
        'tariffs: 2029 tariffCar 0 tariffTruck 0.1, 2031 tariffCar 0.2 (odds of none) | as parameters',
      ],
    ],
    ['steering', { steering: 'rhd' }, ['steering: rhd | lhd']],
    ['source', { source: 'local' }, ['source: local | import']],
    [
      'parameters',
      { parameters: { tariffCar: 0.025, wacc: 0.1 } },
      ['parameters.tariffCar: 0.025 | 0.15', 'parameters.wacc: 0.1 | 0.09'],
    ],
    ['a state as a word', { states: { AZ: 'prohibited' } }, ['states.AZ: prohibited | legal']],
    [
      'a state as an object',
      { states: { AZ: { status: 'capped', cap_mph: 35 } } },
      ['states.AZ: capped at 35 mph | legal'],
    ],
    [
      'a capped state that names no cap and has none of its own',
      { states: { AZ: 'capped' } },
      ['states.AZ: capped at 45 mph | legal'],
    ],
    [
      'a state that is capped in the data set',
      { states: { AL: 'legal' } },
      ['states.AL: legal | capped at 35 mph'],
    ],
    [
      'makers',
      { makers: { byd: { barred: false, dealer_reach: 0.2, us_dealers: 3 } } },
      [
        'makers.byd.barred: false | true',
        'makers.byd.dealer_reach: 0.2 | 0',
        'makers.byd.us_dealers: 3 | 0',
      ],
    ],
    [
      'columns of a nameplate',
      { nameplates: { 'n-box': { offered: false, launch: 2030, mpg: null, speed_cap_mph: 45 } } },
      [
        'nameplates.n-box.offered: false | true',
        'nameplates.n-box.launch: 2030 | 2028',
        'nameplates.n-box.mpg: blank | 40.6',
        'nameplates.n-box.speed_cap_mph: 45 | blank',
      ],
    ],
    [
      'what only a scenario says of a nameplate',
      {
        nameplates: {
          'n-box': {
            ...{ price_usd: 14_990, steering: 'rhd', source: 'local', partners: 2 },
            ...{ dealer_reach: 0.5, appeal: 0.3 },
          },
        },
      },
      [
        'nameplates.n-box.price_usd: 14990 | cost-plus',
        'nameplates.n-box.steering: rhd | lhd',
        'nameplates.n-box.source: local | import',
        'nameplates.n-box.partners: 2 | 1',
        'nameplates.n-box.dealer_reach: 0.5 | its maker’s',
        'nameplates.n-box.appeal: 0.3 | 0',
      ],
    ],
    [
      'series',
      { series: { gasoline: { '2030': 4.2 }, newSales: { '2031': 15e6 } } },
      [
        'series.gasoline.2030: 4.2 | as parameters',
        'series.newSales.2031: 15000000 | as parameters',
      ],
    ],
  ])('show %s and what holds without it', (_, scenario, expected) => {
    expect(differences(scenario, {})).toEqual(expected)
  })

  it.each<[string, Partial<Scenario>]>([
    ['a parameter', { parameters: { tariffCar: 0.15 } }],
    ['a horizon', { horizon: { start: 2026 } }],
    ['no federal path', { federal: [] }],
    ['a state', { states: { AZ: 'legal', AL: 'capped' } }],
    ['a cap of a state that has none', { states: { AZ: { status: 'legal', cap_mph: 45 } } }],
    ['a cap of a state', { states: { AL: { status: 'capped', cap_mph: 35 } } }],
    ['a maker', { makers: { honda: { barred: false } } }],
    ['a nameplate', { nameplates: { 'n-box': { offered: true, speed_cap_mph: null } } }],
    [
      'a null',
      {
        nameplates: {
          'n-box': {
            ...{ price_usd: null, steering: null, source: null, partners: null },
            ...{ dealer_reach: null, appeal: null },
          },
        },
      },
    ],
    [
      'what is undefined',
      { parameters: { wacc: undefined }, nameplates: { 'n-box': { mpg: undefined } } },
    ],
    [
      'a steering side that is the scenario’s own',
      { nameplates: { 'n-box': { steering: 'lhd' } } },
    ],
  ])('are none where %s says what holds anyway', (_, scenario) => {
    expect(differences(scenario, {})).toEqual([])
  })

  it('name each scenario’s value where three are compared, if any two differ', () => {
    expect(
      differences(
        { parameters: { wacc: 0.1 } },
        {},
        { parameters: { wacc: 0.1, tariffCar: 0.15 } },
      ),
    ).toEqual(['parameters.wacc: 0.1 | 0.09 | 0.1'])
  })
})

describe('results side by side', () => {
  const keiClass = runScenario({
    horizon: { start: 2028, end: 2031 },
    federal: [{ year: 2028, path: 'kei-class' }],
  })
  const today = runScenario({ horizon: { start: 2026, end: 2028 } })
  const measures = new Map(
    compareResults([keiClass, today]).map((measure) => [measure.label, measure]),
  )
  const years = yearRows(keiClass)
  const last = years.at(-1)!

  it('are given at the years that any of them runs to, blank where one does not', () => {
    expect([...measures.keys()].filter((label) => label.startsWith('New kei sold in'))).toEqual([
      'New kei sold in 2030',
    ])
    const { newKei } = years.find(({ year }) => year === 2030)!
    expect(measures.get('New kei sold in 2030')).toEqual({
      ...{ label: 'New kei sold in 2030', unit: 'vehicles', values: [newKei, null] },
    })
  })

  it('have a value for each scenario in every row', () => {
    for (const { values } of measures.values()) expect(values).toHaveLength(2)
  })

  it('give totals over all years, and the last year’s share, awareness and cheapest price', () => {
    const values = (label: string) => measures.get(label)?.values
    const total = years.reduce((sum, { newKei }) => sum + newKei, 0)
    const imports = toRunObject(today).sales['grey-import']!.reduce((sum, sold) => sum + sold, 0)
    expect(values('New kei sold, all years')).toEqual([total, 0])
    expect(values('25-year imports sold, all years')![1]).toBeCloseTo(imports, 6)
    expect(values('Share of new vehicles, last year')).toEqual([last.share, 0])
    expect(values('Awareness, last year')![0]).toBe(last.awareness)
    expect(values('Cheapest new kei, last year')).toEqual([last.cheapest, null])
  })

  it('name the biggest state, where there is one', () => {
    expect(measures.get('Biggest state, last year')?.values).toEqual([
      stateRows(keiClass, 3)[0]!.name,
      null,
    ])
  })

  it('count nameplates and those that earn, and add up what they do', () => {
    const npv = nameplateRows(keiClass).flatMap((row) => row.npv ?? [])
    const values = (label: string) => measures.get(label)?.values
    expect(npv).toHaveLength(9)
    expect(values('Nameplates sold new')).toEqual([9, 0])
    expect(values('of them with a positive NPV')).toEqual([npv.filter((one) => one > 0).length, 0])
    expect(values('NPV of all nameplates')![0]).toBeCloseTo(
      npv.reduce((sum, one) => sum + one, 0),
      0,
    )
  })
})
