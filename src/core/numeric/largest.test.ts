import { describe, expect, it } from 'vitest'
import { largest } from './largest.ts'

describe('largest', () => {
  it('is the largest size, whatever the sign', () => {
    expect(largest([1, -3, 2])).toBe(3)
    expect(largest(Float64Array.of(-0.5))).toBe(0.5)
    expect(largest([1, -Infinity])).toBe(Infinity)
  })

  it('is 0 of nothing', () => {
    expect(largest([])).toBe(0)
  })

  it('is NaN where any value is', () => {
    expect(largest([1, NaN, 2])).toBeNaN()
  })
})
