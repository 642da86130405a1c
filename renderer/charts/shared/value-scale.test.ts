import { describe, expect, it } from 'vitest'
import { allowsLog, valueScale } from './value-scale.ts'

const base = { range: [300, 0], unit: 'vehicles', spacing: 40 } as const

describe('valueScale', () => {
  it('is linear from zero', () => {
    const scale = valueScale({ ...base, kind: 'linear', values: [40, 800] })
    expect(scale.at(0)).toBe(300)
    expect(scale.valueAt(scale.at(500))).toBeCloseTo(500)
    expect(scale.at(scale.high * 2)).toBe(0)
  })
  it('gives equal factors equal room on a logarithmic scale', () => {
    const scale = valueScale({ ...base, kind: 'log', values: [1300, 780_000] })
    expect([scale.low, scale.high]).toEqual([1000, 1_000_000])
    expect(scale.at(1000)).toBe(300)
    expect(scale.at(10_000) - scale.at(100_000)).toBeCloseTo(100)
    expect(scale.valueAt(scale.at(50_000))).toBeCloseTo(50_000)
    expect(scale.ticks.map(({ label }) => label)).toEqual(['1,000', '10,000', '100,000', '1M'])
  })
  it('draws what is 0 or less at the lower end, and says so', () => {
    const scale = valueScale({ ...base, kind: 'log', values: [0, 1300, 9000] })
    expect(scale.at(0)).toBe(300)
    expect(scale.ticks[0]?.label).toBe('≤ 1,000')
    expect(scale.at(NaN)).toBeNaN()
  })
  it('spans a million at most, and never nothing', () => {
    expect(valueScale({ ...base, kind: 'log', values: [1e-9, 1e6] }).low).toBe(1)
    const single = valueScale({ ...base, kind: 'log', values: [100] })
    expect(single.high).toBeGreaterThan(single.low)
  })
  it('is linear where nothing lies above 0', () => {
    expect(allowsLog([0, -5, NaN])).toBe(false)
    const scale = valueScale({ ...base, kind: 'log', values: [-5, 0] })
    expect(scale.at(-5)).toBe(300)
    expect(scale.at(0)).toBe(0)
  })
})
