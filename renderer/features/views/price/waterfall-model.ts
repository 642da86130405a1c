import { scaleLinear } from 'd3-scale'
import { cutText, lineHeight, textWidth, wrapText } from '../../../charts/shared/text-size.ts'
import { niceDomain } from '../../../charts/shared/axis.ts'
import { en } from '../../../strings/en.ts'
import { formatExactUsd } from '../../../charts/shared/format.ts'
import type { PricePart } from './price-vm.ts'

const text = en.price

export interface WaterfallInput {
  readonly width: number // px
  readonly height: number // px
  readonly textSize: number // px
  readonly title: string
  readonly parts: readonly PricePart[]
  readonly price: number // USD
  readonly referencePrice: number | null // USD
}

export interface WaterfallRow {
  readonly id: string
  readonly kind: PricePart['kind'] | 'price' | 'reference'
  readonly label: string
  readonly value: string
  /** Bar, px. */
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
  /** Baseline of the texts and where the value starts, px. */
  readonly textY: number
  readonly valueX: number
  /** Line to the next row where the bar ended, px; null after the price. */
  readonly link: { readonly x: number; readonly y1: number; readonly y2: number } | null
}

export interface WaterfallModel {
  readonly titleLines: readonly string[]
  readonly labelX: number
  readonly zeroX: number
  readonly zeroY: readonly [number, number]
  readonly rows: readonly WaterfallRow[]
}

const GAP = 8
const TALLEST_ROW = 46

/** Rows from the factory to the sticker, one bar each, and the reference's price as a ghost. */
export function waterfallModel(input: WaterfallInput): WaterfallModel {
  const { width, height, textSize, parts, price, referencePrice } = input
  const titleLines = wrapText(input.title, width, textSize)
  const top = titleLines.length * lineHeight(textSize) + GAP
  const entries = [
    ...parts.map(({ id, kind, label, usd, from, to }) => ({ id, kind, label, usd, from, to })),
    { id: 'price', kind: 'price' as const, label: text.sticker, usd: price, from: 0, to: price },
    ...(referencePrice === null ? [] : [referenceEntry(referencePrice)]),
  ]
  const widest = (texts: readonly string[]) =>
    Math.max(0, ...texts.map((shown) => textWidth(shown, textSize)))
  const labelWidth = Math.min(width * 0.42, widest(entries.map(({ label }) => label)))
  const valueWidth = widest(entries.map(({ usd }) => formatExactUsd(usd)))
  const left = labelWidth + GAP
  // The price is written bold, which is wider.
  const right = Math.max(left + 20, width - valueWidth * 1.1 - 2 * GAP)
  const x = scaleLinear(niceDomain(entries.flatMap(({ from, to }) => [from, to])), [left, right])
  const rowHeight = Math.min(TALLEST_ROW, (height - top) / entries.length)
  const barHeight = Math.max(4, rowHeight * 0.66)
  const rows = entries.map((entry, i): WaterfallRow => {
    const y = top + i * rowHeight + (rowHeight - barHeight) / 2
    const [start, end] = [x(Math.min(entry.from, entry.to)), x(Math.max(entry.from, entry.to))]
    const isPart = entry.kind !== 'price' && entry.kind !== 'reference'
    return {
      id: entry.id,
      kind: entry.kind,
      label: cutText(entry.label, labelWidth, textSize),
      value: formatExactUsd(entry.usd),
      x: start,
      y,
      width: Math.max(1, end - start),
      height: barHeight,
      textY: y + barHeight / 2,
      valueX: end + GAP,
      link: isPart ? { x: x(entry.to), y1: y + barHeight, y2: y + rowHeight } : null,
    }
  })
  const bottom = top + entries.length * rowHeight
  return { titleLines, labelX: labelWidth, zeroX: x(0), zeroY: [top, bottom], rows }
}

function referenceEntry(usd: number) {
  return {
    id: 'reference',
    kind: 'reference' as const,
    label: text.referenceRow,
    usd,
    from: 0,
    to: usd,
  }
}
