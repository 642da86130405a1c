import { curveMonotoneX, line } from 'd3-shape'
import { valueAxis, widestLabel, type Axis, type Span } from '../../../charts/shared/axis.ts'
import { lineHeight, textWidth } from '../../../charts/shared/text-size.ts'
import type { BestPrice } from './best-price.ts'
import { en } from '../../../strings/en.ts'
import type { PriceCurve, ProfitMeasure } from './price-vm.ts'
import { formatExactUsd, formatUsd } from '../../../charts/shared/format.ts'

const text = en.price

export interface CurvesInput {
  readonly width: number // px
  readonly height: number // px
  readonly textSize: number // px
  readonly curve: PriceCurve
  readonly measure: ProfitMeasure
  readonly year: number
  /** The scenario's own price, USD. */
  readonly price: number
  readonly best: BestPrice | null
}

interface Point {
  readonly x: number
  readonly y: number
}

/** One of the two plots, above each other over the same prices. */
export interface CurvePanel {
  readonly title: string
  readonly titleY: number
  readonly axis: Axis
  /** Top and bottom of the plot, px. */
  readonly span: Span
  readonly path: string
  readonly points: readonly Point[]
  readonly zeroY: number
}

/** A price marked across both plots. */
export interface PriceMark {
  readonly id: 'now' | 'best'
  readonly label: string
  readonly x: number
  readonly labelY: number
  readonly anchor: 'start' | 'middle' | 'end'
}

export interface CurvesModel {
  readonly left: number
  readonly right: number
  readonly priceAxis: Axis
  readonly axisTitleY: number
  readonly demand: CurvePanel
  readonly profit: CurvePanel
  readonly marks: readonly PriceMark[]
  /** The top of the profit curve. */
  readonly top: Point | null
}

/** Demand and what is earned over price, with the scenario's price and the best one marked. */
export function curvesModel(input: CurvesInput): CurvesModel {
  const { width, textSize, curve, measure, year, price, best } = input
  const spans = panelSpans(input)
  const earned = curve[measure]
  const floor = profitFloor(earned)
  const axisOf = (values: readonly number[], [from, to]: Span, unit: 'vehicles' | 'usd') =>
    valueAxis({ values, range: [to, from], unit, spacing: 2 * lineHeight(textSize) })
  const demandAxis = axisOf(curve.sales, spans.demand, 'vehicles')
  const shownEarned = earned.map((value) => Math.max(value, floor))
  const profitAxis = axisOf(shownEarned, spans.profit, 'usd')
  const labels = [demandAxis, profitAxis].map(({ ticks }) => widestLabel(ticks, textSize))
  const left = Math.max(...labels) + textSize
  const right = width - textWidth('$10,0', textSize)
  const priceAxis = valueAxis({
    values: [...curve.prices, price],
    range: [left, right],
    unit: 'usd',
    fromZero: false,
    spacing: 1.7 * textWidth('$100,000', textSize),
  })
  const x = (usd: number) => priceAxis.scale(usd)
  const panel = (values: readonly number[], axis: Axis, span: Span): Omit<CurvePanel, 'title'> => {
    const points = curve.prices.map((at, i) => ({
      x: rounded(x(at)),
      y: rounded(axis.scale(values[i] ?? NaN)),
    }))
    return {
      titleY: span[0] - lineHeight(textSize) * 0.8,
      axis,
      span,
      path: pathThrough(points),
      points: points.filter(({ y }) => y <= span[1] + 1),
      zeroY: axis.scale(0),
    }
  }
  const profitTitle = measure === 'npv' ? text.profitTitle : text.yearProfitTitle(year)
  return {
    left,
    right,
    priceAxis,
    axisTitleY: spans.profit[1] + 2.5 * lineHeight(textSize),
    demand: { ...panel(curve.sales, demandAxis, spans.demand), title: text.demandTitle(year) },
    profit: { ...panel(earned, profitAxis, spans.profit), title: profitTitle },
    marks: marksOf({ price, best, textSize, right, x }),
    top: best && { x: x(best.price), y: profitAxis.scale(best.earned) },
  }
}

/** Share out the height: marks, demand, profit, prices. */
function panelSpans({ height, textSize }: Pick<CurvesInput, 'height' | 'textSize'>) {
  const step = lineHeight(textSize)
  const marks = 2 * step
  const foot = 2.8 * step
  const gap = step * 2
  const each = Math.max(40, (height - marks - foot - 2 * gap) / 2)
  const demand: Span = [marks + gap, marks + gap + each]
  const profit: Span = [demand[1] + gap, demand[1] + gap + each]
  return { demand, profit }
}

/** Losses at very low prices are cut off below, else they would flatten what matters. */
function profitFloor(earned: readonly number[]): number {
  const most = Math.max(...earned.filter(Number.isFinite))
  return most > 0 ? -1.2 * most : 2.5 * most
}

/** A hundredth of a pixel is as fine as paths need be. */
function rounded(px: number): number {
  return Math.round(px * 100) / 100
}

function pathThrough(points: readonly Point[]): string {
  const draw = line<Point>(
    ({ x }) => x,
    ({ y }) => y,
  )
    .defined(({ y }) => Number.isFinite(y))
    .curve(curveMonotoneX)
  return draw(points) ?? ''
}

function marksOf(at: {
  readonly price: number
  readonly best: BestPrice | null
  readonly textSize: number
  readonly right: number
  readonly x: (usd: number) => number
}): PriceMark[] {
  const { price, best, textSize, right, x } = at
  const mark = (id: PriceMark['id'], usd: number, label: string, level: number): PriceMark => {
    const at = x(usd)
    const half = textWidth(label, textSize) / 2
    const anchor = at + half > right ? 'end' : at - half < 0 ? 'start' : 'middle'
    return { id, label, x: at, labelY: textSize + level * lineHeight(textSize), anchor }
  }
  const now = mark('now', price, `${text.scenarioPrice} ${formatExactUsd(price)}`, 0)
  if (best === null) return [now]
  return [now, mark('best', best.price, `${text.bestPrice} ${formatUsd(best.price)}`, 1)]
}
