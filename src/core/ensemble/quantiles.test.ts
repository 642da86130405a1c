import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { quantile, quantileTable, sortColumn } from './quantiles.ts'

const of = (...values: number[]) => sortColumn(Float64Array.from(values))
const numbers = fc.float64Array({
  minLength: 1,
  maxLength: 200,
  noNaN: true,
  noDefaultInfinity: true,
  min: -1e9,
  max: 1e9,
})
const probability = fc.double({ min: 0, max: 1, noNaN: true })

describe('a quantile', () => {
  it('is that of R’s quantile(x, p) and numpy.percentile', () => {
    // numpy.percentile([3, 1, 4, 1, 5, 9, 2, 6, 5, 3.5], q), type 7.
    const column = of(3, 1, 4, 1, 5, 9, 2, 6, 5, 3.5)
    const expected: [number, number][] = [
      [0, 1],
      [0.05, 1],
      [0.1, 1],
      [0.25, 2.25],
      [0.5, 3.75],
      [0.75, 5],
      [0.9, 6.3],
      [0.95, 7.65],
      [1, 9],
    ]
    for (const [p, value] of expected) expect(quantile(column, p)).toBeCloseTo(value, 12)
  })

  it('of evenly spaced draws is where the probability says', () => {
    const column = sortColumn(Float64Array.from({ length: 101 }, (_, at) => 100 - at))
    for (const p of [0, 0.005, 0.1, 0.333, 0.5, 0.9, 1]) {
      expect(quantile(column, p)).toBeCloseTo(100 * p, 12)
    }
  })

  it('lies between the draws, rises with the probability, and does not mind their order', () => {
    fc.assert(
      fc.property(numbers, probability, probability, (values, one, other) => {
        const column = sortColumn(values)
        const [p, q] = [Math.min(one, other), Math.max(one, other)]
        expect(quantile(column, p)).toBeGreaterThanOrEqual(Math.min(...values))
        expect(quantile(column, q)).toBeLessThanOrEqual(Math.max(...values))
        // The two ends of a step are joined to within a rounding.
        const slack = 1e-12 * Math.abs(quantile(column, q))
        expect(quantile(column, p)).toBeLessThanOrEqual(quantile(column, q) + slack)
        expect(quantile(sortColumn(values.toReversed()), p)).toBe(quantile(column, p))
      }),
    )
  })

  it('moves and stretches with the draws', () => {
    fc.assert(
      fc.property(numbers, probability, (values, p) => {
        const stretched = sortColumn(values.map((value) => 4 * value))
        expect(quantile(stretched, p)).toBe(4 * quantile(sortColumn(values), p))
      }),
    )
  })

  it('is numeric, of one draw that draw, and knows infinite ones', () => {
    expect(quantile(of(10, 9, 100), 0.5)).toBe(10)
    expect([0, 0.3, 1].map((p) => quantile(of(7), p))).toEqual([7, 7, 7])
    const years = of(2030, Infinity, Infinity)
    expect([0, 0.25, 0.5, 0.9].map((p) => quantile(years, p))).toEqual([
      ...[2030, Infinity, Infinity, Infinity],
    ])
    expect([0, 0.5, 0.75, 1].map((p) => quantile(of(-Infinity, -Infinity, 3), p))).toEqual([
      ...[-Infinity, -Infinity, -Infinity, 3],
    ])
  })

  it('is refused for a probability outside 0 to 1, no draws and a draw that is no number', () => {
    for (const p of [-0.1, 1.1, NaN]) expect(() => quantile(of(1), p)).toThrow(RangeError)
    expect(() => of()).toThrow('needs at least one draw')
    expect(() => of(1, NaN, 2)).toThrow('has a draw without a number (NaN)')
    expect(() => sortColumn(Float32Array.of(NaN))).toThrow(RangeError)
  })

  it('leaves the column as it was', () => {
    const values = Float32Array.of(3, 1, 2)
    expect(quantile(sortColumn(values), 0.5)).toBe(2)
    expect([...values]).toEqual([3, 1, 2])
  })
})

describe('a table of quantiles', () => {
  it('has a row a column', () => {
    const years = [Float64Array.of(3, 1, 2), Float32Array.of(30, 10, 20, 40)]
    expect([...quantileTable(years, [0, 0.5, 1])]).toEqual([1, 2, 3, 10, 25, 40])
    expect(quantileTable([], [0.5])).toHaveLength(0)
  })

  it('takes twenty years of 100,000 draws', () => {
    const years = Array.from({ length: 20 }, (_, year) =>
      Float64Array.from({ length: 100_000 }, (__, draw) => ((draw * 7919) % 100_000) + year),
    )
    const table = quantileTable(years, [0.5])
    expect([...table]).toEqual(years.map((_, year) => 49_999.5 + year))
  })
})
