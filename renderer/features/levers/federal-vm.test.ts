import { describe, expect, it } from 'vitest'
import type { Scenario } from '../../../src/core/scenario/scenario.ts'
import { catalog, refusals, untouched } from './catalog.fixture.ts'
import { federalPaths } from './catalog-rows.ts'
import {
  addEntry,
  moveEntry,
  removeEntry,
  setEntryPath,
  setEntryYear,
  yearProblem,
} from './federal-edits.ts'
import { federalTimeline, overridingYears, yearAtPlace } from './federal-vm.ts'

const paths = federalPaths(catalog)

function withEntries(...federal: readonly (readonly [number, string])[]): Scenario {
  return { ...untouched, federal: federal.map(([year, path]) => ({ year, path })) }
}

function timeline(scenario: Scenario, reference = untouched, lag = 1) {
  return federalTimeline(scenario, reference, paths, lag)
}

const keiClass = withEntries([2028, 'kei-class'])
const two = withEntries([2028, 'exemption'], [2032, 'kei-class'])

describe('federalTimeline', () => {
  it('says what is in force while no path is named', () => {
    const { periods, handles, spans } = timeline(untouched)
    expect(handles).toEqual([])
    expect(spans).toEqual([{ at: null, from: 0, to: 1, isOpen: false }])
    expect(periods).toMatchObject([
      {
        at: null,
        title: '2026 to 2045',
        lines: ['No new kei may be sold, only 25-year-old imports'],
        noEffect: null,
      },
    ])
  })

  it('says what a path allows, caps, costs and when states follow', () => {
    expect(timeline(keiClass).periods.map(({ title }) => title)).toEqual([
      '2026 to 2027',
      '2028 to 2045',
    ])
    expect(timeline(keiClass).periods[1]?.lines).toEqual([
      'New kei may be sold, imported or built in the US',
      'Only on roads posted up to 45 mph',
      'As many as a maker can sell',
      'Each state keeps its own law until it follows: legal ones at once, capped ones in 2029, unclear ones in 2030, closed ones in 2032',
      'Complying costs $35 million a nameplate and $650 a vehicle',
    ])
    expect(timeline(withEntries([2028, 'exemption'])).periods[1]?.lines[2]).toBe(
      'At most 2,500 a year and maker',
    )
    expect(timeline(withEntries([2028, 'fmvss'])).periods[1]?.lines[3]).toBe(
      'Overrides state law: all states must follow at once',
    )
    expect(timeline(withEntries([2028, 'kei-class-us'])).periods[1]?.lines[0]).toBe(
      'New kei may be sold if they are built in the US',
    )
  })

  it('lets no state follow a path that is replaced before', () => {
    expect(timeline(two, untouched, 1.5).periods[1]?.lines[3]).toBe(
      'Each state keeps its own law until it follows: legal ones at once, capped ones in 2030, unclear ones in 2031, closed ones never',
    )
  })

  it('takes a path that is named again for the same one', () => {
    const again = withEntries([2028, 'kei-class'], [2029, 'kei-class'], [2031, 'fmvss'])
    const [, first, second] = timeline(again).periods
    expect(first?.lines[3]).toMatch(/capped ones in 2029, unclear ones in 2030, closed ones never/)
    expect(second?.lines).toEqual([])
    expect(overridingYears(again, paths)).toBe('2031 to 2045')
    expect(overridingYears(withEntries([2028, 'fmvss'], [2030, 'fmvss']), paths)).toBe(
      '2028 to 2045',
    )
    expect(overridingYears(untouched, paths)).toBeNull()
  })

  it('places handles that would touch in two lanes', () => {
    const near = withEntries([2028, 'lsv'], [2029, 'fmvss'], [2030, 'lsv'], [2040, 'fmvss'])
    expect(timeline(near).handles.map(({ lane }) => lane)).toEqual([0, 1, 0, 0])
  })

  it('places years at the start of their share of the track', () => {
    const { handles, spans, ticks } = timeline(two)
    expect(handles).toMatchObject([
      { at: 0, year: 2028, place: 0.1, min: 2026, max: 2031, valueText: 'from 2028' },
      { at: 1, year: 2032, place: 0.3, min: 2029, max: 2045 },
    ])
    expect(spans.map(({ from, to }) => [from, to])).toEqual([
      [0, 0.1],
      [0.1, 0.3],
      [0.3, 1],
    ])
    expect(ticks.map(({ year }) => year)).toEqual([2026, 2030, 2035, 2040, 2045])
  })

  it('reads a place on the track as the year that starts nearest', () => {
    const horizon = { start: 2026, end: 2045 }
    expect([-1, 0, 0.09, 0.12, 1, 2].map((place) => yearAtPlace(place, horizon))).toEqual([
      2026, 2026, 2028, 2028, 2045, 2045,
    ])
  })

  it('says what has no effect', () => {
    const noEffects = timeline(
      withEntries([2020, 'lsv'], [2024, 'exemption'], [2030, 'exemption'], [2050, 'fmvss']),
    ).periods.map(({ title, noEffect }) => [title, noEffect])
    expect(noEffects).toEqual([
      ['Never in force', 'No effect: not in force in 2026 to 2045'],
      ['2026 to 2029', null],
      ['2030 to 2045', 'No effect: this path is in force already'],
      ['Never in force', 'No effect: not in force in 2026 to 2045'],
    ])
  })

  it('shows where the reference differs', () => {
    expect(timeline(keiClass, keiClass).ghosts).toEqual([])
    expect(timeline(untouched, keiClass).ghosts).toEqual([
      { place: 0.1, title: 'Reference: New federal kei class from 2028' },
    ])
  })
})

