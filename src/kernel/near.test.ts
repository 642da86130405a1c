import { describe, expect, it } from 'vitest'
import {
  exactExp,
  exactLog,
  fixed,
  increasesAround,
  randomNumbers,
  toBinary,
  ulpError,
  type Binary,
} from './high-precision.fixture.ts'
import { expNear, NEAR, POWER_TERMS, powerNear, powerSeries } from './near.ts'

const BITS = 300
/** Largest growth of a sum whose terms grow by e^NEAR at the most. */
const MOST_GROWTH = Math.expm1(NEAR)

function between(seed: number, count: number, low: number, high: number): number[] {
  const random = randomNumbers(seed)
  return Array.from({ length: count }, () => low + (high - low) * random())
}

/** |actual − exact| of a number near 1 or below, to the digits of a double. */
function errorOf(actual: number, exact: Binary): number {
  return Math.abs(Number(fixed(toBinary(actual), BITS) - fixed(exact, BITS))) / 2 ** BITS
}

describe('expNear', () => {
  const relativeError = (x: number) => errorOf(expNear(x), exactExp(toBinary(x))) / Math.exp(x)

  /**
   * The polynomial leaves out less than 2^-52.4 of e^x. Its last addition rounds by 2^-53 of it at the most, and the
   * one before, whose result is about x, by 2^-58; the rest is less than another 2^-58.
   */
  const bound = 2 ** -52.4 + 2 ** -53 + 2 ** -57

  it.each([
    ['all of its range', between(1, 4000, -NEAR, NEAR)],
    ['the ends of its range', [-NEAR, NEAR, ...between(2, 500, 0.98 * NEAR, NEAR)]],
    ['steps through its range', Array.from({ length: 2001 }, (_, i) => (i / 1000 - 1) * NEAR)],
    ['arguments near 0', between(3, 1000, -NEAR, NEAR).map((x, i) => x / 2 ** (i % 60))],
  ])('errs by less than 2^-51.6 of the result over %s', (_, args) => {
    expect(bound).toBeLessThan(2 ** -51.6)
    expect(Math.max(...args.map(relativeError))).toBeLessThan(bound)
  })

  it('gives 1 for what does not change', () => {
    expect([0, -0, 5e-324, -1e-300, 2 ** -54].map(expNear)).toEqual([1, 1, 1, 1, 1])
  })

  it('does not decrease between neighbouring doubles', () => {
    const args = between(4, 2000, -NEAR, NEAR).map((x, i) => x / 2 ** (i % 8))
    expect(args.filter((x) => !increasesAround(x, expNear))).toEqual([])
  })
})

describe('powerSeries', () => {
  it('lists the binomial coefficients of a square root', () => {
    const exact = [1 / 2, -1 / 8, 1 / 16, -5 / 128, 7 / 256, -21 / 1024, 33 / 2048]
    const further = [-429 / 32768, 715 / 65536, -2431 / 262144]
    const series = powerSeries(0.5)
    expect(series).toHaveLength(POWER_TERMS)
    ;[...exact, ...further].forEach((value, k) => {
      expect(series[k]! / value).toBeCloseTo(1, 14)
    })
  })

  it('alternates for the inverse', () => {
    expect([...powerSeries(-1)]).toEqual([-1, 1, -1, 1, -1, 1, -1, 1, -1, 1])
  })

  it('has one term for what stays as it is, and none for the power of 0', () => {
    const [first, ...others] = powerSeries(1)
    expect(first).toBe(1)
    expect([...others, ...powerSeries(0)].every((value) => value === 0)).toBe(true)
  })

  it.each(between(5, 40, -1, 1).map((p, i) => p / 2 ** (i % 20)))(
    'keeps the digits of the coefficients of %s',
    (p) => {
      const exponent = fixed(toBinary(p), BITS)
      let term = 1n << BigInt(BITS)
      powerSeries(p).forEach((value, i) => {
        const k = BigInt(i)
        term = (term * (exponent - (k << BigInt(BITS)))) / (k + 1n) / (1n << BigInt(BITS))
        // A difference, a division and a product a term, each rounded by half an ulp of what may be a small mantissa.
        expect(ulpError(value, { mantissa: term, exponent: -BITS })).toBeLessThan(3 * (i + 1))
      })
    },
  )
})

describe('powerNear', () => {
  /** (1 + x)^p − 1 of an x whose sum with 1 has more bits than a double. */
  const exact = (p: number, x: number): Binary => {
    const log = exactLog({
      mantissa: (1n << 400n) + fixed(toBinary(x), 400),
      exponent: -400,
    })
    const power = toBinary(p)
    const { mantissa, exponent } = exactExp({
      mantissa: log.mantissa * power.mantissa,
      exponent: log.exponent + power.exponent,
    })
    return { mantissa: mantissa - (1n << BigInt(-exponent)), exponent }
  }
  const powers = [-1, -0.999, -0.75, -0.5, -0.2, -1e-3, 1e-3, 0.1, 0.3, 0.6, 0.9, 1 - 2 ** -53]

  /**
   * No coefficient is above 1, so that the terms left out are less than MOST_GROWTH^11/(1 − MOST_GROWTH), 2^-54.7;
   * the first term and the last sum are rounded by 2^-58 each at the most.
   */
  const bound = 2 ** -54.7 + 2 ** -57

  it.each(powers)('errs by less than 2^-54 beside 1 with the power of %s', (p) => {
    expect(bound).toBeLessThan(2 ** -54)
    const series = powerSeries(p)
    const args = [
      ...[-MOST_GROWTH, MOST_GROWTH],
      ...between(6, 500, -MOST_GROWTH, MOST_GROWTH),
      ...between(7, 200, -MOST_GROWTH, -0.98 * MOST_GROWTH),
    ]
    const errors = args.map((x) => errorOf(powerNear(series, x), exact(p, x)))
    expect(Math.max(...errors)).toBeLessThan(bound)
  })

  it('does so for any power', () => {
    const errors = between(8, 2000, -1, 1).map((p, i) => {
      const x = MOST_GROWTH * ((i % 101) / 50 - 1)
      return errorOf(powerNear(powerSeries(p), x), exact(p, x))
    })
    expect(Math.max(...errors)).toBeLessThan(bound)
  })

  it.each(powers)('keeps the digits of what hardly grows, with the power of %s', (p) => {
    const series = powerSeries(p)
    for (const x of between(9, 300, -1e-4, 1e-4).map((x, i) => x / 2 ** (i % 100))) {
      // p·x and the sum are rounded by half an ulp each.
      expect(ulpError(powerNear(series, x), exact(p, x))).toBeLessThan(1.01)
    }
  })

  it('gives what grows itself for the power of 1, and nothing for that of 0', () => {
    for (const x of between(10, 100, -MOST_GROWTH, MOST_GROWTH)) {
      expect(powerNear(powerSeries(1), x)).toBe(x)
      expect(Math.abs(powerNear(powerSeries(0), x))).toBe(0)
    }
  })

  it('gives nothing for what does not grow', () => {
    for (const p of powers) expect(Math.abs(powerNear(powerSeries(p), 0))).toBe(0)
  })
})
