import { beforeEach, describe, expect, it } from 'vitest'
import { parameters } from '../../../test/model.fixture.ts'
import { areaRow, fleetRow, near, stateRow } from '../../../test/rows.fixture.ts'
import { normalCdf } from '../numeric/normal.ts'
import {
  areaShares,
  incomeShares,
  marketScale,
  purchaseOccasions,
  relativeIncome,
  type Population,
} from './population.ts'
import { groups } from './sets.ts'

describe('areaShares', () => {
  it('split urban households into core, suburb and town, and leave the rest rural', () => {
    const shares = areaShares(
      { urban_share: 0.8, core_of_urban: 0.25 },
      { townShareOfNonCore: 0.3 },
    )
    // core 0.8·0.25; town 0.3·(0.8 − 0.2); suburb 0.8 − 0.2 − 0.18
    expect(shares).toEqual(near([0.2, 0.42, 0.18, 0.2]))
  })
})

describe('incomeShares', () => {
  const p = { usMedianIncome: 80_000, incomeSigma: 0.5 }
  const sharesAt = (z: number) =>
    incomeShares({ median_income_usd: 80_000 * Math.exp(-z * 0.5) }, p)

  it('are thirds in a state with the national median', () => {
    expect(sharesAt(0)).toEqual(near([1 / 3, 1 / 3, 1 / 3], 8))
  })

  it('hold half the households below the lower cut where that is the median', () => {
    const [low, middle, high] = sharesAt(0.4307273)
    expect(low).toBeCloseTo(0.5, 12)
    expect(low + middle + high).toBe(1)
    expect(middle).toBeCloseTo(normalCdf(2 * 0.4307273) - 0.5, 12)
  })

  it('hold half the households above the upper cut where that is the median', () => {
    expect(sharesAt(-0.4307273)[2]).toBeCloseTo(0.5, 12)
  })

  it('measure the distance of the medians in σ', () => {
    expect(sharesAt(1.4307273)[0]).toBeCloseTo(0.8413447460685429, 12) // Φ(1)
    expect(sharesAt(-1.4307273)[2]).toBeCloseTo(0.8413447460685429, 12)
  })
})

describe('relativeIncome', () => {
  it('is e^(∓1.0908·σ) for the outer terciles and 1 for the middle one', () => {
    const income = (['low', 'middle', 'high'] as const).map((tercile) =>
      relativeIncome(tercile, { incomeSigma: 0.85 }),
    )
    expect(income).toEqual(near([Math.exp(-1.0908 * 0.85), 1, Math.exp(1.0908 * 0.85)]))
  })
})

