import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  exactNormalCdf,
  fixed,
  neighbour,
  randomNumbers,
  ulpError,
} from '../../kernel/high-precision.fixture.ts'
import { normalCdf, normalQuantile } from './normal.ts'

function between(seed: number, count: number, low: number, high: number): number[] {
  const random = randomNumbers(seed)
  return Array.from({ length: count }, () => low + (high - low) * random())
}

/** Gives |normalCdf(z) − Φ(z)|, which no double holds for a subnormal value, over Φ(z). */
function relativeError(z: number): number {
  const value = normalCdf(z)
  return ulpError(value, exactNormalCdf(z)) * ((neighbour(value, 1) - value) / value)
}

/** Gives the increase of z that must show: normalCdf is smooth to its error bound, not beyond. */
const visibleStep = (z: number): number => 8e-15 * Math.max(1, Math.abs(z))

describe('the reference', () => {
  it('gives Φ(1) to 22 decimals', () => {
    const digits = fixed(exactNormalCdf(1), 200) * 10n ** 22n
    expect(digits >> 200n).toBe(8413447460685429485852n)
  })
})

describe('normalCdf', () => {
  it.each([
    ['the centre', between(1, 1500, -1, 1)],
    ['the lower tail', between(2, 800, -9, -1)],
    ['the pole of the tail sum', between(3, 100, -9.4, -8.4)],
    ['the far tail', between(4, 60, -37.5, -9)],
    ['the upper tail', between(5, 500, 1, 8)],
    ['the seams', [-37, -8.885765876316732, -1, 1].flatMap((z) => [z, neighbour(z, 1)])],
  ])('errs by less than 1e-15 of the result over %s', (_, args) => {
    expect(Math.max(...args.map(relativeError))).toBeLessThan(1e-15)
  })

  it('errs by 1e-15 of the result and one rounding where the result is subnormal', () => {
    for (const z of between(6, 40, -38.6, -37.5)) {
      const bound = 0.5 + (1e-15 * normalCdf(z)) / 5e-324
      expect(ulpError(normalCdf(z), exactNormalCdf(z))).toBeLessThanOrEqual(bound)
    }
  })

  it('gives the special values', () => {
    expect(normalCdf(0)).toBe(0.5)
    expect(normalCdf(-Infinity)).toBe(0)
    expect(normalCdf(Infinity)).toBe(1)
    expect(normalCdf(-1e300)).toBe(0)
    expect(normalCdf(1e300)).toBe(1)
    expect(normalCdf(NaN)).toBeNaN()
  })

  it('adds up to 1 with its mirror image', () => {
    for (const z of between(7, 2000, 0, 9)) {
      expect(Math.abs(normalCdf(z) + normalCdf(-z) - 1)).toBeLessThanOrEqual(2 ** -52)
    }
  })

  it('does not decrease', () => {
    const seams = [-37, -8.885765876316732, -1, 1, 8.885765876316732]
    for (const z of [...between(8, 5000, -38.5, 9), ...seams]) {
      expect(normalCdf(z + visibleStep(z))).toBeGreaterThanOrEqual(normalCdf(z))
    }
  })
})

describe('normalQuantile', () => {
  const probability = fc.oneof(
    fc.double({ min: 1e-300, max: 1 - 2 ** -53, noNaN: true }),
    fc.integer({ min: 1, max: 2 ** 53 - 1 }).map((n) => n / 2 ** 53),
    fc.double({ min: -300, max: -1e-3, noNaN: true }).map((e) => 10 ** e),
  )

  it('gives back p within 4e-16·p·(1 + z²)', () => {
    const property = fc.property(probability, (p) => {
      const z = normalQuantile(p)
      expect(Math.abs(normalCdf(z) - p) / p).toBeLessThan(4e-16 * (1 + z * z))
    })
    fc.assert(property, { seed: 1, numRuns: 4000 })
  })

  it('joins its two solvers without a step', () => {
    const args = [0.16, 0.84].flatMap((p) => between(9, 500, p - 1e-9, p + 1e-9))
    const quantiles = Float64Array.from(args).sort().map(normalQuantile)
    expect(quantiles).toEqual(quantiles.slice().sort())
    for (const z of quantiles) expect(Math.abs(Math.abs(z) - 0.9944578832097531)).toBeLessThan(5e-9)
  })

  it('is odd around one half', () => {
    expect(normalQuantile(0.5)).toBe(0)
    for (const p of [2 ** -53, 2 ** -20, 0.125, 0.25, 0.375]) {
      expect(normalQuantile(1 - p)).toBe(-normalQuantile(p))
    }
  })

  it('reaches from the smallest double to the last one below 1', () => {
    expect(normalQuantile(0)).toBe(-Infinity)
    expect(normalQuantile(1)).toBe(Infinity)
    expect(normalQuantile(5e-324)).toBeCloseTo(-38.467405617144344, 12)
    expect(normalQuantile(1 - 2 ** -53)).toBeCloseTo(8.209536151601387, 12)
  })

  it.each([-5e-324, 1 + 2 ** -52, NaN, Infinity, -Infinity])('rejects %d', (p) => {
    expect(() => normalQuantile(p)).toThrow(RangeError)
  })
})
