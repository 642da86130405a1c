import { describe, expect, it } from 'vitest'
import type { Scenario } from '../../src/core/scenario/scenario.ts'
import { ensembleRequest, settingsOf, withSetting } from './ensemble-request.ts'

const base: Scenario = { format: 'keicast-scenario', version: 1, name: 'Today' }

describe('settingsOf', () => {
  it('takes what the scenario says, and the defaults for the rest', () => {
    expect(settingsOf(base)).toEqual({ seed: 'kei', draws: 1000, method: 'sobol' })
    expect(settingsOf({ ...base, ensemble: { draws: 300, method: 'lhs' } })).toEqual({
      seed: 'kei',
      draws: 300,
      method: 'lhs',
    })
  })
  it('asks a host for no more than it takes', () => {
    expect(settingsOf({ ...base, ensemble: { draws: 1_000_000 } }).draws).toBe(100_000)
  })
})

describe('withSetting', () => {
  it('says what differs from the default, and nothing more', () => {
    const more = withSetting(base, 'draws', 3000)
    expect(more.ensemble).toEqual({ draws: 3000 })
    expect(withSetting(more, 'draws', 1000)).toEqual(base)
  })
  it('leaves the other settings alone', () => {
    const held: Scenario = { ...base, ensemble: { hold: ['tariffCar'], seed: 'a' } }
    expect(withSetting(held, 'seed', 'kei').ensemble).toEqual({ hold: ['tariffCar'] })
  })
})

describe('ensembleRequest', () => {
  const other: Scenario = { ...base, parameters: { tariffCar: 0 } }
  it('has no reference where it is the same scenario under another name', () => {
    expect(ensembleRequest(base, { ...base, name: 'Copy', notes: 'same' }).reference).toBeNull()
    expect(ensembleRequest(other, base).reference).toBe(base)
  })
  it('sees another scenario where other parameters are held', () => {
    const held: Scenario = { ...base, ensemble: { hold: ['tariffCar'] } }
    expect(ensembleRequest(held, base).reference).toBe(base)
  })
  it('knows draws of the same numbers by their key', () => {
    const { key } = ensembleRequest(other, base)
    expect(ensembleRequest(withSetting(other, 'draws', 300), base).key).toBe(key)
    expect(ensembleRequest({ ...other, name: 'Free trade' }, base).key).toBe(key)
    expect(ensembleRequest(withSetting(other, 'seed', 'b'), base).key).not.toBe(key)
    expect(ensembleRequest(base, base).key).not.toBe(key)
    const strata = withSetting(other, 'method', 'lhs')
    expect(ensembleRequest(withSetting(strata, 'draws', 300), base).key).not.toBe(
      ensembleRequest(strata, base).key,
    )
  })
})
