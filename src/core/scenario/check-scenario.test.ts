import { describe, expect, it } from 'vitest'
import { data } from '../../../test/model.fixture.ts'
import { describeProblem } from '../data/problem.ts'
import { createScenarioParser } from './parse-scenario.ts'

const parse = createScenarioParser(data)

/** The warnings of an accepted scenario whose file has one key a line, the first of `fields` in line 5. */
function warnings(fields: object): string[] {
  const base = { format: 'keicast-scenario', version: 1, name: 'test' }
  const parsed = parse(JSON.stringify({ ...base, ...fields }, null, 2))
  if (!parsed.ok) throw new Error(parsed.error.map(describeProblem).join('\n'))
  return parsed.value.warnings.map(describeProblem)
}

const horizon = { start: 2026, end: 2030 }

describe('what is plausible and takes effect draws no warning:', () => {
  it.each<[string, object]>([
    ['nothing', {}],
    ['both ends of a parameter’s range', { parameters: { tariffCar: 0.025, tariffTruck: 0.25 } }],
    ['a fixed parameter at its value', { parameters: { amortYears: 6 } }],
    [
      'a path of the first and of the last year',
      {
        federal: [
          { year: 2026, path: 'lsv' },
          { year: 2045, path: 'fmvss' },
        ],
      },
    ],
    [
      'a path from before the horizon that is in force in it',
      { federal: [{ year: 2020, path: 'lsv' }] },
    ],
    [
      'a path that is replaced in the second year',
      {
        federal: [
          { year: 2020, path: 'lsv' },
          { year: 2027, path: 'fmvss' },
        ],
      },
    ],
    [
      'a path whose year is never but whose odds are not',
      { federal: [{ year: 2060, path: 'fmvss', odds: { 2030: 0.5 } }] },
    ],
    [
      'a path that another replaces only perhaps',
      {
        federal: [
          { year: 2020, path: 'lsv' },
          { year: 2025, path: 'fmvss', odds: { 2025: 0.5, 2030: 0.5 } },
        ],
      },
    ],
    [
      'tariffs of the first and of the last year, and a parameter that they leave in force',
      {
        parameters: { tariffCar: 0.1, tariffTruck: 0.2 },
        tariffs: [
          { year: 2020, tariffTruck: 0.2, odds: { 2027: 0.5 } },
          { year: 2027, tariffCar: 0.05 },
          { year: 2045, tariffCar: 0.1 },
        ],
      },
    ],
    ['parameters that draws hold', { ensemble: { hold: ['tariffCar', 'wacc'] } }],
    ['a cap of a capped state', { states: { TX: { status: 'capped', cap_mph: 55 } } }],
    [
      'series of the first and of the last year',
      { series: { gasoline: { 2026: 4, 2045: 5 }, newSales: { 2026: 15e6 } } },
    ],
    ['a nameplate that is taken off', { nameplates: { sakura: { offered: false, launch: 2030 } } }],
    [
      'a nameplate with a reach of its own',
      { nameplates: { carry: { offered: true, dealer_reach: 0.2 } } },
    ],
    [
      'a nameplate whose maker is given a reach',
      { makers: { suzuki: { dealer_reach: 0.2 } }, nameplates: { carry: { offered: true } } },
    ],
    [
      'a nameplate whose maker is no longer barred',
      {
        makers: { byd: { barred: false, dealer_reach: 0.2 } },
        nameplates: { racco: { offered: true } },
      },
    ],
    [
      'a launch in the last year',
      { horizon: { end: 2029 }, nameplates: { 'n-box': { launch: 2029 } } },
    ],
    [
      'what a 25-year import does use',
      { nameplates: { 'grey-import': { mpg: 28, appeal: 0.2, dealer_reach: 0.5 } } },
    ],
  ])('%s', (_, fields) => {
    expect(warnings(fields)).toEqual([])
  })
})

