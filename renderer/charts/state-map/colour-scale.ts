import { scaleLinear, scaleThreshold } from 'd3-scale'
import { interpolateCividis } from 'd3-scale-chromatic'
import { formatTicks, type Unit } from '../shared/format.ts'

/** Cividis in many small steps of round values. */
export interface ColourScale {
  readonly colourOf: (value: number) => string
  /** Whether text upon the colour is to be light. */
  readonly isDark: (value: number) => boolean
  /** From 0 up; the last one goes on. */
  readonly colours: readonly string[]
  /** Values along the steps, as a part of their length. */
  readonly marks: readonly ScaleMark[]
}

interface ScaleMark {
  readonly at: number
  readonly label: string
}

const STEPS = 20
const MARKS = 5
/** Part of the scale that two marks need between them. */
const MARK_ROOM = 0.1
/** How far above the second the largest may be before it no longer stretches the scale. */
const OUTLIER = 1.5

/** Luminance at which white and near-black text have the same contrast. */
const LIGHT_TEXT_BELOW = 0.19

/** Steps from 0 to the most that any region comes to in any year; none where that is nothing. */
export function colourScale(
  valuesByRegion: readonly (readonly number[])[],
  unit: Unit,
): ColourScale {
  const { top, isCut } = topValue(valuesByRegion)
  if (top === 0) return { colourOf: () => 'none', isDark: () => false, colours: [], marks: [] }
  const axis = scaleLinear([0, top], [0, 1])
  const inner = axis.ticks(STEPS).filter((tick) => tick > 0 && tick < top)
  const colours = Array.from({ length: inner.length + 1 }, (_, i) =>
    interpolateCividis(i / Math.max(1, inner.length)),
  )
  const scale = scaleThreshold(inner, colours)
  return {
    colourOf: scale,
    isDark: (value) => luminance(scale(value)) < LIGHT_TEXT_BELOW,
    colours,
    marks: scaleMarks(axis.ticks(MARKS), inner, unit, isCut),
  }
}

/** Steps are of one size, so that a value lies as many steps along as it is steps large. */
function scaleMarks(
  ticks: readonly number[],
  inner: readonly number[],
  unit: Unit,
  isCut: boolean,
): readonly ScaleMark[] {
  const [step = 1] = inner
  const labels = formatTicks(unit, ticks)
  const marks = ticks
    .map((tick, i) => ({ at: tick / step / (inner.length + 1), label: labels[i] ?? '' }))
    .filter(({ at }) => at <= 1)
  if (!isCut) return marks
  const last = inner.at(-1) ?? 0
  const beyond = {
    at: inner.length / (inner.length + 1),
    label: `${formatTicks(unit, [last]).join('')}+`,
  }
  return [...marks.filter(({ at }) => at < beyond.at - MARK_ROOM), beyond]
}

/** The largest value; where one region stands far out, the largest of the others, and the scale goes on. */
function topValue(valuesByRegion: readonly (readonly number[])[]) {
  const peaks = valuesByRegion
    .map((values) => Math.max(0, ...values.filter(Number.isFinite)))
    .sort((a, b) => b - a)
  const [largest = 0, second = largest] = peaks
  const isCut = second > 0 && largest > OUTLIER * second
  return { top: isCut ? second : largest, isCut }
}

/** Relative luminance of an `rgb(…)` colour, as WCAG defines it. */
function luminance(colour: string): number {
  const [red = 0, green = 0, blue = 0] = (colour.match(/\d+/g) ?? []).map((part) => {
    const share = Number(part) / 255
    return share <= 0.03928 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}
