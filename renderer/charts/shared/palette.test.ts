import { expect, it } from 'vitest'
import { category, dash, marker } from './palette.ts'

it('tells 8 categories apart by colour, dash and marker each', () => {
  for (const of of [category, dash, marker]) {
    expect(new Set(Array.from({ length: 8 }, (_, i) => of(i))).size).toBe(8)
    expect(of(8)).toBe(of(0))
  }
})
