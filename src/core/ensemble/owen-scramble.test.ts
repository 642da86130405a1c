import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { takeKey, type HashKey } from './counter-hash.ts'
import { owenScramble } from './owen-scramble.ts'
import { SOBOL_DIMENSIONS, sobolInteger } from './sobol.ts'
import { createStream, unitInterval } from './streams.ts'

const uint32 = fc.nat({ max: 2 ** 32 - 1 })
const keyArbitrary = fc.record({ first: uint32, second: uint32 })
const keyOf = (name: string | number) => takeKey(createStream('kei', ['sobol', name]))
const upTo = (count: number) => Array.from({ length: count }, (_, at) => at)
const commonBits = (one: number, other: number) => Math.clz32(one ^ other)

/** Scrambled coordinates of the first points, 0 to 1. */
function column(dimension: number, count: number, key: HashKey): Float64Array {
  return Float64Array.from(upTo(count), (index) =>
    unitInterval(owenScramble(key, sobolInteger(dimension, index))),
  )
}

/**
 * The star discrepancy of points in the unit square: the largest difference between the share of the
 * points in a box at the origin and its area. It lies at a corner of the grid of their coordinates.
 */
function starDiscrepancy(x: Float64Array, y: Float64Array): number {
  const order = upTo(x.length).sort((a, b) => x[a]! - x[b]!)
  const heights = [...y].sort((a, b) => a - b)
  const rankOf = new Map(heights.map((height, rank) => [height, rank]))
  const below = new Uint32Array(x.length)
  let largest = 0
  const look = (width: number) => {
    let inside = 0
    heights.forEach((height, rank) => {
      // Open and closed boxes: without and with the points on their upper side.
      largest = Math.max(largest, Math.abs(width * height - inside / x.length))
      inside += below[rank]!
      largest = Math.max(largest, Math.abs(width * height - inside / x.length))
    })
    largest = Math.max(largest, Math.abs(width - inside / x.length))
  }
  for (const point of order) {
    look(x[point]!)
    below[rankOf.get(y[point]!)!]! += 1
    look(x[point]!)
  }
  look(1)
  return largest
}

describe('Owen scrambling', () => {
  it('keeps how many leading bits two coordinates share, and nothing else of them', () => {
    const nearby = fc
      .tuple(uint32, fc.nat({ max: 32 }), uint32)
      .map(([one, bits, noise]) => [one, bits === 32 ? one : (one ^ (noise >>> bits)) >>> 0])
    fc.assert(
      fc.property(keyArbitrary, nearby, (key, [one = 0, other = 0]) => {
        const [a, b] = [owenScramble(key, one), owenScramble(key, other)]
        expect(commonBits(a, b)).toBe(commonBits(one, other))
        expect(a).toBe(a >>> 0)
      }),
      { numRuns: 2000 },
    )
  })

  it.each([0, 1, 12345])('brings point %i anywhere, evenly over the seeds', (index) => {
    const seeds = 4096
    const counts = new Array<number>(64).fill(0)
    const low = new Array<number>(64).fill(0)
    for (let seed = 0; seed < seeds; seed += 1) {
      const x = owenScramble(keyOf(seed), sobolInteger(3, index))
      counts[x >>> 26]! += 1
      low[x & 63]! += 1
    }
    // 63 degrees of freedom; 99.99% lie below 113.
    for (const bins of [counts, low]) {
      expect(bins.reduce((total, n) => total + (n - 64) ** 2 / 64, 0)).toBeLessThan(113)
    }
  })

  it('decides about each half of each half by itself', () => {
    const seeds = 8192
    const counts = new Array<number>(8).fill(0)
    for (let seed = 0; seed < seeds; seed += 1) {
      const key = keyOf(seed)
      const swaps = [0, 0x80000000].map((x) => (owenScramble(key, x) >>> 30) & 1)
      counts[(owenScramble(key, 0) >>> 31) * 4 + swaps[0]! * 2 + swaps[1]!]! += 1
    }
    // 7 degrees of freedom; 99.99% lie below 29.9.
    const expected = seeds / 8
    const chiSquare = counts.reduce((total, n) => total + (n - expected) ** 2 / expected, 0)
    expect(chiSquare).toBeLessThan(29.9)
  })

  it('leaves one of the first 2^k Sobol points in each of 2^k strata, in every dimension', () => {
    for (let dimension = 0; dimension < SOBOL_DIMENSIONS; dimension += 1) {
      const key = keyOf(dimension)
      const points = upTo(512).map((i) => owenScramble(key, sobolInteger(dimension, i)))
      for (const k of [1, 4, 9]) {
        expect(new Set(points.slice(0, 2 ** k).map((x) => x >>> (32 - k))).size).toBe(2 ** k)
      }
    }
  })
})

