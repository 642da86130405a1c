import { describe, expect, it } from 'vitest'
import { sum } from './sum.ts'

describe('sum', () => {
  it('adds up, in order', () => {
    expect(sum([1, 2, 3.5])).toBe(6.5)
    // Another order would leave 1.
    expect(sum([1, 1e16, -1e16])).toBe(0)
  })

  it('is 0 of nothing', () => {
    expect(sum(new Float64Array(0))).toBe(0)
  })
})
