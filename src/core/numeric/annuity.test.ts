import { describe, expect, it } from 'vitest'
import { annuity } from './annuity.ts'

describe('annuity', () => {
  it('is the sum of the discounted years', () => {
    expect(annuity(0.1, 2)).toBeCloseTo(1 / 1.1 + 1 / 1.21, 14)
    const years = [1, 2, 3, 4, 5, 6, 7, 8]
    const sum = years.reduce((total, year) => total + 1 / 1.07 ** year, 0)
    expect(annuity(0.07, 8)).toBeCloseTo(sum, 13)
  })

  it('counts years at a rate of 0', () => {
    expect(annuity(0, 6)).toBe(6)
    expect(annuity(0, 2.5)).toBe(2.5)
  })

  it('takes a fraction of a year', () => {
    expect(annuity(0.21, 0.5)).toBeCloseTo((1 - 1 / 1.1) / 0.21, 14) // √1.21 = 1.1
  })
})
