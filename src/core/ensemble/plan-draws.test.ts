import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { data, engine, parameters, scenarioWith } from '../../../test/model.fixture.ts'
import { scenarioArbitrary } from '../../../test/scenario.arbitrary.ts'
import { parameterNames } from '../data/parameters.ts'
import { toRunObject } from '../results/run-object.ts'
import { createScenarioParser } from '../scenario/parse-scenario.ts'
import { resolveScenario } from '../scenario/resolve.ts'
import type { Scenario } from '../scenario/scenario.ts'
import { writeScenario } from '../scenario/write-scenario.ts'
import { possibleDimensions } from './dimensions.ts'
import { drawPoint, drawScenario, planDraws, scenarioAt, type DrawPlan } from './plan-draws.ts'
import type { SampleSettings } from './settings.ts'
import { SOBOL_DIMENSIONS } from './sobol.ts'

const parse = createScenarioParser(data)
const sobol: SampleSettings = { seed: 'kei', draws: 256, method: 'sobol' }
const lhs: SampleSettings = { ...sobol, method: 'lhs' }

const plan = (overrides: Partial<Scenario>, settings = sobol) =>
  planDraws(data, scenarioWith(overrides), settings)

/** A draw's numbers by the name of their dimension. */
function named(of: DrawPlan, index: number): Map<string, number> {
  const point = drawPoint(of, index)
  return new Map(of.dimensions.map(({ name }, at) => [JSON.stringify(name), point[at]!]))
}

const uncertain: Partial<Scenario> = {
  federal: [
    { year: 2027, path: 'lsv' },
    { year: 2028, path: 'kei-class', odds: { '2028': 0.25, '2030': 0.5 } },
    { year: 2032, path: 'fmvss', odds: { '2030': 1 } },
  ],
  tariffs: [{ year: 2029, tariffCar: 0.025, odds: { '2029': 0.5 } }],
}

describe('the dimensions', () => {
  const all = possibleDimensions(data)

  it('are the parameters that are not fixed, the nameplates, 16 federal and 16 tariff events', () => {
    const drawn = parameterNames.filter((name) => data.parameters[name].shape !== 'fixed')
    expect(all.map(({ name }) => name)).toEqual([
      ...drawn.map((name) => ['parameter', name]),
      ...data.nameplates.rows.map(({ id }) => ['appeal', id]),
      ...Array.from({ length: 16 }, (_, at) => ['federal', at]),
      ...Array.from({ length: 16 }, (_, at) => ['tariffs', at]),
    ])
    expect(all.map(({ place }) => place)).toEqual(all.map((_, at) => at))
  })

  it('are no more than the Sobol table has', () => {
    expect(all.length).toBeLessThanOrEqual(SOBOL_DIMENSIONS)
  })

  it('of a scenario leave out what it holds, what is not on offer and what is certain', () => {
    const { dimensions } = plan({
      ...uncertain,
      nameplates: { 'n-box': { offered: false }, carry: { offered: true } },
      ensemble: { hold: ['tariffCar', 'wacc'] },
    })
    const names = new Set(dimensions.map(({ name }) => name.join(' ')))
    for (const name of ['parameter tariffTruck', 'appeal carry', 'appeal grey-import']) {
      expect(names).toContain(name)
    }
    for (const name of ['parameter tariffCar', 'parameter wacc', 'parameter appealSd']) {
      expect(names).not.toContain(name)
    }
    for (const name of ['appeal n-box', 'appeal racco', 'federal 0']) {
      expect(names).not.toContain(name)
    }
    expect([...names].filter((name) => /^(federal|tariffs)/.test(name))).toEqual([
      ...['federal 1', 'federal 2', 'tariffs 0'],
    ])
  })
})

