import { beforeEach, describe, expect, it } from 'vitest'
import { counting, kernels, wasmKernel } from '../../../test/kernels.fixture.ts'
import { data, scenarioWith } from '../../../test/model.fixture.ts'
import type { MarketData } from '../data/market-data.ts'
import { parameterNames, type ParameterName } from '../data/parameters.ts'
import type { Calibration } from '../market/calibration.ts'
import { markets } from '../market/sets.ts'
import { resolveScenario } from '../scenario/resolve.ts'
import type { Scenario } from '../scenario/scenario.ts'
import { createCalibrator, type Calibrator } from './calibrator.ts'
import { calibrateMarkets } from './choice-tables.ts'
import { calibrateModel } from './run-model.ts'

const withParameter = (name: ParameterName, value: number): Scenario =>
  scenarioWith({ parameters: { [name]: value } })

describe.each(kernels)('a calibrator with %s', (_, kernel) => {
  const { counted, calls } = counting(kernel)
  const answer = (calibrate: Calibrator, scenario: Scenario, of: MarketData = data) =>
    calibrateModel(resolveScenario(of, scenario), { kernel: counted, calibrate })
  function found(...of: Parameters<typeof answer>): readonly Calibration[] {
    const result = answer(...of)
    if (!result.ok) throw new Error(result.error.message)
    return result.value
  }
  const corrections = found(calibrateMarkets, scenarioWith({})).map(({ correction }) => correction)
  let calibrate: Calibrator
  beforeEach(() => {
    calibrate = createCalibrator(corrections)
    calls.addSlopes = 0
  })
  /** Tell what a calibrator that was asked nothing before would answer. */
  const afresh = (scenario: Scenario, of: MarketData = data) =>
    answer(createCalibrator(corrections), scenario, of)

  const tasteless = withParameter('spaceValue', 1e6)
  const asked: readonly Scenario[] = [
    scenarioWith({}),
    withParameter('spaceValue', 2),
    withParameter('gasolinePrice', 4.2),
    scenarioWith({ states: { CA: 'prohibited' }, horizon: { start: 2030, end: 2031 } }),
    scenarioWith({ makers: { importers: { barred: true } } }),
    tasteless,
    withParameter('outsideShare', 0.72),
  ]

  it('answers the same, whatever it was asked before', () => {
    const expected = asked.map((scenario) => afresh(scenario))
    for (const order of [
      [0, 1, 2, 3, 4, 5, 6],
      [6, 5, 5, 4, 0, 2, 1, 3, 0],
      [1, 0, 1, 5, 1, 0],
    ]) {
      for (const at of order) expect(answer(calibrate, asked[at]!)).toStrictEqual(expected[at])
    }
  })

  it('starts from the corrections that it is given', () => {
    const warm = found(calibrate, scenarioWith({}))
    const cold = found(createCalibrator([]), scenarioWith({}))
    const evaluations = (all: readonly Calibration[]) => all.map((one) => one.evaluations)
    expect(evaluations(warm)).toEqual([1, 1, 1, 1, 1])
    expect(cold).toStrictEqual(found(calibrateMarkets, scenarioWith({})))
    expect(Math.min(...evaluations(cold))).toBeGreaterThan(1)
  })

  it.each<[string, Partial<Scenario>]>([
    ['a tariff', { parameters: { tariffTruck: 0.1 } }],
    ['the cost of shipping', { parameters: { freight: 3000 } }],
    ['how fast kei become known', { parameters: { awarenessStart: 0.3 } }],
    ['what dealers are worth', { parameters: { dealerValue: 0.2 } }],
    ['a federal path', { federal: [{ year: 2028, path: 'kei-class' }] }],
    ['the law of a state', { states: { CA: 'prohibited' } }],
    ['the years', { horizon: { start: 2030, end: 2031 } }],
    ['the nameplates on offer', { makers: { importers: { barred: true } } }],
    ['a price', { nameplates: { 'n-box': { price_usd: 9000 } } }],
    ['a later gasoline price', { series: { gasoline: { 2030: 9 } } }],
  ])('leaves the constants alone where %s is another', (_lever, change) => {
    const before = found(calibrate, scenarioWith({}))
    calls.addSlopes = 0
    const after = found(calibrate, scenarioWith(change))
    expect(calls.addSlopes).toBe(0)
    expect(after).toBe(before)
    expect(afresh(scenarioWith(change))).toStrictEqual({ ok: true, value: after })
  })

  it.each<[string, Partial<Scenario>]>([
    ['a taste', { parameters: { spaceValue: 2 } }],
    ['the price of gasoline in the calibration year', { parameters: { gasolinePrice: 4.2 } }],
    ['how often households buy', { parameters: { occasionsLow: 0.25 } }],
    ['the share of the outside option', { parameters: { outsideShare: 0.7 } }],
    ['how a segment is seen', { parameters: { usableRange: 0.7 } }],
  ])('calibrates again where %s is another', (_lever, change) => {
    const before = found(calibrate, scenarioWith({}))
    calls.addSlopes = 0
    const after = found(calibrate, scenarioWith(change))
    expect(calls.addSlopes).toBeGreaterThan(0)
    expect(after).not.toEqual(before)
    expect(afresh(scenarioWith(change))).toStrictEqual({ ok: true, value: after })
  })

  it('calibrates again where a nest is another', () => {
    const rows = data.nests.rows.map((row, n) => (n === 0 ? { ...row, lambda: 0.9 } : row))
    const other = { ...data, nests: { ...data.nests, rows } }
    const before = found(calibrate, scenarioWith({}))
    const after = found(calibrate, scenarioWith({}), other)
    expect(after).not.toEqual(before)
    expect(afresh(scenarioWith({}), other)).toStrictEqual({ ok: true, value: after })
  })

  it('calibrates again where the outside option of one market is another, and nothing else', () => {
    const shifted: Calibrator = (room, inputs) =>
      calibrate(room, {
        ...inputs,
        outsideShare: (market) => inputs.outsideShare(market) * (market === 'farm' ? 0.99 : 1),
      })
    const before = found(calibrate, scenarioWith({}))
    const after = found(shifted, scenarioWith({}))
    const same = markets.map((_market, m) => {
      const [own, others] = [after[m]!.constants, before[m]!.constants]
      return own.every((value, j) => value === others[j])
    })
    expect(same).toEqual([true, true, true, true, false])
  })

  it('remembers that there was no answer', () => {
    const refused = answer(calibrate, tasteless)
    expect(refused).toMatchObject({ ok: false, error: { kind: 'calibration' } })
    calls.addSlopes = 0
    expect(answer(calibrate, { ...tasteless, federal: [{ year: 2028, path: 'fmvss' }] })).toEqual(
      refused,
    )
    expect(calls.addSlopes).toBe(0)
  })
})

