import { describe, expect, it } from 'vitest'
import { data } from '../../../test/model.fixture.ts'
import { describeProblem } from '../data/problem.ts'
import { createScenarioParser, type ParsedScenario } from './parse-scenario.ts'

const parse = createScenarioParser(data)

/** A file as people write it: one key a line. */
function fileWith(fields: object): string {
  const base = { format: 'keicast-scenario', version: 1, name: 'test' }
  return JSON.stringify({ ...base, ...fields }, null, 2)
}

function refusals(text: string): readonly string[] {
  const parsed = parse(text)
  if (parsed.ok) throw new Error('this scenario must be refused')
  return parsed.error.map(describeProblem)
}

/** The only problem of a file, without its line. */
function refusal(fields: object): string {
  const lines = refusals(fileWith(fields))
  expect(lines).toHaveLength(1)
  return lines[0]!.replace(/ \(line \d+\)/, '')
}

function accepted(fields: object): ParsedScenario {
  const parsed = parse(fileWith(fields))
  if (!parsed.ok) throw new Error(parsed.error.map(describeProblem).join('\n'))
  return parsed.value
}

describe('a scenario file', () => {
  const example = {
    format: 'keicast-scenario',
    version: 1,
    name: 'A federal kei class from 2028',
    notes: 'markdown',
    horizon: { start: 2026, end: 2045 },
    parameters: { tariffCar: 0.15 },
    federal: [
      { year: 2028, path: 'kei-class', odds: { 2028: 0.3, 2030: 0.4 } },
      { year: 2035, path: 'fmvss' },
    ],
    tariffs: [
      { year: 2029, tariffCar: 0.025, tariffTruck: 0.25, odds: { 2029: 0.5 } },
      { year: 2032, tariffTruck: 0.15 },
    ],
    states: { NY: 'legal', TX: { status: 'capped', cap_mph: 55 } },
    steering: 'lhd',
    source: 'import',
    makers: { byd: { barred: false, dealer_reach: 0.2 } },
    nameplates: {
      'n-box': {
        offered: true,
        launch: 2029,
        price_usd: 14990,
        steering: 'rhd',
        source: 'local',
        plan_volume: 40000,
        partners: 2,
        dealer_reach: 0.5,
        appeal: 0.3,
      },
    },
    series: { gasoline: { 2026: 4.2 }, newSales: { 2026: 15800000 } },
    ensemble: { seed: 'kei', draws: 1000, method: 'sobol', hold: ['tariffCar'] },
    story: { slides: [] },
  }

  it('with every part is read as it stands, without warnings', () => {
    expect(parse(JSON.stringify(example))).toEqual({
      ok: true,
      value: { scenario: example, warnings: [] },
    })
  })

  it('needs no more than format, version and name', () => {
    expect(accepted({})).toEqual({
      scenario: { format: 'keicast-scenario', version: 1, name: 'test' },
      warnings: [],
    })
  })

  it('says what is missing', () => {
    expect(refusals('{}')).toEqual([
      'format (line 1): is missing; must be "keicast-scenario"',
      'version (line 1): is missing; must be 1',
      'name (line 1): is missing; must be a text of 1 to 200 characters',
    ])
  })
})

