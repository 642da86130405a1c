import { describe, expect, it } from 'vitest'
import { countDraws, createDrawTable, resizeTable, rowOf, STATUS } from './draw-table.ts'

function filledTable(draws: number) {
  const table = createDrawTable(draws, 2)
  table.rows.forEach((_, at) => {
    table.rows[at] = at
  })
  return table
}

describe('a table of draws', () => {
  it('begins with every draw pending, in memory that threads share', () => {
    const table = createDrawTable(3, 2)
    expect([...table.status]).toEqual([STATUS.pending, STATUS.pending, STATUS.pending])
    expect(table.rows.length).toBe(6)
    expect(table.rows.buffer).toBeInstanceOf(SharedArrayBuffer)
    expect(table.status.buffer).toBeInstanceOf(SharedArrayBuffer)
  })

  it('gives a row that can be written to', () => {
    const table = filledTable(3)
    expect([...rowOf(table, 1)]).toEqual([2, 3])
    rowOf(table, 2)[0] = 9
    expect(table.rows[4]).toBe(9)
  })

  it('counts what is done and what failed, not what is under way', () => {
    const table = createDrawTable(5, 1)
    table.status.set([STATUS.done, STATUS.failed, STATUS.done, 2, STATUS.pending])
    expect(countDraws(table)).toEqual({ done: 2, failed: 1 })
  })
})

describe('a table of another size', () => {
  it('is the same one where the size is', () => {
    const table = createDrawTable(3, 2)
    expect(resizeTable(table, 3)).toBe(table)
  })

  it('keeps the draws it has room for; what was under way is pending', () => {
    const table = filledTable(3)
    table.status.set([STATUS.done, 2, STATUS.failed])
    const larger = resizeTable(table, 5)
    expect([...larger.status]).toEqual([STATUS.done, 0, STATUS.failed, 0, 0])
    expect([...larger.rows]).toEqual([0, 1, 2, 3, 4, 5, 0, 0, 0, 0])
    const smaller = resizeTable(table, 2)
    expect([...smaller.status]).toEqual([STATUS.done, 0])
    expect([...smaller.rows]).toEqual([0, 1, 2, 3])
  })
})
