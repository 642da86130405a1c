import { describe, expect, it } from 'vitest'
import { createDrawMeter } from './draw-meter.ts'
import { createDrawTable, STATUS } from './draw-table.ts'

describe('a meter of draws', () => {
  it('says how many are done, whether they have a result or can have none, and how fast', () => {
    const table = createDrawTable(100, 1)
    table.status.fill(STATUS.done, 0, 20)
    let now = 5000
    const meter = createDrawMeter([table], () => now)
    expect(meter()).toEqual({ done: 20, wanted: 100, rate: 0 })
    table.status.fill(STATUS.done, 20, 50)
    table.status.fill(STATUS.failed, 50, 60)
    table.status[60] = 1
    now = 7000
    // 40 more in two seconds; what was there before does not count, nor what is under way.
    expect(meter()).toEqual({ done: 60, wanted: 100, rate: 20 })
  })

  it('counts a draw of two sides once both are done', () => {
    const [mine, theirs] = [createDrawTable(10, 1), createDrawTable(10, 1)]
    let now = 0
    const meter = createDrawMeter([mine, theirs], () => now)
    mine.status.fill(STATUS.done, 0, 4)
    theirs.status.fill(STATUS.done, 0, 3)
    now = 1000
    expect(meter()).toEqual({ done: 3, wanted: 10, rate: 3.5 })
    theirs.status.fill(STATUS.done)
    mine.status.fill(STATUS.done)
    expect(meter()).toMatchObject({ done: 10, wanted: 10 })
  })
})
