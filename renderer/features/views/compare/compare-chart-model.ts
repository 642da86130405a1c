import { line } from 'd3-shape'
import {
  valueAxis,
  widestLabel,
  yearAxis,
  type Axis,
  type Span,
} from '../../../charts/shared/axis.ts'
import { lineHeight, textWidth } from '../../../charts/shared/text-size.ts'
import { en } from '../../../strings/en.ts'
import type { CompareYear } from './compare-vm.ts'

const text = en.compare

export interface CompareChartInput {
  readonly width: number // px
  readonly height: number // px
  readonly textSize: number // px
  readonly years: readonly CompareYear[]
}

export interface DifferenceBar {
  readonly year: number
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
  readonly isLess: boolean
}

export interface CompareChartModel {
  readonly left: number
  readonly right: number
  readonly yearAxis: Axis
  readonly overlay: Panel & {
    readonly currentPath: string
    readonly referencePath: string
    /** Names at the lines' ends. */
    readonly names: readonly {
      readonly id: 'current' | 'reference'
      readonly label: string
      readonly y: number
    }[]
    readonly nameX: number
  }
  readonly difference: Panel & { readonly bars: readonly DifferenceBar[]; readonly zeroY: number }
}

interface Panel {
  readonly titleY: number
  readonly axis: Axis
  readonly span: Span
}

/** Both runs over each other, and below them by how much they differ. */
export function compareChartModel(input: CompareChartInput): CompareChartModel {
  const { width, height, textSize, years } = input
  const step = lineHeight(textSize)
  const room = height - 2 * (1.9 * step) - 2 * step
  const overlaySpan: Span = [1.6 * step, 1.6 * step + room * 0.56]
  const differenceSpan: Span = [
    overlaySpan[1] + 2.4 * step,
    overlaySpan[1] + 2.4 * step + room * 0.44,
  ]
  const axisOf = (values: readonly number[], [top, bottom]: Span) =>
    valueAxis({ values, range: [bottom, top], unit: 'vehicles', spacing: 2.2 * step })
  const overlayAxis = axisOf(
    years.flatMap(({ current, reference }) => [current, reference]),
    overlaySpan,
  )
  const differenceAxis = axisOf(
    years.map(({ difference }) => difference),
    differenceSpan,
  )
  const labels = [overlayAxis, differenceAxis].map(({ ticks }) => widestLabel(ticks, textSize))
  const left = Math.max(...labels) + textSize
  // The current scenario's name is bold, which is wider.
  const nameRoom =
    1.15 * Math.max(textWidth(text.current, textSize), textWidth(text.reference, textSize))
  const right = width - nameRoom - textSize
  const x = yearAxis(
    years.map(({ year }) => year),
    // The first and the last bar keep within the plot.
    [left + textSize, right - textSize],
    textSize,
  )
  const path = (value: (year: CompareYear) => number) =>
    line<CompareYear>(
      ({ year }) => rounded(x.scale(year)),
      (year) => rounded(overlayAxis.scale(value(year))),
    ).defined((year) => Number.isFinite(value(year)))([...years]) ?? ''
  return {
    left,
    right,
    yearAxis: x,
    overlay: {
      titleY: overlaySpan[0] - step * 0.7,
      axis: overlayAxis,
      span: overlaySpan,
      currentPath: path(({ current }) => current),
      referencePath: path(({ reference }) => reference),
      names: namesOf(years, overlayAxis, step),
      nameX: right + textSize / 2,
    },
    difference: {
      titleY: differenceSpan[0] - step * 0.7,
      axis: differenceAxis,
      span: differenceSpan,
      zeroY: differenceAxis.scale(0),
      bars: differenceBars(years, x, differenceAxis, textSize),
    },
  }
}

function differenceBars(
  years: readonly CompareYear[],
  x: Axis,
  y: Axis,
  size: number,
): DifferenceBar[] {
  const first = years[0]?.year ?? 0
  const width = Math.max(
    2,
    Math.min(1.8 * size, 0.62 * Math.abs(x.scale(first + 1) - x.scale(first))),
  )
  return years.flatMap(({ year, difference }) => {
    if (!Number.isFinite(difference) || difference === 0) return []
    const [top, bottom] = [y.scale(Math.max(0, difference)), y.scale(Math.min(0, difference))]
    const isLess = difference < 0
    return [
      {
        year,
        x: x.scale(year) - width / 2,
        y: top,
        width,
        height: Math.max(1, bottom - top),
        isLess,
      },
    ]
  })
}

/** Names beside the lines' last points, kept a line apart. */
function namesOf(years: readonly CompareYear[], axis: Axis, step: number) {
  const lastOf = (key: 'current' | 'reference') =>
    years.findLast((year) => Number.isFinite(year[key]))?.[key]
  const entries = (['current', 'reference'] as const).flatMap((id) => {
    const value = lastOf(id)
    return value === undefined ? [] : [{ id, label: text[id], y: axis.scale(value) }]
  })
  const [upper, lower] = entries.toSorted((a, b) => a.y - b.y)
  if (upper === undefined || lower === undefined) return entries
  const push = Math.max(0, step - (lower.y - upper.y)) / 2
  return [
    { ...upper, y: upper.y - push },
    { ...lower, y: lower.y + push },
  ]
}

function rounded(px: number): number {
  return Math.round(px * 100) / 100
}
