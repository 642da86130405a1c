import { describe, expect, it } from 'vitest'
import { near } from '../../../test/rows.fixture.ts'
import { daysBeyond, lostTravel, NO_CAP, travelAbove } from './travel.ts'

const area = { g25: 0.9, g35: 0.8, g45: 0.6, g55: 0.4, g65: 0.1 }
const days = { days_gt_50: 0.4, days_gt_80: 0.2, days_gt_120: 0.1, days_gt_250: 0.02 }

describe('travelAbove', () => {
  it('gives the tabulated shares', () => {
    const shares = [15, 25, 35, 45, 55, 65, 80].map((mph) => travelAbove(area, mph))
    expect(shares).toEqual([1, 0.9, 0.8, 0.6, 0.4, 0.1, 0])
  })

  it('is linear between them', () => {
    const shares = [20, 30, 40, 50, 60, 70].map((mph) => travelAbove(area, mph))
    expect(shares).toEqual(near([0.95, 0.85, 0.7, 0.5, 0.25, 0.1 - (0.1 * 5) / 15]))
  })

  it('is all travel below 15 mph and none above 80', () => {
    expect([0, 10, 81, NO_CAP].map((mph) => travelAbove(area, mph))).toEqual([1, 1, 0, 0])
  })
})

describe('daysBeyond', () => {
  it('gives the tabulated shares', () => {
    const shares = [0, 50, 80, 120, 250, 500].map((miles) => daysBeyond(days, miles))
    expect(shares).toEqual([1, 0.4, 0.2, 0.1, 0.02, 0])
  })

  it('is linear between them', () => {
    const shares = [25, 65, 100, 185, 375].map((miles) => daysBeyond(days, miles))
    expect(shares).toEqual(near([0.7, 0.3, 0.15, 0.06, 0.01]))
  })

  it('is no day beyond 500 miles', () => {
    expect(daysBeyond(days, 800)).toBe(0)
  })
})

describe('lostTravel', () => {
  it('is the travel on roads posted above the cap', () => {
    expect(lostTravel(area, 35, 0)).toBe(0.8)
    expect(lostTravel(area, NO_CAP, 0)).toBe(0)
  })

  it('adds what a kei may drive on freeways but would rather not', () => {
    // Open to 65 mph: 0.1 is closed, and of the 0.4 − 0.1 above 55 mph half is avoided.
    expect(lostTravel(area, 65, 0.5)).toBeCloseTo(0.1 + 0.5 * 0.3, 14)
    expect(lostTravel(area, NO_CAP, 0.35)).toBeCloseTo(0.35 * 0.4, 14)
  })

  it('adds nothing where freeways are closed anyway', () => {
    expect(lostTravel(area, 55, 0.5)).toBe(0.4)
    expect(lostTravel(area, 45, 0.5)).toBe(0.6)
  })
})
