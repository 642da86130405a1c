import { describe, expect, it } from 'vitest'
import { shapeOf } from '../../test/plain-logit.fixture.ts'
import { alternativeCount, AREAS, lastNestStart, notOfAreas, roomFor } from './choice-kernel.ts'

const nests = [
  { lambda: 0.5, utilities: [0, 0] },
  { lambda: 0.8, utilities: [0, 0, 0] },
]
const shape = shapeOf(nests, { kei: 2, cells: 8 })
const room = roomFor(shape, {
  column: (length) => new Float64Array(length),
  integers: (values) => values.slice(),
})

/** Parts that follow each other without a gap, and fill the whole. */
function expectInTurn(all: Float64Array, parts: readonly Float64Array[]): void {
  let from = all.byteOffset
  for (const part of parts) {
    expect(part.buffer).toBe(all.buffer)
    expect(part.byteOffset).toBe(from)
    from += part.byteLength
  }
  expect(from).toBe(all.byteOffset + all.byteLength)
}

describe('a choice set', () => {
  it('counts its alternatives, kei included', () => {
    expect(alternativeCount(shape)).toBe(5)
  })

  it('knows where the nest of the kei starts', () => {
    expect(lastNestStart(shape)).toBe(2)
  })

  it('has states of four areas each, and says which cells are none', () => {
    expect(AREAS).toBe(4)
    expect(notOfAreas(6)).toBe('6 cells are not states of 4 areas each')
  })

  it('has room for its shares by segment, nest, alternative of the last nest and cell', () => {
    const shares = Object.entries<Float64Array>({ ...room.shares() })
    const lengths = shares.map(([name, { length }]) => [name, length] as const)
    expect(Object.fromEntries(lengths)).toEqual({
      all: 24 + 2 * 16 + 7 * 8 + 24,
      segmentExponentials: 24,
      nestSums: 16,
      nestPowers: 16,
      otherNests: 8,
      lastNest: 8,
      origin: 8,
      highest: 8,
      scale: 8,
      kept: 8,
      lost: 8,
      keiExponentials: 24,
    })
  })

  it('has its shares one after the other, in the order that assembly/shape.ts counts on', () => {
    const shares = room.shares()
    expectInTurn(shares.all, [
      shares.segmentExponentials,
      shares.nestSums,
      shares.nestPowers,
      shares.otherNests,
      shares.lastNest,
      shares.origin,
      shares.highest,
      shares.scale,
      shares.kept,
      shares.lost,
      shares.keiExponentials,
    ])
  })

  it('starts with kei that take nothing', () => {
    const { all, kept, lost } = room.shares()
    expect([...kept, ...lost]).toEqual([1, 1, 1, 1, 1, 1, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0])
    expect(all.reduce((sum, value) => sum + value, 0)).toBe(8)
  })

  it('has room for its sums by area, state and segment, one after the other', () => {
    const { all, byArea, byState, displaced } = room.sums(Int32Array.of(0, 1, 2, 3, 4))
    expect([byArea.length, byState.length, displaced.length]).toEqual([20, 10, 3])
    expectInTurn(all, [byArea, byState, displaced])
    expect(all.every((value) => value === 0)).toBe(true)
  })

  it('holds the rows of its sums as they were given', () => {
    const rows = Int32Array.of(2, 0, 1, 4, 3)
    const { rowOf } = room.sums(rows)
    rows.fill(0)
    expect([...rowOf]).toEqual([2, 0, 1, 4, 3])
  })
})
