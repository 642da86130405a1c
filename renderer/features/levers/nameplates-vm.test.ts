import { describe, expect, it } from 'vitest'
import type { Scenario } from '../../../src/core/scenario/scenario.ts'
import { catalog, refusals, untouched } from './catalog.fixture.ts'
import { federalPaths } from './catalog-rows.ts'
import {
  hasColumn,
  resetMaker,
  resetNameplate,
  setBarred,
  setMakerReach,
  setNumber,
  setOffered,
  setSource,
  setSteering,
  setWord,
} from './nameplate-edits.ts'
import { isSaleAllowed, makerRows, nameplateRows, numberColumns } from './nameplates-vm.ts'

const paths = federalPaths(catalog)
const rows = (scenario = untouched, reference = untouched) =>
  nameplateRows(catalog, scenario, reference, paths)
const row = (id: string, scenario = untouched, reference = untouched) =>
  rows(scenario, reference).find(({ nameplate }) => nameplate.id === id)!
const maker = (id: string, scenario = untouched) =>
  makerRows(catalog, scenario, untouched).find((one) => one.maker.id === id)!

describe('nameplateRows', () => {
  it('show the data set where the scenario says nothing', () => {
    expect(row('n-box')).toMatchObject({
      makerLabel: 'Honda',
      isNew: true,
      offered: true,
      numbers: {
        launch: 2028,
        price_usd: null,
        partners: 1,
        dealer_reach: 0.92,
        plan_volume: 15_000,
        appeal: 0,
      },
      steering: null,
      source: null,
      caption: 'tall wagon, from 2028',
      warning: null,
      difference: { fromDefault: false, fromReference: false },
    })
  })

  it('mark each column that differs', () => {
    const scenario: Scenario = {
      ...untouched,
      nameplates: { 'n-box': { price_usd: 9900, launch: 2030 } },
    }
    const { caption, differences } = row('n-box', scenario, {
      ...untouched,
      nameplates: { 'n-box': { launch: 2030 } },
    })
    expect(caption).toBe('tall wagon, from 2030, $9,900')
    expect(differences.price_usd).toEqual({ fromDefault: true, fromReference: true })
    expect(differences.launch).toEqual({ fromDefault: true, fromReference: false })
    expect(differences.partners).toEqual({ fromDefault: false, fromReference: false })
  })

  it('follow the maker’s reach without counting it as their own difference', () => {
    const scenario: Scenario = { ...untouched, makers: { honda: { dealer_reach: 0.5 } } }
    expect(row('n-box', scenario).numbers.dealer_reach).toBe(0.5)
    expect(row('n-box', scenario).difference.fromReference).toBe(false)
    const own: Scenario = { ...scenario, nameplates: { 'n-box': { dealer_reach: 0.6 } } }
    expect(row('n-box', own, scenario).differences.dealer_reach.fromReference).toBe(true)
  })

  it('take null for what says nothing', () => {
    const scenario: Scenario = { ...untouched, nameplates: { 'n-box': { partners: null } } }
    expect(row('n-box', scenario).numbers.partners).toBe(1)
  })
})

describe('warnings', () => {
  const offered = (id: string, more: Partial<Scenario> = {}): Scenario => ({
    ...untouched,
    nameplates: { [id]: { offered: true } },
    ...more,
  })
  it.each([
    ['barred makers', 'racco', offered('racco'), 'Not sold: BYD is barred'],
    [
      'makers without dealers',
      'carry',
      offered('carry'),
      'Not sold: no dealers; give it or its maker a dealer reach',
    ],
    [
      'a launch after the horizon',
      'n-box',
      { ...untouched, nameplates: { 'n-box': { launch: 2050 } } },
      'Not sold: launched after the horizon ends in 2045',
    ],
    [
      'imports where only US-built ones are admitted',
      'n-box',
      { ...untouched, federal: [{ year: 2029, path: 'kei-class-us' }] },
      'Not sold: imported, but the federal path admits only US-built ones',
    ],
    [
      'columns of what is not offered',
      'carry',
      { ...untouched, nameplates: { carry: { appeal: 1 } } },
      'No effect: not offered',
    ],
  ] as const)('tell of %s', (_, id, scenario, warning) => {
    expect(row(id, scenario).warning).toBe(warning)
  })

  it('go away with their reason', () => {
    expect(row('racco').warning).toBeNull()
    const reached = offered('carry', {
      nameplates: { carry: { offered: true, dealer_reach: 0.3 } },
    })
    expect(row('carry', reached).warning).toBeNull()
    const local: Scenario = {
      ...untouched,
      source: 'local',
      federal: [{ year: 2029, path: 'kei-class-us' }],
    }
    expect(row('n-box', local).warning).toBeNull()
    const both: Scenario = {
      ...untouched,
      federal: [
        { year: 2029, path: 'kei-class-us' },
        { year: 2035, path: 'fmvss' },
      ],
    }
    expect(row('n-box', both).warning).toBeNull()
    expect(row('grey-import').warning).toBeNull()
  })

  it('tell of makers, and of a horizon in which nothing new may be sold', () => {
    expect(maker('byd').notSold).toBe('Not sold: barred')
    expect(maker('suzuki').notSold).toBe('Not sold: no US dealers')
    expect(maker('honda').notSold).toBeNull()
    expect(isSaleAllowed(untouched, paths)).toBe(false)
    expect(isSaleAllowed({ ...untouched, federal: [{ year: 2050, path: 'lsv' }] }, paths)).toBe(
      false,
    )
    expect(isSaleAllowed({ ...untouched, federal: [{ year: 2045, path: 'lsv' }] }, paths)).toBe(
      true,
    )
  })
})

