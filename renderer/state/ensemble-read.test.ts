import { describe, expect, it } from 'vitest'
import { fixtureEnsemble } from './ensemble.fixture.ts'
import {
  distributionOf,
  medianOf,
  npvOf,
  quantileOf,
  shareAbove,
  shareBelow,
  shareOfDraws,
} from './ensemble-read.ts'

/** Sales even between 0 and 1000 in 2030, ten times as many in 2031. */
const even = fixtureEnsemble({
  quantile: (outcome, t, p) => (outcome === 'newKei' ? 1000 * p * 10 ** t : -p),
  medianError: 12,
  nameplates: [
    { id: 'carry', label: 'Carry', onSale: 0.5, earnsBack: 0.2, npv: (p) => 100 * p },
    { id: 'roox', label: 'Roox', onSale: 1, earnsBack: 0.4, npv: (p) => 900 * p },
  ],
})
const sales = distributionOf(even, 'newKei', 0)

describe('distributionOf', () => {
  it('reads the outcome and year that are asked for', () => {
    expect(quantileOf(distributionOf(even, 'newKei', 1), 0.25).value).toBeCloseTo(2500)
    expect(quantileOf(distributionOf(even, 'tariffRevenue', 2), 1).value).toBe(-1)
    expect(medianOf(even, 'newKei', 0)).toEqual({ value: 500, error: 12 })
  })
  it('counts for a nameplate the draws in which it is on sale', () => {
    expect(npvOf(even, 0).draws).toBe(500)
    expect(quantileOf(npvOf(even, 1), 0.5).value).toBe(450)
  })
})

describe('quantileOf', () => {
  it('is linear between the quantiles known', () => {
    expect(quantileOf(sales, 0.1234).value).toBeCloseTo(123.4)
  })
  it('errs as independent draws do', () => {
    // One standard deviation of the count of 1,000 draws below the median is 15.8 draws.
    expect(quantileOf(sales, 0.5).error).toBeCloseTo(15.8, 1)
    expect(quantileOf({ ...sales, draws: 1 }, 0.5).error).toBe(Infinity)
  })
})

describe('shareAbove', () => {
  it('is the share of draws above a threshold, with its error', () => {
    const share = shareAbove(sales, 750)
    expect(share.value).toBeCloseTo(0.25)
    expect(share.error).toBeCloseTo(Math.sqrt((0.25 * 0.75) / 1000), 3)
  })
  it('counts no draw at the threshold itself', () => {
    const third = distributionOf(
      fixtureEnsemble({ quantile: (_outcome, _t, p) => (p <= 0.3 ? 0 : 100) }),
      'newKei',
      0,
    )
    expect(shareAbove(third, 0).value).toBeCloseTo(0.7)
    expect(shareBelow(third, 100).value).toBeCloseTo(0.305)
    expect(shareBelow(third, 0).value).toBe(0)
  })
  it('knows all and none, with an error that few draws leave', () => {
    expect(shareAbove(sales, -1).value).toBe(1)
    expect(shareAbove(sales, 1000).value).toBe(0)
    expect(shareAbove(sales, 2000).value).toBe(0)
    expect(shareOfDraws(0, 10).error).toBeGreaterThan(0.07)
  })
})
