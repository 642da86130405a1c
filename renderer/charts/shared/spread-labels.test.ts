import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { spreadLabels } from './spread-labels.ts'

describe('spreadLabels', () => {
  it('leaves labels that are clear of each other where they want to be', () => {
    const wanted = [
      { at: 80, height: 10 },
      { at: 20, height: 10 },
    ]
    expect(spreadLabels(wanted, 0, 100)).toEqual([80, 20])
  })
  it('pushes labels in from the ends', () => {
    const wanted = [
      { at: 100, height: 20 },
      { at: 100, height: 10 },
    ]
    expect(spreadLabels(wanted, 0, 100)).toEqual([80, 95])
  })
  it('never lets labels overlap or leave the room, where they fit, and keeps their order', () => {
    const label = fc.record({
      at: fc.integer({ min: 0, max: 100 }),
      height: fc.integer({ min: 1, max: 10 }),
    })
    fc.assert(
      fc.property(fc.array(label, { maxLength: 10 }), (wanted) => {
        const middles = spreadLabels(wanted, 0, 100)
        const placed = wanted
          .map(({ at, height }, i) => ({ at, height, middle: middles[i] as number }))
          .sort((a, b) => a.middle - b.middle)
        placed.forEach(({ at, height, middle }, i) => {
          expect(middle - height / 2).toBeGreaterThanOrEqual(-1e-9)
          expect(middle + height / 2).toBeLessThanOrEqual(100 + 1e-9)
          const above = placed[i - 1]
          if (above === undefined) return
          expect(middle - height / 2).toBeGreaterThanOrEqual(above.middle + above.height / 2 - 1e-9)
          expect(at).toBeGreaterThanOrEqual(above.at)
        })
      }),
    )
  })
})
