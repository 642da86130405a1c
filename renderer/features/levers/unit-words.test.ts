import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { catalog } from './catalog.fixture.ts'
import {
  allowedWords,
  isAllowed,
  quantityText,
  readQuantity,
  scaled,
  shortQuantity,
  typedNumber,
  unitCaption,
  unscaled,
  wholeYear,
  wordsOfParameter,
  wordsOfUnit,
} from './unit-words.ts'

const customs = wordsOfUnit('share of customs value')
const million = wordsOfUnit('MUSD/nameplate')

describe('unit words', () => {
  it('write shares as percentages and money with its sign', () => {
    expect(quantityText(0.15, customs)).toBe('15% of customs value')
    expect(quantityText(1700, wordsOfUnit('USD/vehicle'))).toBe('$1,700 per vehicle')
    expect(quantityText(42, million)).toBe('$42 million per nameplate')
    expect(quantityText(150, wordsOfUnit('JPY/USD'))).toBe('¥150 per dollar')
    expect(quantityText(-0.008, wordsOfUnit('1/yr'))).toBe('−0.8% a year')
    expect(quantityText(-2, wordsOfUnit('utils'))).toBe('−2 points of liking')
    expect(quantityText(1.25, wordsOfUnit('1'))).toBe('1.25')
    expect(quantityText(2028, wholeYear)).toBe('2028')
  })

  it('drop words in the short form only where a sign is left', () => {
    expect(shortQuantity(0.05, customs)).toBe('5%')
    expect(shortQuantity(8, wordsOfUnit('yr'))).toBe('8 years')
  })

  it('caption a label with the unit alone', () => {
    expect(unitCaption(customs)).toBe('% of customs value')
    expect(unitCaption(million)).toBe('$ million per nameplate')
    expect(unitCaption(wordsOfUnit('1'))).toBe('')
  })

  it('count purchases a year, which are no percentage', () => {
    const occasions = catalog.parameters.find(({ name }) => name === 'occasionsLow')!
    const growth = catalog.parameters.find(({ name }) => name === 'gasolineGrowth')!
    expect(quantityText(0.3, wordsOfParameter(occasions))).toBe('0.3 a year')
    expect(quantityText(0.005, wordsOfParameter(growth))).toBe('0.5% a year')
  })

  it('know every unit of the data set, and show others as they are', () => {
    const raw = catalog.parameters
      .map(({ unit }) => unit)
      .filter((unit) => wordsOfUnit(unit).words === unit)
    expect([...new Set(raw)]).toEqual(['per million vehicle-years'])
    expect(quantityText(3, wordsOfUnit('furlong'))).toBe('3 furlong')
  })
})

describe('readQuantity', () => {
  it.each([
    ['5', 0.05],
    ['5%', 0.05],
    [' 2.5 % ', 0.025],
    ['5% of customs value', 0.05],
    ['.7', 0.007],
    ['-1', -0.01],
    ['−1', -0.01],
  ])('reads %s as %d', (typed, value) => {
    expect(readQuantity(typed, customs)).toBe(value)
  })

  it('takes separators and signs', () => {
    expect(readQuantity('$1,700', wordsOfUnit('USD/vehicle'))).toBe(1700)
    expect(readQuantity('$42 million', million)).toBe(42)
    expect(readQuantity('16 220 000', wordsOfUnit('vehicles/yr'))).toBe(16_220_000)
  })

  it.each(['', '  ', 'abc', '1.2.3', '5 apples', '%', 'Infinity', '0x10'])(
    'refuses %j',
    (typed) => {
      expect(readQuantity(typed, customs)).toBeNull()
    },
  )

  it('reads back what it shows, in every unit of the data set', () => {
    const anyUnit = fc.constantFrom(...catalog.parameters)
    const anyValue = fc.double({ min: -1e6, max: 1e6, noNaN: true })
    fc.assert(
      fc.property(anyUnit, anyValue, (parameter, raw) => {
        const unit = wordsOfParameter(parameter)
        const value = unscaled(Number(scaled(raw, unit).toPrecision(8)), unit)
        expect(readQuantity(typedNumber(value, unit), unit)).toBeCloseTo(value, 12)
        expect(readQuantity(quantityText(value, unit), unit)).toBeCloseTo(value, 12)
      }),
    )
  })

  it('leaves no binary noise', () => {
    expect(readQuantity('0.7', customs)).toBe(0.007)
    expect(typedNumber(0.07, customs)).toBe('7')
  })
})

describe('allowedWords', () => {
  it.each([
    [{ min: 0, max: 1 }, 'a number from 0% to 100%'],
    [{ min: 0, max: null }, 'a number, 0% or more'],
    [{ min: null, max: 0.5 }, 'a number, 50% or less'],
    [{}, 'a number'],
    [{ min: 0, max: 1, integer: true }, 'a whole number from 0% to 100%'],
  ])('says %j as %s', (limits, words) => {
    expect(allowedWords(limits, customs)).toBe(words)
  })
})

describe('isAllowed', () => {
  it('keeps the limits, their ends included', () => {
    expect(isAllowed(0, { min: 0, max: 1 })).toBe(true)
    expect(isAllowed(1, { min: 0, max: 1 })).toBe(true)
    expect(isAllowed(1.01, { max: 1 })).toBe(false)
    expect(isAllowed(-0.01, { min: 0 })).toBe(false)
    expect(isAllowed(1.5, { integer: true })).toBe(false)
    expect(isAllowed(Infinity, {})).toBe(false)
    expect(isAllowed(-5, { min: null, max: null })).toBe(true)
  })
})