describe('what is out of the ordinary or takes no effect is accepted with a warning:', () => {
  it.each<[string, object, string[]]>([
    [
      'a parameter below its plausible range',
      { parameters: { tariffCar: 0.02 } },
      [
        'parameters.tariffCar (line 6): is 0.02, outside the plausible 0.025 to 0.25 (share of customs value)',
      ],
    ],
    [
      'a parameter above it, a percentage for a share among them',
      { parameters: { tariffCar: 15 } },
      [
        'parameters.tariffCar (line 6): is 15, outside the plausible 0.025 to 0.25 (share of customs value)',
      ],
    ],
    [
      'a parameter that is held fixed',
      { parameters: { amortYears: 8 } },
      ["parameters.amortYears (line 6): is 8, outside the data set's 6 (yr)"],
    ],
    [
      'a path after the horizon',
      { horizon, federal: [{ year: 2031, path: 'fmvss' }] },
      ['federal.0 (line 10): fmvss in 2031 has no effect: it is not in force in 2026 to 2030'],
    ],
    [
      'a path that another replaces before the horizon, in any order',
      {
        federal: [
          { year: 2026, path: 'fmvss' },
          { year: 2020, path: 'lsv' },
        ],
      },
      ['federal.1 (line 10): lsv in 2020 has no effect: it is not in force in 2026 to 2045'],
    ],
    [
      'a path that can come only after the horizon',
      { federal: [{ year: 2050, path: 'fmvss', odds: { 2030: 0, 2050: 1 } }] },
      [
        'federal.0 (line 6): fmvss in 2050 has no effect: it is not in force in 2026 to 2045',
        'federal.0.odds.2050 (line 11): has no effect: 2050 is after the horizon ends in 2045',
      ],
    ],
    [
      'odds that never come',
      {
        federal: [{ year: 2028, path: 'lsv', odds: {} }],
        tariffs: [{ year: 2028, tariffCar: 0.1, odds: { 2028: 0 } }],
      },
      [
        'federal.0.odds (line 9): add up to 0: no draw has it',
        'tariffs.0.odds (line 16): add up to 0: no draw has it',
      ],
    ],
    [
      'tariffs after the horizon, or replaced before it, each by itself',
      {
        horizon,
        tariffs: [
          { year: 2020, tariffCar: 0.1, tariffTruck: 0.2 },
          { year: 2026, tariffCar: 0.1 },
          { year: 2031, tariffTruck: 0.2 },
        ],
      },
      [
        'tariffs.0.tariffCar (line 12): has no effect: it is not in force in 2026 to 2030',
        'tariffs.2.tariffTruck (line 21): has no effect: it is not in force in 2026 to 2030',
      ],
    ],
    [
      'a parameter that tariffs replace from the start',
      {
        parameters: { tariffCar: 0.1, tariffTruck: 0.2 },
        tariffs: [{ year: 2026, tariffTruck: 0.2 }],
      },
      ['parameters.tariffTruck (line 7): has no effect: tariffs replace it from 2026'],
    ],
    [
      'a tariff outside its plausible range',
      { tariffs: [{ year: 2030, tariffCar: 0, tariffTruck: 0.3 }] },
      [
        'tariffs.0.tariffCar (line 8): is 0, outside the plausible 0.025 to 0.25 (share of customs value)',
        'tariffs.0.tariffTruck (line 9): is 0.3, outside the plausible 0.15 to 0.25 (share of customs value)',
      ],
    ],
    [
      'a parameter held twice, or that no draw changes',
      { ensemble: { hold: ['wacc', 'amortYears', 'wacc'] } },
      [
        'ensemble.hold.1 (line 8): has no effect: no draw changes amortYears',
        'ensemble.hold.2 (line 9): names wacc a second time',
      ],
    ],
    [
      'a cap of a state that has none',
      {
        states: {
          NY: { status: 'legal', cap_mph: 45 },
          OH: { status: 'unclear', cap_mph: 45 },
          WY: { status: 'prohibited', cap_mph: 45 },
        },
      },
      [
        'states.NY.cap_mph (line 8): has no effect: a state that is legal has no cap',
        'states.OH.cap_mph (line 12): has no effect: a state that is unclear has no cap',
        'states.WY.cap_mph (line 16): has no effect: a state that is prohibited has no cap',
      ],
    ],
    [
      'a series year outside the horizon',
      { horizon, series: { gasoline: { 2025: 3, 2030: 3 }, newSales: { 2031: 15e6 } } },
      [
        'series.gasoline.2025 (line 11): has no effect: 2025 is outside the horizon 2026 to 2030',
        'series.newSales.2031 (line 15): has no effect: 2031 is outside the horizon 2026 to 2030',
      ],
    ],
    [
      'a number of dealers',
      { makers: { honda: { us_dealers: 900 } } },
      ['makers.honda.us_dealers (line 7): has no effect: the model reads dealer_reach'],
    ],
    [
      'a list price in Japan',
      { nameplates: { 'n-box': { price_jpy: 1_500_000 } } },
      ['nameplates.n-box.price_jpy (line 7): has no effect: the model reads unit_cost_jpy'],
    ],
    [
      'a nameplate offered whose maker is barred',
      { nameplates: { racco: { offered: true } } },
      ['nameplates.racco.offered (line 7): has no effect: byd is barred (makers.byd.barred)'],
    ],
    [
      'a nameplate offered whose maker has no dealers',
      { nameplates: { carry: { offered: true } } },
      [
        'nameplates.carry.offered (line 7): has no effect: suzuki has no US dealers; give it or its maker a dealer_reach',
      ],
    ],
    [
      'a nameplate that is changed and is not on offer',
      { nameplates: { carry: { launch: 2030, price_usd: 9000 } } },
      ['nameplates.carry (line 6): has no effect: it is not on offer; add "offered": true'],
    ],
    [
      'a launch after the horizon',
      { horizon, nameplates: { 'n-box': { launch: 2031 } } },
      ['nameplates.n-box.launch (line 11): has no effect: 2031 is after the horizon ends in 2030'],
    ],
    ...[
      'launch',
      'steering',
      'source',
      'price_usd',
      'partners',
      'plan_volume',
      'unit_cost_jpy',
    ].map((column): [string, object, string[]] => {
      const value = { launch: 2030, steering: 'rhd', source: 'local' }[column] ?? 2000
      return [
        `${column} of the 25-year import`,
        { nameplates: { 'grey-import': { [column]: value } } },
        [`nameplates.grey-import.${column} (line 7): has no effect on 25-year imports`],
      ]
    }),
  ])('%s', (_, fields, expected) => {
    expect(warnings(fields)).toEqual(expected)
  })

  it('barring a maker, for each of its nameplates on offer', () => {
    expect(warnings({ makers: { honda: { barred: true } } })).toEqual(
      ['n-box', 'n-one-e', 'n-van-e'].map(
        (id) =>
          `nameplates.${id}.offered (line 1): has no effect: honda is barred (makers.honda.barred)`,
      ),
    )
  })

  it('several at once', () => {
    const fields = {
      parameters: { wacc: 0.5, tariffCar: 0.9 },
      nameplates: { 'grey-import': { launch: 2030, price_usd: 9000 }, racco: { offered: true } },
    }
    expect(warnings(fields)).toHaveLength(5)
  })
})
