import { area, line } from 'd3-shape'
import { valueAxis, widestLabel, yearAxis, type Axis } from '../shared/axis.ts'
import type { ChartPoint, PointLine } from '../shared/cursor.ts'
import { formatValue, type Unit } from '../shared/format.ts'
import { spreadLabels } from '../shared/spread-labels.ts'
import { lineHeight, textWidth, wrapText } from '../shared/text-size.ts'

export interface Series {
  readonly label: string
  /** Index into the palette. */
  readonly category: number
  /** One value per year; NaN is a gap. */
  readonly values: readonly number[]
}

/** What a stacked area chart says, whatever its size. */
export interface StackedAreaData {
  readonly years: readonly number[]
  readonly unit: Unit
  /** What the values are, with their unit, above the axis. */
  readonly axisTitle: string
  /** From the bottom up. */
  readonly stack: readonly Series[]
  /** Name of the stack's sum; none is said where the stack is one series. */
  readonly totalLabel: string
  /** Drawn as a line over the stack. */
  readonly beside: readonly Series[]
  /** The reference's sum, aligned to `years`. */
  readonly ghost: { readonly label: string; readonly values: readonly number[] } | null
}

export interface StackedAreaInput extends StackedAreaData {
  readonly width: number // px
  readonly height: number // px
  readonly size: number // px of text
}

interface EndLabel {
  readonly x: number
  /** Baselines of the lines of text. */
  readonly lines: readonly { readonly y: number; readonly text: string }[]
  readonly value: string
  readonly leader: string
  readonly mark: number | 'ghost'
}

interface StackedAreaModel {
  readonly plot: { left: number; right: number; top: number; bottom: number }
  readonly x: Axis
  readonly y: Axis
  readonly layers: readonly { readonly path: string; readonly category: number }[]
  readonly totalPath: string
  readonly besidePaths: readonly { readonly path: string; readonly category: number }[]
  readonly ghostPath: string
  readonly labels: readonly EndLabel[]
  readonly points: readonly ChartPoint[]
}

/** Space between the plot and the names at its right end, px. */
const LEADER = 18
/** Half the width that a single year takes, years. */
const SINGLE_YEAR = 0.2

/** Geometry of a stacked area chart with names at its end, a line or two over it and a ghost. */
export function stackedAreaModel(input: StackedAreaInput): StackedAreaModel {
  const { width, height, size, years, unit, stack, beside, ghost } = input
  const sums = stackSums(stack, years.length)
  const top = lineHeight(size) + size / 2
  const bottom = height - lineHeight(size) - size / 2
  const everything = [sums.at(-1) ?? [], ...beside.map(({ values }) => values), ghost?.values ?? []]
  const y = valueAxis({
    values: everything.flat(),
    range: [bottom, top],
    unit,
    spacing: 5 * size,
  })
  const left = Math.ceil(widestLabel(y.ticks, size) + size)
  const labelWidth = endLabelWidth(input)
  const right = Math.max(left + 40, width - labelWidth - LEADER)
  const x = yearAxis(years, [left, right], size)
  const isSingle = years.length === 1
  const drawn = isSingle ? [-1, 1] : years.map((_, t) => t)
  const at = (t: number) => (isSingle ? 0 : t)
  const xOf = (t: number) =>
    x.scale(isSingle ? (years[0] as number) + t * SINGLE_YEAR : (years[t] as number))
  const lineOf = (values: readonly number[]) =>
    line<number>()
      .defined((t) => Number.isFinite(values[at(t)]))
      .x(xOf)
      .y((t) => y.scale(values[at(t)] as number))(drawn) ?? ''
  const layerOf = (k: number) =>
    area<number>()
      .defined((t) => Number.isFinite(sums[k]?.[at(t)]))
      .x(xOf)
      .y0((t) => y.scale(k === 0 ? 0 : (sums[k - 1]?.[at(t)] as number)))
      .y1((t) => y.scale(sums[k]?.[at(t)] as number))(drawn) ?? ''
  return {
    plot: { left, right, top, bottom },
    x,
    y,
    layers: stack.map(({ category }, k) => ({ path: layerOf(k), category })),
    totalPath: lineOf(sums.at(-1) ?? []),
    besidePaths: beside.map(({ values, category }) => ({ path: lineOf(values), category })),
    ghostPath: ghost === null ? '' : lineOf(ghost.values),
    labels: endLabels(input, sums, { y, right, labelWidth, top, bottom }),
    points: years.map((year, t) => yearPoint(input, sums, t, x.scale(year), y)),
  }
}