describe.each([sobol, lhs])('the numbers of a draw, by $method', (settings) => {
  it('are the same in every scenario, whatever else is drawn', () => {
    const one = plan({}, settings)
    const other = plan(
      { ...uncertain, parameters: { wacc: 0.2 }, ensemble: { hold: ['usableRange', 'freight'] } },
      settings,
    )
    for (const index of [0, 1, 100, 255]) {
      const numbers = named(one, index)
      const common = [...named(other, index)].filter(([name]) => numbers.has(name))
      expect(common.length).toBe(numbers.size - 2)
      for (const [name, u] of common) expect(numbers.get(name)).toBe(u)
    }
  })

  it('depend on the seed', () => {
    const [one, other] = ['kei', 'kei2'].map((seed) =>
      drawPoint(plan({}, { ...settings, seed }), 5),
    )
    const equal = [...one!].filter((u, at) => u === other![at])
    expect(equal).toEqual([])
  })

  it('lie between 0 and 1 and fill every dimension evenly', () => {
    const of = plan(uncertain, settings)
    const points = Array.from({ length: 256 }, (_, index) => drawPoint(of, index))
    of.dimensions.forEach((_, at) => {
      const strata = points.map((point) => Math.floor(point[at]! * 256))
      expect(strata.toSorted((a, b) => a - b)).toEqual(strata.map((__, stratum) => stratum))
    })
  })

  it('are no more alike in two dimensions than independent ones', () => {
    const of = plan(uncertain, settings)
    const points = Array.from({ length: 256 }, (_, index) => drawPoint(of, index))
    const columns = of.dimensions.map((_, at) =>
      points.map((point) => (point[at]! - 0.5) * 12 ** 0.5),
    )
    const squares = columns.flatMap((x, a) =>
      columns.slice(a + 1).map((y) => (x.reduce((t, u, i) => t + u * y[i]!, 0) / 256) ** 2 * 255),
    )
    // Correlations of n independent draws have variance 1/(n − 1); of m pairs the mean of their squares
    // times n − 1 has standard deviation √(2/m).
    const mean = squares.reduce((t, square) => t + square, 0) / squares.length
    expect(mean).toBeLessThan(1 + 5 * Math.sqrt(2 / squares.length))
  })

  it('are refused for a draw that is not there, and so are too many or too few draws', () => {
    const of = plan({}, settings)
    for (const index of [-1, 256, 0.5, NaN]) expect(() => drawPoint(of, index)).toThrow(RangeError)
    for (const draws of [0, 1.5, 2 ** 20 + 1]) {
      expect(() => plan({}, { ...settings, draws })).toThrow(RangeError)
    }
  })
})

describe('how many draws there are', () => {
  it('changes none of the Sobol draws', () => {
    const [few, many] = [16, 4096].map((draws) => plan({}, { ...sobol, draws }))
    expect(drawPoint(few!, 9)).toEqual(drawPoint(many!, 9))
  })
})

