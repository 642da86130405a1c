import { NO_VALUE, numberWriter } from '../../../charts/shared/format.ts'
import { en } from '../../../strings/en.ts'

/**
 * Inputs as people read and type them. The data set holds fractions; people speak of percent, so a
 * quantity is shown and typed times its unit's factor.
 */
export interface ShownUnit {
  /** The unit in words, such as `% of customs value`; empty where the number has none. */
  readonly words: string
  /** What a value of the data set is multiplied by to be shown. */
  readonly factor: number
}

/** Rates so named count purchases, not growth; percent would mislead. */
const COUNTED_RATES = 'occasions'

/** Say how a unit of the data set is shown, for the parameter or column `name`. */
export function shownUnit(unit: string | undefined, name = ''): ShownUnit {
  if (unit === undefined) return { words: '', factor: 1 }
  if (unit === 'share') return { words: '%', factor: 100 }
  if (unit.startsWith('share of ')) return { words: en.units.percentOf(unit.slice(6)), factor: 100 }
  if (unit.startsWith('1/yr')) {
    if (name.startsWith(COUNTED_RATES)) return { words: en.units.aYear, factor: 1 }
    return {
      words: unit === '1/yr' ? en.units.percentAYear : en.units.percentFirstYear,
      factor: 100,
    }
  }
  return { words: en.units.short[unit] ?? unit, factor: 1 }
}

/** Inputs are exact: they are written in full, with as many digits as their author gave. */
const exact = numberWriter({ maximumSignificantDigits: 8 })

/** Write an input's number without its unit. */
export function shownNumber(value: number, { factor }: ShownUnit): string {
  return Number.isFinite(value) ? exact(value * factor) : NO_VALUE
}

/** Write an input with its unit: $1,700 a vehicle, 25% of customs value, 45 mph. */
export function shownQuantity(value: number, unit: ShownUnit): string {
  const number = shownNumber(value, unit)
  const [, symbol = '', rest = ''] = /^(\$M|\$|¥|%)?(.*)$/.exec(unit.words) ?? []
  const sign = number.startsWith('−') ? '−' : ''
  const digits = number.slice(sign.length)
  if (symbol === '') {
    const words = digits === '1' ? rest.replace(/^points/, 'point') : rest
    return `${number}${words === '' ? '' : ` ${words}`}`
  }
  if (symbol === '%') return `${number}%${rest}`
  return `${sign}${symbol === '$M' ? `$${digits}M` : `${symbol}${digits}`}${rest}`
}

/** Take what someone typed back to the data set's unit, without the noise of dividing by the factor. */
export function fromShown(shown: number, { factor }: ShownUnit): number {
  return Number((shown / factor).toPrecision(12))
}

/** Give a value as a number to edit in its shown unit, without the noise of multiplying. */
export function toShown(value: number, { factor }: ShownUnit): number {
  return Number((value * factor).toPrecision(12))
}
