import { area, line } from 'd3-shape'
import { widestLabel, yearAxis, type Axis } from '../shared/axis.ts'
import type { ChartPoint } from '../shared/cursor.ts'
import type { Unit } from '../shared/format.ts'
import { spreadLabels } from '../shared/spread-labels.ts'
import { lineHeight, textWidth, wrapText } from '../shared/text-size.ts'
import { valueScale, type ScaleKind, type ValueScale } from '../shared/value-scale.ts'

/** A band of draws, one pair of values a year. */
export interface FanBand {
  readonly low: readonly number[]
  readonly high: readonly number[]
}

interface NamedBand extends FanBand {
  /** Its name, beside its end. */
  readonly label: string
}

interface NamedLine {
  readonly label: string
  readonly values: readonly number[]
}

/** What a fan chart says, whatever its size. */
export interface FanData {
  readonly years: readonly number[]
  readonly unit: Unit
  /** What the values are, with their unit, above the axis. */
  readonly axisTitle: string
  /** From the widest to the narrowest. */
  readonly bands: readonly NamedBand[]
  /** Null while nothing is drawn. */
  readonly median: NamedLine | null
  /** A single run, without what nobody knows. */
  readonly run: NamedLine | null
  /** The reference: its median, or its single run, and a band where it is drawn. */
  readonly ghost: (NamedLine & { readonly band: FanBand | null }) | null
  /** What there is to say at each year. */
  readonly spoken: readonly Pick<ChartPoint, 'title' | 'lines'>[]
}

export interface FanInput extends FanData {
  readonly width: number // px
  readonly height: number // px
  readonly size: number // px of text
  readonly scale: ScaleKind
}

export type FanMark = 'band' | 'median' | 'run' | 'ghost'

interface EndLabel {
  readonly x: number
  /** Baselines of the lines of text. */
  readonly lines: readonly { readonly y: number; readonly text: string }[]
  readonly leader: string
  readonly mark: FanMark
}

interface FanModel {
  readonly plot: { left: number; right: number; top: number; bottom: number }
  readonly x: Axis
  readonly y: ValueScale
  readonly bands: readonly string[]
  readonly median: string
  readonly run: string
  readonly ghost: string
  readonly ghostBand: string
  /** Where zero lies, where values lie on both sides of it. */
  readonly zeroY: number | null
  readonly labels: readonly EndLabel[]
  readonly points: readonly ChartPoint[]
}

/** Space between the plot and the names at its right end, px. */
const LEADER = 18
/** Half the width that a single year takes, years. */
const SINGLE_YEAR = 0.2

/** Geometry of a fan of bands around a median, with a single run and a reference over it. */
export function fanModel(input: FanInput): FanModel {
  const { width, height, size, years, unit, bands, median, run, ghost, scale } = input
  const top = lineHeight(size) + size / 2
  const bottom = height - lineHeight(size) - size / 2
  const everything = [
    ...bands.flatMap(({ low, high }) => [low, high]),
    ...[median, run, ghost].flatMap((one) => (one === null ? [] : [one.values])),
    ghost?.band?.low ?? [],
    ghost?.band?.high ?? [],
  ].flat()
  const y = valueScale({
    kind: scale,
    values: everything,
    range: [bottom, top],
    unit,
    spacing: 5 * size,
  })
  const left = Math.ceil(widestLabel(y.ticks, size) + size)
  const labelWidth = endLabelWidth(input)
  const right = Math.max(left + 40, width - labelWidth - LEADER)
  const x = yearAxis(years, [left, right], size)
  const draw = pathsOver(years, x, y)
  return {
    plot: { left, right, top, bottom },
    x,
    y,
    bands: bands.map(draw.band),
    median: median === null ? '' : draw.line(median.values),
    run: run === null ? '' : draw.line(run.values),
    ghost: ghost === null ? '' : draw.line(ghost.values),
    ghostBand: ghost?.band ? draw.band(ghost.band) : '',
    zeroY: y.low < 0 && y.high > 0 ? y.at(0) : null,
    labels: endLabels(input, { y, right, labelWidth, top, bottom }),
    points: years.map((year, t) => ({
      x: x.scale(year),
      y: y.at(median?.values[t] ?? run?.values[t] ?? y.low),
      title: input.spoken[t]?.title ?? String(year),
      lines: input.spoken[t]?.lines ?? [],
    })),
  }
}

