import { describe, expect, it } from 'vitest'
import { createBlock } from './block.ts'
import { nationalSales, salesByAlternative, salesByMarket } from './totals.ts'

describe('totals', () => {
  const salesByState = createBlock({ year: 2, market: 2, alternative: 3, state: 2 })
  salesByState.values.set([
    // 2 markets × 3 alternatives × 2 states
    ...[1, 100, 2, 200, 3, 300, 10, 1000, 20, 2000, 30, 3000],
    ...[5, 0, 0, 0, 0, 1, 0, 1, 6, 0, 0, 7],
  ])
  const sales = { salesByState }

  it('of the nation are over states and markets, by year and alternative', () => {
    expect(nationalSales(sales)).toEqual([
      Float64Array.of(1111, 2222, 3333),
      Float64Array.of(6, 6, 8),
    ])
  })

  it('by market are over states, by market and alternative', () => {
    expect(salesByMarket(sales, 0)).toEqual(Float64Array.of(101, 202, 303, 1010, 2020, 3030))
    expect(salesByMarket(sales, 1)).toEqual(Float64Array.of(5, 0, 1, 1, 6, 7))
  })

  it('by alternative are over markets, by alternative and state', () => {
    expect(salesByAlternative(sales, 0)).toEqual(Float64Array.of(11, 1100, 22, 2200, 33, 3300))
    expect(salesByAlternative(sales, 1)).toEqual(Float64Array.of(5, 1, 6, 0, 0, 8))
  })

  it('by alternative may begin with a later one, as with the first kei', () => {
    expect(salesByAlternative(sales, 0, 1)).toEqual(Float64Array.of(22, 2200, 33, 3300))
    expect(salesByAlternative(sales, 1, 2)).toEqual(Float64Array.of(0, 8))
    expect(salesByAlternative(sales, 1, 3)).toEqual(new Float64Array(0))
  })

  it('leave the sales as they are', () => {
    const before = salesByState.values.slice()
    nationalSales(sales)
    salesByMarket(sales, 0)
    salesByAlternative(sales, 1, 2)
    expect(salesByState.values).toEqual(before)
  })
})