describe('edits of nameplates', () => {
  it('offer and withdraw, saying nothing for the default', () => {
    const offer = setOffered(row('carry'), untouched, true)
    expect(offer).toEqual({
      label: 'Offer Suzuki Carry',
      scenario: { ...untouched, nameplates: { carry: { offered: true } } },
      group: null,
    })
    expect(setOffered(row('carry'), offer.scenario, false).scenario).toEqual(untouched)
  })

  it('set and empty a number', () => {
    const fixed = setNumber(row('n-box'), untouched, 'price_usd', 9900)
    expect(fixed.label).toBe('Set price of Honda N-BOX to $9,900')
    expect(fixed.scenario.nameplates).toEqual({ 'n-box': { price_usd: 9900 } })
    const emptied = setNumber(row('n-box'), fixed.scenario, 'price_usd', null)
    expect(emptied).toMatchObject({ label: 'Reset price of Honda N-BOX', scenario: untouched })
    expect(setNumber(row('n-box'), untouched, 'launch', 2028).scenario).toEqual(untouched)
    expect(setNumber(row('n-box'), untouched, 'plan_volume', 15_000).scenario).toEqual(untouched)
    expect(setNumber(row('n-box'), untouched, 'partners', 1).scenario).toEqual(untouched)
    expect(setNumber(row('n-box'), untouched, 'appeal', 0).scenario).toEqual(untouched)
  })

  it('set a side and a source, or let them go with the scenario’s', () => {
    const right = setWord(row('n-box'), untouched, 'steering', 'rhd')
    expect(right.label).toBe('Set steering side of Honda N-BOX to right')
    expect(setWord(row('n-box'), right.scenario, 'steering', null)).toMatchObject({
      label: 'Reset steering side of Honda N-BOX',
      scenario: untouched,
    })
    expect(setSteering(untouched, 'rhd')).toMatchObject({
      label: 'Set steering side to right',
      scenario: { steering: 'rhd' },
    })
    expect(setSteering({ ...untouched, steering: 'rhd' }, 'lhd').scenario).toEqual(untouched)
    expect(setSource(untouched, 'local')).toMatchObject({
      label: 'Set where built to built in the US',
      scenario: { source: 'local' },
    })
  })

  it('bar makers and give them reach', () => {
    expect(setBarred(maker('byd'), untouched, false)).toMatchObject({
      label: 'Admit BYD',
      scenario: { makers: { byd: { barred: false } } },
    })
    expect(setBarred(maker('byd'), untouched, true).scenario).toEqual(untouched)
    const reach = setMakerReach(maker('suzuki'), untouched, 0.4)
    expect(reach.label).toBe('Set dealer reach of Suzuki to 40%')
    expect(setMakerReach(maker('suzuki'), reach.scenario, null).scenario).toEqual(untouched)
    expect(setMakerReach(maker('suzuki'), reach.scenario, 0).scenario).toEqual(untouched)
    expect(resetMaker(maker('suzuki'), reach.scenario).scenario).toEqual(untouched)
  })

  it('reset one row and keep the others', () => {
    const scenario: Scenario = {
      ...untouched,
      nameplates: { 'n-box': { appeal: 1 }, carry: { offered: true } },
    }
    expect(resetNameplate(row('n-box'), scenario)).toMatchObject({
      label: 'Reset Honda N-BOX',
      scenario: { nameplates: { carry: { offered: true } } },
    })
  })

  it('offer the 25-year import only what applies to it', () => {
    const applying = numberColumns.filter((column) => hasColumn(row('grey-import'), column))
    expect(applying).toEqual(['dealer_reach', 'appeal'])
    expect(numberColumns.every((column) => hasColumn(row('n-box'), column))).toBe(true)
  })

  it('are taken by the product', () => {
    const values = {
      launch: 2030,
      price_usd: 9900,
      partners: 3,
      dealer_reach: 0.5,
      plan_volume: 40_000,
      appeal: -0.5,
    }
    for (const one of rows()) {
      for (const column of numberColumns.filter((each) => hasColumn(one, each))) {
        expect(refusals(setNumber(one, untouched, column, values[column]).scenario)).toEqual([])
      }
    }
  })
})
