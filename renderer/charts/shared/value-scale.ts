import { scaleLog } from 'd3-scale'
import { valueAxis, type Span, type Tick } from './axis.ts'
import { formatValue, type Unit } from './format.ts'

/** A scale of values that is linear, or logarithmic where what matters is how many times as much. */
export type ScaleKind = 'linear' | 'log'

export interface ValueScale {
  readonly ticks: readonly Tick[]
  /** Ends of the scale. */
  readonly low: number
  readonly high: number
  /** px of a value; NaN stays NaN. Beyond the ends it is the nearest end. */
  at(value: number): number
  /** The value at px, within the ends. */
  valueAt(px: number): number
}

interface ValueScaleInput {
  readonly kind: ScaleKind
  /** What must fit on it; NaN is left out. */
  readonly values: Iterable<number>
  /** px */
  readonly range: Span
  readonly unit: Unit
  readonly fromZero?: boolean
  /** px between ticks, at least. */
  readonly spacing: number
}

/** A logarithmic scale spans this factor at most, however small the least value. */
const MOST_SPAN = 1e6

/** Whether values can stand on a logarithmic scale: some of them lie above 0. */
export function allowsLog(values: Iterable<number>): boolean {
  for (const value of values) if (value > 0) return true
  return false
}

export function valueScale(input: ValueScaleInput): ValueScale {
  return input.kind === 'log' && allowsLog(input.values) ? logScale(input) : linearScale(input)
}

function linearScale({ values, range, unit, fromZero = true, spacing }: ValueScaleInput) {
  const { scale, ticks } = valueAxis({ values, range, unit, fromZero, spacing })
  const [low = 0, high = 1] = scale.domain()
  return {
    ticks,
    low,
    high,
    at: (value: number) => scale(Math.min(high, Math.max(low, value))),
    valueAt: (px: number) => Math.min(high, Math.max(low, scale.invert(px))),
  }
}

function logScale({ values, range, unit, spacing }: ValueScaleInput): ValueScale {
  const positive = [...values].filter((value) => value > 0 && Number.isFinite(value))
  const most = Math.max(...positive)
  const least = Math.max(Math.min(...positive), most / MOST_SPAN)
  const low = roundBelow(least)
  const high = roundAbove(Math.max(most, low * 2))
  const scale = scaleLog([low, high], range)
  const lies = [...values].some((value) => value < low)
  const room = Math.abs(range[1] - range[0]) / spacing
  const all = roundValues(low, high)
  const decades = all.filter((value) => leadingDigit(value) === 1)
  const shown = all.length <= room ? all : every(decades, room)
  // The lower end is named where values lie below it.
  if (lies && shown[0] !== low) shown.splice(0, (shown[0] ?? low) < 3 * low ? 1 : 0, low)
  return {
    ticks: shown.map((value) => ({
      at: scale(value),
      // What is less, 0 too, is drawn at the lower end.
      label: `${value === low && lies ? '≤ ' : ''}${formatValue(unit, value)}`,
    })),
    low,
    high,
    at: (value) => (Number.isNaN(value) ? NaN : scale(Math.min(high, Math.max(low, value)))),
    valueAt: (px) => Math.min(high, Math.max(low, scale.invert(px))),
  }
}

/** As many of them as there is room for, at equal distances. */
function every(values: readonly number[], room: number): number[] {
  const step = Math.max(1, Math.ceil(values.length / Math.max(1, room)))
  return values.filter((_, i) => i % step === 0)
}

const ROUND = [1, 2, 5]

/** All of 1, 2, 5, 10, … from low to high. */
function roundValues(low: number, high: number): number[] {
  const values: number[] = []
  for (let power = Math.floor(Math.log10(low)); power <= Math.ceil(Math.log10(high)); power += 1) {
    for (const digit of ROUND) values.push(Number(`${digit}e${power}`))
  }
  return values.filter((value) => value >= low && value <= high)
}

function roundBelow(value: number): number {
  return roundValues(value / 10, value).at(-1) ?? value
}

function roundAbove(value: number): number {
  return roundValues(value, value * 10)[0] ?? value
}

function leadingDigit(value: number): number {
  return Number(value.toExponential(3).slice(0, 1))
}
