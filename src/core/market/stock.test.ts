import { describe, expect, it } from 'vitest'
import { near } from '../../../test/rows.fixture.ts'
import { survivalByAge } from './stock.ts'

describe('survivalByAge', () => {
  it('is e^(−(age/scale)^shape), all in the year of sale', () => {
    const shares = survivalByAge(4, { survivalScale: 2, survivalShape: 3 })
    const expected = [1, Math.exp(-1 / 8), Math.exp(-1), Math.exp(-27 / 8)]
    expect([...shares]).toEqual(near(expected))
    expect(shares[0]).toBe(1)
  })

  it('has no age in no years', () => {
    expect(survivalByAge(0, { survivalScale: 2, survivalShape: 3 })).toHaveLength(0)
  })
})
