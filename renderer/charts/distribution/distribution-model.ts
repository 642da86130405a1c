import { area, line } from 'd3-shape'
import { widestLabel, type Tick } from '../shared/axis.ts'
import { formatShare, type Unit } from '../shared/format.ts'
import { cutText, lineHeight, textWidth } from '../shared/text-size.ts'
import { valueScale, type ScaleKind, type ValueScale } from '../shared/value-scale.ts'
import { smoothDensity, type DensityPoint } from './density.ts'

export type DistributionForm = 'density' | 'cumulative'

interface DistributionCurve {
  readonly label: string
  /** From the smallest draw to the largest, at equal steps of probability. */
  readonly quantiles: Float64Array
  /** Draws that they rest on: the more, the less is smoothed. */
  readonly draws: number
  /** The reference is drawn as a ghost. */
  readonly isGhost: boolean
}

/** What a distribution chart says, whatever its size. */
export interface DistributionData {
  readonly unit: Unit
  /** What the values are, with their unit, below the axis. */
  readonly axisTitle: string
  readonly densityTitle: string
  readonly cumulativeTitle: string
  readonly curves: readonly DistributionCurve[]
  /** A single run, marked on the axis. */
  readonly run: { readonly label: string; readonly value: number } | null
}

export interface DistributionInput extends DistributionData {
  readonly width: number // px
  readonly height: number // px
  readonly size: number // px of text
  readonly scale: ScaleKind
  readonly form: DistributionForm
  readonly threshold: number
}

interface DrawnCurve {
  readonly isGhost: boolean
  readonly line: string
  /** What lies beyond the threshold; nothing for a cumulative curve. */
  readonly beyond: string
}

interface LegendEntry {
  readonly x: number
  readonly label: string
  readonly mark: 'own' | 'ghost' | 'run'
}

interface DistributionModel {
  readonly plot: { left: number; right: number; top: number; bottom: number }
  readonly x: ValueScale
  readonly yTicks: readonly Tick[]
  readonly yTitle: string
  readonly curves: readonly DrawnCurve[]
  readonly runX: number | null
  readonly thresholdX: number
  /** Where the cumulative curve of the scenario is at the threshold. */
  readonly thresholdY: number | null
  readonly legend: readonly LegendEntry[]
  readonly legendY: number
}

/** Ends of the scale: what lies beyond them is one draw in a hundred above, one in two hundred below. */
const LEAST_SHOWN = 0.005
const MOST_SHOWN = 0.99
/** A ghost may rise this much above the scenario's curve before it is cut. */
const HIGHEST_GHOST = 2

/** Geometry of how draws are spread, as densities or as the share of draws above each value. */
export function distributionModel(input: DistributionInput): DistributionModel {
  const { width, height, size, unit, curves, run, scale, form, threshold } = input
  const step = lineHeight(size)
  const yTitle = form === 'cumulative' ? input.cumulativeTitle : input.densityTitle
  const legend = legendOf(input, textWidth(yTitle, size) + 2 * size)
  const top = legend.y + step + size
  const bottom = height - 2 * step - size / 2
  const yTicks = form === 'cumulative' ? shareTicks(top, bottom) : []
  const left = Math.ceil(Math.max(size * 1.5, widestLabel(yTicks, size) + size))
  const right = Math.max(left + 40, width - 2 * size)
  const ends = curves.flatMap(({ quantiles }) => [
    at(quantiles, LEAST_SHOWN),
    at(quantiles, MOST_SHOWN),
  ])
  const values = [...ends, ...(run === null ? [] : [run.value])]
  const fromZero = values.every((value) => value >= 0)
  const x = valueScale({
    kind: scale,
    values,
    range: [left, right],
    unit,
    fromZero,
    spacing: 6 * size,
  })
  const thresholdX = x.at(threshold)
  const drawn =
    form === 'density'
      ? densities(input, x, { left, right, top, bottom, thresholdX })
      : curves.map(({ quantiles, isGhost }) => ({
          isGhost,
          line: cumulativeLine(quantiles, x, top, bottom),
          beyond: '',
        }))
  const own = curves.find(({ isGhost }) => !isGhost)
  return {
    plot: { left, right, top, bottom },
    x,
    yTicks,
    yTitle,
    curves: drawn,
    runX: run === null ? null : x.at(run.value),
    thresholdX,
    thresholdY:
      form === 'cumulative' && own !== undefined
        ? bottom - (bottom - top) * above(own.quantiles, threshold)
        : null,
    legend: legend.entries,
    legendY: legend.y,
  }
}

/** The quantile at a probability, of those given. */
function at(quantiles: Float64Array, probability: number): number {
  return quantiles[Math.round(probability * (quantiles.length - 1))] ?? NaN
}

