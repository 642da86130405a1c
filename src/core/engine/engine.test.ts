import { describe, expect, it } from 'vitest'
import { counting, kernels, wasmKernel } from '../../../test/kernels.fixture.ts'
import { data, scenarioWith } from '../../../test/model.fixture.ts'
import type { ChoiceKernel } from '../../kernel/choice-kernel.ts'
import { groups } from '../market/sets.ts'
import { toRunObject } from '../results/run-object.ts'
import { resolveScenario } from '../scenario/resolve.ts'
import type { Scenario } from '../scenario/scenario.ts'
import { createEngine, type Engine } from './engine.ts'
import type { RunFailure, RunResult } from './result.ts'

const horizon = { start: 2028, end: 2031 }
const scenarios: readonly Scenario[] = [
  scenarioWith({ horizon: { start: 2026, end: 2028 } }),
  scenarioWith({ horizon, federal: [{ year: 2028, path: 'kei-class' }] }),
  // Caps bind.
  scenarioWith({ horizon, federal: [{ year: 2027, path: 'exemption' }] }),
  // Other tastes, fewer nameplates, and energy that costs the same every year.
  scenarioWith({
    horizon,
    parameters: { spaceValue: 2, gasolineGrowth: 0, electricityGrowth: 0 },
    federal: [{ year: 2029, path: 'fmvss' }],
    makers: { importers: { barred: true }, honda: { barred: true } },
  }),
  // No result.
  scenarioWith({ horizon, parameters: { spaceValue: 1e6 } }),
  scenarioWith({
    horizon,
    parameters: { tariffTruck: 0.5 },
    federal: [{ year: 2028, path: 'kei-class' }],
    states: { CA: 'prohibited', TX: { status: 'capped', cap_mph: 35 } },
  }),
]

/** The bits of all that a run gives. */
function bytesOf(engine: Engine, scenario: Scenario): unknown {
  const run = engine.run(resolveScenario(data, scenario))
  return run.ok ? resultBytes(run.value) : failure(run.error)
}

function resultBytes(result: RunResult): unknown {
  const blocks = Object.entries(result).flatMap(([name, value]) => {
    const { values } = value as { readonly values?: unknown }
    return values instanceof Float64Array ? [[name, bitsOf(values)] as const] : []
  })
  expect(blocks.length).toBeGreaterThanOrEqual(9)
  return { blocks, object: JSON.stringify(toRunObject(result)), impacts: result.impacts }
}

const failure = ({ kind, message }: RunFailure) => `${kind}: ${message}`
const bitsOf = (values: Float64Array) => [...new BigUint64Array(values.slice().buffer)].join()

const afresh = kernels.map(([, kernel]) =>
  scenarios.map((scenario) => bytesOf(createEngine(data, kernel), scenario)),
)

describe.each(kernels)('an engine with %s', (_, kernel) => {
  it('gives the same bytes as one that ran nothing before', () => {
    const [first] = afresh
    const engine = createEngine(data, kernel)
    for (const at of [0, 1, 2, 3, 4, 5, 5, 2, 4, 0, 3, 1, 0]) {
      expect(bytesOf(engine, scenarios[at]!)).toEqual(first![at])
    }
  })

  it('says that its data set cannot be calibrated', () => {
    const { spaceValue } = data.parameters
    const parameters = { ...data.parameters, spaceValue: { ...spaceValue, value: 1e6 } }
    const broken = { ...data, parameters }
    expect(() =>
      createEngine(broken, kernel).run(resolveScenario(data, scenarioWith({ horizon }))),
    ).toThrow('the data set cannot be calibrated: the household market')
  })

  it('need not calibrate twice for the default scenario', () => {
    const run = createEngine(data, kernel).run(resolveScenario(data, scenarioWith({ horizon })))
    expect(run).toMatchObject({ ok: true, value: { calibrationEvaluations: [1, 1, 1, 1, 1] } })
  })
})

describe('an engine', () => {
  it('calibrates on its first run, and again where something changed that constants depend on', () => {
    const { counted, calls } = counting(wasmKernel)
    const engine = createEngine(data, counted)
    const evaluated = (order: readonly number[]) =>
      order.map((at) => {
        calls.addSlopes = 0
        bytesOf(engine, scenarios[at]!)
        return calls.addSlopes > 0
      })
    // The first two differ in rules, the sixth in a tariff, the fourth in a taste.
    expect(evaluated([1, 0, 5, 3, 3, 1, 1])).toEqual([
      ...[true, false, false],
      ...[true, false],
      ...[true, false],
    ])
  })

  it('works the choice without kei out whole in the first year, and where energy jumps', () => {
    const { counted, calls } = counting(wasmKernel)
    const engine = createEngine(data, counted)
    const costing = (tariffTruck: number, more: Partial<Scenario> = {}) =>
      scenarioWith({
        horizon,
        parameters: { tariffTruck },
        federal: [{ year: 2028, path: 'kei-class' }],
        ...more,
      })
    const dearer = { series: { gasoline: { '2029': 9 } } }
    const order = [
      costing(0.1),
      costing(0.2),
      costing(0.3, { horizon: { start: 2029, end: 2031 } }),
      // Up to what the scenario names, and down again the year after.
      costing(0.3, dearer),
      costing(0.4),
      scenarioWith({ horizon, parameters: { spaceValue: 2 } }),
      costing(0.2),
    ]
    const years = order.map((scenario) => {
      calls.sharesWithoutKei = 0
      calls.addSlopes = 0
      const bytes = bytesOf(engine, scenario)
      // What calibration evaluates, it also takes slopes of.
      const evaluated = (calls.sharesWithoutKei - calls.addSlopes) / groups.length
      expect(bytes).toEqual(bytesOf(createEngine(data, wasmKernel), scenario))
      return evaluated
    })
    expect(years).toEqual([1, 1, 1, 3, 1, 1, 1])
  })

  it('moves the choice without kei only where energy costs something else', () => {
    const moves = (parameters: NonNullable<Scenario['parameters']>) => {
      let calls = 0
      const open: ChoiceKernel['open'] = (shape) => {
        const room = wasmKernel.open(shape)
        return {
          ...room,
          moveSegments(...columns) {
            calls += 1
            room.moveSegments(...columns)
          },
        }
      }
      createEngine(data, { open }).run(resolveScenario(data, scenarioWith({ horizon, parameters })))
      return calls / groups.length
    }
    expect(moves({})).toBe(3)
    expect(moves({ gasolineGrowth: 0, electricityGrowth: 0 })).toBe(0)
  })
})

describe('two engines', () => {
  it('give the same bytes with either kernel', () => {
    const [first, second] = afresh
    expect(second).toEqual(first)
  })

  it('may share a kernel', () => {
    const engines = [createEngine(data, wasmKernel), createEngine(data, wasmKernel)]
    for (const at of [1, 2, 3, 1]) {
      for (const engine of engines) {
        expect(bytesOf(engine, scenarios[at]!)).toEqual(afresh[0]![at])
      }
    }
  })
})
