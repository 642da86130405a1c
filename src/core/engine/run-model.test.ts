import { beforeAll, describe, expect, it } from 'vitest'
import { data, engine, parameters, runScenario, scenarioWith } from '../../../test/model.fixture.ts'
import { near } from '../../../test/rows.fixture.ts'
import { resolveScenario, type ModelInputs } from '../scenario/resolve.ts'
import type { Scenario } from '../scenario/scenario.ts'
import { read, slice } from './block.ts'
import type { RunFailure, RunResult } from './result.ts'
import type { Phase } from './run-model.ts'
import { sum } from '../numeric/sum.ts'

const noKei: Partial<Scenario> = { makers: { importers: { barred: true } } }
const keiClass: Partial<Scenario> = {
  horizon: { start: 2027, end: 2031 },
  federal: [{ year: 2028, path: 'kei-class' }],
}

function failureOf(overrides: Partial<Scenario>): RunFailure {
  const inputs = resolveScenario(data, scenarioWith(overrides))
  const run = engine.run(inputs)
  if (run.ok) throw new Error('the run has a result')
  return run.error
}

/** Sales of new vehicles of a year, the outside option left out. */
function newSales(result: RunResult, t: number): number {
  const used = result.alternatives.findIndex(({ id }) => id === 'used')
  return sum(result.national[t]!.filter((_, j) => j !== used))
}

describe('a market without kei', () => {
  const still = { gasolineGrowth: 0, electricityGrowth: 0, newSalesGrowth: 0.05 }
  const horizon = { start: 2026, end: 2028 }

  it('sells the new vehicles of the calibration year, grown, while nothing else changes', () => {
    const result = runScenario({ ...noKei, horizon, parameters: still })
    const expected = [1.05, 1.05 ** 2, 1.05 ** 3].map((factor) => factor * parameters.newSalesBase)
    expected.forEach((sales, t) => expect(newSales(result, t) / sales).toBeCloseTo(1, 11))
  })

  it('keeps the shares of the segments, in the order of their table', () => {
    const result = runScenario({ ...noKei, horizon, parameters: still })
    const household = data.segments.rows.map((_, j) => sum(slice(result.salesByState, 2, 0, j)))
    const total = sum(household)
    const column = data.segments.rows.map(({ share_household }) => share_household ?? 0)
    data.segments.rows.forEach(({ segment }, j) => {
      const share = segment === 'used' ? 0.69 : (0.31 * column[j]!) / sum(column)
      expect(household[j]! / total).toBeCloseTo(share, 12)
    })
  })

  it('sells what a scenario names in the years that it names', () => {
    const result = runScenario({
      ...noKei,
      horizon,
      parameters: still,
      series: { newSales: { 2027: 12_000_000 } },
    })
    expect(newSales(result, 0) / (1.05 * parameters.newSalesBase)).toBeCloseTo(1, 11)
    expect(newSales(result, 1) / 12_000_000).toBeCloseTo(1, 11)
    expect(newSales(result, 2) / (1.05 ** 3 * parameters.newSalesBase)).toBeCloseTo(1, 11)
  })

  it('follows a gasoline price in the years that a scenario names, and only then', () => {
    const steady = runScenario({ ...noKei, horizon, parameters: still })
    const dear = runScenario({
      ...noKei,
      horizon,
      parameters: still,
      series: { gasoline: { 2027: 8 } },
    })
    const ev = data.segments.rows.findIndex(({ segment }) => segment === 'budget-ev')
    const of = (result: RunResult) => result.national.map((sales) => sales[ev]!)
    expect([of(dear)[0], of(dear)[2]]).toEqual([of(steady)[0], of(steady)[2]])
    expect(of(dear)[1]).toBeGreaterThan(1.1 * of(steady)[1]!)
  })

  it('has no displaced sales, no surplus and no stock', () => {
    const { displaced, surplus, stock, keiSales } = runScenario({ ...noKei, horizon })
    for (const { values } of [displaced, surplus, stock, keiSales]) {
      expect(values.every((value) => value === 0)).toBe(true)
    }
  })
})

