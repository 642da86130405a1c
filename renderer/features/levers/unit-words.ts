import { numberWriter } from '../../charts/shared/format.ts'
import { en } from '../../strings/en.ts'

/** Quantities as people read and type them: `0.15 share` is 15%, `42 MUSD/nameplate` is $42 million per nameplate. */

export interface UnitWords {
  /** What is shown is the model's number times this. */
  readonly factor: number
  /** Stands right before the number. */
  readonly prefix: string
  /** Stands right behind the number. */
  readonly sign: string
  /** Follows in words; empty where there is nothing to say. */
  readonly words: string
  /** Years are written without a thousands separator. */
  readonly grouped: boolean
}

const PLAIN: UnitWords = { factor: 1, prefix: '', sign: '', words: '', grouped: true }
const percent = (words = '') => ({ ...PLAIN, factor: 100, sign: '%', words })
const dollars = (words = '') => ({ ...PLAIN, prefix: '$', words })
const plain = (words: string) => ({ ...PLAIN, words })

export const wholeYear: UnitWords = { ...PLAIN, grouped: false }

const words = en.units.long

const unitWords: Readonly<Record<string, UnitWords>> = {
  '1': PLAIN,
  year: wholeYear,
  yr: plain(words.yr),
  share: percent(),
  'share of customs value': percent(words['share of customs value']),
  'share of days': percent(words['share of days']),
  '1/yr': percent(words['1/yr']),
  '1/yr, first year': percent(words['1/yr, first year']),
  USD: dollars(),
  'USD/yr': dollars(words['USD/yr']),
  'USD/vehicle': dollars(words['USD/vehicle']),
  'USD/gal': dollars(words['USD/gal']),
  'USD/kWh': dollars(words['USD/kWh']),
  'MUSD/nameplate': { ...dollars(words['MUSD/nameplate']), sign: ` ${en.units.million}` },
  'JPY/USD': { ...PLAIN, prefix: '¥', words: words['JPY/USD'] },
  'vehicles/yr': plain(words['vehicles/yr']),
  'vehicles/household': plain(words['vehicles/household']),
  'per million vehicle-years': plain(words['per million vehicle-years']),
  'kg/gal': plain(words['kg/gal']),
  'kg/kWh': plain(words['kg/kWh']),
  mph: plain(words.mph),
  makers: plain(words.makers),
  utils: plain(words.utils),
  '1/kUSD': plain(words['1/kUSD']),
  '1/m': plain(words['1/m']),
  '1/share of travel': plain(words['1/share of travel']),
  '1/share of days': plain(words['1/share of days']),
  '1/ln(ft3)': plain(words['1/ln(ft3)']),
  '1/ln(hp/t)': plain(words['1/ln(hp/t)']),
  '1/ln(risk ratio)': plain(words['1/ln(risk ratio)']),
}

/** Give the words of a unit; one that has none here is shown as the data set writes it. */
export function wordsOfUnit(unit: string): UnitWords {
  return unitWords[unit] ?? plain(unit)
}

/** Give the words of a parameter's unit. Yearly rates are percentages, but purchases are counted. */
export function wordsOfParameter(parameter: {
  readonly unit: string
  readonly group: string
}): UnitWords {
  const isCount = parameter.unit === '1/yr' && parameter.group === 'buyers'
  return isCount ? plain(en.units.aYear) : wordsOfUnit(parameter.unit)
}

/** Say the unit alone, as it stands beside a label: `% of customs value`, `$ per gallon`. */
export function unitCaption({ prefix, sign, words }: UnitWords): string {
  return [`${prefix}${sign}`, words].filter((part) => part !== '').join(' ')
}

/** Give the number as it is typed into a field: scaled, without its unit. */
export function typedNumber(value: number, unit: UnitWords): string {
  const format = unit.grouped ? grouped : ungrouped
  return format(scaled(value, unit))
}

/** Write a quantity out: `15% of customs value`. */
export function quantityText(value: number, unit: UnitWords): string {
  const number = signedNumber(value, unit)
  return unit.words === '' ? number : `${number} ${unit.words}`
}

/** Write a quantity as short as it stays clear: `15%`, `$1,700`, but `8 years`. */
export function shortQuantity(value: number, unit: UnitWords): string {
  return unit.prefix === '' && unit.sign === ''
    ? quantityText(value, unit)
    : signedNumber(value, unit)
}

function signedNumber(value: number, unit: UnitWords): string {
  const number = typedNumber(Math.abs(value), unit)
  return `${value < 0 ? '−' : ''}${unit.prefix}${number}${unit.sign}`
}

/** Give what is shown of a value of the model, free of binary noise. */
export function scaled(value: number, { factor }: UnitWords): number {
  return tidy(value * factor)
}

/** Give the model's value of what is shown. */
export function unscaled(shown: number, { factor }: UnitWords): number {
  return tidy(shown / factor)
}

/** Read what a person typed, with or without its unit; null where it is not a number. */
export function readQuantity(typed: string, unit: UnitWords): number | null {
  const bare = typed
    .replaceAll('−', '-')
    .replace(unit.prefix, '')
    .replace(unit.sign, '')
    .replace(unit.words, '')
    .replaceAll(/[\s,]/g, '')
  return NUMBER.test(bare) ? unscaled(Number(bare), unit) : null
}

export interface Limits {
  readonly min?: number | null | undefined
  readonly max?: number | null | undefined
  readonly integer?: boolean | undefined
}

/** Tell whether the scenario's schema takes the value. */
export function isAllowed(value: number, { min, max, integer }: Limits): boolean {
  return (
    Number.isFinite(value) &&
    (min === undefined || min === null || value >= min) &&
    (max === undefined || max === null || value <= max) &&
    (integer !== true || Number.isInteger(value))
  )
}

/** Say which numbers are allowed: `a number from 0% to 100%`. */
export function allowedWords({ min, max, integer }: Limits, unit: UnitWords): string {
  const { whole, number, between, orMore, orLess } = en.units.allowed
  const noun = integer === true ? whole : number
  const least = min ?? null
  const most = max ?? null
  const shown = (value: number) => shortQuantity(value, { ...unit, words: '' })
  if (least !== null && most !== null) return between(noun, shown(least), shown(most))
  if (least !== null) return orMore(noun, shown(least))
  return most === null ? noun : orLess(noun, shown(most))
}

const grouped = numberWriter({ maximumSignificantDigits: 10 })
const ungrouped = numberWriter({ useGrouping: false })
const NUMBER = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/i

/** Digits that survive scaling by 100 and back. */
const TIDY_DIGITS = 12

export function tidy(value: number): number {
  return Number(value.toPrecision(TIDY_DIGITS))
}
