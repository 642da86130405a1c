import { lineHeight, textWidth, wrapText } from '../../../charts/shared/text-size.ts'
import { howSureText as text } from './how-sure-text.ts'
import type { NameplateRow } from './nameplates-vm.ts'

export interface ChancesChartInput {
  readonly rows: readonly NameplateRow[]
  readonly width: number // px
  readonly textSize: number // px
  /** Null where no reference is drawn. */
  readonly referenceName: string | null
}

interface ChancesRow {
  readonly id: string
  readonly label: string
  readonly labelY: number
  readonly y: number
  readonly middle: number
  /** Length of the bar, px. */
  readonly length: number
  /** Ends of the error's stretch, px. */
  readonly error: readonly [number, number]
  readonly share: string
  readonly ghostX: number | null
  readonly npvMedian: string
  readonly npvRange: string
}

interface ChancesChartModel {
  readonly height: number
  readonly left: number
  readonly right: number
  readonly barHeight: number
  readonly top: number
  readonly bottom: number
  readonly rows: readonly ChancesRow[]
  /** 0%, 50% and 100%. */
  readonly ticks: readonly { readonly at: number; readonly label: string }[]
  readonly columns: readonly { readonly x: number; readonly heading: readonly string[] }[]
  readonly headingY: number
  readonly axisTitle: readonly string[]
}

/** Geometry of bars from none to all of the draws, with what is earned beside them. */
export function chancesChartModel(input: ChancesChartInput): ChancesChartModel {
  const { rows, width, textSize: size, referenceName } = input
  const step = lineHeight(size)
  const widest = (texts: readonly string[]) =>
    Math.max(0, ...texts.map((it) => textWidth(it, size)))
  // Names stand above their bars where there is no room beside them.
  const isNarrow = width < 52 * size
  const labelRoom = isNarrow ? 0 : Math.min(widest(rows.map(({ label }) => label)), 0.25 * width)
  const rangeRoom = Math.max(widest(rows.map(({ npvRange }) => npvRange)), 7 * size)
  const medianRoom = Math.max(widest(rows.map(({ npvMedian }) => npvMedian)), 5 * size)
  const shareRoom = widest(rows.map(({ share }) => share)) + size
  const left = Math.ceil(labelRoom + (isNarrow ? 0 : size * 0.7))
  const facts = medianRoom + rangeRoom + 2.5 * size
  const right = Math.max(left + 60, width - facts - shareRoom)
  const headings = [text.npvMedian, text.npvRange].map((heading, i) =>
    wrapText(heading, i === 0 ? medianRoom : rangeRoom, size),
  )
  const axisTitle = wrapText(text.earnsAxis, Math.max(right + shareRoom - size, 10 * size), size)
  const headLines = Math.max(axisTitle.length, ...headings.map(({ length }) => length))
  const top = headLines * step + size
  const pitch = isNarrow ? 2.4 * step : 1.7 * step
  const barHeight = Math.round(step * 0.9)
  const x = (share: number) => left + share * (right - left)
  const bottom = top + rows.length * pitch
  return {
    height: Math.ceil(bottom + step + size * 0.6),
    left,
    right,
    barHeight,
    top,
    bottom,
    rows: rows.map((row, i) => {
      const y = top + i * pitch + (isNarrow ? step : (pitch - barHeight) / 2)
      const { value, error } = row.earnsBack
      return {
        ...row,
        y,
        labelY: isNarrow ? y - size * 0.3 : y + barHeight / 2 + size * 0.34,
        middle: y + barHeight / 2,
        length: x(value) - left,
        error: [x(Math.max(0, value - error)), x(Math.min(1, value + error))] as const,
        ghostX:
          referenceName !== null && Number.isFinite(row.referenceShare)
            ? x(row.referenceShare)
            : null,
      }
    }),
    ticks: [0, 0.5, 1].map((share) => ({ at: x(share), label: `${100 * share}%` })),
    columns: [
      { x: width - rangeRoom - 1.5 * size, heading: headings[0] ?? [] },
      { x: width, heading: headings[1] ?? [] },
    ],
    headingY: size,
    axisTitle,
  }
}