describe('purchaseOccasions', () => {
  const columns = { median_income_usd: 60_000 }
  const states = [
    stateRow('OH', { ...columns, households: 1000, urban_share: 0.8, core_of_urban: 0.25 }),
    stateRow('TX', { households: 3000, urban_share: 0.5, core_of_urban: 0.2, ...columns }),
  ]
  const taste = { taste_mainstream: 0.7, taste_pragmatic: 0.2, taste_enthusiast: 0.1 }
  const areas = [
    areaRow('core', { role_additional: 0.25, ...taste }),
    areaRow('suburb', { role_additional: 0.5, ...taste }),
    areaRow('town', { role_additional: 0.4, ...taste }),
    areaRow('rural', {
      role_additional: 0.6,
      taste_mainstream: 0.5,
      taste_pragmatic: 0.3,
      taste_enthusiast: 0.2,
    }),
  ]
  const weights = { w_core: 2, w_suburb: 1, w_town: 0.5, w_rural: 4 }
  const fleets = [
    fleetRow('delivery', { occasions: 100, outside_share: 0.4, ...weights }),
    fleetRow('campus', { occasions: 50, outside_share: 0.2 }),
    fleetRow('trades', { occasions: 300, outside_share: 0.3 }),
    fleetRow('farm', { occasions: 200, outside_share: 0.25 }),
  ]
  const population: Population = { states, areas, fleets }
  const p = {
    ...parameters,
    usMedianIncome: 60_000,
    townShareOfNonCore: 0.3,
    newSalesBase: 1460,
    outsideShare: 0.6,
    occasionsLow: 0.2,
    occasionsMiddle: 0.4,
    occasionsHigh: 0.5,
  }
  const cells = 8
  let occasions: Float64Array
  beforeEach(() => {
    occasions = purchaseOccasions(population, p)
  })
  const at = (group: string, state: number, area: number) =>
    occasions[groups.findIndex(({ id }) => id === group) * cells + state * 4 + area]!

  it('hold one entry a group and cell', () => {
    expect(occasions).toHaveLength(22 * cells)
  })

  it('scale households so that new sales of all markets add up to the base', () => {
    // Fleets buy 100·0.6 + 50·0.8 + 300·0.7 + 200·0.75 = 460 new; households (1460 − 460)/0.4.
    const households = occasions.subarray(0, 18 * cells).reduce((sum, value) => sum + value, 0)
    expect(households).toBeCloseTo(2500, 9)
  })

  it('spread households over states, areas, incomes, roles and tastes', () => {
    const low = normalCdf(-0.4307273)
    const middle = normalCdf(0.4307273) - low
    const high = 1 - normalCdf(0.4307273)
    // households × area share × income share × occasions × role share × taste share
    const suburbMainstream = 1000 * 0.42 * middle * 0.4 * 0.5 * 0.7
    const ratios = [
      at('household-low-primary-mainstream', 0, 0), // core 0.2
      at('household-high-additional-pragmatic', 0, 0),
      at('household-middle-additional-mainstream', 0, 1),
      at('household-middle-primary-enthusiast', 1, 2), // town 0.3·(0.5 − 0.1)
      at('household-low-additional-enthusiast', 1, 3), // rural 1 − 0.5
    ].map((value) => value / at('household-middle-primary-mainstream', 0, 1))
    const expected = [
      1000 * 0.2 * low * 0.2 * 0.75 * 0.7,
      1000 * 0.2 * high * 0.5 * 0.25 * 0.2,
      1000 * 0.42 * middle * 0.4 * 0.5 * 0.7,
      3000 * 0.12 * middle * 0.4 * 0.6 * 0.1,
      3000 * 0.5 * low * 0.2 * 0.6 * 0.2,
    ].map((value) => value / suburbMainstream)
    expect(ratios).toEqual(near(expected))
  })

  it('spread a fleet over cells by households, area share and the weight of the area', () => {
    // Areas of the first state 0.2, 0.42, 0.18, 0.2; of the second 0.1, 0.28, 0.12, 0.5.
    const byCell = [
      1000 * 0.2 * 2,
      1000 * 0.42 * 1,
      1000 * 0.18 * 0.5,
      1000 * 0.2 * 4,
      3000 * 0.1 * 2,
      3000 * 0.28 * 1,
      3000 * 0.12 * 0.5,
      3000 * 0.5 * 4,
    ]
    const total = byCell.reduce((sum, value) => sum + value, 0)
    const delivery = occasions.subarray(18 * cells, 19 * cells)
    expect([...delivery]).toEqual(near(byCell.map((value) => (100 * value) / total)))
  })

  it('leave fleets at their own occasions', () => {
    const fleetTotals = [18, 19, 20, 21].map((g) =>
      occasions.subarray(g * cells, (g + 1) * cells).reduce((sum, value) => sum + value, 0),
    )
    expect(fleetTotals).toEqual(near([100, 50, 300, 200], 10))
  })

  it('need a row for every fleet market', () => {
    const three = { ...population, fleets: fleets.slice(0, 3) }
    expect(() => purchaseOccasions(three, p)).toThrow('no fleet farm')
  })
})

describe('marketScale', () => {
  const p = { newSalesGrowth: 0.02, newSalesBase: 16_000_000 }

  it('grows from the calibration year', () => {
    expect(marketScale(0, undefined, p)).toBe(1)
    expect(marketScale(3, undefined, p)).toBeCloseTo(1.02 ** 3, 14)
  })

  it('follows the sales that a scenario names, whatever the year', () => {
    expect(marketScale(3, 12_000_000, p)).toBe(0.75)
    expect(marketScale(3, 0, p)).toBe(0)
  })
})
