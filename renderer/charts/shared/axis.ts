import { scaleLinear, type ScaleLinear } from 'd3-scale'
import { formatTicks, type Unit } from './format.ts'
import { textWidth } from './text-size.ts'

/** A mark on an axis, px along it. */
export interface Tick {
  readonly at: number
  readonly label: string
}

export interface Axis {
  readonly scale: ScaleLinear<number, number>
  readonly ticks: readonly Tick[]
}

/** Start and end of a stretch: px, or values. */
export type Span = readonly [number, number]

interface ValueAxisInput {
  /** What must fit on it; NaN is left out. */
  readonly values: Iterable<number>
  /** px; from bottom to top for a vertical axis. */
  readonly range: Span
  readonly unit: Unit
  /** Include zero; the default, as lengths and areas need it. */
  readonly fromZero?: boolean
  /** px between ticks, at least. */
  readonly spacing?: number
}

/** An axis of values with round ends and round ticks. */
export function valueAxis(input: ValueAxisInput): Axis {
  const { values, range, unit, fromZero = true, spacing = 56 } = input
  const count = Math.max(2, Math.floor(Math.abs(range[1] - range[0]) / spacing))
  const scale = scaleLinear(niceDomain(values, fromZero, emptyTop[unit]), range).nice(count)
  const ticks = scale.ticks(count)
  const labels = formatTicks(unit, ticks)
  return { scale, ticks: ticks.map((tick, i) => ({ at: scale(tick), label: labels[i] ?? '' })) }
}

/** What an axis of nothing but zeros goes up to. */
const emptyTop: Readonly<Record<Unit, number>> = {
  vehicles: 1000,
  usd: 1000,
  share: 0.01,
  number: 1,
}

/** The span that values need; one that is empty or flat is widened so that it can be drawn. */
export function niceDomain(values: Iterable<number>, fromZero = true, top = 1): [number, number] {
  let low = fromZero ? 0 : Infinity
  let high = fromZero ? 0 : -Infinity
  for (const value of values) {
    if (!Number.isFinite(value)) continue
    low = Math.min(low, value)
    high = Math.max(high, value)
  }
  if (low > high) return [0, top]
  if (low < high) return [low, high]
  return low === 0 ? [0, top] : [low - Math.abs(low) / 2, high + Math.abs(high) / 2]
}

const yearSteps = [1, 2, 5, 10, 20, 50]

/** An axis of years whose labels keep clear of each other. */
export function yearAxis(years: readonly number[], range: Span, size: number): Axis {
  const first = years[0] ?? 0
  const last = years.at(-1) ?? first
  const domain: [number, number] = first === last ? [first - 1, last + 1] : [first, last]
  const scale = scaleLinear(domain, range)
  const room = Math.abs(scale(first + 1) - scale(first))
  const least = textWidth('2000', size) + 2.5 * size
  const step = yearSteps.find((years) => years * room >= least) ?? 100
  const shown = years.filter((year) => year % step === 0 || years.length === 1)
  return { scale, ticks: shown.map((year) => ({ at: scale(year), label: String(year) })) }
}

/** Width of an axis' longest label, px. */
export function widestLabel(ticks: readonly Tick[], size: number): number {
  return Math.max(0, ...ticks.map(({ label }) => textWidth(label, size)))
}
