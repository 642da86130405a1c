import { scaleLinear } from 'd3-scale'
import { niceDomain } from '../shared/axis.ts'
import type { ChartPoint } from '../shared/cursor.ts'
import { cutText, lineHeight, textWidth } from '../shared/text-size.ts'

export interface RankedBar {
  readonly label: string
  readonly value: number
  /** The value as it is written beside the bar. */
  readonly said: string
  /** The reference's value; NaN where there is none. */
  readonly ghost: number
  readonly ghostSaid: string
  /** Stands apart from the others, as one that is not like them. */
  readonly isApart: boolean
}

export interface RankedBarsData {
  /** What the lengths measure, with its unit. */
  readonly axisTitle: string
  /** From the first to the last. */
  readonly bars: readonly RankedBar[]
  /** Name of the reference; null without one. */
  readonly ghostLabel: string | null
  /** One bar for those at the end that have no room. */
  readonly fold: (rest: readonly RankedBar[]) => RankedBar
}

export interface RankedBarsInput extends RankedBarsData {
  readonly width: number // px
  readonly height: number // px
  readonly size: number // px of text
}

interface RankedBarsModel {
  /** Where bars begin, px. */
  readonly left: number
  readonly rows: readonly BarRow[]
  readonly points: readonly ChartPoint[]
  readonly key: { readonly x: number; readonly y: number; readonly label: string } | null
  readonly titleY: number
}

interface BarRow {
  readonly label: string
  readonly said: string
  readonly isApart: boolean
  readonly y: number
  readonly height: number
  readonly middle: number
  /** Length of the bar, px. */
  readonly length: number
  /** Where its value is written. */
  readonly saidX: number
  /** Where the reference's mark stands; null without one. */
  readonly ghostX: number | null
}

const MOST_ROW = 2.4
const LEAST_ROW = 1.35

/** Geometry of bars in order, names to the left, values at their ends, the reference as marks. */
export function rankedBarsModel(input: RankedBarsInput): RankedBarsModel {
  const { width, height, size, ghostLabel } = input
  const line = lineHeight(size)
  const top = line + size / 2
  const bottom = height - (ghostLabel === null ? 0 : line + size / 2)
  const room = Math.max(1, Math.floor((bottom - top) / (LEAST_ROW * size)))
  const bars = folded(input, room)
  const pitch = Math.min(MOST_ROW * size, (bottom - top) / Math.max(1, bars.length))
  const labelRoom = Math.min(
    Math.max(0, ...bars.map(({ label }) => textWidth(label, size))),
    0.42 * width,
  )
  const left = Math.ceil(labelRoom + size * 0.7)
  const saidRoom = Math.max(0, ...bars.map(({ said }) => textWidth(said, size, 'bold'))) + size
  const domain = niceDomain(bars.flatMap(({ value, ghost }) => [value, ghost]))
  const x = scaleLinear(domain, [0, Math.max(20, width - left - saidRoom)])
  const rows = bars.map((bar, i) => rowOf(bar, { i, top, pitch, left, x, labelRoom, size }))
  return {
    left,
    rows,
    titleY: size,
    points: rows.map((row, i) => ({
      x: left + row.length,
      y: row.middle,
      title: bars[i]?.label ?? '',
      lines: pointLines(bars[i], input),
    })),
    key: ghostLabel === null ? null : { x: left, y: height - size * 0.4, label: ghostLabel },
  }
}

function folded({ bars, fold }: RankedBarsData, room: number): readonly RankedBar[] {
  if (bars.length <= room) return bars
  return [...bars.slice(0, room - 1), fold(bars.slice(room - 1))]
}

interface RowPlace {
  readonly i: number
  readonly top: number
  readonly pitch: number
  readonly left: number
  readonly x: (value: number) => number
  readonly labelRoom: number
  readonly size: number
}

function rowOf(bar: RankedBar, { i, top, pitch, left, x, labelRoom, size }: RowPlace): BarRow {
  const height = Math.max(4, pitch * 0.72)
  const middle = top + pitch * (i + 0.5)
  const length = Number.isFinite(bar.value) ? Math.max(0, x(bar.value)) : 0
  const ghostX = Number.isFinite(bar.ghost) ? left + x(bar.ghost) : null
  // A value beside the bar makes way for a mark that would run through it.
  const end = left + length
  const isHit =
    ghostX !== null && ghostX > end - 2 && ghostX < end + textWidth(bar.said, size, 'bold') + size
  return {
    label: cutText(bar.label, labelRoom + 1, size),
    said: bar.said,
    isApart: bar.isApart,
    y: middle - height / 2,
    height,
    middle,
    length,
    saidX: (isHit ? ghostX : end) + size * 0.5,
    ghostX,
  }
}

function pointLines(bar: RankedBar | undefined, { axisTitle, ghostLabel }: RankedBarsData) {
  if (bar === undefined) return []
  return [
    { label: axisTitle, value: bar.said },
    ...(ghostLabel === null
      ? []
      : [{ label: ghostLabel, value: bar.ghostSaid, mark: 'ghost' as const }]),
  ]
}
