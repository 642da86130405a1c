import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createScenarioParser } from '../src/core/scenario/parse-scenario.ts'
import { horizonOf } from '../src/core/scenario/resolve.ts'
import type { Scenario } from '../src/core/scenario/scenario.ts'
import { data } from './model.fixture.ts'
import { scenarioArbitrary } from './scenario.arbitrary.ts'

const parse = createScenarioParser(data)

/** The paths of an object's keys, ids and years left out. */
function fieldsOf(scenario: Scenario): string[] {
  const inner = (part: object | undefined) => Object.values(part ?? {}) as object[]
  return [
    ...Object.keys(scenario),
    ...Object.keys(scenario.horizon ?? {}).map((key) => `horizon.${key}`),
    ...Object.keys(scenario.series ?? {}).map((key) => `series.${key}`),
    ...Object.keys(scenario.ensemble ?? {}).map((key) => `ensemble.${key}`),
    ...inner(scenario.federal).flatMap((entry) =>
      Object.keys(entry).map((key) => `federal.${key}`),
    ),
    ...inner(scenario.tariffs).flatMap((entry) =>
      Object.keys(entry).map((key) => `tariffs.${key}`),
    ),
    ...inner(scenario.nameplates).flatMap(Object.keys),
    ...inner(scenario.makers).flatMap(Object.keys),
    ...inner(scenario.states).flatMap((state) =>
      typeof state === 'string' ? 'word' : Object.keys(state),
    ),
  ]
}

describe('arbitrary scenarios', () => {
  it('are all accepted by the reader', () => {
    fc.assert(
      fc.property(scenarioArbitrary(data), (scenario) => {
        const parsed = parse(JSON.stringify(scenario))
        expect(parsed.ok ? [] : parsed.error).toEqual([])
      }),
      { numRuns: 1000 },
    )
  })

  it.each([
    [6, undefined],
    [1, { maxYears: 1 }],
    [30, { maxYears: 30 }],
  ])('run for %i years at most', (most, options) => {
    fc.assert(
      fc.property(scenarioArbitrary(data, options), (scenario) => {
        const { start, end } = horizonOf(scenario)
        expect(end - start + 1).toBeLessThanOrEqual(most)
        expect(end).toBeGreaterThanOrEqual(start)
      }),
    )
  })

  it('cover every field of a scenario', () => {
    const sample = fc.sample(scenarioArbitrary(data, { maxYears: 30 }), { numRuns: 500, seed: 1 })
    const seen = new Set(sample.flatMap(fieldsOf))
    const everything = `format version name notes horizon parameters federal tariffs states
      steering source makers nameplates series ensemble story horizon.start horizon.end
      federal.year federal.path federal.odds tariffs.year tariffs.tariffCar tariffs.tariffTruck
      tariffs.odds series.gasoline series.newSales ensemble.seed ensemble.draws ensemble.method
      ensemble.hold word status cap_mph us_dealers
      dealer_reach barred offered launch price_jpy unit_cost_jpy mpg mi_per_kwh range_mi volume_cuft
      seats length_m hp_per_t payload_kg risk_ratio upkeep_usd_yr speed_cap_mph plan_volume
      ref_household ref_delivery ref_campus ref_trades ref_farm price_usd partners appeal`
    expect([...seen].sort()).toEqual(everything.split(/\s+/).sort())
    const federal = sample.flatMap((scenario) => scenario.federal ?? [])
    expect(new Set(federal.map(({ path }) => path)).size).toBe(data.federalPaths.rows.length)
    expect(Math.max(...sample.map((scenario) => scenario.federal?.length ?? 0))).toBe(3)
  })
})
