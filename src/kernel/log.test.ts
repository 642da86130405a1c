import { describe, expect, it } from 'vitest'
import {
  type Binary,
  exactLog,
  fixed,
  increasesAround,
  neighbour,
  randomNumbers,
  toBinary,
  worstUlps,
} from './high-precision.fixture.ts'
import { log, logHighLow, logNearOne, productError } from './log.ts'

const SMALLEST = 5e-324
const MIN_NORMAL = 2 ** -1022
const REFERENCE_BITS = 320

const exact = (x: number): Binary => exactLog(toBinary(x))

function list(seed: number, count: number, make: (random: () => number) => number): number[] {
  const random = randomNumbers(seed)
  return Array.from({ length: count }, () => make(random))
}

const doublings = (low: number, high: number) => (random: () => number) =>
  (1 + random()) * 2 ** Math.floor(low + (high - low) * random())

const NEAR_ONE = Array.from({ length: 53 }, (_, k) => [
  1 + 2 ** -k,
  1 - 2 ** -(k + 1),
  neighbour(1 + 2 ** -k, 1),
]).flat()

/** Lists doubles around √½·2^k, where the reduction steps from one k to the next. */
const REDUCTION_EDGES = Array.from({ length: 2040 }, (_, i) =>
  [-1e10, -1, 0, 1, 1e10].map((d) => neighbour(Math.SQRT1_2 * 2 ** (i - 1020), d)),
).flat()

const EXTREMES = [SMALLEST, 1e-323, neighbour(MIN_NORMAL, -1), MIN_NORMAL, 1e300, Number.MAX_VALUE]

describe('the reference', () => {
  it('gives ln 10 to 45 decimals', () => {
    const digits = fixed(exact(10), 200) * 10n ** 45n
    expect(digits >> 200n).toBe(2302585092994045684017991454684364207601101488n)
  })
})

describe('log', () => {
  it.each([
    ['one octave around 1', list(1, 3000, (random) => 0.7 + 0.72 * random())],
    ['some octaves', list(2, 2000, (random) => 10 * random())],
    ['the largest reduced arguments', list(9, 3000, (random) => 1.4142 - 0.01 * random())],
    ['all octaves', list(3, 2000, doublings(-1022, 1024))],
    ['subnormal arguments', list(4, 1000, doublings(-1074, -1022))],
    ['powers of two around 1', NEAR_ONE.filter((x) => x !== 1)],
    ['the edges of the reduction', REDUCTION_EDGES.filter((_, i) => i % 3 === 0)],
    ['the ends of the range', EXTREMES],
  ])('errs by less than 0.75 ulp over %s', (_, args) => {
    expect(worstUlps(args, log, exact)).toBeLessThan(0.75)
  })

  it('gives the special values', () => {
    expect(log(1)).toBe(0)
    expect(log(0)).toBe(-Infinity)
    expect(log(-0)).toBe(-Infinity)
    expect(log(Infinity)).toBe(Infinity)
    expect(log(-1)).toBeNaN()
    expect(log(-SMALLEST)).toBeNaN()
    expect(log(-Infinity)).toBeNaN()
    expect(log(NaN)).toBeNaN()
  })

  it('does not decrease between neighbouring doubles', () => {
    const args = [...REDUCTION_EDGES, ...NEAR_ONE, ...list(5, 2000, doublings(-3, 3)), 1, 1e300]
    expect(args.filter((x) => !increasesAround(x, log))).toEqual([])
  })
})

describe('logNearOne', () => {
  const LOWEST = Math.SQRT1_2 - 1
  const HIGHEST = Math.SQRT2 - 1
  /** ln(1 + f) of an f whose sum with 1 has more bits than a double. */
  const exactNearOne = (f: number): Binary => {
    const bits = 400
    return exactLog({ mantissa: (1n << BigInt(bits)) + fixed(toBinary(f), bits), exponent: -bits })
  }
  const within = (random: () => number) => LOWEST + (HIGHEST - LOWEST) * random()

  it.each([
    ['its range', list(10, 3000, within)],
    ['the ends of its range', [LOWEST, HIGHEST, -0.29, neighbour(-0.29, 1), neighbour(-0.29, -1)]],
    ['the largest arguments', list(11, 3000, (random) => HIGHEST - 0.01 * random())],
    ['the least arguments', list(12, 3000, (random) => LOWEST + 0.01 * random())],
    ['all sizes', list(13, 3000, within).map((f, i) => f / 2 ** (i % 120))],
    ['powers of two', NEAR_ONE.map((_, k) => (k % 2 === 0 ? 1 : -1) / 2 ** (2 + (k >> 1)))],
  ])('errs by less than 0.75 ulp over %s', (_, args) => {
    expect(worstUlps(args, logNearOne, exactNearOne)).toBeLessThan(0.75)
  })

  it('keeps the digits that 1 + f drops', () => {
    expect(logNearOne(1e-17)).toBe(1e-17)
    expect(logNearOne(-1e-300)).toBe(-1e-300)
    expect(logNearOne(1e-9)).not.toBe(log(1 + 1e-9))
    expect(logNearOne(0)).toBe(0)
  })

  it('gives what log gives where 1 + f is a double', () => {
    const args = list(14, 2000, within).map((f) => 1 + f)
    expect(args.map((x) => logNearOne(x - 1))).toEqual(args.map(log))
  })

  it('does not decrease between neighbouring doubles', () => {
    const args = list(15, 2000, within).map((f, i) => f / 2 ** (i % 40))
    expect(args.filter((f) => !increasesAround(f, logNearOne))).toEqual([])
  })
})

describe('logHighLow', () => {
  it('errs by less than 2^-68 of the result', () => {
    const args = [
      ...list(6, 1500, (random) => 0.6 + random()),
      ...list(7, 1500, doublings(-1074, 1024)),
      ...NEAR_ONE.filter((x) => x !== 1),
      ...EXTREMES,
    ]
    const pair = new Float64Array(2)
    const errors = args.map((x) => {
      logHighLow(x, pair)
      const [high = NaN, low = NaN] = pair
      expect(high + low).toBe(high)
      const bits = REFERENCE_BITS
      const difference =
        fixed(toBinary(high), bits) + fixed(toBinary(low), bits) - fixed(exact(x), bits)
      return Math.abs(Number(difference) / 2 ** bits / high)
    })
    expect(Math.max(...errors)).toBeLessThan(2 ** -68)
  })

  it('gives 0 + 0 for 1', () => {
    const pair = Float64Array.of(1, 1)
    logHighLow(1, pair)
    expect([...pair]).toEqual([0, 0])
  })
})

describe('productError', () => {
  it('completes the rounded product to the exact one', () => {
    const random = randomNumbers(8)
    for (let i = 0; i < 1000; i++) {
      const a = (random() - 0.5) * 2 ** (i % 60)
      const b = (random() - 0.5) * 2 ** -(i % 50)
      const bits = 200
      const sum = fixed(toBinary(a * b), bits) + fixed(toBinary(productError(a, b, a * b)), bits)
      expect(sum << 200n).toBe(fixed(toBinary(a), bits) * fixed(toBinary(b), bits))
    }
  })
})