describe('a run', () => {
  let result: RunResult
  beforeAll(() => {
    result = runScenario(keiClass)
  })
  const years = [0, 1, 2, 3, 4]

  it('names the segments in the order of their table, then the nameplates', () => {
    const { alternatives, segmentCount, inputs } = result
    expect(segmentCount).toBe(data.segments.rows.length)
    expect(alternatives.map(({ id }) => id)).toEqual([
      ...data.segments.rows.map(({ segment }) => segment),
      ...inputs.nameplates.map(({ id }) => id),
    ])
    expect(alternatives[0]).toEqual({
      id: 'subcompact-car',
      label: 'Subcompact car',
      kind: 'segment',
    })
    const kinds = new Map(alternatives.map(({ id, kind }) => [id, kind]))
    expect([kinds.get('n-box'), kinds.get('grey-import')]).toEqual(['new-kei', 'import-25'])
  })

  it('gives every purchase occasion one alternative', () => {
    for (const t of years) {
      const occasions = sum(slice(result.occasions, t))
      expect(sum(slice(result.salesByState, t)) / occasions).toBeCloseTo(1, 12)
      expect(sum(slice(result.salesByGroup, t)) / occasions).toBeCloseTo(1, 12)
    }
  })

  it('takes what kei sell from the segments and the outside option', () => {
    for (const t of years) {
      const kei = sum(result.national[t]!.subarray(result.segmentCount))
      expect(sum(slice(result.displaced, t)) / kei).toBeCloseTo(1, 10)
      expect(sum(slice(result.keiSales, t)) / kei).toBeCloseTo(1, 12)
    }
  })

  it('keeps the sales of kei on the road as they age', () => {
    const survival = (age: number) =>
      Math.exp(-((age / parameters.survivalScale) ** parameters.survivalShape))
    for (const s of [0, 20, 50]) {
      const sold = years.map((t) => read(result.keiSales, t, s))
      const stock = years.map((t) =>
        sum(years.slice(0, t + 1).map((v) => sold[v]! * survival(t - v))),
      )
      expect(years.map((t) => read(result.stock, t, s))).toEqual(near(stock, 7))
    }
  })

  it('spreads awareness from year to year', () => {
    const p = parameters
    result.inputs.states.forEach(({ row }, s) => {
      let awareness = p.awarenessStart
      for (const t of years) {
        expect(read(result.awareness, t, s)).toBeCloseTo(awareness, 12)
        const seen = read(result.stock, t, s) / (p.awarenessVisibility * row.households)
        const onSale = 2027 + t >= 2028 ? 1 : 0.3
        const hearing =
          p.awarenessInnovation * onSale +
          (t === 0 ? p.newsBuzz : 0) +
          p.awarenessImitation * Math.min(1, seen)
        awareness += (1 - awareness) * Math.min(1, hearing) - p.awarenessForgetting * awareness
      }
    })
  })

  it('gives buyers a surplus from the choice of kei', () => {
    for (const t of years) {
      expect(slice(result.surplus, t).every((value) => value >= 0)).toBe(true)
      expect(sum(slice(result.surplus, t))).toBeGreaterThan(0)
      expect(result.impacts[t]!.consumerSurplusUsd).toBe(sum(slice(result.surplus, t)))
    }
  })

  it('leaves ω at 1 for makers without a cap', () => {
    const grey = result.alternatives.findIndex(({ id }) => id === 'grey-import')
    for (const t of years) {
      const omega = slice(result.omega, t)
      const free = omega.filter((_, n) => n !== grey - result.segmentCount)
      expect(free.every((factor) => factor === 1)).toBe(true)
    }
  })

  it('has earnings for new nameplates, and impacts for every year', () => {
    const grey = result.inputs.nameplates.findIndex(({ isNew }) => !isNew)
    expect(result.earnings.map((value) => value === null)).toEqual(
      result.inputs.nameplates.map((_, n) => n === grey),
    )
    expect(result.impacts.map(({ year }) => year)).toEqual([2027, 2028, 2029, 2030, 2031])
  })

  it('tells what calibration took, by market', () => {
    expect(result.calibrationEvaluations).toHaveLength(5)
    expect(result.calibrationEvaluations.every((evaluations) => evaluations <= 12)).toBe(true)
  })

  it('gives the same bytes again', () => {
    const again = runScenario(keiClass)
    expect(again.salesByState.values).toEqual(result.salesByState.values)
    expect(again.impacts).toEqual(result.impacts)
  })

  it('reports its phases as they end', () => {
    const phases: Phase[] = []
    const inputs = resolveScenario(data, scenarioWith({ horizon: { start: 2026, end: 2027 } }))
    engine.run(inputs, (phase) => phases.push(phase))
    expect(phases).toEqual([
      ...['population', 'attributes', 'calibration'],
      ...['shares', 'sums', 'stock'],
      ...['shares', 'sums', 'stock'],
      'outcomes',
    ])
  })
})

