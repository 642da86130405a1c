import { tidy } from './unit-words.ts'

/** What a slider runs over, as shown; steps are 1, 2 or 5 times a power of ten. */
export interface SliderScale {
  readonly min: number
  readonly max: number
  readonly step: number
}

export interface SliderInput {
  /** Plausible range. */
  readonly low: number
  readonly high: number
  readonly initial: number
  /** Values that must have a place on the track: the current one, the reference's. */
  readonly present: readonly number[]
  /** What makes sense at all; null where there is no end. */
  readonly min: number | null
  readonly max: number | null
}

/** Share of the plausible range that a slider adds on either side. */
const MARGIN = 0.5
/** Steps that a slider has at least. */
const STEPS = 100

/** Give a slider a round range about the plausible one, with room for the default and what is set. */
export function sliderScale({ low, high, initial, present, min, max }: SliderInput): SliderScale {
  const inside = [low, high, initial, ...present]
  const [least, most] = [Math.min(...inside), Math.max(...inside)]
  const margin = MARGIN * (high > low ? high - low : Math.abs(initial) || 1)
  const from = Math.min(least, Math.max(low - margin, least >= 0 ? 0 : -Infinity))
  const to = Math.max(most, high + margin)
  const step = niceStep((to - from) / STEPS)
  return {
    min: roundedEnd(from, { step, limit: min, nearest: least, direction: -1 }),
    max: roundedEnd(to, { step, limit: max, nearest: most, direction: 1 }),
    step,
  }
}

/** Round an end outwards to a step, but not beyond a limit and never past the nearest value to hold. */
function roundedEnd(
  end: number,
  {
    step,
    limit,
    nearest,
    direction,
  }: {
    readonly step: number
    readonly limit: number | null
    readonly nearest: number
    readonly direction: -1 | 1
  },
): number {
  const rounded = direction * tidy(Math.ceil(tidy((direction * end) / step)) * step)
  if (limit === null || direction * rounded <= direction * limit) return rounded + 0
  const within = direction * tidy(Math.floor(tidy((direction * limit) / step)) * step)
  return direction * within >= direction * nearest ? within + 0 : limit
}

/** Give the largest of 1, 2 and 5 times a power of ten that is at most `size`. */
export function niceStep(size: number): number {
  const power = 10 ** Math.floor(Math.log10(size))
  const digit = tidy(size / power)
  return tidy((digit >= 5 ? 5 : digit >= 2 ? 2 : 1) * power)
}

/** Give where a value lies on the track, 0 to 1. */
export function placeOnScale(value: number, { min, max }: SliderScale): number {
  return max > min ? Math.min(1, Math.max(0, (value - min) / (max - min))) : 0
}
