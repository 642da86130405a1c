import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createPermutation, LARGEST_PERMUTATION, permuted } from './permutation.ts'
import { createStream } from './streams.ts'

const order = (count: number, name: string | number) => {
  const permutation = createPermutation(count, createStream('kei', ['order', name]))
  return Array.from({ length: count }, (_, place) => permuted(permutation, place))
}

/** Pearson's statistic of counts that should be even. */
function chiSquare(counts: Iterable<number>, expected: number): number {
  return [...counts].reduce((total, n) => total + (n - expected) ** 2 / expected, 0)
}

describe('a permutation', () => {
  it('has every number once', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 300 }), fc.string(), (count, name) => {
        const numbers = order(count, name).toSorted((a, b) => a - b)
        expect(numbers).toEqual(Array.from({ length: count }, (_, at) => at))
      }),
    )
  })

  it('has every number once where they are many, and at most 2^20', () => {
    const seen = new Uint8Array(LARGEST_PERMUTATION)
    const permutation = createPermutation(LARGEST_PERMUTATION, createStream('kei', ['many']))
    for (let place = 0; place < seen.length; place += 1) seen[permuted(permutation, place)]! += 1
    expect(seen.every((times) => times === 1)).toBe(true)
  })

  it.each([0, -1, 1.5, NaN, LARGEST_PERMUTATION + 1])('of %d numbers is refused', (count) => {
    expect(() => createPermutation(count, createStream('kei', []))).toThrow(RangeError)
  })

  // The bounds are 99.99% points of the chi-square distribution of 1, 5 and 119 degrees of freedom.
  it.each([
    [2, 2, 15.14],
    [3, 6, 25.74],
    [5, 120, 183.4],
  ])('of %i numbers is each of the %i possible ones equally often', (count, possible, bound) => {
    const streams = possible * 50
    const found = new Map<string, number>()
    for (let name = 0; name < streams; name += 1) {
      const text = order(count, name).join()
      found.set(text, (found.get(text) ?? 0) + 1)
    }
    expect(found.size).toBe(possible)
    expect(chiSquare(found.values(), 50)).toBeLessThan(bound)
  })

  it('brings neighbours to places that have nothing to do with each other', () => {
    const count = 4096
    const counts = new Array<number>(64).fill(0)
    for (const name of ['a', 'b', 'c', 'd']) {
      const numbers = order(count, name)
      for (let at = 1; at < count; at += 1) {
        counts[(numbers[at]! >> 9) * 8 + (numbers[at - 1]! >> 9)]! += 1
      }
    }
    // 63 degrees of freedom; 99.99% lie below 113.
    expect(chiSquare(counts, (4 * (count - 1)) / 64)).toBeLessThan(113)
  })

  it('leaves about one number where it was', () => {
    let fixed = 0
    for (let name = 0; name < 400; name += 1) {
      fixed += order(50, name).filter((number, place) => number === place).length
    }
    // The number of fixed points of a fair shuffle has mean 1 and variance 1.
    expect(Math.abs(fixed / 400 - 1)).toBeLessThan(4 / Math.sqrt(400))
  })
})