describe('caps on a whole run', () => {
  it('hold each maker at the volume of its path where it binds', () => {
    const result = runScenario({
      horizon: { start: 2031, end: 2032 },
      federal: [{ year: 2027, path: 'exemption' }],
    })
    const sales = result.national
    const { nameplates } = result.inputs
    for (const t of [0, 1]) {
      for (const maker of ['honda', 'nissan', 'mitsubishi']) {
        const own = nameplates.flatMap((nameplate, n) => (nameplate.maker === maker ? [n] : []))
        const sold = sum(own.map((n) => sales[t]![result.segmentCount + n]!))
        const omega = own.map((n) => read(result.omega, t, n))
        expect(omega.every((factor) => factor === omega[0])).toBe(true)
        if (omega[0]! < 1) expect(sold / 2500).toBeCloseTo(1, 9)
        else expect(sold).toBeLessThanOrEqual(2500 * (1 + 1e-9))
      }
    }
    expect(result.omega.values.some((factor) => factor < 1)).toBe(true)
  })

  it('of 0 on imports leave the market as it is without them', () => {
    const horizon = { start: 2026, end: 2027 }
    const none = runScenario({ horizon, parameters: { greySupply: 0 } })
    const barred = runScenario({ horizon, ...noKei })
    expect(none.salesByState.values).toEqual(barred.salesByState.values)
    for (const { values } of [none.keiSales, none.displaced, none.surplus]) {
      expect(values.every((value) => value === 0)).toBe(true)
    }
  })
})

describe('a scenario without a result', () => {
  const horizon = { start: 2026, end: 2026 }

  it('says that tastes cannot explain the market', () => {
    const { kind, message } = failureOf({ horizon, parameters: { spaceValue: 1e6 } })
    expect(kind).toBe('calibration')
    expect(message).toContain('household market')
  })

  it('says in which year caps cannot be met', () => {
    const failure = failureOf({ horizon, parameters: { greyAffinity: 1e6 } })
    expect(failure.kind).toBe('volume-cap')
    expect(failure.message).toMatch(/^in 2026, /)
  })

  it('says that sales are not numbers', () => {
    const failure = failureOf({
      horizon: { start: 2028, end: 2028 },
      federal: [{ year: 2028, path: 'fmvss' }],
      parameters: { keiAffinityMainstream: 1e308, noveltyStart: 1e308 },
    })
    expect(failure.kind).toBe('not-finite')
  })

  it('needs every area', () => {
    const inputs = resolveScenario(data, scenarioWith({ horizon }))
    const rows = data.areas.rows.filter(({ area }) => area !== 'town')
    const broken: ModelInputs = { ...inputs, data: { ...data, areas: { notes: [], rows } } }
    expect(() => engine.run(broken)).toThrow('no area town')
  })
})
