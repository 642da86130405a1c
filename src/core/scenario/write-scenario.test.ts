import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { data, scenarioWith } from '../../../test/model.fixture.ts'
import { scenarioArbitrary } from '../../../test/scenario.arbitrary.ts'
import { createScenarioParser } from './parse-scenario.ts'
import type { Scenario } from './scenario.ts'
import { writeScenario } from './write-scenario.ts'

const parse = createScenarioParser(data)

function read(text: string): Scenario {
  const parsed = parse(text)
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.error))
  return parsed.value.scenario
}

/** The same value with the keys of all its objects the other way round. */
function reversed<T>(value: T): T {
  if (Array.isArray(value)) return value.map(reversed) as T
  if (typeof value !== 'object' || value === null) return value
  const entries = Object.entries(value).reverse()
  return Object.fromEntries(entries.map(([key, inner]) => [key, reversed(inner)])) as T
}

describe('a scenario that is written', () => {
  const scenarios = scenarioArbitrary(data, { maxYears: 30 })

  it('is read back as it was', () => {
    fc.assert(
      fc.property(scenarios, (scenario) => {
        expect(read(writeScenario(scenario))).toStrictEqual(scenario)
      }),
      { numRuns: 500 },
    )
  })

  it('is written the same again after it is read, and however it was put together', () => {
    fc.assert(
      fc.property(scenarios, (scenario) => {
        const text = writeScenario(scenario)
        expect(writeScenario(read(text))).toBe(text)
        expect(writeScenario(reversed(scenario))).toBe(text)
      }),
      { numRuns: 500 },
    )
  })

  it('has its keys in a fixed order, two spaces of indent and an end of line', () => {
    const scenario = scenarioWith({
      ensemble: { hold: ['wacc'], method: 'sobol', draws: 10, seed: 'a' },
      series: { newSales: { '2030': 15e6, '2028': 16e6 }, gasoline: {} },
      nameplates: {
        sakura: { appeal: 0.5, price_usd: null, seats: 4, offered: true },
        carry: { offered: true },
      },
      makers: { suzuki: { barred: false, dealer_reach: 0.2 }, byd: {} },
      source: 'local',
      states: { TX: { cap_mph: 55, status: 'capped' }, NY: 'legal' },
      tariffs: [{ odds: { '2029': 0.5 }, tariffTruck: 0.25, tariffCar: 0, year: 2029 }],
      federal: [{ odds: { '2030': 0.4, '2028': 0.3 }, path: 'lsv', year: 2028 }],
      parameters: { wacc: 0.1, tariffCar: 0.2 },
      horizon: { end: 2040, start: 2028 },
      name: 'test',
    })
    expect(writeScenario(scenario)).toBe(`{
  "format": "keicast-scenario",
  "version": 1,
  "name": "test",
  "horizon": {
    "start": 2028,
    "end": 2040
  },
  "parameters": {
    "tariffCar": 0.2,
    "wacc": 0.1
  },
  "federal": [
    {
      "year": 2028,
      "path": "lsv",
      "odds": {
        "2028": 0.3,
        "2030": 0.4
      }
    }
  ],
  "tariffs": [
    {
      "year": 2029,
      "tariffCar": 0,
      "tariffTruck": 0.25,
      "odds": {
        "2029": 0.5
      }
    }
  ],
  "states": {
    "NY": "legal",
    "TX": {
      "status": "capped",
      "cap_mph": 55
    }
  },
  "source": "local",
  "makers": {
    "byd": {},
    "suzuki": {
      "dealer_reach": 0.2,
      "barred": false
    }
  },
  "nameplates": {
    "carry": {
      "offered": true
    },
    "sakura": {
      "offered": true,
      "seats": 4,
      "price_usd": null,
      "appeal": 0.5
    }
  },
  "series": {
    "gasoline": {},
    "newSales": {
      "2028": 16000000,
      "2030": 15000000
    }
  },
  "ensemble": {
    "seed": "a",
    "draws": 10,
    "method": "sobol",
    "hold": [
      "wacc"
    ]
  }
}
`)
  })

  it('leaves out what is undefined', () => {
    const scenario = scenarioWith({ notes: undefined, parameters: { wacc: undefined } })
    expect(read(writeScenario(scenario))).toStrictEqual(scenarioWith({ parameters: {} }))
  })
})
