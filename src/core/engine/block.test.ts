import { describe, expect, it } from 'vitest'
import { createBlock, offset, read, slice } from './block.ts'

/** Two years of three states of two markets, numbered in order. */
function numbered() {
  const block = createBlock({ year: 2, state: 3, market: 2 })
  block.values.forEach((_, at) => {
    block.values[at] = at
  })
  return block
}

describe('a block', () => {
  it('starts as zeros over its axes', () => {
    const block = createBlock({ year: 2, state: 3 })
    expect(block.axes).toEqual(['year', 'state'])
    expect(block.sizes).toEqual([2, 3])
    expect([...block.values]).toEqual([0, 0, 0, 0, 0, 0])
  })

  it('may be empty', () => {
    expect(createBlock({ year: 2, nameplate: 0 }).values).toHaveLength(0)
  })

  it('runs through its last axis fastest', () => {
    const block = numbered()
    expect(read(block, 0, 0, 1)).toBe(1)
    expect(read(block, 0, 1, 0)).toBe(2)
    expect(read(block, 1, 0, 0)).toBe(6)
    expect(read(block, 1, 2, 1)).toBe(11)
  })

  it('finds the first of the entries below leading indices', () => {
    const block = numbered()
    expect(offset(block)).toBe(0)
    expect(offset(block, 1)).toBe(6)
    expect(offset(block, 1, 2)).toBe(10)
  })

  it('gives the entries below leading indices as a view', () => {
    const block = numbered()
    expect([...slice(block, 1)]).toEqual([6, 7, 8, 9, 10, 11])
    expect([...slice(block, 0, 2)]).toEqual([4, 5])
    expect([...slice(block, 1, 1, 1)]).toEqual([9])
    slice(block, 0, 2)[1] = 50
    expect(read(block, 0, 2, 1)).toBe(50)
  })

  it('refuses an index outside an axis', () => {
    const block = numbered()
    expect(() => read(block, 2, 0, 0)).toThrow('year 2 is outside 0 to 1')
    expect(() => read(block, 0, 3, 0)).toThrow('state 3 is outside 0 to 2')
    expect(() => slice(block, 0, -1)).toThrow('state -1 is outside 0 to 2')
  })
})
