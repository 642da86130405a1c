import { lineHeight, textWidth } from '../shared/text-size.ts'
import type { Access } from './access.ts'
import type { ColourScale } from './colour-scale.ts'

export interface MapLegendText {
  /** What the colours measure, with its unit. */
  readonly title: string
  readonly keys: readonly { readonly access: Access | 'none'; readonly label: string }[]
}

export interface MapLegend {
  /** Where it begins, px. */
  readonly top: number
  readonly title: { readonly x: number; readonly y: number; readonly text: string }
  readonly swatches: readonly {
    readonly x: number
    readonly y: number
    readonly width: number
    readonly height: number
    readonly colour: string
  }[]
  readonly labels: readonly { readonly x: number; readonly y: number; readonly text: string }[]
  readonly keys: readonly {
    readonly x: number
    readonly y: number
    readonly side: number
    readonly access: Access | 'none'
    readonly label: string
  }[]
}

interface MapLegendInput {
  readonly scale: ColourScale
  readonly text: MapLegendText
  readonly width: number // px
  readonly size: number // px of text
  /** Where it must end, px. */
  readonly bottom: number
}

/** A bar of colours with the values at which they change, and keys to its right or below it. */
export function mapLegend({ scale, text, width, size, bottom }: MapLegendInput): MapLegend {
  const line = lineHeight(size)
  const barWidth = Math.min(width, Math.max(18 * size, textWidth(text.title, size)))
  const step = barWidth / Math.max(1, scale.colours.length)
  const gap = 2 * size
  const keyWidth = (label: string) => 1.6 * size + textWidth(label, size) + 1.5 * size
  const keysWidth = text.keys.reduce((sum, { label }) => sum + keyWidth(label), 0)
  const isBeside = barWidth + gap + keysWidth <= width
  const keyRows = isBeside ? 0 : rowsOf(text.keys, keyWidth, width).length
  const height = 3 * line + keyRows * line
  const top = bottom - height
  const barTop = top + line
  const rows = isBeside ? [text.keys] : rowsOf(text.keys, keyWidth, width)
  return {
    top,
    title: { x: 0, y: top + size, text: text.title },
    swatches: scale.colours.map((colour, i) => ({
      x: i * step,
      y: barTop,
      width: step,
      height: size,
      colour,
    })),
    labels: scale.marks.map(({ at, label }) => ({
      // A label at an end stays within the bar.
      x: clamp(at * barWidth, textWidth(label, size) / 2, width - textWidth(label, size) / 2),
      y: barTop + 2.1 * size,
      text: label,
    })),
    keys: rows.flatMap((row, r) => {
      let x = isBeside ? barWidth + gap : 0
      const y = isBeside ? barTop : barTop + 2 * line + r * line
      return row.map(({ access, label }) => {
        const key = { x, y, side: size, access, label }
        x += keyWidth(label)
        return key
      })
    }),
  }
}

function clamp(value: number, low: number, high: number): number {
  return Math.min(Math.max(value, low), high)
}

type Key = MapLegendText['keys'][number]

function rowsOf(keys: readonly Key[], widthOf: (label: string) => number, width: number): Key[][] {
  const rows: Key[][] = []
  let left = 0
  for (const key of keys) {
    const needs = widthOf(key.label)
    if (needs > left || rows.length === 0) {
      rows.push([])
      left = width
    }
    rows.at(-1)?.push(key)
    left -= needs
  }
  return rows
}
