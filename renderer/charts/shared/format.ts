/** Numbers as charts and tables write them, through Intl. Digits that are only noise are left out. */

/** What a number counts: `share` is a fraction, written as a percentage. */
export type Unit = 'vehicles' | 'usd' | 'share' | 'number'

/** What stands where there is no value. */
export const NO_VALUE = '–'

const LOCALE = 'en-US'
const MILLION = 1_000_000

/** Make the way to write a number; every one in the app has a true minus, as wide as a plus. */
export function numberWriter(options: Intl.NumberFormatOptions): (value: number) => string {
  const format = new Intl.NumberFormat(LOCALE, options)
  return (value) => {
    const text = format.format(value)
    // What rounds to nothing is no loss.
    return text.replace('-', /[1-9]/.test(text) ? '−' : '')
  }
}

const whole = numberWriter({ maximumFractionDigits: 0 })
const threeDigits = numberWriter({ maximumSignificantDigits: 3 })
const compact = numberWriter({ notation: 'compact', maximumFractionDigits: 1 })
const dollars = numberWriter({
  style: 'currency',
  currency: 'USD',
  maximumSignificantDigits: 3,
})
const wholeDollars = numberWriter({
  style: 'currency',
  currency: 'USD',
  maximumFractionDigits: 0,
})
const compactDollars = numberWriter({
  style: 'currency',
  currency: 'USD',
  notation: 'compact',
  maximumFractionDigits: 1,
  minimumFractionDigits: 0,
})
const percent = numberWriter({
  style: 'percent',
  minimumSignificantDigits: 2,
  maximumSignificantDigits: 2,
})
const wholePercent = numberWriter({ style: 'percent' })

/** 12,400 and 1.2M. */
export function formatVehicles(value: number): string {
  if (!Number.isFinite(value)) return NO_VALUE
  const size = Math.abs(value)
  if (size >= MILLION) return compact(value)
  return size < 100 ? whole(value) : threeDigits(value)
}

/** $15,700 and $1.2M. */
export function formatUsd(value: number): string {
  if (!Number.isFinite(value)) return NO_VALUE
  return Math.abs(value) >= MILLION ? compactDollars(value) : dollars(value)
}

/** To the dollar, so that parts are seen to add up: $13,938. */
export function formatExactUsd(value: number): string {
  return Number.isFinite(value) ? wholeDollars(value) : NO_VALUE
}

/** 0.41% of 0.0041, 3.0% of 0.03, 83% of 0.834. */
export function formatShare(value: number): string {
  if (!Number.isFinite(value)) return NO_VALUE
  if (Math.abs(value) >= 0.0995) return wholePercent(value)
  return Math.abs(value) < 1e-6 ? '0%' : percent(value)
}

/** 3 significant digits. */
export function formatNumber(value: number): string {
  if (!Number.isFinite(value)) return NO_VALUE
  return Math.abs(value) >= MILLION ? compact(value) : threeDigits(value)
}

export function formatValue(unit: Unit, value: number): string {
  switch (unit) {
    case 'vehicles':
      return formatVehicles(value)
    case 'usd':
      return formatUsd(value)
    case 'share':
      return formatShare(value)
    case 'number':
      return formatNumber(value)
  }
}

/** A difference, with its sign always written: +1,200, −0.3%, ±0. */
export function formatChange(unit: Unit, value: number): string {
  if (!Number.isFinite(value)) return NO_VALUE
  const text = formatValue(unit, Math.abs(value))
  if (!/[1-9]/.test(text)) return `±${text}`
  return `${value < 0 ? '−' : '+'}${text}`
}

/** Labels of an axis' ticks: as many digits as tell neighbours apart, and the same for all. */
export function formatTicks(unit: Unit, ticks: readonly number[]): string[] {
  const step = tickStep(ticks)
  const largest = Math.max(...ticks.map(Math.abs), 0)
  return ticks.map(tickWriter(unit, step, largest))
}

function tickWriter(unit: Unit, step: number, largest: number) {
  const options: Intl.NumberFormatOptions =
    unit === 'usd'
      ? { style: 'currency', currency: 'USD' }
      : { style: unit === 'share' ? 'percent' : 'decimal' }
  if (largest >= MILLION && unit !== 'share') {
    const power = largest >= 1e9 ? 1e9 : MILLION
    const digits = fractionDigits(step / power)
    return numberWriter({
      ...options,
      notation: 'compact',
      minimumFractionDigits: 0,
      maximumFractionDigits: digits,
    })
  }
  const digits = fractionDigits(unit === 'share' ? step * 100 : step)
  return numberWriter({
    ...options,
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  })
}

function tickStep(ticks: readonly number[]): number {
  const [first = 0, second = first + 1] = ticks
  return Math.abs(second - first)
}

/** Digits after the point that write a step such as 0.25 in full. */
function fractionDigits(step: number): number {
  for (let digits = 0; digits < 8; digits += 1) {
    const scaled = step * 10 ** digits
    if (Math.abs(scaled - Math.round(scaled)) < 1e-6 * Math.max(scaled, 1)) return digits
  }
  return 8
}