describe('edits of the timeline', () => {
  it('move an entry between its neighbours, as one step of undo', () => {
    expect(moveEntry(two, paths, 0, 2030)).toEqual({
      label: 'Move Part 555 exemption (2500 a year) to 2030',
      scenario: withEntries([2030, 'exemption'], [2032, 'kei-class']),
      group: 'federal:0',
    })
    expect(moveEntry(two, paths, 0, 2040)?.scenario.federal?.[0]?.year).toBe(2031)
    expect(moveEntry(two, paths, 1, 2099)?.scenario.federal?.[1]?.year).toBe(2045)
    expect(moveEntry(two, paths, 1, 2032)).toBeNull()
  })

  it('leave an entry before the horizon where it is until it is moved into it', () => {
    const early = withEntries([2020, 'lsv'])
    expect(moveEntry(early, paths, 0, 2020)).toBeNull()
    expect(moveEntry(early, paths, 0, 2030)?.scenario.federal).toEqual([
      { year: 2030, path: 'lsv' },
    ])
  })

  it('keep the odds of an entry', () => {
    const odds = { '2028': 0.3, '2030': 0.4 }
    const federal = [{ year: 2028, path: 'exemption', odds }]
    const uncertain: Scenario = { ...untouched, federal }
    const edited = [
      moveEntry(uncertain, paths, 0, 2030)?.scenario,
      setEntryYear(uncertain, paths, 0, 2030).scenario,
      setEntryPath(uncertain, paths, 0, 'fmvss').scenario,
      addEntry(uncertain, paths)?.scenario,
    ]
    expect(edited.map((scenario) => scenario?.federal?.[0])).toEqual([
      { year: 2030, path: 'exemption', odds },
      { year: 2030, path: 'exemption', odds },
      { year: 2028, path: 'fmvss', odds },
      { year: 2028, path: 'exemption', odds },
    ])
  })

  it('sort entries by year, and refuse a year that is taken', () => {
    expect(setEntryYear(two, paths, 1, 2027).scenario.federal).toEqual([
      { year: 2027, path: 'kei-class' },
      { year: 2028, path: 'exemption' },
    ])
    expect(yearProblem(two, 1, 2028)).toBe('2028 has a path already: one path a year')
    expect(yearProblem(two, 1, 2032)).toBeNull()
    expect(yearProblem(two, 1, 2033)).toBeNull()
  })

  it('choose and remove a path; the last one leaves nothing behind', () => {
    expect(setEntryPath(keiClass, paths, 0, 'fmvss')).toMatchObject({
      label: 'Choose Full FMVSS compliance from 2028',
      scenario: { federal: [{ year: 2028, path: 'fmvss' }] },
    })
    expect(removeEntry(two, paths, 0).scenario).toEqual(withEntries([2032, 'kei-class']))
    expect(removeEntry(keiClass, paths, 0).scenario).toEqual(untouched)
  })

  it('add a path in a free year, until none is left', () => {
    expect(addEntry(untouched, paths)).toEqual({
      label: 'Add New federal kei class in 2028',
      scenario: keiClass,
      group: null,
    })
    expect(addEntry(keiClass, paths)?.scenario.federal).toEqual([
      { year: 2028, path: 'kei-class' },
      { year: 2030, path: 'lsv' },
    ])
    const short = { ...withEntries([2026, 'lsv']), horizon: { start: 2026, end: 2026 } }
    expect(addEntry(short, paths)).toBeNull()
  })

  it('are taken by the product, however many are added', () => {
    let scenario: Scenario = untouched
    for (let at = 0; at < 20; at += 1) {
      scenario = addEntry(scenario, paths)!.scenario
      expect(refusals(scenario)).toEqual([])
    }
    expect(addEntry(scenario, paths)).toBeNull()
  })
})
