import { describe, expect, it } from 'vitest'
import type { Scenario } from '../../../src/core/scenario/scenario.ts'
import { catalog, refusals, untouched } from './catalog.fixture.ts'
import { horizonDifference, horizonProblem, setHorizon } from './horizon-vm.ts'
import {
  moveSeriesYear,
  removeSeriesYear,
  seriesDifference,
  seriesTable,
  seriesYearProblem,
  setSeriesValue,
} from './series-vm.ts'

const twoYears: Scenario = { ...untouched, series: { gasoline: { '2030': 5, '2027': 4 } } }

describe('seriesTable', () => {
  it('suggests the first year of the horizon and what the model would take by itself', () => {
    expect(seriesTable(untouched, 'gasoline', catalog)).toMatchObject({
      rows: [],
      suggestion: { year: 2026, value: 3.14 },
    })
    expect(seriesTable(untouched, 'newSales', catalog).suggestion).toEqual({
      year: 2026,
      value: 16_250_000,
    })
  })

  it('lists years in order and goes on after the last', () => {
    const { rows, suggestion } = seriesTable(twoYears, 'gasoline', catalog)
    expect(rows).toEqual([
      { year: 2027, value: 4, noEffect: null },
      { year: 2030, value: 5, noEffect: null },
    ])
    expect(suggestion?.year).toBe(2031)
  })

  it('fills gaps once the last year is named, and then suggests nothing', () => {
    const last: Scenario = { ...untouched, series: { gasoline: { '2060': 5 } } }
    expect(seriesTable(last, 'gasoline', catalog).suggestion?.year).toBe(2026)
    const years = Array.from({ length: 35 }, (_, at): [string, number] => [String(2026 + at), 4])
    const full: Scenario = { ...untouched, series: { gasoline: Object.fromEntries(years) } }
    expect(seriesTable(full, 'gasoline', catalog).suggestion).toBeNull()
  })

  it('says which years lie outside the horizon', () => {
    const early: Scenario = { ...untouched, series: { newSales: { '2010': 1e7 } } }
    expect(seriesTable(early, 'newSales', catalog).rows[0]?.noEffect).toBe(
      'No effect: outside 2026 to 2045',
    )
  })
})

describe('edits of a series', () => {
  it('set, move and remove a year', () => {
    const set = setSeriesValue(untouched, 'gasoline', 2030, 5)
    expect(set).toEqual({
      label: 'Set gasoline price by year 2030 to $5',
      scenario: { ...untouched, series: { gasoline: { '2030': 5 } } },
      group: null,
    })
    expect(refusals(set.scenario)).toEqual([])
    expect(moveSeriesYear(set.scenario, 'gasoline', 2030, 2031).scenario.series).toEqual({
      gasoline: { '2031': 5 },
    })
    expect(removeSeriesYear(set.scenario, 'gasoline', 2030).scenario).toEqual(untouched)
  })

  it('refuse a year twice', () => {
    expect(seriesYearProblem(twoYears, 'gasoline', 2027, 2030)).toBe('2030 is in the table already')
    expect(seriesYearProblem(twoYears, 'gasoline', 2027, 2027)).toBeNull()
    expect(seriesYearProblem(twoYears, 'gasoline', 2027, 2028)).toBeNull()
  })

  it('differ by their years, in whatever order they were said', () => {
    const other: Scenario = { ...untouched, series: { gasoline: { '2027': 4, '2030': 5 } } }
    expect(seriesDifference(twoYears, other, 'gasoline')).toEqual({
      fromDefault: true,
      fromReference: false,
    })
  })
})

describe('the horizon', () => {
  it('may not end before it starts', () => {
    expect(horizonProblem(untouched, 'start', 2050)).toBe('It may not be after the last year, 2045')
    expect(horizonProblem({ ...untouched, horizon: { start: 2030 } }, 'end', 2029)).toBe(
      'It may not be before the first year, 2030',
    )
    expect(horizonProblem(untouched, 'start', 2045)).toBeNull()
    expect(horizonProblem(untouched, 'end', 2026)).toBeNull()
  })

  it('says nothing for the default', () => {
    const longer = setHorizon(untouched, 'end', 2060)
    expect(longer).toMatchObject({
      label: 'Set last year to 2060',
      scenario: { horizon: { end: 2060 } },
    })
    expect(refusals(longer.scenario)).toEqual([])
    expect(setHorizon(longer.scenario, 'end', 2045).scenario).toEqual(untouched)
    expect(horizonDifference(longer.scenario, untouched).fromReference).toBe(true)
    expect(horizonDifference(untouched, untouched).fromDefault).toBe(false)
  })
})