/** Sums of the stack up to and with each series; a gap in one is a gap in all above it. */
function stackSums(stack: readonly Series[], years: number): number[][] {
  const sums: number[][] = []
  stack.forEach(({ values }, k) => {
    sums.push(Array.from({ length: years }, (_, t) => (sums[k - 1]?.[t] ?? 0) + (values[t] ?? NaN)))
  })
  return sums
}

function endLabelWidth({ width, size, unit, stack, beside, ghost }: StackedAreaInput): number {
  const names = [...stack, ...beside].map(({ label, values }) =>
    textWidth(`${label} ${formatValue(unit, values.at(-1) ?? NaN)}`, size),
  )
  const ghostName = ghost === null ? 0 : Math.min(textWidth(ghost.label, size), 14 * size)
  return Math.min(Math.max(ghostName, ...names, 0) + size, 0.36 * width)
}

interface EndPlace {
  readonly y: Axis
  readonly right: number
  readonly labelWidth: number
  readonly top: number
  readonly bottom: number
}

function endLabels(
  { years, unit, stack, beside, ghost, size }: StackedAreaInput,
  sums: readonly (readonly number[])[],
  { y, right, labelWidth, top, bottom }: EndPlace,
): EndLabel[] {
  const last = years.length - 1
  const named = [
    ...stack.map(({ label, values, category }, k) => {
      const upper = sums[k]?.[last] ?? NaN
      const lower = k === 0 ? 0 : (sums[k - 1]?.[last] ?? NaN)
      return { label, value: values[last] ?? NaN, middle: (upper + lower) / 2, mark: category }
    }),
    ...beside.map(({ label, values, category }) => {
      const value = values[last] ?? NaN
      return { label, value, middle: value, mark: category }
    }),
    ...(ghost === null ? [] : [ghostEnd(ghost, last)]),
  ].filter(({ middle }) => Number.isFinite(middle))
  const rows = named.map(({ label, value, mark }) => {
    const said = mark === 'ghost' ? '' : formatValue(unit, value)
    const whole = said === '' ? label : `${label} ${said}`
    const lines = wrapText(whole, labelWidth, size)
    // The value is set apart by weight, so that it is drawn on its own.
    return { lines: said === '' ? lines : withoutEnd(lines, said), value: said, mark }
  })
  const wanted = rows.map(({ lines }, i) => ({
    at: y.scale(named[i]?.middle ?? 0),
    height: lines.length * lineHeight(size),
  }))
  const middles = spreadLabels(wanted, top - size, bottom + size / 2)
  return rows.map(({ lines, value, mark }, i) => {
    const middle = middles[i] as number
    const first = middle - ((lines.length - 1) * lineHeight(size)) / 2 + size * 0.34
    const from = wanted[i]?.at ?? middle
    return {
      x: right + LEADER,
      lines: lines.map((text, k) => ({ y: first + k * lineHeight(size), text })),
      value,
      mark,
      leader: `M${right + 2},${from.toFixed(1)}L${right + LEADER - 4},${middle.toFixed(1)}`,
    }
  })
}

function ghostEnd(ghost: { label: string; values: readonly number[] }, last: number) {
  const value = ghost.values[last] ?? NaN
  return { label: ghost.label, value, middle: value, mark: 'ghost' as const }
}

/** Take a value that ends a wrapped text off its last line. */
function withoutEnd(lines: readonly string[], value: string): string[] {
  const last = lines.at(-1) ?? ''
  return [...lines.slice(0, -1), last.slice(0, last.length - value.length).trimEnd()]
}

function yearPoint(
  { years, unit, stack, beside, ghost, totalLabel }: StackedAreaInput,
  sums: readonly (readonly number[])[],
  t: number,
  x: number,
  y: Axis,
): ChartPoint {
  const total = sums.at(-1)?.[t] ?? NaN
  const said = (series: Series): PointLine => ({
    label: series.label,
    value: formatValue(unit, series.values[t] ?? NaN),
    mark: series.category,
  })
  return {
    x,
    y: y.scale(Number.isFinite(total) ? total : 0),
    title: String(years[t]),
    lines: [
      ...stack.map(said).toReversed(),
      ...(stack.length > 1 ? [{ label: totalLabel, value: formatValue(unit, total) }] : []),
      ...beside.map(said),
      ...(ghost === null
        ? []
        : [
            {
              label: ghost.label,
              value: formatValue(unit, ghost.values[t] ?? NaN),
              mark: 'ghost' as const,
            },
          ]),
    ],
  }
}
