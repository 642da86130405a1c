import { describe, expect, it } from 'vitest'
import { SOBOL_DIMENSIONS, sobolInteger } from './sobol.ts'

const point = (index: number, dimensions: readonly number[]) =>
  dimensions.map((dimension) => sobolInteger(dimension, index))
const upTo = (count: number) => Array.from({ length: count }, (_, at) => at)

describe('the Sobol sequence', () => {
  it('starts in ten dimensions with the points of scipy.stats.qmc.Sobol(10, scramble=False)', () => {
    // SciPy 1.17.1; the first three are also the ones that Joe and Kuo's own program prints.
    const published = [
      [0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0],
      [0.5, 0.5, 0.5, 0.5, 0.5, 0.5, 0.5, 0.5, 0.5, 0.5],
      [0.75, 0.25, 0.25, 0.25, 0.75, 0.75, 0.25, 0.75, 0.75, 0.75],
      [0.25, 0.75, 0.75, 0.75, 0.25, 0.25, 0.75, 0.25, 0.25, 0.25],
      [0.375, 0.375, 0.625, 0.875, 0.375, 0.125, 0.375, 0.875, 0.875, 0.625],
      [0.875, 0.875, 0.125, 0.375, 0.875, 0.625, 0.875, 0.375, 0.375, 0.125],
      [0.625, 0.125, 0.875, 0.625, 0.625, 0.875, 0.125, 0.125, 0.125, 0.375],
      [0.125, 0.625, 0.375, 0.125, 0.125, 0.375, 0.625, 0.625, 0.625, 0.875],
      [0.1875, 0.3125, 0.9375, 0.4375, 0.5625, 0.3125, 0.4375, 0.9375, 0.9375, 0.3125],
      [0.6875, 0.8125, 0.4375, 0.9375, 0.0625, 0.8125, 0.9375, 0.4375, 0.4375, 0.8125],
    ]
    const points = published.map((_, index) => point(index, upTo(10)).map((x) => x / 2 ** 32))
    expect(points).toEqual(published)
  })

  it('goes on in all dimensions as SciPy’s does, with 32 bits', () => {
    const dimensions = [0, 1, 40, 80, 127, 160]
    expect(point(12_345, dimensions)).toEqual([
      2752774144, 3493593088, 925630464, 1929117696, 2759589888, 1076101120,
    ])
    expect(point(999_999, dimensions)).toEqual([
      80154624, 3856265216, 2808786944, 1264537600, 1264390144, 3777286144,
    ])
  })

  it('has SciPy’s direction numbers in every dimension: v_1 to v_12, weighted and added up', () => {
    // Point 2^(j + 1) − 1 is v_(j + 1) by itself; the sums are Σ (dimension + 1)·v over 161 dimensions.
    const sums = upTo(12).map((j) =>
      upTo(161).reduce((sum, d) => sum + (d + 1) * sobolInteger(d, 2 ** (j + 1) - 1), 0),
    )
    expect(sums).toEqual([
      28005334253568, 28304908222464, 27837293658112, 27952989339648, 26729326313472,
      29524611825664, 27883498110976, 27855530491904, 30025688547328, 29487689367552,
      29109952446464, 25971838156800,
    ])
  })

  it('puts one of the first 2^k points into each of 2^k strata, in every dimension', () => {
    for (let dimension = 0; dimension < SOBOL_DIMENSIONS; dimension += 1) {
      for (const k of [1, 2, 5, 10]) {
        const strata = upTo(2 ** k).map((index) => sobolInteger(dimension, index) >>> (32 - k))
        expect(new Set(strata).size).toBe(2 ** k)
      }
    }
  })

  it('does so with the next 2^k points too, far out', () => {
    for (const dimension of [0, 1, 77, 160]) {
      const strata = upTo(256).map((i) => sobolInteger(dimension, 2 ** 31 + 256 * 3 + i) >>> 24)
      expect(new Set(strata).size).toBe(256)
    }
  })

  it('has at least the 128 dimensions that an ensemble may take, and no more than its table', () => {
    expect(SOBOL_DIMENSIONS).toBe(161)
    for (const dimension of [-1, 0.5, 161]) {
      expect(() => sobolInteger(dimension, 0)).toThrow('needs a dimension from 0 to 160')
    }
  })
})
