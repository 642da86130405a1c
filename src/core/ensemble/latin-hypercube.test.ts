import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createLatinDimension, latinCoordinate } from './latin-hypercube.ts'
import { LARGEST_PERMUTATION } from './permutation.ts'
import { createStream } from './streams.ts'

const coordinates = (draws: number, name: string | number) => {
  const dimension = createLatinDimension(draws, createStream('kei', ['lhs', name]))
  return Array.from({ length: draws }, (_, index) => latinCoordinate(dimension, index))
}
const mean = (values: readonly number[]) => values.reduce((a, b) => a + b, 0) / values.length

describe('a dimension of a Latin hypercube', () => {
  it('has one draw in each stratum', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 200 }), fc.string(), (draws, name) => {
        const strata = coordinates(draws, name).map((u) => Math.floor(u * draws))
        expect(strata.toSorted((a, b) => a - b)).toEqual(strata.map((_, at) => at))
      }),
    )
  })

  it('lies anywhere in its strata: places inside are even and have nothing to do with the stratum', () => {
    const draws = 4096
    const all = coordinates(draws, 'inside').map((u) => u * draws)
    const counts = new Array<number>(64).fill(0)
    for (const u of all) counts[Math.floor((u % 1) * 8) * 8 + Math.floor((u * 8) / draws)]! += 1
    const chiSquare = counts.reduce((total, n) => total + (n - 64) ** 2 / 64, 0)
    // The marginal of the strata is even by construction: 56 degrees of freedom; 99.99% lie below 103.
    expect(chiSquare).toBeLessThan(103)
  })

  it('never gives 0 or 1, even in the last stratum of the largest sample', () => {
    const key = { first: 1, second: 2 }
    const count = LARGEST_PERMUTATION
    const strata = { count, key, sums: new Int32Array(64) }
    for (let index = 0; index < count; index += 997) {
      const u = latinCoordinate({ strata, jitter: key }, index)
      expect(u > 0 && u < 1).toBe(true)
    }
    expect((count - 1 + (2 ** 24 - 0.5) / 2 ** 24) / count).toBeLessThan(1)
  })

  it('gives the mean of a linear function an error below half a stratum', () => {
    // Each stratum's draw errs by less than half its width, in any direction.
    for (const draws of [10, 100, 1000]) {
      expect(Math.abs(mean(coordinates(draws, 'mean')) - 0.5)).toBeLessThan(0.5 / draws)
    }
  })

  it('has nothing to do with another dimension', () => {
    const draws = 2000
    const [x, y] = [coordinates(draws, 'x'), coordinates(draws, 'y')]
    const products = x.map((u, index) => (u - 0.5) * (y[index]! - 0.5))
    // A correlation of independent columns has standard deviation 1/√n.
    expect(Math.abs(mean(products) * 12)).toBeLessThan(4 / Math.sqrt(draws))
  })

  it('depends on its stream alone', () => {
    expect(coordinates(50, 'a')).toEqual(coordinates(50, 'a'))
    expect(coordinates(50, 'a')).not.toEqual(coordinates(50, 'b'))
  })
})
