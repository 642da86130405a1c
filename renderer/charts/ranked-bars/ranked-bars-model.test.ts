import { describe, expect, it } from 'vitest'
import { rankedBarsModel, type RankedBar, type RankedBarsInput } from './ranked-bars-model.ts'

function bar(label: string, value: number, ghost = NaN): RankedBar {
  return { label, value, said: String(value), ghost, ghostSaid: String(ghost), isApart: false }
}

const input: RankedBarsInput = {
  width: 700,
  height: 300,
  size: 13,
  axisTitle: 'Kei bought instead',
  ghostLabel: 'Status quo',
  bars: [bar('Used', 100, 200), bar('Compact car', 50, 0), bar('Minivan', 0)],
  fold: (rest) => bar(`${rest.length} others`, rest.length),
}

describe('rankedBarsModel', () => {
  it('draws lengths in proportion, from zero, with room for the values', () => {
    const { rows, left } = rankedBarsModel(input)
    expect(rows[0]?.length).toBeCloseTo(2 * (rows[1]?.length ?? 0), 6)
    expect(rows[2]?.length).toBe(0)
    expect(Math.max(...rows.map(({ saidX }) => saidX))).toBeLessThan(700)
    expect(left).toBeGreaterThan(0)
  })
  it('marks the reference where it has a value, and fits it in', () => {
    const { rows, left } = rankedBarsModel(input)
    expect(rows[0]?.ghostX).toBeGreaterThan(left + (rows[0]?.length ?? 0))
    expect(rows[1]?.ghostX).toBe(left)
    expect(rows[2]?.ghostX).toBeNull()
  })
  it('folds what has no room into one bar', () => {
    const bars = Array.from({ length: 40 }, (_, i) => bar(`Segment ${i}`, 40 - i))
    const { rows } = rankedBarsModel({ ...input, bars, height: 200 })
    expect(rows.length).toBeLessThan(12)
    expect(rows.at(-1)?.label).toBe(`${40 - rows.length + 1} others`)
    expect((rows.at(-1)?.y ?? 0) + (rows.at(-1)?.height ?? 0)).toBeLessThan(200)
  })
  it('draws nothing, only zeros, and no reference', () => {
    expect(rankedBarsModel({ ...input, bars: [] }).rows).toEqual([])
    const zero = rankedBarsModel({ ...input, ghostLabel: null, bars: [bar('Used', 0)] })
    expect(zero.rows[0]?.length).toBe(0)
    expect(zero.key).toBeNull()
  })
})
