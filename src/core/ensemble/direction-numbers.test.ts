import { describe, expect, it } from 'vitest'
import { directionRows } from './direction-numbers.ts'

/** The polynomial of a row with all its coefficients as binary digits, the leading one first. */
const polynomials = directionRows.map(({ degree, coefficients }) => ({
  degree,
  polynomial: (1 << degree) | (coefficients << 1) | 1,
}))

/** Multiply two polynomials over the integers mod 2, modulo a third. */
function product(one: number, other: number, modulus: number, degree: number): number {
  let result = 0
  for (let bit = degree - 1; bit >= 0; bit -= 1) {
    result <<= 1
    if (result >> degree) result ^= modulus
    if ((other >> bit) & 1) result ^= one
  }
  return result
}

/** x^exponent modulo a polynomial. */
function power(exponent: number, modulus: number, degree: number): number {
  let result = 1
  let square = degree === 1 ? 1 : 2
  for (let rest = exponent; rest > 0; rest >>= 1) {
    if (rest & 1) result = product(result, square, modulus, degree)
    square = product(square, square, modulus, degree)
  }
  return result
}

function primeFactors(n: number): number[] {
  const factors: number[] = []
  let rest = n
  for (let p = 2; p * p <= rest; p += 1) {
    while (rest % p === 0) {
      factors.push(p)
      rest /= p
    }
  }
  return [...new Set(rest > 1 ? [...factors, rest] : factors)]
}

/** A polynomial is primitive when the order of x modulo it is 2^degree − 1. */
function isPrimitive(polynomial: number, degree: number): boolean {
  const order = 2 ** degree - 1
  if (power(order, polynomial, degree) !== 1) return false
  return primeFactors(order).every((p) => power(order / p, polynomial, degree) !== 1)
}

describe('the primitivity test', () => {
  it('knows textbook cases: x⁴+x+1 is primitive, x⁴+x³+x²+x+1 only irreducible, x⁴+x²+1 neither', () => {
    expect([0b10011, 0b11111, 0b10101].map((p) => isPrimitive(p, 4))).toEqual([true, false, false])
  })
})

describe('the table of direction numbers', () => {
  it('has every primitive polynomial of degree 1 to 10 once, in order', () => {
    const all = Array.from({ length: 10 }, (_, at) => at + 1).flatMap((degree) =>
      Array.from({ length: 2 ** (degree - 1) }, (_, middle) => (1 << degree) | (middle << 1) | 1)
        .filter((polynomial) => isPrimitive(polynomial, degree))
        .map((polynomial) => ({ degree, polynomial })),
    )
    // φ(2^s − 1)/s of each degree s: 1, 1, 2, 2, 6, 6, 18, 16, 48 and 60.
    expect(all).toHaveLength(160)
    expect(polynomials).toEqual(all)
  })

  it('has as many initial numbers as the degree, each odd and the i-th below 2^i', () => {
    for (const { degree, initial } of directionRows) {
      expect(initial).toHaveLength(degree)
      initial.forEach((m, at) => {
        expect(m % 2).toBe(1)
        expect(m).toBeLessThan(2 ** (at + 1))
      })
    }
  })

  it('starts and ends as the authors’ file does', () => {
    const line = (dimension: number) => {
      const { degree, coefficients, initial } = directionRows[dimension - 2]!
      return [dimension, degree, coefficients, ...initial].join(' ')
    }
    expect(line(2)).toBe('2 1 0 1')
    expect(line(10)).toBe('10 5 7 1 1 7 11 19')
    expect(line(161)).toBe('161 10 508 1 1 1 7 7 3 15 99 409 719')
  })
})
