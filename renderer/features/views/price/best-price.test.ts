import { describe, expect, it } from 'vitest'
import { bestPrice } from './best-price.ts'

describe('bestPrice', () => {
  const curve = (price: number) => 5e8 - 3 * (price - 17_430) ** 2

  it('finds the top of a parabola between unevenly spaced samples, to $100', () => {
    const prices = [10_000, 14_000, 16_500, 19_000, 24_000]
    const best = bestPrice(prices, prices.map(curve))
    expect(best?.price).toBe(17_400)
    expect(best?.earned).toBeCloseTo(5e8, 0)
    expect(best?.edge).toBeNull()
  })

  it('keeps to the samples at an end of the prices tried, and says so', () => {
    expect(bestPrice([1000, 2000, 3000], [9, 5, 1])).toEqual({
      price: 1000,
      earned: 9,
      edge: 'lowest',
    })
    expect(bestPrice([1000, 2000, 3000], [1, 5, 9])?.edge).toBe('highest')
  })

  it('stays between the neighbours of the best sample', () => {
    const best = bestPrice([10_000, 11_000, 20_000], [0, 100, 99])
    expect(best?.price).toBeGreaterThan(10_000)
    expect(best?.price).toBeLessThan(20_000)
  })

  it('takes the sample itself where its neighbours earn the same', () => {
    expect(bestPrice([1000, 2000, 3000], [5, 5, 5])?.price).toBe(1000)
    expect(bestPrice([1000, 2000, 3000], [4, 5, 4])?.price).toBe(2000)
  })

  it('leaves out what is not a number, and gives nothing for nothing', () => {
    expect(bestPrice([1000, 2000, 3000, 4000], [1, NaN, 3, 1])?.edge).toBeNull()
    expect(bestPrice([], [])).toBeNull()
    expect(bestPrice([1000], [NaN])).toBeNull()
  })
})
