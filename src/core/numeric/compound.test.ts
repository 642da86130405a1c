import { describe, expect, it } from 'vitest'
import { compound } from './compound.ts'

describe('compound', () => {
  it('grows by the rate every year', () => {
    expect(compound(0.1, 3)).toBe(1.1 * 1.1 * 1.1)
  })

  it('shrinks at a negative rate', () => {
    expect(compound(-0.25, 2)).toBe(0.5625)
  })

  it('is 1 before the first year is over', () => {
    expect(compound(0.1, 0)).toBe(1)
  })
})