describe('a draw', () => {
  it('sets what is drawn, and nothing else', () => {
    const scenario: Partial<Scenario> = {
      ...uncertain,
      parameters: { wacc: 0.12, appealSd: 0 },
      nameplates: { 'n-box': { appeal: 0.4, launch: 2030 }, sakura: { appeal: null } },
      makers: { byd: { barred: false } },
      ensemble: { hold: ['freight'] },
    }
    const drawn = drawScenario(plan(scenario), 3)
    const names = parameterNames.filter((name) => data.parameters[name].shape !== 'fixed')
    expect(Object.keys(drawn.parameters ?? {}).sort()).toEqual(
      [...names.filter((name) => name !== 'freight'), 'appealSd'].sort(),
    )
    expect(drawn.parameters?.wacc).not.toBe(0.12)
    expect(drawn.parameters?.appealSd).toBe(0)
    expect([drawn.makers, drawn.ensemble]).toEqual([scenario.makers, scenario.ensemble])
    // Without any spread the appeals are the scenario's own.
    expect(drawn.nameplates?.['n-box']).toEqual({ appeal: 0.4, launch: 2030 })
    expect(drawn.nameplates?.sakura).toEqual({ appeal: 0 })
    expect(drawn.nameplates?.carry).toBeUndefined()
  })

  it('in the middle of everything is the scenario itself, but for its events', () => {
    const of = plan({ parameters: { gasolinePrice: 4 } })
    const { parameters: drawn, nameplates } = scenarioAt(
      of,
      new Float64Array(of.dimensions.length).fill(0.5),
    )
    for (const [name, value] of Object.entries(drawn ?? {})) {
      const own = name === 'gasolinePrice' ? 4 : parameters[name as keyof typeof parameters]
      expect(value).toBeCloseTo(own, 12)
    }
    for (const { appeal } of Object.values(nameplates ?? {})) expect(appeal).toBe(0)
  })

  it('spreads a nameplate’s appeal around its own by appealSd', () => {
    const of = plan({
      parameters: { appealSd: 0.5 },
      nameplates: { 'n-box': { appeal: 1 } },
    })
    const at = (u: number) =>
      scenarioAt(of, new Float64Array(of.dimensions.length).fill(u)).nameplates?.['n-box']?.appeal
    // Φ(1) = 0.841344746…
    expect(at(0.8413447460685429)).toBeCloseTo(1.5, 9)
    expect(at(0.15865525393145705)).toBeCloseTo(0.5, 9)
  })

  it('has events in the years that their odds give, and the later entry where two meet', () => {
    const draws = Array.from({ length: 256 }, (_, index) => drawScenario(plan(uncertain), index))
    const classes = draws.map(
      ({ federal }) => federal?.find(({ path }) => path === 'kei-class')?.year,
    )
    const count = (year: number | undefined) => classes.filter((drawn) => drawn === year).length
    // fmvss comes in 2030 in every draw, and hides the kei class of that year.
    expect([count(2028), count(2030), count(undefined)]).toEqual([64, 0, 192])
    for (const { federal, tariffs } of draws) {
      expect(federal?.[0]).toStrictEqual({ year: 2027, path: 'lsv' })
      expect(federal?.at(-1)).toStrictEqual({ year: 2030, path: 'fmvss' })
      expect(JSON.stringify([federal, tariffs])).not.toContain('odds')
    }
    const changes = draws.filter(({ tariffs }) => tariffs?.length === 1)
    expect(changes).toHaveLength(128)
    expect(changes[0]?.tariffs).toStrictEqual([{ year: 2029, tariffCar: 0.025 }])
  })

  it('is a scenario that the reader takes as it is written, of any scenario', () => {
    const settings = fc.record({
      seed: fc.string({ minLength: 1, maxLength: 20 }),
      draws: fc.constantFrom(1, 7, 1000),
      method: fc.constantFrom('sobol' as const, 'lhs' as const),
    })
    fc.assert(
      fc.property(scenarioArbitrary(data), settings, fc.nat(), (scenario, sample, which) => {
        const drawn = drawScenario(planDraws(data, scenario, sample), which % sample.draws)
        const text = writeScenario(drawn)
        const read = parse(text)
        if (!read.ok) throw new Error(JSON.stringify(read.error))
        expect(writeScenario(read.value.scenario)).toBe(text)
        expect(resolveScenario(data, read.value.scenario)).toStrictEqual(
          resolveScenario(data, drawn),
        )
      }),
      { numRuns: 150 },
    )
  })

  it('gives the same bytes when it is run from its file', () => {
    const drawn = drawScenario(plan({ ...uncertain, horizon: { start: 2029, end: 2031 } }), 17)
    const read = parse(writeScenario(drawn))
    if (!read.ok) throw new Error(JSON.stringify(read.error))
    const [own, again] = [drawn, read.value.scenario].map((scenario) => {
      const run = engine.run(resolveScenario(data, scenario))
      if (!run.ok) throw new Error(run.error.message)
      return JSON.stringify(toRunObject(run.value))
    })
    expect(again).toBe(own)
  })

  it('is the same whenever and in whatever order it is made', () => {
    const of = plan(uncertain)
    const first = drawScenario(of, 40)
    drawScenario(of, 41)
    expect(drawScenario(plan(uncertain), 40)).toStrictEqual(first)
    expect(drawScenario(of, 40)).toStrictEqual(first)
  })
})
