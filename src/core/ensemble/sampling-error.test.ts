import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { normalQuantile } from '../numeric/normal.ts'
import { sortColumn } from './quantiles.ts'
import {
  advisedDraws,
  estimateMedian,
  estimateQuantile,
  estimateShareAbove,
  meaningfulDigits,
} from './sampling-error.ts'
import { createStream } from './streams.ts'

/** Independent columns of draws from a distribution given by its quantiles. */
function samples(count: number, draws: number, quantileAt: (u: number) => number): Float64Array[] {
  return Array.from({ length: count }, (_, name) => {
    const stream = createStream('kei', ['sample', draws, name])
    return Float64Array.from({ length: draws }, () => quantileAt(stream.uniform()))
  })
}
const mean = (values: readonly number[]) => values.reduce((a, b) => a + b, 0) / values.length
function deviation(values: readonly number[]): number {
  const centre = mean(values)
  return Math.sqrt(mean(values.map((value) => (value - centre) ** 2)))
}

describe('the standard error of a median', () => {
  it('of normal draws is √(π/2) standard deviations over √n, and what medians really differ by', () => {
    const estimates = samples(400, 400, (u) => 100 + 10 * normalQuantile(u)).map((values) =>
      estimateMedian(sortColumn(values)),
    )
    const theory = (Math.sqrt(Math.PI / 2) * 10) / Math.sqrt(400)
    expect(mean(estimates.map(({ standardError }) => standardError)) / theory).toBeCloseTo(1, 1)
    expect(deviation(estimates.map(({ value }) => value)) / theory).toBeCloseTo(1, 0)
    expect(Math.abs(deviation(estimates.map(({ value }) => value)) / theory - 1)).toBeLessThan(0.15)
  })

  it('of skewed draws is 1/(2·density·√n)', () => {
    // Exponential draws: median ln 2, density there ½.
    const errors = samples(200, 900, (u) => -Math.log(1 - u)).map(
      (values) => estimateMedian(sortColumn(values)).standardError,
    )
    expect(Math.abs(mean(errors) * Math.sqrt(900) - 1)).toBeLessThan(0.05)
  })

  it('covers the median in about two of three samples', () => {
    const covered = samples(500, 100, (u) => u).filter((values) => {
      const { value, standardError } = estimateMedian(sortColumn(values))
      return Math.abs(value - 0.5) < standardError
    })
    // 68.3% of a normal error; five standard deviations of a share of 500 are 0.1.
    expect(Math.abs(covered.length / 500 - 0.683)).toBeLessThan(0.1)
  })

  it('is infinite for one draw and nothing where all are equal', () => {
    expect(estimateMedian(sortColumn(Float64Array.of(3)))).toEqual({
      value: 3,
      standardError: Infinity,
    })
    expect(estimateMedian(sortColumn(new Float64Array(5).fill(Infinity)))).toEqual({
      value: Infinity,
      standardError: 0,
    })
  })

  it('of outer quantiles stays inside the draws', () => {
    const column = sortColumn(Float64Array.of(1, 2, 3, 4))
    expect(estimateQuantile(column, 0).standardError).toBe(0)
    // √(0.9·0.1/4) = 0.15: from the quantile at 0.75 to the one at 1.
    expect(estimateQuantile(column, 0.9).standardError).toBeCloseTo((4 - 3.25) / 2, 12)
  })
})

describe('a share of draws', () => {
  it('counts those above the threshold, not those at it', () => {
    expect(estimateShareAbove(Float64Array.of(-1, 0, 0, 2), 0).value).toBe(0.25)
  })

  it('has the binomial standard error where there are many draws', () => {
    const values = Float64Array.from({ length: 10_000 }, (_, at) => at)
    const { value, standardError } = estimateShareAbove(values, 6999)
    expect(value).toBe(0.3)
    expect(standardError / Math.sqrt((0.3 * 0.7) / 10_000)).toBeCloseTo(1, 3)
  })

  it('is not certain where none or all of few draws are above', () => {
    // The standard deviation of Beta(1, 11): √(11/(12²·13)).
    const expected = Math.sqrt(11 / (144 * 13))
    const values = Float32Array.from({ length: 10 }, () => 1)
    const none = estimateShareAbove(values, 2)
    expect(none.value).toBe(0)
    expect(none.standardError).toBeCloseTo(expected, 12)
    const all = estimateShareAbove(values, 0)
    expect(all.value).toBe(1)
    expect(all.standardError).toBeCloseTo(expected, 12)
  })

  it('is refused without draws, and with one that is no number', () => {
    expect(() => estimateShareAbove(new Float64Array(), 0)).toThrow(RangeError)
    expect(() => estimateShareAbove(Float64Array.of(1, NaN), 0)).toThrow('(NaN)')
  })
})

describe('the number of draws that is advised', () => {
  it('is four times as many for half the error', () => {
    expect(advisedDraws({ value: 100, standardError: 2 }, 1000, 0.01)).toBe(4000)
    expect(advisedDraws({ value: -100, standardError: 2 }, 1000, 0.02)).toBe(1000)
    expect(advisedDraws({ value: 100, standardError: 0.1 }, 1000, 0.02)).toBe(3)
  })

  it('is none where no number helps', () => {
    expect(advisedDraws({ value: 0, standardError: 2 }, 1000, 0.01)).toBeNull()
    expect(advisedDraws({ value: 5, standardError: Infinity }, 1, 0.01)).toBeNull()
    expect(advisedDraws({ value: 0, standardError: 0 }, 1000, 0.01)).toBe(1000)
    expect(() => advisedDraws({ value: 1, standardError: 1 }, 10, 0)).toThrow(RangeError)
  })
})

describe('the digits that mean something', () => {
  it.each([
    [123_456, 1000, 3],
    [123_456, 999, 4],
    [123_456, 7000, 3],
    [0.00321, 0.0004, 2],
    [-42, 3, 2],
    [3, 5, 1],
    [0.3, 5, 0],
    [1e-3, 1e-3, 1],
    [1000, 1, 4],
    [0, 1, 0],
    [5, 0, 15],
    [1, 1e-30, 15],
    [1, Infinity, 0],
    [Infinity, 1, 0],
  ])('of %d ± %d are %i', (value, error, digits) => {
    expect(meaningfulDigits(value, error)).toBe(digits)
  })

  it('round a value by half its error at most, and are no more than that takes and one', () => {
    const size = fc.double({ min: 1e-6, max: 1e9, noNaN: true })
    fc.assert(
      fc.property(size, fc.double({ min: 1e-6, max: 1, noNaN: true }), (value, share) => {
        const error = value * share
        const digits = meaningfulDigits(value, error)
        const shown = Number(value.toPrecision(digits))
        // 1e-9 is for the rounding of this test's own arithmetic.
        expect(Math.abs(shown - value)).toBeLessThanOrEqual((error / 2) * (1 + 1e-9))
        expect(digits).toBeLessThan(Math.log10(1 / share) + 2 + 1e-9)
      }),
    )
  })
})
