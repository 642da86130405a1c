import { describe, expect, it } from 'vitest'
import { bestPrice } from './best-price.ts'
import { curvesModel } from './curves-model.ts'
import { priceLayout } from './price-layout.ts'
import { waterfallModel } from './waterfall-model.ts'

const part = (id: string, usd: number, from: number) => ({
  id,
  label: id,
  usd,
  from,
  to: from + usd,
  kind: usd < 0 ? ('loss' as const) : ('making' as const),
  referenceUsd: null,
})

describe('the waterfall', () => {
  const model = waterfallModel({
    width: 500,
    height: 400,
    textSize: 13,
    title: 'Title',
    parts: [part('factory', 9000, 0), part('margin', -1500, 9000), part('dealer', 500, 7500)],
    price: 8000,
    referencePrice: 12_000,
  })

  it('starts each bar where the last one ended, and ends at the price', () => {
    const [factory, margin, dealer, price] = model.rows
    expect(factory?.link?.x).toBeCloseTo(margin!.x + margin!.width)
    expect(margin?.link?.x).toBeCloseTo(dealer!.x)
    expect(dealer?.link?.x).toBeCloseTo(price!.x + price!.width)
    expect(price?.link).toBeNull()
  })

  it('draws a loss backwards and the reference as the last row', () => {
    expect(model.rows[1]).toMatchObject({ kind: 'loss', value: '−$1,500' })
    expect(model.rows.at(-1)).toMatchObject({ kind: 'reference', value: '$12,000' })
  })
})

describe('demand and profit over price', () => {
  const curve = {
    prices: [5000, 10_000, 15_000, 20_000],
    sales: [900, 500, 200, 50],
    profit: [-9e6, 1e6, 2e6, 1e6],
    npv: [-900e6, 10e6, 30e6, 20e6],
  }
  const best = bestPrice(curve.prices, curve.npv)
  const input = { width: 500, height: 400, textSize: 13, curve, year: 2045, price: 10_000, best }
  const model = curvesModel({ ...input, measure: 'npv' })

  it('marks the price now and the best one', () => {
    expect(model.marks.map(({ label }) => label)).toEqual(['now $10,000', 'best $15,800'])
    expect(model.marks[0]?.x).toBe(model.priceAxis.scale(10_000))
    expect(model.top?.x).toBe(model.priceAxis.scale(15_800))
  })

  it('does not let a huge loss flatten the rest', () => {
    const { span, axis, points } = model.profit
    expect(points).toHaveLength(3)
    expect(axis.scale(30e6)).toBeLessThan((span[0] + span[1]) / 2)
  })

  it('draws nothing for what is not a number', () => {
    const gaps = { ...curve, sales: [900, NaN, 200, 50] }
    expect(curvesModel({ ...input, curve: gaps, measure: 'npv' }).demand.path).not.toContain('NaN')
  })
})

describe('the layout', () => {
  it('puts the charts beside each other where both fit, else above each other', () => {
    const rows = 11
    expect(priceLayout({ width: 1060, height: 600, textSize: 13, rows }).isBeside).toBe(true)
    expect(priceLayout({ width: 668, height: 380, textSize: 13, rows }).isBeside).toBe(true)
    expect(priceLayout({ width: 500, height: 380, textSize: 13, rows }).scrolls).toBe(true)
    expect(priceLayout({ width: 1280, height: 250, textSize: 18, rows }).scrolls).toBe(true)
  })
})
