import { describe, expect, it } from 'vitest'
import { data, parameters, runScenario } from '../../../test/model.fixture.ts'
import { toRunObject } from './run-object.ts'

/**
 * A kei class from 2028, in which one nameplate launches a year later, one after the horizon, one has no
 * dealers and one is taken off.
 */
const result = runScenario({
  horizon: { start: 2027, end: 2030 },
  federal: [{ year: 2028, path: 'kei-class' }],
  nameplates: {
    'n-box': { offered: false },
    sakura: { launch: 2035 },
    carry: { offered: true },
  },
})
const run = toRunObject(result)

const segments = data.segments.rows.map(({ segment }) => segment)
const offered = [
  ...['n-one-e', 'n-van-e', 'roox', 'sakura', 'clipper-truck', 'ek-x-ev', 'delica-mini'],
  ...['minicab-ev', 'carry', 'grey-import'],
]
const neverOnSale = ['sakura', 'carry']
const from2028 = ['n-one-e', 'roox', 'clipper-truck']
const from2029 = ['n-van-e', 'ek-x-ev', 'delica-mini', 'minicab-ev']
const newOnes = [...from2028, ...from2029]
const states = data.states.rows.map(({ state }) => state)
const years = ['2027', '2028', '2029', '2030']

const total = (values: Iterable<number>) => [...values].reduce((sum, value) => sum + value, 0)
const relative = (a: number, b: number) => Math.abs(a - b) / Math.max(1, Math.abs(b))

describe('the object of a run', () => {
  it('has the published fields and no others', () => {
    expect(Object.keys(run)).toEqual([
      ...['years', 'sales', 'price', 'npv', 'awareness', 'keiSalesByState', 'keiSalesByMarket'],
      ...['displaced', 'stock'],
    ])
    expect(run.years).toEqual([2027, 2028, 2029, 2030])
  })

  it('holds nothing that JSON would change', () => {
    expect(JSON.parse(JSON.stringify(run))).toEqual(run)
  })

  it('has sales of every segment, of used vehicles and of every nameplate on offer, by year', () => {
    expect(Object.keys(run.sales)).toEqual([...segments, ...offered])
    expect(Object.keys(run.sales)).toContain('used')
    for (const sales of Object.values(run.sales)) expect(sales).toHaveLength(4)
  })

  it('has sales of 0 for what is not on sale, and more for what is', () => {
    for (const id of neverOnSale) expect(run.sales[id]).toEqual([0, 0, 0, 0])
    for (const id of from2028)
      expect(run.sales[id]!.map((sold) => sold > 0)).toEqual([false, true, true, true])
    for (const id of from2029)
      expect(run.sales[id]!.map((sold) => sold > 0)).toEqual([false, false, true, true])
    for (const sold of run.sales['grey-import']!) expect(sold).toBeGreaterThan(0)
  })

  it('has prices of nameplates alone, null in every year in which one is not on sale', () => {
    expect(Object.keys(run.price)).toEqual(offered)
    const blanks = (id: string) => run.price[id]!.map((price) => price === null)
    for (const id of neverOnSale) expect(blanks(id)).toEqual([true, true, true, true])
    for (const id of from2028) expect(blanks(id)).toEqual([true, false, false, false])
    for (const id of from2029) expect(blanks(id)).toEqual([true, true, false, false])
    const { greyPrice } = parameters
    expect(run.price['grey-import']).toEqual([greyPrice, greyPrice, greyPrice, greyPrice])
  })

  it('has an NPV of new nameplates that came on sale, and of no others', () => {
    expect(Object.keys(run.npv).sort()).toEqual([...newOnes].sort())
    for (const value of Object.values(run.npv)) expect(Number.isFinite(value)).toBe(true)
  })

  it('has awareness of every state at the start of every year', () => {
    expect(Object.keys(run.awareness)).toEqual(states)
    for (const values of Object.values(run.awareness)) {
      expect(values).toHaveLength(4)
      expect(values[0]).toBe(parameters.awarenessStart)
      expect(Math.min(...values)).toBeGreaterThanOrEqual(0)
      expect(Math.max(...values)).toBeLessThanOrEqual(1)
    }
  })

  it('has stock of every state, no more than all that was sold', () => {
    expect(Object.keys(run.stock)).toEqual(states)
    const sold = total(offered.map((id) => total(run.sales[id]!)))
    const stock = total(Object.values(run.stock))
    expect(stock).toBeGreaterThan(0.9 * sold)
    expect(stock).toBeLessThanOrEqual(sold)
  })

  it('has sales of new nameplates in every year by all states and by all markets, which agree', () => {
    expect(Object.keys(run.keiSalesByState)).toEqual(years)
    expect(Object.keys(run.keiSalesByMarket)).toEqual(years)
    years.forEach((year, t) => {
      const sold = total(newOnes.map((id) => run.sales[id]![t]!))
      const { [year]: byState = {} } = run.keiSalesByState
      const { [year]: byMarket = {} } = run.keiSalesByMarket
      expect(Object.keys(byState)).toEqual(states)
      expect(Object.keys(byMarket)).toEqual(['household', 'delivery', 'campus', 'trades', 'farm'])
      expect(relative(total(Object.values(byState)), sold)).toBeLessThan(1e-12)
      expect(relative(total(Object.values(byMarket)), sold)).toBeLessThan(1e-12)
    })
  })

  it('has as many displaced vehicles in every year as kei were sold, 25-year imports among them', () => {
    expect(Object.keys(run.displaced)).toEqual(years)
    years.forEach((year, t) => {
      const { [year]: bySegment = {} } = run.displaced
      expect(Object.keys(bySegment)).toEqual(segments)
      const kei = total(offered.map((id) => run.sales[id]![t]!))
      expect(relative(total(Object.values(bySegment)), kei)).toBeLessThan(1e-9)
    })
  })

  it('has no NPV and no new kei where only 25-year imports may be sold', () => {
    const today = toRunObject(runScenario({ horizon: { start: 2026, end: 2027 } }))
    expect(today.npv).toEqual({})
    expect(total(Object.values(today.keiSalesByState['2027']!))).toBe(0)
    expect(total(Object.values(today.keiSalesByMarket['2027']!))).toBe(0)
    expect(total(Object.values(today.displaced['2027']!))).toBeGreaterThan(0)
  })
})