describe('an unknown key is refused, with what was meant or what is allowed:', () => {
  it.each<[object, string]>([
    [{ horizn: {} }, 'horizn: is not known here; did you mean horizon?'],
    [
      { a: 1 },
      'a: is not known here; the nearest of 16 allowed: name, format, notes, states, makers',
    ],
    [{ horizon: { begin: 2026 } }, 'horizon.begin: is not known here; allowed: start, end'],
    [
      { parameters: { tarifCar: 0.1 } },
      'parameters.tarifCar: is not known here; did you mean tariffCar?',
    ],
    [
      { federal: [{ year: 2028, path: 'lsv', until: 2030 }] },
      'federal.0.until: is not known here; allowed: year, path, odds',
    ],
    [{ states: { ny: 'legal' } }, 'states.ny: is not known here; did you mean NY?'],
    [
      { states: { TX: { status: 'capped', cap: 45 } } },
      'states.TX.cap: is not known here; allowed: status, cap_mph',
    ],
    [
      { makers: { hond: {} } },
      'makers.hond: is not known here; did you mean honda? allowed: honda, nissan, mitsubishi, suzuki, daihatsu, toyota, subaru, mazda, byd, importers',
    ],
    [
      { makers: { honda: { label: 'H' } } },
      'makers.honda.label: is not known here; allowed: us_dealers, dealer_reach, barred',
    ],
    [{ nameplates: { nbox: {} } }, 'nameplates.nbox: is not known here; did you mean n-box?'],
    [
      { nameplates: { 'n-box': { lanch: 2029 } } },
      'nameplates.n-box.lanch: is not known here; did you mean launch?',
    ],
    [{ series: { gas: {} } }, 'series.gas: is not known here; allowed: gasoline, newSales'],
    [
      { series: { gasoline: { 2061: 3 } } },
      'series.gasoline.2061: is not known here; allowed: 2000 to 2060',
    ],
    [
      { ensemble: { seeds: 1 } },
      'ensemble.seeds: is not known here; did you mean seed? allowed: seed, draws, method, hold',
    ],
    [
      { federal: [{ year: 2028, path: 'lsv', odds: { 1999: 0.5 } }] },
      'federal.0.odds.1999: is not known here; allowed: 2000 to 2060',
    ],
    [
      { tariffs: [{ year: 2028, tarifCar: 0.1 }] },
      'tariffs.0.tarifCar: is not known here; did you mean tariffCar? allowed: year, tariffCar, tariffTruck, odds',
    ],
    [{ story: { slides: [], title: '' } }, 'story.title: is not known here; allowed: slides'],
  ])('%j', (fields, line) => {
    expect(refusal(fields)).toBe(line)
  })

  it.each(['id', 'label', 'maker', 'body'])('a nameplate’s %s cannot be changed', (column) => {
    expect(refusal({ nameplates: { carry: { [column]: 'truck' } } })).toMatch(
      new RegExp(`^nameplates\\.carry\\.${column}: is not known here; `),
    )
  })

  it.each(['constructor', 'toString', 'hasOwnProperty', 'valueOf'])(
    'one that every object has, %s, at every level',
    (key) => {
      const fields = { [key]: 1, parameters: { [key]: 1 }, nameplates: { carry: { [key]: 1 } } }
      expect(refusals(fileWith(fields)).map((line) => line.replace(/ \(.*/, ''))).toEqual([
        `parameters.${key}`,
        `nameplates.carry.${key}`,
        key,
      ])
    },
  )
})

describe('a value of the wrong type or size is refused with what is allowed:', () => {
  const statuses = 'legal, capped, unclear, prohibited'
  const state = `must be one of ${statuses}, or {"status": …, "cap_mph": …}`

  it.each<[object, string]>([
    [{ format: 'kei' }, 'format: is "kei"; must be "keicast-scenario"'],
    [{ name: '' }, 'name: is ""; must be a text of 1 to 200 characters'],
    [{ name: 3 }, 'name: is 3; must be a text of 1 to 200 characters'],
    [{ notes: null }, 'notes: is null; must be a text of up to 100000 characters'],
    [{ horizon: [] }, 'horizon: is a list; must be an object'],
    [
      { horizon: { start: 2025 } },
      'horizon.start: is 2025; must be a whole number from 2026 to 2060 (year)',
    ],
    [
      { horizon: { end: 2061 } },
      'horizon.end: is 2061; must be a whole number from 2026 to 2060 (year)',
    ],
    [
      { horizon: { end: 2030.5 } },
      'horizon.end: is 2030.5; must be a whole number from 2026 to 2060 (year)',
    ],
    [{ parameters: 3 }, 'parameters: is 3; must be an object'],
    [
      { parameters: { tariffCar: '0.15' } },
      'parameters.tariffCar: is "0.15"; must be a number of 0 or more (share of customs value)',
    ],
    [
      { parameters: { tariffCar: -0.1 } },
      'parameters.tariffCar: is -0.1; must be a number of 0 or more (share of customs value)',
    ],
    [
      { parameters: { rhdAcceptance: 35 } },
      'parameters.rhdAcceptance: is 35; must be a number from 0 to 1 (share)',
    ],
    [
      { parameters: { exchangeRate: 0 } },
      'parameters.exchangeRate: is 0; must be a number of 1 or more (JPY/USD)',
    ],
    [
      { parameters: { greyAffinity: null } },
      'parameters.greyAffinity: is null; must be a number (utils)',
    ],
    [{ federal: {} }, 'federal: is an object; must be a list of {"year": …, "path": …}'],
    [{ federal: ['lsv'] }, 'federal.0: is "lsv"; must be an object'],
    [
      { federal: [{ year: 1999, path: 'lsv' }] },
      'federal.0.year: is 1999; must be a whole number from 2000 to 2060 (year)',
    ],
    [
      { federal: [{ year: 2061, path: 'lsv' }] },
      'federal.0.year: is 2061; must be a whole number from 2000 to 2060 (year)',
    ],
    [
      { federal: [{ year: 2028, path: 'kei' }] },
      'federal.0.path: is "kei"; must be one of import-25, lsv, exemption, exemption-90k, kei-class, kei-class-us, fmvss',
    ],
    [
      { federal: [{ year: 2028, path: 'lsv', odds: [0.5] }] },
      'federal.0.odds: is a list; must be an object',
    ],
    [
      { federal: [{ year: 2028, path: 'lsv', odds: { 2028: 30 } }] },
      'federal.0.odds.2028: is 30; must be a number from 0 to 1 (probability)',
    ],
    [
      { federal: [{ year: 2028, path: 'lsv', odds: { 2028: 0.7, 2030: 0.4 } }] },
      'federal.0.odds: add up to 1.1; at most 1 is allowed',
    ],
    [
      { tariffs: 0.1 },
      'tariffs: is 0.1; must be a list of {"year": …, "tariffCar": …, "tariffTruck": …}',
    ],
    [
      { tariffs: [{ year: 2061, tariffCar: 0.1 }] },
      'tariffs.0.year: is 2061; must be a whole number from 2000 to 2060 (year)',
    ],
    [
      { tariffs: [{ year: 2028, tariffTruck: -0.1 }] },
      'tariffs.0.tariffTruck: is -0.1; must be a number of 0 or more (share of customs value)',
    ],
    [
      { tariffs: [{ year: 2028 }] },
      'tariffs.0: has neither tariffCar nor tariffTruck; one of them is needed',
    ],
    [
      { tariffs: [{ year: 2028, tariffCar: 0, odds: { 2028: 0.6, 2029: 0.6 } }] },
      'tariffs.0.odds: add up to 1.2; at most 1 is allowed',
    ],
    [{ states: 'legal' }, 'states: is "legal"; must be an object'],
    [{ states: { NY: 'open' } }, `states.NY: is "open"; ${state}`],
    [{ states: { NY: null } }, `states.NY: is null; ${state}`],
    [{ states: { NY: ['legal'] } }, `states.NY: is a list; ${state}`],
    [{ states: { NY: {} } }, `states.NY.status: is missing; must be one of ${statuses}`],
    [
      { states: { NY: { status: 'open' } } },
      `states.NY.status: is "open"; must be one of ${statuses}`,
    ],
    [
      { states: { NY: { status: 'capped', cap_mph: 0 } } },
      'states.NY.cap_mph: is 0; must be a number from 1 to 100 (mph)',
    ],
    [{ steering: 'left' }, 'steering: is "left"; must be one of lhd, rhd'],
    [{ source: null }, 'source: is null; must be one of import, local'],
    [{ makers: { byd: { barred: 0 } } }, 'makers.byd.barred: is 0; must be true or false'],
    [
      { makers: { byd: { dealer_reach: 20 } } },
      'makers.byd.dealer_reach: is 20; must be a number from 0 to 1 (share)',
    ],
    [
      { makers: { byd: { us_dealers: 1.5 } } },
      'makers.byd.us_dealers: is 1.5; must be a whole number of 0 or more (dealers)',
    ],
    [
      { series: { gasoline: { 2026: 0 } } },
      'series.gasoline.2026: is 0; must be a number of 0.01 or more (USD/gal)',
    ],
    [
      { series: { newSales: { 2026: '15.8 million' } } },
      'series.newSales.2026: is "15.8 million"; must be a number of 1 or more (vehicles/yr)',
    ],
    [{ ensemble: { seed: '' } }, 'ensemble.seed: is ""; must be a text of 1 to 200 characters'],
    [
      { ensemble: { draws: 0 } },
      'ensemble.draws: is 0; must be a whole number from 1 to 1000000 (draws)',
    ],
    [{ ensemble: { method: 'mc' } }, 'ensemble.method: is "mc"; must be one of sobol, lhs'],
    [
      { ensemble: { hold: 'tariffCar' } },
      'ensemble.hold: is "tariffCar"; must be a list of names of parameters',
    ],
    [
      { ensemble: { hold: ['tarifCar'] } },
      'ensemble.hold.0: is "tarifCar"; must be the name of a parameter (keicast explain lists them)',
    ],
    [{ story: {} }, 'story.slides: is missing; must be an empty list'],
    [{ story: { slides: [1] } }, 'story.slides: is a list; must be an empty list'],
  ])('%j', (fields, line) => {
    expect(refusal(fields)).toBe(line)
  })

  it.each<[string, unknown, string]>([
    ['offered', 1, 'is 1; must be true or false'],
    ['offered', 'yes', 'is "yes"; must be true or false'],
    ['launch', 2029.5, 'is 2029.5; must be a whole number from 2000 to 2060 (year)'],
    ['launch', null, 'is null; must be a whole number from 2000 to 2060 (year)'],
    ['seats', 0, 'is 0; must be a whole number from 1 to 12 (seats)'],
    ['seats', null, 'is null; must be a whole number from 1 to 12 (seats)'],
    ['risk_ratio', null, expect.stringMatching(/^is null; must be a number from 0\.01 to 100/)],
    ['unit_cost_jpy', null, 'is null; must be a number of 0 or more (JPY)'],
    ['plan_volume', null, 'is null; must be a number of 1 or more (vehicles/yr)'],
    ['mpg', 0, 'is 0; must be a number from 1 to 500 (mi/gal), or null'],
    ['speed_cap_mph', '45', 'is "45"; must be a number from 0 to 100 (mph), or null'],
    ['price_usd', -1, 'is -1; must be a number of 1 or more (USD), or null'],
    ['partners', 1.5, 'is 1.5; must be a whole number of 1 or more (makers), or null'],
    ['dealer_reach', 1.1, 'is 1.1; must be a number from 0 to 1 (share), or null'],
    ['appeal', '0', 'is "0"; must be a number (utils), or null'],
    ['steering', 'right', 'is "right"; must be one of lhd, rhd, or null'],
    ['source', 'japan', 'is "japan"; must be one of import, local, or null'],
    [
      'ref_delivery',
      'used',
      'is "used"; must be a segment sold to delivery (midsize-pickup, fullsize-pickup, minivan, cargo-van), or null',
    ],
  ])('nameplates.carry.%s = %j', (column, value, said) => {
    const [problem, ...others] = refusalsOf({ nameplates: { carry: { [column]: value } } })
    expect(problem).toEqual({ path: `nameplates.carry.${column}`, message: said, line: 7 })
    expect(others).toEqual([])
  })

  function refusalsOf(fields: object) {
    const parsed = parse(fileWith(fields))
    if (parsed.ok) throw new Error('this scenario must be refused')
    return parsed.error
  }

  it('a value that is long is cut, and nothing that a terminal obeys is repeated', () => {
    expect(refusal({ steering: `\u001b[2J${'x'.repeat(100)}` })).toBe(
      `steering: is "\\u001b[2J${'x'.repeat(50)}…; must be one of lhd, rhd`,
    )
  })

  it('a name is measured in characters as people count them', () => {
    expect(accepted({ name: '🚙'.repeat(200) }).scenario.name).toHaveLength(400)
    expect(refusal({ name: '🚙'.repeat(201) })).toMatch(/must be a text of 1 to 200 characters$/)
  })
})

describe('every problem of a file', () => {
  it('is listed at once, each with the line where it stands', () => {
    const text = `{
  "format": "keicast-scenario",
  "version": 1,
  "name": "",
  "horizon": {
    "start": 2020,
    "finish": 2030
  },
  "federal": [
    { "year": 2028, "path": "kei-class" },
    {
      "year": "2030",
      "path": "none"
    }
  ],
  "nameplates": {
    "n-box": { "offered": "yes",
      "seats": 99 }
  }, "colour": 1
}`
    expect(refusals(text).map((line) => line.replace(/(:|;).*/, ''))).toEqual([
      'name (line 4)',
      'horizon.start (line 6)',
      'horizon.finish (line 7)',
      'federal.1.year (line 12)',
      'federal.1.path (line 13)',
      'nameplates.n-box.offered (line 17)',
      'nameplates.n-box.seats (line 18)',
      'colour (line 19)',
    ])
  })

  it('that the schema does not see is listed at once too', () => {
    const fields = {
      horizon: { start: 2040, end: 2030 },
      federal: [
        { year: 2030, path: 'fmvss' },
        { year: 2028, path: 'lsv' },
        { year: 2030, path: 'lsv' },
      ],
      nameplates: { 'n-box': { mpg: null }, sakura: { range_mi: null } },
    }
    expect(refusals(fileWith(fields))).toEqual([
      'horizon (line 5): ends in 2030, before it starts in 2040',
      'federal.2.year (line 19): is 2030 a second time; one path a year is allowed',
      'nameplates.n-box.mpg (line 25): is blank, and so is mi_per_kwh; one of them is needed',
      'nameplates.sakura.range_mi (line 28): is blank; an electric vehicle (mi_per_kwh) needs it',
    ])
  })

  it('of odds and tariffs is listed at its place in the file, not by year', () => {
    const odds = { 2028: 0.5 }
    const late = Array.from({ length: 17 }, (_, at) => ({ year: 2043 - at, path: 'lsv', odds }))
    const tariffs = [{ year: 2030, tariffCar: 0.1 }, { year: 2030 }]
    const lines = refusals(fileWith({ federal: late, tariffs }))
    expect(lines.map((line) => line.replace(/ \(line \d+\)/, ''))).toEqual([
      'federal.0.odds: are those of entry 17 by year; only the first 16 may have odds',
      'tariffs.1.year: is 2030 a second time; one entry a year is allowed',
      'tariffs.1: has neither tariffCar nor tariffTruck; one of them is needed',
    ])
  })

  it('is counted where there are more than a person reads', () => {
    const states = Object.fromEntries(Array.from({ length: 130 }, (_, at) => [`S${at}`, 'legal']))
    const lines = refusals(fileWith({ states }))
    expect(lines).toHaveLength(101)
    expect(lines[100]).toBe('file: has 30 more problems')
  })
})

describe('the version of a file', () => {
  it.each<[unknown, string]>([
    [2, 'is 2; this Keicast reads files up to version 1: update Keicast to open it'],
    [99, 'is 99; this Keicast reads files up to version 1: update Keicast to open it'],
    ['1', 'is "1"; must be 1'],
    [0, 'is 0; must be 1'],
    [-1, 'is -1; must be 1'],
    [1.5, 'is 1.5; must be 1'],
    [null, 'is null; must be 1'],
    [undefined, 'is missing; must be 1'],
  ])('%j is refused', (version, said) => {
    const line = version === undefined ? 1 : 3
    expect(refusals(fileWith({ version }))).toEqual([`version (line ${line}): ${said}`])
  })

  it('that is newer is all that is said of a file, whatever else is new in it', () => {
    expect(refusals(fileWith({ version: 2, name: 7, markets: [] }))).toHaveLength(1)
  })
})

describe('the horizon', () => {
  it.each([
    [{ start: 2026, end: 2060 }],
    [{ start: 2030, end: 2030 }],
    [{ start: 2045 }],
    [{ end: 2026 }],
    [{}],
  ])('may be %j', (horizon) => {
    expect(accepted({ horizon }).scenario.horizon).toEqual(horizon)
  })

  it('may not start after the year in which it ends where that is left out', () => {
    expect(refusal({ horizon: { start: 2046 } })).toBe(
      'horizon: ends in 2045, before it starts in 2046',
    )
  })
})

describe('federal paths', () => {
  it('are sorted by year', () => {
    const [late, early] = [
      { year: 2034, path: 'fmvss' },
      { year: 2028, path: 'lsv' },
    ]
    expect(accepted({ federal: [late, early] }).scenario.federal).toEqual([early, late])
  })

  it('keep their odds where they are sorted, and so do tariffs', () => {
    const [late, early] = [
      { year: 2034, odds: { 2030: 0.5 } },
      { year: 2028, odds: { 2029: 1 } },
    ]
    const tariffs = [late, early].map((entry) => ({ ...entry, tariffCar: 0 }))
    const federal = [late, early].map((entry) => ({ ...entry, path: 'lsv' }))
    const { scenario } = accepted({ federal, tariffs })
    expect(scenario.federal).toEqual(federal.toReversed())
    expect(scenario.tariffs).toEqual(tariffs.toReversed())
  })

  it('may have odds that add up to 1 but for rounding', () => {
    const odds = Object.fromEntries(Array.from({ length: 10 }, (_, at) => [2028 + at, 0.1]))
    expect(accepted({ federal: [{ year: 2028, path: 'lsv', odds }] }).warnings).toEqual([])
    const four = { 2028: 0.2, 2029: 0.4, 2030: 0.3, 2031: 0.1 }
    expect(0.2 + 0.4 + 0.3 + 0.1).toBeGreaterThan(1)
    expect(accepted({ tariffs: [{ year: 2028, tariffCar: 0.1, odds: four }] }).warnings).toEqual([])
  })

  it.each([2000, 2060])('may come into force in %i', (year) => {
    expect(accepted({ federal: [{ year, path: 'fmvss' }] }).scenario.federal).toHaveLength(1)
  })

  it('may be none', () => {
    expect(accepted({ federal: [] }).scenario.federal).toEqual([])
  })
})

describe('overrides', () => {
  it('put a number in a blank, and null in what may be blank', () => {
    const nameplates = {
      'n-box': { mpg: null, mi_per_kwh: 4, range_mi: 100, speed_cap_mph: 45, ref_household: null },
      sakura: { price_usd: null, steering: null, source: null, partners: null, appeal: null },
      'grey-import': { offered: false, mpg: 25, ref_farm: 'utv', speed_cap_mph: null },
    }
    expect(accepted({ nameplates }).scenario.nameplates).toEqual(nameplates)
  })

  it('of the 25-year import may blank a cost and a plan, which it does without', () => {
    const nameplates = { 'grey-import': { unit_cost_jpy: null, plan_volume: null } }
    expect(accepted({ nameplates }).scenario.nameplates).toEqual(nameplates)
  })

  it('name each of the four state laws, as a word and as an object', () => {
    const states = {
      NY: 'legal',
      OH: 'capped',
      CA: 'unclear',
      WY: 'prohibited',
      TX: { status: 'capped', cap_mph: 55 },
      UT: { status: 'prohibited' },
    }
    expect(accepted({ states }).scenario.states).toEqual(states)
  })

  it('turn -0, which files can say and not keep, into 0', () => {
    const text = fileWith({ nameplates: { carry: { offered: true, dealer_reach: 9, appeal: 9 } } })
    const parsed = parse(text.replaceAll(': 9', ': -0'))
    if (!parsed.ok) throw new Error('refused')
    const { dealer_reach, appeal } = parsed.value.scenario.nameplates!.carry!
    expect([dealer_reach, appeal]).toEqual([0, 0])
  })
})
