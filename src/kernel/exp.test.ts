import { describe, expect, it } from 'vitest'
import { exp, expHighLow } from './exp.ts'
import {
  type Binary,
  exactExp,
  fixed,
  increasesAround,
  neighbour,
  randomNumbers,
  toBinary,
  worstUlps,
} from './high-precision.fixture.ts'

const SMALLEST = 5e-324
const LAST_FINITE = 709.782712893384
const LAST_POSITIVE = -745.1332191019411
const NORMAL_FROM = -708.396

const exact = (x: number): Binary => exactExp(toBinary(x))

function between(seed: number, count: number, low: number, high: number): number[] {
  const random = randomNumbers(seed)
  return Array.from({ length: count }, () => low + (high - low) * random())
}

/** Lists doubles around the arguments at which the reduction steps from one k to the next. */
function reductionEdges(): number[] {
  const edges: number[] = []
  for (let k = -1021 * 128; k <= 1023 * 128; k += 121) {
    for (const distance of [-2, 0, 2]) edges.push(neighbour((k + 0.5) * (Math.LN2 / 128), distance))
  }
  return edges
}

describe('the reference', () => {
  it('gives e to 45 decimals', () => {
    const digits = fixed(exact(1), 200) * 10n ** 45n
    expect(digits >> 200n).toBe(2718281828459045235360287471352662497757247093n)
  })
})

describe('exp', () => {
  it.each([
    ['the usual range', between(1, 3000, -60, 0)],
    ['small arguments', between(2, 2000, -0.36, 0.36)],
    ['all normal results', between(3, 3000, NORMAL_FROM, LAST_FINITE)],
    ['the edges of the reduction', reductionEdges()],
    ['arguments near 0', between(4, 500, -1, 1).map((x, i) => x / 2 ** (i % 80))],
    ['large results', between(5, 500, 708.9, LAST_FINITE)],
  ])('errs by less than 0.75 ulp over %s', (_, args) => {
    expect(worstUlps(args, exp, exact)).toBeLessThan(0.75)
  })

  it('errs by less than 0.9 ulp where the result is subnormal', () => {
    const args = between(6, 2000, LAST_POSITIVE, NORMAL_FROM)
    expect(worstUlps(args, exp, exact)).toBeLessThan(0.9)
  })

  it('gives the special values', () => {
    expect(exp(0)).toBe(1)
    expect(exp(-0)).toBe(1)
    expect(exp(SMALLEST)).toBe(1)
    expect(exp(-Infinity)).toBe(0)
    expect(exp(Infinity)).toBe(Infinity)
    expect(exp(NaN)).toBeNaN()
  })

  it('overflows and underflows at the right doubles', () => {
    expect(exp(LAST_FINITE)).toBeLessThan(Infinity)
    expect(exp(neighbour(LAST_FINITE, 1))).toBe(Infinity)
    expect(exp(LAST_POSITIVE)).toBe(SMALLEST)
    expect(exp(neighbour(LAST_POSITIVE, 1))).toBe(0)
    expect(exp(1e300)).toBe(Infinity)
    expect(exp(-1e300)).toBe(0)
  })

  it('does not decrease between neighbouring doubles', () => {
    const args = [...reductionEdges(), ...between(7, 2000, -740, 709), -708, 709]
    expect(args.filter((x) => !increasesAround(x, exp))).toEqual([])
  })
})

describe('expHighLow', () => {
  it('keeps the part of the exponent that one double drops', () => {
    const random = randomNumbers(8)
    const args = between(9, 2000, NORMAL_FROM, 709)
    const lows = new Map(args.map((x) => [x, (random() - 0.5) * Math.abs(x) * 2 ** -52]))
    const low = (x: number): number => lows.get(x) ?? NaN
    const exactSum = (x: number): Binary => {
      const mantissa = fixed(toBinary(x), 200) + fixed(toBinary(low(x)), 200)
      return exactExp({ mantissa, exponent: -200 })
    }
    expect(worstUlps(args, (x) => expHighLow(x, low(x)), exactSum)).toBeLessThan(0.75)
  })
})
