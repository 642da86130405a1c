import { describe, expect, it } from 'vitest'
import type { Scenario } from '../../src/core/scenario/scenario.ts'
import {
  withFederal,
  withHorizon,
  withMaker,
  withNameplate,
  withParameter,
  withPart,
  withSeriesYear,
  withState,
} from './scenario-edits.ts'

const empty: Scenario = { format: 'keicast-scenario', version: 1, name: 'Empty' }

/** Each change, and the one that takes it back. */
const changes: readonly (readonly [
  string,
  (scenario: Scenario) => Scenario,
  Partial<Scenario>,
  (scenario: Scenario) => Scenario,
])[] = [
  [
    'a parameter',
    (one) => withParameter(one, 'tariffCar', 0.05),
    { parameters: { tariffCar: 0.05 } },
    (one) => withParameter(one, 'tariffCar', null),
  ],
  [
    'a state',
    (one) => withState(one, 'CA', { status: 'capped', cap_mph: 35 }),
    { states: { CA: { status: 'capped', cap_mph: 35 } } },
    (one) => withState(one, 'CA', null),
  ],
  [
    'a nameplate’s column',
    (one) => withNameplate(one, 'n-box', 'price_usd', 9900),
    { nameplates: { 'n-box': { price_usd: 9900 } } },
    (one) => withNameplate(one, 'n-box', 'price_usd', undefined),
  ],
  [
    'a maker’s column',
    (one) => withMaker(one, 'byd', 'barred', false),
    { makers: { byd: { barred: false } } },
    (one) => withMaker(one, 'byd', 'barred', undefined),
  ],
  [
    'federal paths',
    (one) => withFederal(one, [{ year: 2028, path: 'lsv' }]),
    { federal: [{ year: 2028, path: 'lsv' }] },
    (one) => withFederal(one, []),
  ],
  [
    'an end of the horizon',
    (one) => withHorizon(one, 'end', 2040),
    { horizon: { end: 2040 } },
    (one) => withHorizon(one, 'end', null),
  ],
  [
    'a year of a series',
    (one) => withSeriesYear(one, 'gasoline', 2030, 5),
    { series: { gasoline: { '2030': 5 } } },
    (one) => withSeriesYear(one, 'gasoline', 2030, null),
  ],
  [
    'a whole part',
    (one) => withPart(one, 'steering', 'rhd'),
    { steering: 'rhd' },
    (one) => withPart(one, 'steering', undefined),
  ],
]

describe('edits of a scenario', () => {
  it.each(changes)(
    'set %s, and leave nothing behind when it is put back',
    (_, set, said, unset) => {
      const changed = set(empty)
      expect(changed).toEqual({ ...empty, ...said })
      expect(unset(changed)).toEqual(empty)
      expect(Object.keys(unset(changed))).toEqual(Object.keys(empty))
    },
  )

  it('leave the scenario they are given as it was', () => {
    const frozen = Object.freeze({ ...empty, states: Object.freeze({ TX: 'legal' as const }) })
    for (const [, set] of changes) set(frozen)
    expect(frozen).toEqual({ ...empty, states: { TX: 'legal' } })
  })

  it('keep what stands beside', () => {
    const two = withParameter(withParameter(empty, 'tariffCar', 0.05), 'freight', 2000)
    expect(withParameter(two, 'tariffCar', null).parameters).toEqual({ freight: 2000 })
    const columns = withNameplate(
      withNameplate(empty, 'n-box', 'appeal', 1),
      'n-box',
      'launch',
      2030,
    )
    expect(withNameplate(columns, 'n-box', 'appeal', undefined).nameplates).toEqual({
      'n-box': { launch: 2030 },
    })
    const years = withSeriesYear(withSeriesYear(empty, 'gasoline', 2030, 5), 'newSales', 2030, 1e7)
    expect(withSeriesYear(years, 'gasoline', 2030, null).series).toEqual({
      newSales: { '2030': 1e7 },
    })
    const horizon = withHorizon(withHorizon(empty, 'start', 2030), 'end', 2040)
    expect(withHorizon(horizon, 'end', null).horizon).toEqual({ start: 2030 })
  })

  it('tell null, which blanks a column, from undefined, which puts it back', () => {
    expect(withNameplate(empty, 'n-box', 'ref_campus', null).nameplates).toEqual({
      'n-box': { ref_campus: null },
    })
  })

  it('keep values that look like nothing', () => {
    expect(withParameter(empty, 'tariffCar', 0).parameters).toEqual({ tariffCar: 0 })
    expect(withNameplate(empty, 'n-box', 'offered', false).nameplates).toEqual({
      'n-box': { offered: false },
    })
  })

  it('sort federal paths by year without touching the list they are given', () => {
    const list = Object.freeze([
      { year: 2032, path: 'fmvss' },
      { year: 2028, path: 'lsv' },
    ])
    expect(withFederal(empty, list).federal?.map(({ year }) => year)).toEqual([2028, 2032])
  })
})
