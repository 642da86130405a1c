import { describe, expect, it } from 'vitest'
import { niceDomain, valueAxis, widestLabel, yearAxis } from './axis.ts'

describe('niceDomain', () => {
  it('spans the values and zero, leaving NaN out', () => {
    expect(niceDomain([3, NaN, 7])).toEqual([0, 7])
    expect(niceDomain([-2, 5])).toEqual([-2, 5])
    expect(niceDomain([3, 7], false)).toEqual([3, 7])
  })
  it('widens what is empty or flat', () => {
    expect(niceDomain([])).toEqual([0, 1])
    expect(niceDomain([0, 0], true, 1000)).toEqual([0, 1000])
    expect(niceDomain([4, 4], false)).toEqual([2, 6])
  })
})

describe('valueAxis', () => {
  it('ends on round ticks at the ends of its range', () => {
    const { ticks } = valueAxis({ values: [69_500], range: [300, 0], unit: 'vehicles' })
    expect(ticks.at(0)).toEqual({ at: 300, label: '0' })
    expect(ticks.at(-1)).toEqual({ at: 0, label: '70,000' })
  })
  it('draws nothing but zeros with a top that makes sense in the unit', () => {
    const { ticks } = valueAxis({ values: [0, 0], range: [100, 0], unit: 'share' })
    expect(ticks.at(-1)?.label).toBe('1.0%')
  })
})

describe('yearAxis', () => {
  const years = Array.from({ length: 20 }, (_, i) => 2026 + i)

  it('names fewer years where there is less room', () => {
    const labels = (width: number) =>
      yearAxis(years, [0, width], 13).ticks.map(({ label }) => label)
    expect(labels(2000)).toHaveLength(20)
    expect(labels(400)).toEqual(['2030', '2035', '2040', '2045'])
  })
  it('puts a single year in the middle', () => {
    expect(yearAxis([2026], [0, 100], 13).ticks).toEqual([{ at: 50, label: '2026' }])
  })
})

it('measures the widest label', () => {
  const ticks = [
    { at: 0, label: '0' },
    { at: 1, label: '10,000' },
  ]
  expect(widestLabel(ticks, 10)).toBeGreaterThan(30)
  expect(widestLabel([], 10)).toBe(0)
})