/** Paths over the years; a single year is drawn as a short stretch. */
function pathsOver(years: readonly number[], x: Axis, y: ValueScale) {
  const isSingle = years.length === 1
  const drawn = isSingle ? [-1, 1] : years.map((_, t) => t)
  const at = (t: number) => (isSingle ? 0 : t)
  const xOf = (t: number) =>
    x.scale(isSingle ? (years[0] as number) + t * SINGLE_YEAR : (years[t] as number))
  return {
    line: (values: readonly number[]) =>
      line<number>()
        .defined((t) => Number.isFinite(values[at(t)]))
        .x(xOf)
        .y((t) => y.at(values[at(t)] as number))(drawn) ?? '',
    band: ({ low, high }: FanBand) =>
      area<number>()
        .defined((t) => Number.isFinite(low[at(t)]) && Number.isFinite(high[at(t)]))
        .x(xOf)
        .y0((t) => y.at(low[at(t)] as number))
        .y1((t) => y.at(high[at(t)] as number))(drawn) ?? '',
  }
}

interface NamedEnd {
  readonly label: string
  readonly value: number
  readonly mark: FanMark
}

function namedEnds({ bands, median, run, ghost }: FanInput): NamedEnd[] {
  const last = (values: readonly number[]) => values.at(-1) ?? NaN
  return [
    ...bands.map(({ label, low, high }) => ({
      label,
      value: fartherEnd([last(low), last(high)], last(median?.values ?? [])),
      mark: 'band' as const,
    })),
    ...(median === null
      ? []
      : [{ ...median, value: last(median.values), mark: 'median' as const }]),
    ...(run === null ? [] : [{ ...run, value: last(run.values), mark: 'run' as const }]),
    ...(ghost === null ? [] : [{ ...ghost, value: last(ghost.values), mark: 'ghost' as const }]),
  ].filter(({ value }) => Number.isFinite(value))
}

/** The end of a band that lies farther from the median, where its name has more room. */
function fartherEnd([low, high]: readonly [number, number], median: number): number {
  return median - low > high - median ? low : high
}

function endLabelWidth(input: FanInput): number {
  const { size, width } = input
  // The reference's name may be long: it takes several lines.
  const names = namedEnds(input).map(({ label, mark }) =>
    Math.min(textWidth(label, size, 'bold'), mark === 'ghost' ? 11 * size : Infinity),
  )
  return Math.min(Math.max(0, ...names) + size / 2, 0.3 * width)
}

interface EndPlace {
  readonly y: ValueScale
  readonly right: number
  readonly labelWidth: number
  readonly top: number
  readonly bottom: number
}

function endLabels(input: FanInput, { y, right, labelWidth, top, bottom }: EndPlace): EndLabel[] {
  const { size } = input
  const step = lineHeight(size)
  const ends = namedEnds(input)
  const rows = ends.map(({ label }) => wrapText(label, labelWidth, size))
  const wanted = ends.map(({ value }, i) => ({
    at: y.at(value),
    height: (rows[i]?.length ?? 1) * step,
  }))
  const middles = spreadLabels(wanted, top - size, bottom + size)
  return ends.map(({ mark }, i) => {
    const middle = middles[i] as number
    const lines = rows[i] ?? []
    const first = middle - ((lines.length - 1) * step) / 2 + size * 0.34
    const from = wanted[i]?.at ?? middle
    return {
      x: right + LEADER,
      lines: lines.map((text, k) => ({ y: first + k * step, text })),
      leader: `M${right + 2},${from.toFixed(1)}L${right + LEADER - 4},${middle.toFixed(1)}`,
      mark,
    }
  })
}
