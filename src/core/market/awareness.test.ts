import { describe, expect, it } from 'vitest'
import { parameters } from '../../../test/model.fixture.ts'
import { nextAwareness, type AwarenessYear } from './awareness.ts'

const p = {
  ...parameters,
  awarenessInnovation: 0.04,
  awarenessImitation: 0.4,
  awarenessForgetting: 0.1,
  awarenessVisibility: 0.02,
  newsBuzz: 0.06,
}
const quiet: AwarenessYear = {
  anyNewOnSale: false,
  isFirstYear: false,
  keiStock: 0,
  households: 1000,
}

describe('nextAwareness', () => {
  it('learns from news and forgets', () => {
    const next = nextAwareness(0.2, { ...quiet, anyNewOnSale: true }, p)
    expect(next).toBeCloseTo(0.2 + 0.8 * 0.04 - 0.1 * 0.2, 14)
  })

  it('hears 0.3 as much while no new kei is on sale', () => {
    expect(nextAwareness(0.2, quiet, p)).toBeCloseTo(0.2 + 0.8 * 0.3 * 0.04 - 0.02, 14)
  })

  it('hears of the change of rules in the first year', () => {
    const next = nextAwareness(0.2, { ...quiet, isFirstYear: true }, p)
    expect(next).toBeCloseTo(0.2 + 0.8 * (0.012 + 0.06) - 0.02, 14)
  })

  it('learns from the kei on the road, as far as they can be seen', () => {
    // 5 kei of 0.02·1000 that everyone would notice
    const next = nextAwareness(0.2, { ...quiet, keiStock: 5 }, p)
    expect(next).toBeCloseTo(0.2 + 0.8 * (0.012 + 0.4 * 0.25) - 0.02, 14)
  })

  it('sees no more than everyone can', () => {
    const full = nextAwareness(0.2, { ...quiet, keiStock: 20 }, p)
    expect(full).toBeCloseTo(0.2 + 0.8 * 0.412 - 0.02, 14)
    expect(nextAwareness(0.2, { ...quiet, keiStock: 500 }, p)).toBe(full)
  })

  it('reaches those who have not heard at most once', () => {
    const loud = { ...p, awarenessImitation: 3 }
    const next = nextAwareness(0.2, { ...quiet, keiStock: 20 }, loud)
    expect(next).toBeCloseTo(0.2 + 0.8 - 0.02, 14)
  })

  it('stays a share', () => {
    expect(nextAwareness(0.9, quiet, { ...p, awarenessForgetting: 3 })).toBe(0)
    expect(nextAwareness(1, quiet, { ...p, awarenessForgetting: -1 })).toBe(1)
  })
})
