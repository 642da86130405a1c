import { describe, expect, it } from 'vitest'
import { exactPow, randomNumbers, ulpError } from './high-precision.fixture.ts'
import { pow } from './pow.ts'

type Pair = readonly [x: number, y: number]

const LN_MAX = 709.7
const LN_MIN_NORMAL = -708.3
const LN_SMALLEST = -744.4

/** Lists pairs whose power has a logarithm between the bounds. */
function pairs(
  seed: number,
  low: number,
  high: number,
  make: (random: () => number) => Pair,
): Pair[] {
  const random = randomNumbers(seed)
  const found: Pair[] = []
  while (found.length < 1500) {
    const [x, y] = make(random)
    const logarithm = y * Math.log(x)
    if (logarithm > low && logarithm < high) found.push([x, y])
  }
  return found
}

function worst(cases: readonly Pair[]): number {
  return cases.reduce((max, [x, y]) => Math.max(max, ulpError(pow(x, y), exactPow(x, y))), 0)
}

const wide = (random: () => number): Pair => [
  (1 + random()) * 2 ** Math.floor(2098 * random() - 1074),
  4 * random() - 2,
]
const usual = (random: () => number): Pair => [2 * random(), 20 * random() - 10]
const nearOne = (random: () => number): Pair => [
  1 + (random() - 0.5) * 2 ** -30,
  (random() - 0.5) * 2 ** 41,
]

describe('pow', () => {
  it.each([
    ['the usual range', pairs(1, LN_MIN_NORMAL, LN_MAX, usual)],
    ['all octaves', pairs(2, LN_MIN_NORMAL, LN_MAX, wide)],
    ['bases near 1', pairs(3, LN_MIN_NORMAL, LN_MAX, nearOne)],
  ])('errs by less than 0.75 ulp over %s', (_, cases) => {
    expect(worst(cases)).toBeLessThan(0.75)
  })

  it('errs by less than 0.9 ulp where the result is subnormal', () => {
    expect(worst(pairs(4, LN_SMALLEST, LN_MIN_NORMAL, wide))).toBeLessThan(0.9)
  })

  it('gives integer powers within 0.75 ulp of the exact integer or its inverse', () => {
    for (let base = 2n; base < 40n; base++) {
      for (let exponent = 1n; exponent < 60n; exponent++) {
        const power = base ** exponent
        const inverse = { mantissa: (1n << 800n) / power, exponent: -800 }
        const [x, y] = [Number(base), Number(exponent)]
        expect(ulpError(pow(x, y), { mantissa: power, exponent: 0 })).toBeLessThan(0.75)
        expect(ulpError(pow(x, -y), inverse)).toBeLessThan(0.75)
        if (power < 1n << 53n) expect(pow(x, y)).toBe(Number(power))
      }
    }
  })

  it('gives exactly the powers that are doubles', () => {
    const random = randomNumbers(5)
    for (let i = 0; i < 1000; i++) {
      const [x] = wide(random)
      expect(pow(x, 1)).toBe(x)
      const root = Math.floor(random() * 2 ** 26)
      expect(pow(root * root, 0.5)).toBe(root)
      expect(pow(root, 2)).toBe(root * root)
    }
    for (let k = -1074; k < 1024; k++) expect(pow(2, k)).toBe(2 ** k)
    expect(pow(10, 22)).toBe(1e22)
  })

  it('follows Math.pow in every special case', () => {
    const bases = [0, 0.5, 1, 2, 5e-324, 1.5, 1 - 2 ** -53, Number.MAX_VALUE, Infinity]
    const exponents = [0, 0.5, 1, 2, 3, 1.5, 2 ** 53 - 1, 2 ** 53, 1e300, 5e-324, Infinity]
    const special = new Set([0, 1, Infinity])
    for (const x of [...bases, ...bases.map((b) => -b), NaN]) {
      for (const y of [...exponents, ...exponents.map((e) => -e), NaN]) {
        const expected = Math.pow(x, y)
        if (Number.isNaN(expected) || special.has(Math.abs(expected))) {
          expect([x, y, pow(x, y)]).toEqual([x, y, expected])
        }
      }
    }
  })

  it('takes the sign of an odd power of a negative base', () => {
    expect(pow(-2, 3)).toBe(-8)
    expect(pow(-2, 4)).toBe(16)
    expect(pow(-2, -3)).toBe(-0.125)
    expect(pow(-8, 1 / 3)).toBeNaN()
  })

  it('overflows and underflows without a detour through NaN', () => {
    expect(pow(1 + 2 ** -52, 1e300)).toBe(Infinity)
    expect(pow(1 - 2 ** -53, 1e308)).toBe(0)
    expect(pow(2, 1024)).toBe(Infinity)
    expect(pow(2, -1075)).toBe(0)
    expect(pow(Number.MAX_VALUE, -Number.MAX_VALUE)).toBe(0)
  })
})
