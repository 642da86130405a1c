import { describe, expect, it } from 'vitest'
import { fixtureCatalog, fixtureRun } from './run.fixture.ts'
import { nameplatesOnSale, nameplateToShow, priceVm, yearOnSale } from './price-vm.ts'

const run = fixtureRun({
  years: [2028, 2029, 2030],
  nameplates: [
    { id: 'n-box', label: 'Honda N-BOX', maker: 'honda', npv: -20e6 },
    { id: 'clipper', label: 'Nissan Clipper Truck', maker: 'nissan', npv: 260e6 },
    { id: 'grey', label: '25-year-old import', maker: 'importers', isNew: false },
  ],
  values: {
    price: (t, n) => (n === 1 && t < 1 ? NaN : n === 0 ? 16_000 : n === 1 ? 10_000 : 12_000),
    costParts: (_t, n, part) =>
      n === 0
        ? [8000, 200, 650, 1300, 1700, 0, 2000, 870, 1280][part]!
        : n === 1
          ? [5000, 200, 650, 1500, 1700, 0, 1600, -1450, 800][part]!
          : NaN,
    sales: (_t, j) => (j === 1 ? 100 : j === 2 ? 900 : 5),
  },
})
const input = {
  run,
  reference: null,
  catalog: fixtureCatalog,
  nameplate: 'clipper',
  year: 2030,
  measure: 'npv',
  curve: null,
} as const

describe('the price view', () => {
  it('offers what is ever on sale, and shows what sells most until another is chosen', () => {
    expect(nameplatesOnSale(run).map(({ value }) => value)).toEqual(['n-box', 'clipper'])
    expect(nameplateToShow(run, null)).toBe('clipper')
    expect(nameplateToShow(run, 'n-box')).toBe('n-box')
    expect(nameplateToShow(run, 'gone')).toBe('clipper')
  })

  it('looks at the nearest year on sale', () => {
    expect(yearOnSale(run, 'clipper', 2028)).toBe(2029)
    expect(yearOnSale(run, 'clipper', 2040)).toBe(2030)
    expect(priceVm({ ...input, year: 2026 }).year).toBe(2029)
  })

  it('draws parts that add up to the price, leaves out zero, and tells a loss', () => {
    const { parts, price } = priceVm(input)
    expect(parts.map(({ id }) => id)).not.toContain('localBuild')
    expect(parts.at(-1)?.to).toBe(price)
    for (const [i, part] of parts.entries()) expect(part.from).toBe(parts[i - 1]?.to ?? 0)
    const loss = parts.find(({ id }) => id === 'makerMargin')
    expect(loss).toMatchObject({ kind: 'loss', label: 'Maker’s loss', usd: -1450 })
  })

  it('states the finding', () => {
    expect(priceVm(input).title).toBe(
      'The Clipper Truck lands at $10,000; tariff and freight are 32% of it',
    )
    const curve = {
      prices: [8000, 10_000, 12_000, 14_000],
      sales: [4, 3, 2, 1],
      profit: [-9, -8, -7, -7.5],
      npv: [-5e6, 1e6, 3e6, 1e6],
    }
    expect(priceVm({ ...input, curve }).title).toContain('it would earn most at about $12,000')
    expect(priceVm({ ...input, curve, measure: 'profit' }).title).toContain(
      'no price pays for the vehicle in 2030; it would lose least at about $12,300',
    )
    const rising = { ...curve, npv: [1e6, 2e6, 3e6, 4e6] }
    expect(priceVm({ ...input, curve: rising }).title).toContain('at about $14,000 or more')
  })

  it('holds the price against the reference, and lists parts and prices tried in one table', () => {
    const curve = { prices: [8000, 9000], sales: [4, 3], profit: [1, 2], npv: [5e6, NaN] }
    const { referencePrice, table } = priceVm({ ...input, reference: run, curve })
    expect(referencePrice).toBe(10_000)
    expect(table.rows.find(([what]) => what === 'Sticker price')).toEqual([
      'Sticker price',
      10_000,
      1,
      10_000,
      null,
      null,
    ])
    expect(table.rows.at(-2)).toEqual(['If priced at', 8000, null, null, 4, 5e6])
    expect(table.rows.every((row) => row.length === table.columns.length)).toBe(true)
  })

  it('has no reference where the nameplate is not in it', () => {
    const other = fixtureRun({ years: [2030], nameplates: [] })
    expect(priceVm({ ...input, reference: other }).referencePrice).toBeNull()
  })
})
