import { describe, expect, it } from 'vitest'
import { contribution, earnings, type SaleYear } from './net-present-value.ts'

const p = { launchMarketing: 2, dealerMargin: 0.1, wacc: 0.25, amortYears: 2 }
// Every sale leaves 10 000·0.9 − 8000 = 1000 USD.
const sale = { price: 10_000, unit: 8000 }
const year = (t: number, sales: number, of: Partial<SaleYear> = {}): SaleYear => ({
  ...sale,
  year: t,
  sales,
  ...of,
})

describe('contribution', () => {
  it('is the price without the share of the dealer, less the unit cost', () => {
    expect(contribution(10_000, 8000, p)).toBe(1000)
    expect(contribution(8000, 8000, p)).toBe(-800)
  })
})

describe('net present value', () => {
  it('discounts the first year once and the second twice', () => {
    const { npv } = earnings([year(2028, 1000), year(2029, 5000)], 3e6, p)
    // −3 − 2 + 1/1.25 + 5/1.25² MUSD
    expect(npv).toBeCloseTo(-5e6 + 0.8e6 + 3.2e6, 6)
  })

  it('discounts years after a gap by how late they come', () => {
    const { npv } = earnings([year(2028, 1000), year(2030, 1000)], 0, p)
    expect(npv).toBeCloseTo(-2e6 + 1e6 / 1.25 + 1e6 / 1.25 ** 3, 6)
  })

  it('takes price and unit cost of each year', () => {
    const cheaper = year(2029, 1000, { price: 9000, unit: 7000 }) // leaves 1100
    const { npv } = earnings([year(2028, 1000), cheaper], 0, p)
    expect(npv).toBeCloseTo(-2e6 + 0.8e6 + 1.1e6 / 1.5625, 6)
  })

  it('needs a year on sale', () => {
    expect(() => earnings([], 0, p)).toThrow('never on sale')
  })
})

describe('payback', () => {
  it('is the first year whose cumulated discounted cash flow is not negative', () => {
    const years = [year(2028, 1000), year(2029, 1000), year(2030, 20_000), year(2031, 1)]
    expect(earnings(years, 0, p).paybackYear).toBe(2030)
  })

  it('counts a year that pays back exactly', () => {
    // 2 MUSD of marketing against 2500 sales: 2.5/1.25 MUSD
    expect(earnings([year(2028, 2500)], 0, p).paybackYear).toBe(2028)
  })

  it('stays where it was when later years lose', () => {
    const years = [year(2028, 5000), year(2029, 90_000, { price: 8000 })]
    const { npv, paybackYear } = earnings(years, 0, p)
    expect(npv).toBeLessThan(0)
    expect(paybackYear).toBe(2028)
  })

  it('is null where it is never reached', () => {
    expect(earnings([year(2028, 10), year(2029, 10)], 0, p).paybackYear).toBeNull()
  })
})

describe('break-even volume', () => {
  it('repays engineering and marketing over amortYears', () => {
    // annuity(25%, 2) = 0.8 + 0.64
    const { breakEvenVolume } = earnings([year(2028, 1)], 5.2e6, p)
    expect(breakEvenVolume).toBeCloseTo(7.2e6 / (1.44 * 1000), 9)
  })

  it('is the volume at which the value over amortYears is zero', () => {
    const volume = earnings([year(2028, 1)], 5.2e6, p).breakEvenVolume ?? NaN
    const { npv } = earnings([year(2028, volume), year(2029, volume)], 5.2e6, p)
    expect(npv).toBeCloseTo(0, 6)
  })

  it('takes the price and cost of the last year', () => {
    const years = [year(2028, 1), year(2029, 1, { price: 20_000, unit: 16_000 })]
    expect(earnings(years, 5.2e6, p).breakEvenVolume).toBeCloseTo(7.2e6 / (1.44 * 2000), 9)
  })

  it('is null where a vehicle loses or earns nothing', () => {
    expect(earnings([year(2028, 1, { unit: 9001 })], 0, p).breakEvenVolume).toBeNull()
    expect(earnings([year(2028, 1, { unit: 9000 })], 0, p).breakEvenVolume).toBeNull()
  })
})
