import type { ScaleKind, ValueScale } from '../shared/value-scale.ts'

/** Thresholds that one drags to: round numbers, as fine as the scale can show. */

/** Steps from one end of a linear scale to the other, about. */
const LINEAR_STEPS = 200
/** Significant digits of a round number on a logarithmic scale. */
const LOG_DIGITS = 2
/** Steps of a page key. */
const PAGE = 10

type Ends = Pick<ValueScale, 'low' | 'high'>

/** The round number nearest to a value. */
export function roundThreshold(value: number, kind: ScaleKind, ends: Ends): number {
  if (kind === 'log') return within(Number(value.toPrecision(LOG_DIGITS)), ends)
  const step = linearStep(ends)
  return within(tidy(Math.round(value / step) * step), ends)
}

/** The threshold that a key leads to; null where the key leads nowhere. */
export function thresholdAfter(
  value: number,
  key: string,
  kind: ScaleKind,
  ends: Ends,
): number | null {
  const steps = keySteps[key]
  if (key === 'Home') return ends.low
  if (key === 'End') return ends.high
  if (steps === undefined) return null
  let next = roundThreshold(value, kind, ends)
  for (let i = 0; i < Math.abs(steps); i += 1) {
    next = kind === 'log' ? logNeighbour(next, Math.sign(steps)) : next
  }
  if (kind === 'linear') next = tidy(next + steps * linearStep(ends))
  return within(next, ends)
}

const keySteps: Readonly<Record<string, number>> = {
  ArrowLeft: -1,
  ArrowDown: -1,
  ArrowRight: 1,
  ArrowUp: 1,
  PageDown: -PAGE,
  PageUp: PAGE,
}

/** The next number of two digits: 99 is followed by 100, then by 110. */
function logNeighbour(value: number, direction: number): number {
  const power = Math.floor(Math.log10(value) + 1e-9)
  const isPower = Math.abs(value / 10 ** power - 1) < 1e-9
  const step = 10 ** (power - (direction < 0 && isPower ? LOG_DIGITS : LOG_DIGITS - 1))
  return Number((value + direction * step).toPrecision(LOG_DIGITS))
}

/** A step of 1, 2 or 5 times a power of ten. */
function linearStep({ low, high }: Ends): number {
  const rough = (high - low) / LINEAR_STEPS
  const power = 10 ** Math.floor(Math.log10(rough))
  return ([1, 2, 5].find((digit) => digit * power >= rough) ?? 10) * power
}

/** Without what binary fractions leave behind the last digit. */
function tidy(value: number): number {
  return value === 0 ? 0 : Number(value.toPrecision(12))
}

function within(value: number, { low, high }: Ends): number {
  return Math.min(high, Math.max(low, value))
}