describe('the evaluations of all shares that a calibration takes', () => {
  const found = (scenario: Scenario, calibrate: Calibrator) => {
    const result = calibrateModel(resolveScenario(data, scenario), {
      kernel: wasmKernel,
      calibrate,
    })
    if (!result.ok) throw new Error(result.error.message)
    return result.value
  }
  const evaluations = (...of: Parameters<typeof found>) =>
    found(...of).map((calibration) => calibration.evaluations)
  const corrections = found(scenarioWith({}), calibrateMarkets).map(({ correction }) => correction)
  const ends = parameterNames.flatMap((name) =>
    (['low', 'high'] as const).map((end) => [name, end] as const),
  )

  it('are at most 12 from nothing, at either end of any parameter', () => {
    const above = ends.filter(([name, end]) => {
      const scenario = withParameter(name, data.parameters[name][end])
      return evaluations(scenario, calibrateMarkets).some((count) => count > 12)
    })
    expect(above).toEqual([])
  })

  it('are at most 4 from the default scenario', () => {
    const above = ends.flatMap(([name, end]) => {
      const scenario = withParameter(name, data.parameters[name][end])
      const counts = evaluations(scenario, createCalibrator(corrections))
      return counts.some((count) => count > 4) ? [[name, end, counts]] : []
    })
    expect(above).toEqual([])
  })
})
