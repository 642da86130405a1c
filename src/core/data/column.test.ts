import { describe, expect, it } from 'vitest'
import {
  allowedCell,
  allowedNumber,
  flag,
  isAllowedNumber,
  number,
  numberOrBlank,
  readCell,
  reference,
  share,
  text,
  textOrBlank,
  word,
  type Column,
  type NumberLimits,
} from './column.ts'

describe('allowedNumber', () => {
  it.each<[NumberLimits, string]>([
    [{ unit: '1' }, 'a number'],
    [{ unit: 'utils' }, 'a number (utils)'],
    [{ unit: 'USD', min: 0 }, 'a number of 0 or more (USD)'],
    [{ unit: 'm', max: 3 }, 'a number of 3 or less (m)'],
    [{ unit: '1', min: -1, max: 1 }, 'a number from -1 to 1'],
    [{ unit: 'seats', min: 1, max: 12, integer: true }, 'a whole number from 1 to 12 (seats)'],
  ])('says %j', (limits, said) => {
    expect(allowedNumber(limits)).toBe(said)
  })
})

describe('isAllowedNumber', () => {
  const limits = { unit: '1', min: 1, max: 3, integer: true }

  it.each([1, 2, 3])('takes the limits and what lies between: %d', (value) => {
    expect(isAllowedNumber(value, limits)).toBe(true)
  })

  it.each([0, 4, 1.5, NaN, Infinity, -Infinity])('refuses %d', (value) => {
    expect(isAllowedNumber(value, limits)).toBe(false)
  })

  it.each([NaN, Infinity, -Infinity])('refuses %d where there are no limits', (value) => {
    expect(isAllowedNumber(value, { unit: '1' })).toBe(false)
  })
})

describe('a cell', () => {
  it.each<[string, Column, string, unknown]>([
    ['a number', number({ unit: '1' }), '-1.5e2', -150],
    ['a blank where a number is needed', number({ unit: '1' }), '', undefined],
    ['a blank where it is allowed', numberOrBlank({ unit: '1' }), '', null],
    ['a share above 1', share(), '1.01', undefined],
    ['a 1', flag, '1', true],
    ['a 0', flag, '0', false],
    ['a true', flag, 'true', undefined],
    ['a text', text, ' x ', ' x '],
    ['no text', text, '', undefined],
    ['no text where it is allowed', textOrBlank, '', null],
    ['a text where blank is allowed', textOrBlank, 'x', 'x'],
    ['a known word', word('a', 'b'), 'b', 'b'],
    ['an unknown word', word('a', 'b'), 'B', undefined],
    ['an id', reference('makers.csv'), 'honda', 'honda'],
    ['no id', reference('makers.csv'), '', null],
  ])('reads %s', (_, column, raw, value) => {
    expect(readCell(column, raw)).toBe(value)
  })

  it.each<[Column, string]>([
    [numberOrBlank({ unit: 'USD', min: 1 }), 'a number of 1 or more (USD), or blank'],
    [flag, '0 or 1'],
    [text, 'a text'],
    [textOrBlank, 'a text, or blank'],
    [word('a', 'b'), 'one of a, b'],
    [reference('makers.csv'), 'an id of makers.csv, or blank'],
  ])('says what it may hold: %j', (column, said) => {
    expect(allowedCell(column)).toBe(said)
  })
})
