import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { cumulateOdds, eventYearAt, federalOfDraw, tariffsOfDraw } from './draw-events.ts'

const yearAt = (odds: Record<string, number>, u: number) => eventYearAt(cumulateOdds(odds), u)

describe('the year of an event', () => {
  it('is early where u is low, and never beyond what the odds add up to', () => {
    const odds = { '2030': 0.4, '2028': 0.3 }
    const quantiles = [0.0001, 0.2999, 0.3, 0.6999, 0.7001, 0.9999]
    expect(quantiles.map((u) => yearAt(odds, u))).toEqual([2028, 2028, 2030, 2030, null, null])
  })

  it('comes as often as the odds say', () => {
    const odds = { '2027': 0.125, '2031': 0.5, '2040': 0.25 }
    const draws = Array.from({ length: 1024 }, (_, at) => yearAt(odds, (at + 0.5) / 1024))
    const count = (year: number | null) => draws.filter((drawn) => drawn === year).length
    expect([2027, 2031, 2040, null].map(count)).toEqual([128, 512, 256, 128])
  })

  it('is always one of the years where they add up to 1 but for rounding', () => {
    const tenths = Object.fromEntries(Array.from({ length: 10 }, (_, at) => [2030 + at, 0.1]))
    expect(yearAt(tenths, 1 - 2 ** -33)).toBe(2039)
    expect(yearAt({ ...tenths, 2050: 0 }, 1 - 2 ** -33)).toBe(2039)
    const third = 0.3333333331
    expect(yearAt({ '2030': third, '2031': third, '2032': third }, 1 - 2 ** -33)).toBe(2032)
  })

  it('is never without odds, or with odds of 0', () => {
    for (const u of [1e-9, 0.5, 0.999]) {
      expect([yearAt({}, u), yearAt({ '2028': 0 }, u)]).toEqual([null, null])
    }
  })

  it('never gets earlier as u rises', () => {
    const odds = fc.dictionary(
      fc.integer({ min: 2026, max: 2060 }).map(String),
      fc.double({ min: 0, max: 0.2, noNaN: true }),
      { maxKeys: 5 },
    )
    const quantile = fc.double({ min: 2 ** -33, max: 1 - 2 ** -33, noNaN: true })
    fc.assert(
      fc.property(odds, quantile, quantile, (all, one, other) => {
        const early = yearAt(all, Math.min(one, other)) ?? Infinity
        expect(early).toBeLessThanOrEqual(yearAt(all, Math.max(one, other)) ?? Infinity)
      }),
    )
  })
})

describe('the federal paths of a draw', () => {
  const lsv = { year: 2028, path: 'lsv', odds: { '2030': 1 } }
  const fmvss = { year: 2032, path: 'fmvss' }

  it('are in order, without odds and without what never comes', () => {
    const drawn = [
      { entry: lsv, year: 2034 },
      { entry: fmvss, year: 2032 },
      { entry: lsv, year: null },
    ]
    expect(federalOfDraw(drawn)).toStrictEqual([
      { year: 2032, path: 'fmvss' },
      { year: 2034, path: 'lsv' },
    ])
  })

  it('are those later in the list where two come in one year', () => {
    const both = [
      { entry: lsv, year: 2032 },
      { entry: fmvss, year: 2032 },
    ]
    expect(federalOfDraw(both)).toStrictEqual([{ year: 2032, path: 'fmvss' }])
    expect(federalOfDraw(both.toReversed())).toStrictEqual([{ year: 2032, path: 'lsv' }])
  })
})

describe('the tariffs of a draw', () => {
  it('are joined rate by rate where two come in one year', () => {
    const car = { year: 2028, tariffCar: 0.1, tariffTruck: 0.2, odds: { '2030': 1 } }
    const truck = { year: 2029, tariffTruck: 0.3 }
    const drawn = [
      { entry: car, year: 2030 },
      { entry: truck, year: 2030 },
      { entry: truck, year: 2027 },
      { entry: car, year: null },
    ]
    expect(tariffsOfDraw(drawn)).toStrictEqual([
      { year: 2027, tariffTruck: 0.3 },
      { year: 2030, tariffCar: 0.1, tariffTruck: 0.3 },
    ])
  })
})
