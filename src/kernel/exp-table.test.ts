import { describe, expect, it } from 'vitest'
import { EXP_TABLE, TABLE_BITS, TABLE_SIZE } from './exp-table.ts'
import { fixed, toBinary, ulpError } from './high-precision.fixture.ts'

const BITS = 200
const entries = Array.from({ length: TABLE_SIZE }, (_, i) => ({
  i,
  high: EXP_TABLE[2 * i]!,
  low: EXP_TABLE[2 * i + 1]!,
}))

describe('the table of exp', () => {
  it('has two doubles an entry', () => {
    expect(TABLE_SIZE).toBe(2 ** TABLE_BITS)
    expect(EXP_TABLE).toHaveLength(2 * TABLE_SIZE)
  })

  it('starts at 1', () => {
    expect([EXP_TABLE[0], EXP_TABLE[1]]).toEqual([1, 0])
  })

  it('has the root of 2 in its middle', () => {
    // √2 to 40 decimals, in units of 10^-40.
    const root = 14142135623730950488016887242096980785697n
    const { high, low } = entries[64]!
    expect(high).toBe(Math.SQRT2)
    const sum = fixed(toBinary(high), BITS) + fixed(toBinary(low), BITS)
    const gap = ((sum * 10n ** 40n) >> BigInt(BITS)) - root
    // The low part is below 2^-53, so that its own rounding is below 2^-106 = 1.2e-32.
    expect(Math.abs(Number(gap))).toBeLessThan(1e8)
  })

  it('holds 2^(i/128): each entry to the power of 128 is 2^i', () => {
    const worst = entries.map(({ i, high, low }) => {
      let power = fixed(toBinary(high), BITS) + fixed(toBinary(low), BITS)
      for (let squaring = 0; squaring < TABLE_BITS; squaring++) {
        power = (power * power) >> BigInt(BITS)
      }
      const exact = 1n << BigInt(BITS + i)
      return Math.abs(Number(power - exact) / Number(exact))
    })
    // 128 times the rounding of the low part.
    expect(Math.max(...worst)).toBeLessThan(2 ** -98)
  })

  it('is rounded to the nearest double, with what is left beside it', () => {
    for (const { high, low } of entries) {
      const sum = fixed(toBinary(high), BITS) + fixed(toBinary(low), BITS)
      expect(ulpError(high, { mantissa: sum, exponent: -BITS })).toBeLessThanOrEqual(0.5)
      expect(high + low).toBe(high)
    }
  })
})