function above(quantiles: Float64Array, threshold: number): number {
  const first = quantiles.findIndex((value) => value > threshold)
  if (first < 0) return 0
  return first === 0 ? 1 : 1 - (first - 0.5) / (quantiles.length - 1)
}

function shareTicks(top: number, bottom: number): Tick[] {
  return [0, 0.25, 0.5, 0.75, 1].map((share) => ({
    at: bottom - share * (bottom - top),
    label: share === 0 ? '0%' : formatShare(share),
  }))
}

interface DensityPlace {
  readonly left: number
  readonly right: number
  readonly top: number
  readonly bottom: number
  readonly thresholdX: number
}

function densities(input: DistributionInput, x: ValueScale, place: DensityPlace): DrawnCurve[] {
  const { left, right, top, bottom, thresholdX } = place
  const smoothed = input.curves.map(({ quantiles, draws }) => {
    const isWall = input.scale === 'linear' && x.low === 0 && (quantiles[0] ?? 0) >= 0
    return pointMassOf(quantiles)
      ? []
      : smoothDensity(midpoints(quantiles, x), draws, { from: left, to: right, isWall })
  })
  const highest = (points: readonly DensityPoint[]) =>
    Math.max(0, ...points.map(({ density }) => density))
  const own = highest(smoothed[input.curves.findIndex(({ isGhost }) => !isGhost)] ?? [])
  const all = Math.max(...smoothed.map(highest))
  const most = own > 0 ? Math.min(all, HIGHEST_GHOST * own) : all
  const y = (density: number) => bottom - (Math.min(density, most) / (most || 1)) * (bottom - top)
  return input.curves.map(({ quantiles, isGhost }, i) => {
    const points = smoothed[i] ?? []
    if (points.length === 0) {
      const value = quantiles[0] ?? NaN
      const isOn = value >= x.low && value <= x.high
      return {
        isGhost,
        line: isOn ? `M${x.at(value).toFixed(1)},${bottom}V${top}` : '',
        beyond: '',
      }
    }
    const beyond = points.filter((point) => point.x >= thresholdX)
    return {
      isGhost,
      line:
        line<DensityPoint>(
          (point) => point.x,
          (point) => y(point.density),
        )(points) ?? '',
      beyond:
        area<DensityPoint>(
          (point) => point.x,
          bottom,
          (point) => y(point.density),
        )(beyond) ?? '',
    }
  })
}

/** Whether all draws are at one value. */
export function pointMassOf(quantiles: Float64Array): boolean {
  return quantiles[0] === quantiles.at(-1)
}

/** Positions of equal weight: the middles between neighbouring quantiles. */
function midpoints(quantiles: Float64Array, x: ValueScale): number[] {
  const positions: number[] = []
  for (let i = 1; i < quantiles.length; i += 1) {
    const middle = ((quantiles[i - 1] as number) + (quantiles[i] as number)) / 2
    // What lies beyond an end does not pile up there.
    positions.push(middle < x.low ? -1e9 : middle > x.high ? 1e9 : x.at(middle))
  }
  return positions
}

function cumulativeLine(
  quantiles: Float64Array,
  x: ValueScale,
  top: number,
  bottom: number,
): string {
  const last = quantiles.length - 1
  const points = [...quantiles.entries()].filter(([, value]) => value >= x.low && value <= x.high)
  return (
    line(
      ([, value]) => x.at(value),
      ([i]) => bottom - (1 - i / last) * (bottom - top),
    )(points) ?? ''
  )
}

interface Legend {
  readonly entries: readonly LegendEntry[]
  /** Its baseline, px. */
  readonly y: number
}

/** What the lines are, beside the chart's title where there is room, else below it. */
function legendOf({ curves, run, size, width }: DistributionInput, titleWidth: number): Legend {
  const named = [
    ...curves.map(({ label, isGhost }) => ({
      label,
      mark: isGhost ? ('ghost' as const) : ('own' as const),
    })),
    ...(run === null ? [] : [{ label: run.label, mark: 'run' as const }]),
  ]
  const pitch = (label: string) => textWidth(label, size) + 4 * size
  const whole = named.reduce((sum, { label }) => sum + pitch(label), 0)
  const isBeside = titleWidth + whole <= width
  const others = named.filter(({ mark }) => mark !== 'ghost')
  const room = width - others.reduce((sum, { label }) => sum + pitch(label), 0) - 4 * size
  let x = isBeside ? titleWidth : 0
  const entries = named.map(({ label, mark }) => {
    const entry = {
      x,
      label: mark === 'ghost' && !isBeside ? cutText(label, room, size) : label,
      mark,
    }
    x += pitch(entry.label)
    return entry
  })
  return { entries, y: isBeside ? size : size + lineHeight(size) }
}
