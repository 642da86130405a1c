import { describe, expect, it } from 'vitest'
import { data, runScenario } from '../../../test/model.fixture.ts'
import { nameplateRows, sourceRows, stateRows, yearRows } from './headline.ts'
import { toRunObject } from './run-object.ts'

const result = runScenario({
  horizon: { start: 2027, end: 2032 },
  federal: [{ year: 2028, path: 'kei-class' }],
  nameplates: { sakura: { launch: 2035 }, 'n-box': { price_usd: 11_000 } },
})
const run = toRunObject(result)
const today = runScenario({ horizon: { start: 2026, end: 2026 } })
const none = runScenario({
  horizon: { start: 2026, end: 2026 },
  nameplates: { 'grey-import': { offered: false } },
})

const nameplates = Object.keys(run.price)
const newOnes = nameplates.filter((id) => id !== 'grey-import')
const segments = data.segments.rows.map(({ segment }) => segment)
const total = (values: Iterable<number>) => [...values].reduce((sum, value) => sum + value, 0)
const soldIn = (t: number, ids: readonly string[]) => total(ids.map((id) => run.sales[id]![t]!))

describe('rows by year', () => {
  const rows = yearRows(result)

  it('are one a year', () => {
    expect(rows.map(({ year }) => year)).toEqual([2027, 2028, 2029, 2030, 2031, 2032])
  })

  it('tell new kei from 25-year imports', () => {
    rows.forEach(({ newKei, imports }, t) => {
      expect(newKei).toBeCloseTo(soldIn(t, newOnes), 6)
      expect(imports).toBeCloseTo(soldIn(t, ['grey-import']), 6)
    })
  })

  it('give the share of new kei in new vehicles, of which used ones and old imports are none', () => {
    const newSegments = segments.filter((id) => id !== 'used')
    rows.forEach(({ share, newKei }, t) => {
      expect(share).toBeCloseTo(newKei / (soldIn(t, newSegments) + newKei), 12)
    })
    expect(rows.at(-1)!.share).toBeGreaterThan(0)
    expect(rows.at(-1)!.share).toBeLessThan(0.2)
  })

  it('give the lowest price of a new kei on sale, and none where none is', () => {
    const prices = newOnes.flatMap((id) => run.price[id]!.at(-1) ?? [])
    expect(rows[0]!.cheapest).toBeNull()
    expect(rows.at(-1)!.cheapest).toBe(Math.min(...prices))
    expect(rows.at(-1)!.cheapest).toBeLessThanOrEqual(11_000)
  })

  it('give the awareness of the mean household', () => {
    const households = total(data.states.rows.map((row) => row.households))
    rows.forEach(({ awareness }, t) => {
      const aware = data.states.rows.map((row) => run.awareness[row.state]![t]! * row.households)
      expect(awareness).toBeCloseTo(total(aware) / households, 12)
    })
  })
})

describe('rows by nameplate', () => {
  const rows = new Map(nameplateRows(result).map((row) => [row.id, row]))

  it('are those on offer, in the order of the data set, by their labels', () => {
    expect([...rows.keys()]).toEqual(nameplates)
    expect(rows.get('n-box')?.label).toBe('Honda N-BOX')
  })

  it('give first year, first and last price of what came on sale', () => {
    for (const [id, row] of rows) {
      const prices = run.price[id]!
      const first = prices.findIndex((price) => price !== null)
      expect(row.firstYear).toBe(first < 0 ? null : run.years[first])
      expect(row.firstPrice).toBe(first < 0 ? null : prices[first])
      expect(row.lastPrice).toBe(prices.at(-1))
    }
    expect(rows.get('n-box')).toMatchObject({ firstYear: 2028, firstPrice: 11_000 })
    expect(rows.get('delica-mini')).toMatchObject({ firstYear: 2029 })
  })

  it('give the price of the last year on sale where it ends before the run', () => {
    const ended = runScenario({
      horizon: { start: 2028, end: 2030 },
      federal: [
        { year: 2028, path: 'kei-class' },
        { year: 2030, path: 'import-25' },
      ],
    })
    const row = nameplateRows(ended).find(({ id }) => id === 'n-one-e')!
    const prices = toRunObject(ended).price['n-one-e']!
    expect(prices[2]).toBeNull()
    expect(row).toMatchObject({ firstYear: 2028, lastPrice: prices[1], lastSales: 0 })
    expect(row.totalSales).toBeGreaterThan(0)
  })

  it('leave blank what a nameplate that never came on sale has not', () => {
    expect(rows.get('sakura')).toEqual({
      ...{ id: 'sakura', label: 'Nissan Sakura', firstYear: null, firstPrice: null },
      ...{ lastPrice: null, lastSales: 0, totalSales: 0 },
      ...{ npv: null, paybackYear: null, breakEvenVolume: null },
    })
  })

  it('give the sales of the last year and of all years', () => {
    for (const [id, row] of rows) {
      expect(row.lastSales).toBe(run.sales[id]!.at(-1))
      expect(row.totalSales).toBeCloseTo(total(run.sales[id]!), 6)
    }
  })

  it('give the NPV of new ones, and none of 25-year imports', () => {
    for (const [id, row] of rows) expect(row.npv).toBe(run.npv[id] ?? null)
    expect(rows.get('grey-import')).toMatchObject({ npv: null, breakEvenVolume: null })
    expect(rows.get('roox')!.breakEvenVolume).toBeGreaterThan(0)
  })
})

describe('rows by state', () => {
  it('rank the states by new kei, with shares that add up to 1', () => {
    const rows = stateRows(result, 5)
    const byState = run.keiSalesByState['2032']!
    expect(rows).toHaveLength(51)
    expect(rows.map(({ newKei }) => newKei)).toEqual(Object.values(byState).sort((a, b) => b - a))
    for (const { state, newKei } of rows) expect(newKei).toBe(byState[state])
    expect(total(rows.map(({ share }) => share))).toBeCloseTo(1, 12)
    const { name } = data.states.rows.find(({ state }) => state === rows[0]!.state)!
    expect(rows[0]!.name).toBe(name)
  })

  it('leave out states without sales', () => {
    expect(stateRows(result, 0)).toEqual([])
    const closed = runScenario({
      horizon: { start: 2028, end: 2028 },
      federal: [{ year: 2028, path: 'kei-class' }],
      states: { CA: 'prohibited' },
    })
    const names = stateRows(closed, 0).map(({ state }) => state)
    expect(names).not.toContain('CA')
    expect(names).toContain('AZ')
  })
})

describe('rows by source', () => {
  it('rank what kei took their sales from, with shares that add up to 1', () => {
    const rows = sourceRows(result, 5)
    expect(rows.map(({ id }) => id).sort()).toEqual([...segments].sort())
    for (const { id, displaced } of rows) expect(displaced).toBe(run.displaced['2032']![id])
    const displaced = rows.map((row) => row.displaced)
    expect(displaced).toEqual([...displaced].sort((a, b) => b - a))
    expect(total(rows.map(({ share }) => share))).toBeCloseTo(1, 12)
  })

  it('count what 25-year imports took', () => {
    const [first] = sourceRows(today, 0)
    expect(first!.displaced).toBeGreaterThan(0)
  })

  it('give shares of 0 where nothing is taken', () => {
    for (const { displaced, share } of sourceRows(none, 0))
      expect([displaced, share]).toEqual([0, 0])
  })
})
