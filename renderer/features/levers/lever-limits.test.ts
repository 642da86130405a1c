import { describe, expect, it } from 'vitest'
import { hasFollowed, stateLaw } from '../../../src/core/market/federal-rules.ts'
import { CALIBRATION_YEAR, DEFAULT_PATH, IMPORTERS } from '../../../src/core/market/sets.ts'
import { resolveNameplates } from '../../../src/core/scenario/resolve.ts'
import {
  DEFAULT_HORIZON,
  FIRST_YEAR,
  LAST_YEAR,
  type Scenario,
} from '../../../src/core/scenario/scenario.ts'
import { data, refusals, untouched } from './catalog.fixture.ts'
import * as limits from './lever-limits.ts'
import { followYears, statuses } from './state-following.ts'
import { isAllowed } from './unit-words.ts'

const { numberRules } = limits

describe('the panel’s copies of the model’s constants', () => {
  it('are the model’s', () => {
    expect(limits).toMatchObject({
      FIRST_YEAR,
      LAST_YEAR,
      DEFAULT_HORIZON,
      DEFAULT_PATH,
      IMPORTERS,
      CALIBRATION_YEAR,
    })
    const capped = { row: data.states.rows[0]!, status: 'capped', capMph: null } as const
    expect(stateLaw(capped).capMph).toBe(limits.DEFAULT_STATE_CAP_MPH)
    const [nameplate] = resolveNameplates(data, untouched)
    expect(nameplate).toMatchObject({
      steering: limits.DEFAULT_STEERING,
      source: limits.DEFAULT_SOURCE,
      partners: 1,
      appeal: 0,
    })
  })

  it.each([0, 0.5, 1, 1.7])(
    'let states follow when the model does, at lag scale %d',
    (stateLagScale) => {
      const path = data.federalPaths.rows[0]!
      const row = data.states.rows[0]!
      for (const { status, year } of followYears(2028, Infinity, stateLagScale)) {
        const follows = (at: number) =>
          hasFollowed({ row, status, capMph: null }, { from: 2028, path }, at, { stateLagScale })
        expect(follows(year!), status).toBe(true)
        expect(follows(year! - 1), status).toBe(false)
      }
      expect(statuses).toHaveLength(4)
    },
  )
})

describe('the panel’s limits', () => {
  const say: Readonly<Record<keyof typeof numberRules, (value: number) => Partial<Scenario>>> = {
    horizonYear: (end) => ({ horizon: { start: 2026, end } }),
    datedYear: (year) => ({ federal: [{ year, path: 'lsv' }] }),
    stateCap: (cap_mph) => ({ states: { CA: { status: 'capped', cap_mph } } }),
    launch: (launch) => ({ nameplates: { 'n-box': { launch } } }),
    price: (price_usd) => ({ nameplates: { 'n-box': { price_usd } } }),
    partners: (partners) => ({ nameplates: { 'n-box': { partners } } }),
    reach: (dealer_reach) => ({ nameplates: { 'n-box': { dealer_reach } } }),
    planVolume: (plan_volume) => ({ nameplates: { 'n-box': { plan_volume } } }),
    appeal: (appeal) => ({ nameplates: { 'n-box': { appeal } } }),
    gasoline: (value) => ({ series: { gasoline: { '2030': value } } }),
    newSales: (value) => ({ series: { newSales: { '2030': value } } }),
  }
  const values = [-1, 0, 0.005, 0.01, 0.5, 1, 1.5, 2, 100, 101, 1999, 2000, 2025, 2026, 2060, 2061]

  it.each(Object.keys(say) as (keyof typeof say)[])('take of %s what the product takes', (name) => {
    for (const value of values) {
      const isTaken = refusals({ ...untouched, ...say[name](value) }).length === 0
      expect(isAllowed(value, numberRules[name].limits), `${value}`).toBe(isTaken)
    }
  })
})
