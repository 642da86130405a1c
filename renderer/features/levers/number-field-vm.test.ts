import { describe, expect, it } from 'vitest'
import { readField, shownField, steppedValue } from './number-field-vm.ts'
import { wordsOfUnit } from './unit-words.ts'

const share = wordsOfUnit('share')
const rules = { unit: share, limits: { min: 0, max: 1 }, blank: null, check: () => null }

describe('shownField', () => {
  it('shows a number without its unit, and nothing for none', () => {
    expect(shownField(0.15, share)).toEqual({ text: '15', problem: null })
    expect(shownField(null, share)).toEqual({ text: '', problem: null })
  })
})

describe('readField', () => {
  it('reads what is allowed', () => {
    expect(readField(' 15 % ', rules)).toEqual({ kind: 'read', value: 0.15 })
  })

  it.each([
    ['120', '“120” won’t do: enter a number from 0% to 100%.'],
    ['lots', '“lots” won’t do: enter a number from 0% to 100%.'],
    ['', 'Enter a number from 0% to 100%.'],
  ])('refuses %j and says what is allowed', (typed, problem) => {
    expect(readField(typed, rules)).toEqual({ kind: 'refused', problem })
  })

  it('takes nothing for none where that is allowed', () => {
    expect(readField(' ', { ...rules, blank: 'cost-plus' })).toEqual({ kind: 'read', value: null })
  })

  it('says why an allowed number won’t do here', () => {
    const check = (value: number) => (value > 0.5 ? 'too much' : null)
    expect(readField('60', { ...rules, check })).toEqual({ kind: 'refused', problem: 'too much' })
    expect(readField('50', { ...rules, check })).toEqual({ kind: 'read', value: 0.5 })
  })
})

describe('steppedValue', () => {
  const field = { value: 0.15, unit: share, limits: { min: 0, max: 1 }, step: 0.2 }

  it('steps by arrows, ten at a time by page keys', () => {
    expect(steppedValue('ArrowUp', '15', field)).toBe(0.152)
    expect(steppedValue('ArrowDown', '15', field)).toBe(0.148)
    expect(steppedValue('PageUp', '15', field)).toBe(0.17)
    expect(steppedValue('PageDown', '15', field)).toBe(0.13)
  })

  it('goes on from what is typed, and stays within the limits', () => {
    expect(steppedValue('ArrowUp', '20', field)).toBe(0.202)
    expect(steppedValue('ArrowUp', 'x', field)).toBe(0.152)
    expect(steppedValue('PageDown', '1', field)).toBe(0)
    expect(steppedValue('PageUp', '99.9', field)).toBe(1)
  })

  it('does nothing by other keys, without a step, from nothing, or at its end', () => {
    expect(steppedValue('a', '15', field)).toBeNull()
    expect(steppedValue('ArrowUp', '15', { ...field, step: null })).toBeNull()
    expect(steppedValue('ArrowUp', '', { ...field, value: null })).toBeNull()
    expect(steppedValue('ArrowUp', '100', { ...field, value: 1 })).toBeNull()
  })
})
