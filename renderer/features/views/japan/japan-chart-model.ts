import { scaleBand } from 'd3-scale'
import { valueAxis, widestLabel, type Axis } from '../../../charts/shared/axis.ts'
import { formatVehicles } from '../../../charts/shared/format.ts'
import { cutText, lineHeight, textWidth, wrapText } from '../../../charts/shared/text-size.ts'
import { en } from '../../../strings/en.ts'
import { formatMarketShare, type JapanModel, type JapanVm } from './japan-vm.ts'

const text = en.japan

interface Size {
  readonly width: number // px
  readonly height: number // px
  readonly textSize: number // px
}

export interface YearsChartInput extends Size {
  readonly years: JapanVm['years']
}

export interface YearsChartModel {
  readonly titleLines: readonly string[]
  readonly legendY: number
  readonly left: number
  readonly right: number
  readonly bottom: number
  readonly axis: Axis
  readonly bars: readonly {
    readonly year: number
    readonly x: number
    readonly y: number
    readonly width: number
    readonly height: number
    readonly share: string
    readonly isRecalled: boolean
  }[]
  readonly yearLabels: readonly { readonly year: number; readonly x: number }[]
}

/** A bar a year with its share above; years without a figure stay empty. */
export function yearsChartModel({
  width,
  height,
  textSize,
  years,
}: YearsChartInput): YearsChartModel {
  const step = lineHeight(textSize)
  const titleLines = wrapText(text.sales, width, textSize)
  const legendY = (titleLines.length + 0.9) * step
  const top = legendY + 1.8 * step
  const bottom = height - 1.8 * step
  const axis = valueAxis({
    values: years.map(({ figure }) => figure?.sales ?? NaN),
    range: [bottom, top],
    unit: 'vehicles',
    spacing: 2.4 * step,
  })
  const left = widestLabel(axis.ticks, textSize) + textSize
  const band = scaleBand<number>()
    .domain(years.map(({ year }) => year))
    .range([left, width - textSize / 2])
    .paddingInner(0.25)
    .paddingOuter(0.1)
  const middle = (year: number) => (band(year) ?? 0) + band.bandwidth() / 2
  const every = Math.max(1, Math.ceil((textWidth('2000', textSize) + 8) / band.step()))
  const last = years.at(-1)?.year ?? 0
  return {
    titleLines,
    legendY,
    left,
    right: width,
    bottom,
    axis,
    bars: years.flatMap(({ year, figure }) => {
      if (figure === null) return []
      const y = axis.scale(figure.sales)
      return [
        {
          year,
          x: band(year) ?? 0,
          y,
          width: band.bandwidth(),
          height: bottom - y,
          share: shareLabel(figure.share, band.step(), textSize),
          isRecalled: figure.isRecalled,
        },
      ]
    }),
    yearLabels: years
      .filter(({ year }) => (last - year) % every === 0)
      .map(({ year }) => ({ year, x: middle(year) })),
  }
}

/** The share with its decimal where bars are wide enough for it. */
function shareLabel(share: number, room: number, textSize: number): string {
  const full = formatMarketShare(share)
  return textWidth(full, textSize) < room * 0.97 ? full : `${Math.round(share * 100)}%`
}

export interface ModelsChartInput extends Size {
  readonly models: readonly JapanModel[]
  readonly year: number
}

export interface ModelsChartModel {
  readonly titleLines: readonly string[]
  readonly legendY: number
  readonly labelX: number
  readonly rows: readonly {
    readonly id: string
    readonly label: string
    readonly y: number
    readonly barY: number
    readonly barHeight: number
    readonly barWidth: number
    readonly value: string
    readonly valueX: number
    /** Where last year's sales stand, px; null where not known. */
    readonly beforeX: number | null
  }[]
}

const GAP = 8

/** Models by sales, with the year before as a line across. */
export function modelsChartModel(input: ModelsChartInput): ModelsChartModel {
  const { width, height, textSize, models, year } = input
  const step = lineHeight(textSize)
  const titleLines = wrapText(text.models(year), width, textSize)
  const legendY = (titleLines.length + 0.9) * step
  const top = legendY + 0.6 * step
  const labels = models.map(({ maker, model }) => `${maker} ${model}`)
  const labelX = Math.min(
    width * 0.58,
    Math.max(0, ...labels.map((label) => textWidth(label, textSize))),
  )
  const valueRoom = textWidth('200,000', textSize) + GAP
  const axis = valueAxis({
    values: models.flatMap(({ sales, before }) => [sales, before ?? NaN]),
    range: [labelX + GAP, width - valueRoom - GAP],
    unit: 'vehicles',
  })
  const rowHeight = Math.min(44, (height - top) / Math.max(1, models.length))
  const barHeight = rowHeight * 0.62
  return {
    titleLines,
    legendY,
    labelX,
    rows: models.map(({ sales, before }, i) => {
      const y = top + (i + 0.5) * rowHeight
      const end = Math.max(axis.scale(sales), before === null ? 0 : axis.scale(before))
      return {
        id: labels[i] ?? '',
        label: cutText(labels[i] ?? '', labelX, textSize),
        y,
        barY: y - barHeight / 2,
        barHeight,
        barWidth: axis.scale(sales) - axis.scale(0),
        value: formatVehicles(sales),
        valueX: end + GAP,
        beforeX: before === null ? null : axis.scale(before),
      }
    }),
  }
}
