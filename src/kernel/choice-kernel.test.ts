import { describe, expect, it } from 'vitest'
import { shapeOf } from '../../test/plain-logit.fixture.ts'
import { alternativeCount, lastNestStart, roomFor } from './choice-kernel.ts'

const nests = [
  { lambda: 0.5, utilities: [0, 0] },
  { lambda: 0.8, utilities: [0, 0, 0] },
]
const shape = shapeOf(nests, { kei: 2, cells: 4 })
const room = roomFor(shape, (length) => new Float64Array(length))

describe('a choice set', () => {
  it('counts its alternatives, kei included', () => {
    expect(alternativeCount(shape)).toBe(5)
  })

  it('knows where the nest of the kei starts', () => {
    expect(lastNestStart(shape)).toBe(2)
  })

  it('has room for its shares by alternative and cell', () => {
    const shares = Object.entries<Float64Array>({ ...room.shares() })
    const lengths = shares.map(([name, { length }]) => [name, length] as const)
    expect(Object.fromEntries(lengths)).toEqual({
      sharesWithoutKei: 12,
      nestShares: 12,
      kept: 4,
      lost: 4,
      origin: 4,
      otherNests: 4,
      lastNest: 4,
    })
  })

  it('starts with kei that take nothing', () => {
    const { kept, lost } = room.shares()
    expect([...kept, ...lost]).toEqual([1, 1, 1, 1, 0, 0, 0, 0])
  })

  it('has room for its sums by area, state and segment, one after the other', () => {
    const { areas, byArea, byState, displaced } = room.sums(2)
    expect([areas, byArea.length, byState.length, displaced.length]).toEqual([2, 10, 10, 3])
    expect(new Set([byArea, byState, displaced].map(({ buffer }) => buffer)).size).toBe(1)
    expect([byArea, byState, displaced].map(({ byteOffset }) => byteOffset)).toEqual([0, 80, 160])
  })

  it.each([3, 1, 8, 0])('has no sums over %s areas', (areas) => {
    expect(() => room.sums(areas)).toThrow(RangeError)
  })
})
