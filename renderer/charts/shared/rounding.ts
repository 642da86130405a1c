import { NO_VALUE, numberWriter, type Unit } from './format.ts'

/** Numbers that come with an error, written without the digits that the error drowns. */

const MILLION = 1_000_000
/** More digits than these say nothing of a model, however well its numbers are known. */
const MOST_DIGITS = 3

/** Round to the place of the error's first digit, and to 3 digits at most; without an error, to those. */
export function roundToError(value: number, error: number): number {
  if (value === 0 || !Number.isFinite(value)) return value
  const finest = exponent(value) - MOST_DIGITS + 1
  const place = Math.max(finest, errorPlace(value, error))
  // Powers of ten below 1 are not exact, their reciprocals are.
  const rounded =
    place < 0 ? Math.round(value * 10 ** -place) / 10 ** -place : roundTo(value, 10 ** place)
  return rounded === 0 ? 0 : rounded
}

/** Write a value without the digits that its error drowns: 177,234 ± 6,700 is 177,000. */
export function formatWithin(unit: Unit, value: number, error: number): string {
  if (!Number.isFinite(value)) return NO_VALUE
  const rounded = roundToError(value, error)
  const lowest = Math.max(exponent(value) - MOST_DIGITS + 1, errorPlace(value, error))
  const digits = rounded === 0 ? 1 : Math.max(1, exponent(rounded) - lowest + 1)
  return writer(unit, Math.abs(rounded), digits)(rounded)
}

/** Write a difference with its sign, without the digits that its error drowns. */
export function formatChangeWithin(unit: Unit, value: number, error: number): string {
  const text = formatWithin(unit, value, error)
  return value > 0 && /[1-9]/.test(text) ? `+${text}` : text
}

function writer(unit: Unit, size: number, digits: number): (value: number) => string {
  const options: Intl.NumberFormatOptions = {
    // Zeros that are known are written, but not behind a whole number such as 12,000.
    minimumSignificantDigits: unit === 'share' ? digits : 1,
    maximumSignificantDigits: digits,
  }
  if (unit === 'share') return numberWriter({ ...options, style: 'percent' })
  if (size >= MILLION) options.notation = 'compact'
  if (unit === 'vehicles' && size < 100) {
    return numberWriter({ maximumFractionDigits: 0 })
  }
  return numberWriter(unit === 'usd' ? { ...options, style: 'currency', currency: 'USD' } : options)
}

/** Power of ten of the error's first digit; one digit is left where the error is not known. */
function errorPlace(value: number, error: number): number {
  if (error === 0) return -Infinity
  return Number.isFinite(error) ? exponent(error) : exponent(value)
}

/** Power of ten of a number's first digit. */
function exponent(value: number): number {
  return value === 0 ? 0 : Number(value.toExponential().split('e')[1])
}

function roundTo(value: number, step: number): number {
  return Math.round(value / step) * step
}
