import { describe, expect, it } from 'vitest'
import { createBlock } from './block.ts'
import { keiSalesByState, nationalSales, sum, sumToLastAxis } from './totals.ts'

describe('totals', () => {
  const salesByState = createBlock({ year: 2, state: 2, market: 2, alternative: 3 })
  salesByState.values.set([
    // 2 states × 2 markets × 3 alternatives
    ...[1, 2, 3, 10, 20, 30, 100, 200, 300, 1000, 2000, 3000],
    ...[5, 0, 0, 0, 6, 0, 0, 0, 7, 1, 1, 1],
  ])

  it('of the nation are over states and markets, by year and alternative', () => {
    expect(nationalSales({ salesByState })).toEqual([
      Float64Array.of(1111, 2222, 3333),
      Float64Array.of(6, 7, 8),
    ])
  })

  it('below leading indices are over all axes but the last', () => {
    expect(sumToLastAxis(salesByState, 0, 1)).toEqual(Float64Array.of(1100, 2200, 3300))
    expect(sumToLastAxis(salesByState, 1, 0, 1)).toEqual(Float64Array.of(0, 6, 0))
  })

  it('of kei are over markets, by state', () => {
    expect(keiSalesByState({ salesByState, segmentCount: 1 }, 0)).toEqual(
      Float64Array.of(22, 33, 2200, 3300),
    )
    expect(keiSalesByState({ salesByState, segmentCount: 2 }, 1)).toEqual(Float64Array.of(0, 8))
    expect(keiSalesByState({ salesByState, segmentCount: 3 }, 1)).toEqual(new Float64Array(0))
  })

  it('of a column are its sum', () => {
    expect(sum([1, 2, 3.5])).toBe(6.5)
    expect(sum(new Float64Array(0))).toBe(0)
  })
})