describe('the star discrepancy of scrambled Sobol points in the plane', () => {
  const random = createStream('kei', ['random'])

  it('is known for simple points', () => {
    // One point in the middle: the box up to it holds nothing of a quarter, just beyond it all of it.
    expect(starDiscrepancy(Float64Array.of(0.5), Float64Array.of(0.5))).toBe(0.75)
    expect(starDiscrepancy(Float64Array.of(0.25, 0.75), Float64Array.of(0.25, 0.75))).toBe(0.4375)
  })

  it.each([4, 6, 8, 10])('stays within the bound of a (0,m,2)-net for 2^%i points', (m) => {
    const count = 2 ** m
    for (const name of ['a', 'b', 'c']) {
      const x = column(0, count, keyOf(`${name}-x`))
      const y = column(1, count, keyOf(`${name}-y`))
      // H. Niederreiter (1992), Random number generation and quasi-Monte Carlo methods, theorem 4.5:
      // N·D* is at most (m + 3)/2 in base 2. The middle of a step of 2^-32 adds next to nothing.
      expect(starDiscrepancy(x, y) * count).toBeLessThanOrEqual((m + 3) / 2 + 1e-6)
    }
  })

  it('falls as log N/N, and is far below that of random points', () => {
    const sizes = [64, 256, 1024]
    const scaled = sizes.map((count) => {
      const d = starDiscrepancy(column(0, count, keyOf('x')), column(1, count, keyOf('y')))
      return (d * count) / Math.log(count)
    })
    for (const value of scaled) expect(value).toBeLessThan(0.75)
    const uniform = () => Float64Array.from(upTo(1024), () => random.uniform())
    const ofRandom = starDiscrepancy(uniform(), uniform())
    expect((scaled[2]! * Math.log(1024)) / 1024).toBeLessThan(ofRandom / 4)
  })
})

describe('means over scrambled Sobol points', () => {
  it('of a linear function err by less than half a stratum a dimension', () => {
    // One draw in each stratum of width 1/N: the mean of a coordinate is within 1/(2N) of ½.
    for (const dimension of [0, 5, 60, 118, 160]) {
      for (const count of [16, 256, 1024]) {
        const values = column(dimension, count, keyOf(dimension))
        const mean = values.reduce((a, b) => a + b, 0) / count
        expect(Math.abs(mean - 0.5)).toBeLessThan(0.5 / count)
      }
    }
  })

  it('of a smooth function of eight dimensions err far less than random draws would', () => {
    // Π (1 + (u − ½)/2): mean 1, variance (1 + 1/48)^8 − 1.
    const count = 1024
    const repeats = 40
    let square = 0
    for (let repeat = 0; repeat < repeats; repeat += 1) {
      const columns = upTo(8).map((d) => column(d, count, keyOf(`${repeat}-${d}`)))
      const value = (i: number) => columns.reduce((p, u) => p * (1 + (u[i]! - 0.5) / 2), 1)
      const mean = upTo(count).reduce((total, i) => total + value(i), 0) / count
      square += (mean - 1) ** 2 / repeats
    }
    const ofRandomDraws = ((1 + 1 / 48) ** 8 - 1) / count
    expect(square).toBeLessThan(ofRandomDraws / 100)
  })
})
