import { describe, expect, it } from 'vitest'
import type { Scenario } from '../../../src/core/scenario/scenario.ts'
import { catalog, refusals, untouched } from './catalog.fixture.ts'
import { states } from './catalog-rows.ts'
import { tilePlaces } from '../../charts/shared/tile-grid.ts'
import { neighbourTile } from './state-tiles.ts'
import {
  allAsToday,
  allLegal,
  cycleState,
  setState,
  setStateCap,
  stateLegend,
  stateTiles,
} from './states-vm.ts'

const infos = states(catalog)
const info = (code: string) => infos.find((one) => one.code === code)!
const tile = (code: string, scenario = untouched, reference = untouched) =>
  stateTiles(infos, scenario, reference).find((one) => one.code === code)!

describe('the tile grid', () => {
  it('has one place for each state of the data set', () => {
    const codes = tilePlaces.map(({ code }) => code)
    expect(codes.toSorted()).toEqual(infos.map(({ code }) => code).toSorted())
    const places = new Set(tilePlaces.map(({ column, row }) => `${column},${row}`))
    expect(places.size).toBe(51)
  })

  it('is walked by arrow keys, over gaps and not off its edge', () => {
    expect(neighbourTile('CA', 'right')).toBe('UT')
    expect(neighbourTile('MI', 'right')).toBe('NY')
    expect(neighbourTile('CA', 'left')).toBe('CA')
    expect(neighbourTile('WI', 'up')).toBe('WI')
    expect(neighbourTile('HI', 'up')).toBe('CA')
    expect(neighbourTile('TX', 'up')).toBe('OK')
  })

  it('leads everywhere', () => {
    const reached = new Set(['AK'])
    for (const code of reached) {
      for (const direction of ['up', 'down', 'left', 'right'] as const) {
        reached.add(neighbourTile(code, direction))
      }
    }
    expect(reached.size).toBe(51)
  })
})

describe('stateTiles', () => {
  it('show today’s law by a mark', () => {
    expect(['AZ', 'AR', 'CA', 'CT'].map((code) => tile(code).mark)).toEqual(['✓', '55', '?', '×'])
    expect(tile('AR').name).toBe('Arkansas: as today, capped at 55 mph')
  })

  it('say what is set, what holds today, and what is known of it', () => {
    const closed = tile('CO', setState(info('CO'), untouched, 'prohibited').scenario)
    expect(closed.mark).toBe('×')
    expect(closed.name).toBe('Colorado: set to closed')
    expect(closed.lines[0]).toBe('Set to closed.')
    expect(closed.lines[1]).toBe('Today capped at 55 mph (well known).')
    expect(closed.lines[2]).toMatch(/^HB25-1281 signed 2025/)
  })

  it('cap at 45 mph where neither scenario nor data set names a cap', () => {
    expect(tile('CA', { ...untouched, states: { CA: 'capped' } }).mark).toBe('45')
    expect(tile('AR', { ...untouched, states: { AR: 'capped' } }).mark).toBe('55')
    const own: Scenario = { ...untouched, states: { AR: { status: 'capped', cap_mph: 35 } } }
    expect(tile('AR', own).mark).toBe('35')
  })

  it('differ by the law that holds, not by how it is said', () => {
    const said: Scenario = { ...untouched, states: { AZ: 'legal', CT: { status: 'legal' } } }
    expect(tile('AZ', said).difference).toEqual({ fromDefault: false, fromReference: false })
    expect(tile('CT', said).difference).toEqual({ fromDefault: true, fromReference: true })
    expect(tile('CT', said, { ...untouched, states: { CT: 'legal' } }).difference).toEqual({
      fromDefault: true,
      fromReference: false,
    })
  })

  it('are counted by law', () => {
    const counts = stateLegend(stateTiles(infos, untouched, untouched)).map(({ count }) => count)
    expect(counts.reduce((a, b) => a + b)).toBe(51)
    expect(counts.every((count) => count > 0)).toBe(true)
  })
})

describe('edits of states', () => {
  it('lead from as today to legal to closed and back', () => {
    const legal = cycleState(info('CA'), untouched)
    expect(legal).toEqual({
      label: 'Set California to legal',
      scenario: { ...untouched, states: { CA: 'legal' } },
      group: null,
    })
    const closed = cycleState(info('CA'), legal.scenario)
    expect(closed.label).toBe('Set California to closed')
    expect(closed.scenario.states).toEqual({ CA: 'prohibited' })
    const back = cycleState(info('CA'), closed.scenario)
    expect(back).toEqual({
      label: 'Put California back to today’s law',
      scenario: untouched,
      group: null,
    })
  })

  it('lead from anything else back to as today', () => {
    const capped = setStateCap(info('CA'), untouched, 35)
    expect(capped.label).toBe('Set California to capped at 35 mph')
    expect(cycleState(info('CA'), capped.scenario).scenario).toEqual(untouched)
  })

  it('make all legal by saying only what today’s law does not, and put all back', () => {
    const { scenario } = allLegal(infos, untouched)
    expect(stateTiles(infos, scenario, untouched).every(({ mark }) => mark === '✓')).toBe(true)
    expect(scenario.states).not.toHaveProperty('AZ')
    expect(allAsToday(scenario).scenario).toEqual(untouched)
  })

  it('are taken by the product', () => {
    for (const state of infos) {
      for (const status of ['legal', 'capped', 'unclear', 'prohibited'] as const) {
        expect(refusals(setState(state, untouched, status).scenario)).toEqual([])
      }
    }
    expect(refusals(setStateCap(info('CA'), untouched, 35).scenario)).toEqual([])
  })
})
