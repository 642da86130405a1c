import { lineHeight, textWidth, wrapText } from '../../../charts/shared/text-size.ts'
import { en } from '../../../strings/en.ts'
import type { NameplateRow } from './nameplates-vm.ts'

const text = en.howSure

export interface ChancesChartInput {
  readonly rows: readonly NameplateRow[]
  readonly width: number // px
  /** px that it may fill; it takes more where rows need it. */
  readonly height: number
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
  const { rows, width, height, textSize: size, referenceName } = input
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
  const axisTitle = wrapText(
    referenceName === null ? text.earnsAxis : text.earnsAxisGhost(referenceName),
    Math.max(right + shareRoom - size, 10 * size),
    size,
  )
  const headLines = Math.max(axisTitle.length, ...headings.map(({ length }) => length))
  const top = headLines * step + size
  const least = isNarrow ? 2.4 * step : 1.5 * step
  const room = (height - top - 2 * step) / rows.length
  const pitch = Math.max(least, Math.min(room, 1.5 * least))
  const barHeight = Math.round(isNarrow ? step * 0.9 : pitch * 0.62)
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
      const middle = y + barHeight / 2
      return {
        ...row,
        ...barOf(row, x, referenceName !== null),
        y,
        middle,
        labelY: isNarrow ? y - size * 0.3 : middle + size * 0.34,
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

/** What lies along the scale in a row. */
function barOf(
  { earnsBack: { value, error }, referenceShare }: NameplateRow,
  x: (share: number) => number,
  hasReference: boolean,
): Pick<ChancesRow, 'length' | 'error' | 'ghostX'> {
  return {
    length: x(value) - x(0),
    error: [x(Math.max(0, value - error)), x(Math.min(1, value + error))],
    ghostX: hasReference && Number.isFinite(referenceShare) ? x(referenceShare) : null,
  }
}
