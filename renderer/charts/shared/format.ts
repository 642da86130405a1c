/** Numbers as charts and tables write them, through Intl. Digits that are only noise are left out. */

/** What a number counts: `share` is a fraction, written as a percentage. */
export type Unit = 'vehicles' | 'usd' | 'share' | 'number'

/** What stands where there is no value. */
export const NO_VALUE = '–'

const LOCALE = 'en-US'
const MILLION = 1_000_000

const whole = new Intl.NumberFormat(LOCALE, { maximumFractionDigits: 0 })
const threeDigits = new Intl.NumberFormat(LOCALE, { maximumSignificantDigits: 3 })
const compact = new Intl.NumberFormat(LOCALE, { notation: 'compact', maximumFractionDigits: 1 })
const dollars = new Intl.NumberFormat(LOCALE, {
  style: 'currency',
  currency: 'USD',
  maximumSignificantDigits: 3,
})
const compactDollars = new Intl.NumberFormat(LOCALE, {
  style: 'currency',
  currency: 'USD',
  notation: 'compact',
  maximumFractionDigits: 1,
  minimumFractionDigits: 0,
})
const percent = new Intl.NumberFormat(LOCALE, {
  style: 'percent',
  minimumSignificantDigits: 2,
  maximumSignificantDigits: 2,
})
const wholePercent = new Intl.NumberFormat(LOCALE, { style: 'percent' })

/** 12,400 and 1.2M. */
export function formatVehicles(value: number): string {
  if (!Number.isFinite(value)) return NO_VALUE
  const size = Math.abs(value)
  if (size >= MILLION) return compact.format(value)
  return size < 100 ? whole.format(noMinusZero(value)) : threeDigits.format(value)
}

/** $15,700 and $1.2M. */
export function formatUsd(value: number): string {
  if (!Number.isFinite(value)) return NO_VALUE
  const rounded = noMinusZero(value)
  return Math.abs(value) >= MILLION ? compactDollars.format(rounded) : dollars.format(rounded)
}

/** 0.41% of 0.0041, 3.0% of 0.03, 83% of 0.834. */
export function formatShare(value: number): string {
  if (!Number.isFinite(value)) return NO_VALUE
  if (Math.abs(value) >= 0.0995) return wholePercent.format(value)
  return Math.abs(value) < 1e-6 ? '0%' : percent.format(value)
}

/** 3 significant digits. */
export function formatNumber(value: number): string {
  if (!Number.isFinite(value)) return NO_VALUE
  return Math.abs(value) >= MILLION ? compact.format(value) : threeDigits.format(noMinusZero(value))
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
  const format = tickFormat(unit, step, largest)
  return ticks.map((tick) => format.format(noMinusZero(tick)))
}

function tickFormat(unit: Unit, step: number, largest: number): Intl.NumberFormat {
  const options: Intl.NumberFormatOptions =
    unit === 'usd'
      ? { style: 'currency', currency: 'USD' }
      : { style: unit === 'share' ? 'percent' : 'decimal' }
  if (largest >= MILLION && unit !== 'share') {
    const power = largest >= 1e9 ? 1e9 : MILLION
    const digits = fractionDigits(step / power)
    return new Intl.NumberFormat(LOCALE, {
      ...options,
      notation: 'compact',
      minimumFractionDigits: 0,
      maximumFractionDigits: digits,
    })
  }
  const digits = fractionDigits(unit === 'share' ? step * 100 : step)
  return new Intl.NumberFormat(LOCALE, {
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

function noMinusZero(value: number): number {
  return value === 0 ? 0 : value
}
