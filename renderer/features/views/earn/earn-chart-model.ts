import { valueAxis, type Axis } from '../../../charts/shared/axis.ts'
import { cutText, lineHeight, textWidth, wrapText } from '../../../charts/shared/text-size.ts'
import { en } from '../../../strings/en.ts'
import type { SourceKind } from '../../../strings/en/earn.ts'
import type { EarnRow } from './earn-vm.ts'
import { formatGain } from './money.ts'

const text = en.earn

export interface EarnChartInput {
  readonly width: number // px
  readonly height: number // px
  readonly textSize: number // px
  readonly rows: readonly EarnRow[]
  readonly sources: readonly SourceKind[]
  readonly lastYear: number
  readonly hasReference: boolean
}

interface Bar {
  readonly x: number
  readonly width: number
}

interface LegendEntry {
  readonly id: SourceKind | 'mixed' | 'loss' | 'ghost'
  readonly label: string
  readonly x: number
}

export interface EarnChartRow {
  readonly id: string
  readonly kind: EarnRow['kind']
  readonly source: SourceKind | null
  readonly isLoss: boolean
  readonly label: string
  readonly detail: string
  /** Middle of the row; labels stand around it. */
  readonly y: number
  readonly bar: Bar | null
  readonly ghost: Bar | null
  readonly barY: number
  readonly barHeight: number
  readonly value: string
  readonly valueX: number
  readonly valueAnchor: 'start' | 'end'
  readonly facts: readonly string[]
}

export interface EarnChartModel {
  readonly height: number
  readonly axisTitle: readonly string[]
  readonly legendY: number
  readonly legend: readonly LegendEntry[]
  readonly axis: Axis
  readonly plot: { readonly left: number; readonly right: number }
  readonly top: number
  readonly bottom: number
  readonly zeroX: number
  readonly labelX: number
  readonly rows: readonly EarnChartRow[]
  /** Right edges and headings of the columns of facts. */
  readonly facts: readonly { readonly x: number; readonly heading: readonly string[] }[]
}

const GAP = 10
const TALLEST_ROW = 64

/** Height below which rows run into each other, px. */
export function leastEarnHeight({ rows, textSize }: Pick<EarnChartInput, 'rows' | 'textSize'>) {
  const lines = isOneDetail(rows) ? 1.4 : 2.1
  return Math.ceil(lineHeight(textSize) * (rows.length * lines + 6))
}

/** Said of all rows alike, a detail is said once, in the legend. */
function isOneDetail(rows: readonly EarnRow[]): boolean {
  return rows.length > 1 && new Set(rows.map(({ detail }) => detail)).size === 1
}

/** Bars to the right for gains and to the left for losses, with what each needs to sell. */
export function earnChartModel(input: EarnChartInput): EarnChartModel {
  const { width, height, textSize, rows } = input
  const step = lineHeight(textSize)
  const hasDetails = !isOneDetail(rows)
  const labels = rows.flatMap(({ label, detail }) => (hasDetails ? [label, detail] : [label]))
  const labelWidth = Math.min(width * 0.34, widest(labels, textSize))
  const facts = factColumns(input)
  const valueRoom = widest(
    rows.map(({ npv }) => formatGain(npv)),
    textSize,
  )
  const left = labelWidth + GAP * 2
  const right = width - facts.width
  const headingLines = Math.max(1, ...facts.columns.map(({ heading }) => heading.length))
  const axisTitle = wrapText(text.axis, width, textSize)
  const legendY = step * (axisTitle.length + 0.9)
  const top = legendY + step * (headingLines + 0.8)
  const bottom = height - step * 1.8
  const ghosts = rows.flatMap(({ referenceNpv }) => (referenceNpv === null ? [] : [referenceNpv]))
  const values = [...rows.map(({ npv }) => npv), ...ghosts]
  const hasLoss = rows.some(({ npv }) => npv < 0)
  // Room for the numbers at the bars' ends.
  const inset = valueRoom + GAP
  const axis = valueAxis({
    values,
    range: [left + (hasLoss ? inset : 0), right - inset],
    unit: 'usd',
    spacing: textWidth('−$1,000M', textSize) + textSize,
  })
  const rowHeight = Math.min(TALLEST_ROW, (bottom - top) / Math.max(1, rows.length))
  const zeroX = axis.scale(0)
  return {
    height,
    axisTitle,
    legendY,
    legend: legendOf(input),
    axis,
    plot: { left, right },
    top,
    bottom: top + rowHeight * rows.length,
    zeroX,
    labelX: labelWidth,
    rows: rows.map((row, i) => {
      const shown = hasDetails ? row : { ...row, detail: '' }
      return placeRow(shown, { axis, rowHeight, top, i, labelWidth, textSize })
    }),
    facts: facts.columns,
  }
}

function placeRow(
  row: EarnRow,
  at: {
    readonly axis: Axis
    readonly rowHeight: number
    readonly top: number
    readonly i: number
    readonly labelWidth: number
    readonly textSize: number
  },
): EarnChartRow {
  const { axis, rowHeight, textSize } = at
  const y = at.top + (at.i + 0.5) * rowHeight
  const isHeading = row.kind === 'heading'
  const barHeight = Math.min(28, rowHeight * 0.6)
  const barTo = (usd: number): Bar => {
    const [from, to] = [axis.scale(Math.min(0, usd)), axis.scale(Math.max(0, usd))]
    return { x: from, width: Math.max(1, to - from) }
  }
  const isLoss = row.npv < 0
  const end = isHeading ? 0 : row.npv
  return {
    id: row.id,
    kind: row.kind,
    source: row.source,
    isLoss,
    label: cutText(row.label, at.labelWidth, textSize),
    detail: cutText(row.detail, at.labelWidth, textSize),
    y,
    bar: isHeading ? null : barTo(row.npv),
    ghost: isHeading || row.referenceNpv === null ? null : barTo(row.referenceNpv),
    barY: y - barHeight / 2,
    barHeight,
    value: formatGain(row.npv),
    valueX: axis.scale(end) + (isLoss ? -GAP : GAP),
    valueAnchor: isLoss ? 'end' : 'start',
    facts: isHeading ? [] : [row.payback, row.needs, row.sells],
  }
}

/** Columns of facts at the right, where there is room for them. */
function factColumns({ width, textSize, rows, lastYear }: EarnChartInput) {
  if (width < 60 * textSize) return { width: 0, columns: [] }
  const { payback, needs, sells } = text.columns
  const columnWidth = textWidth('Must sell', textSize) + GAP
  const isEmpty = (i: number) => rows.every((row) => [row.payback, row.needs, row.sells][i] === '')
  const headings = [payback, needs, sells(lastYear)]
  const columns = headings.map((heading, i) => ({
    x: width - (headings.length - 1 - i) * columnWidth,
    heading: isEmpty(i) ? [] : wrapText(heading, columnWidth - GAP, textSize),
  }))
  return { width: columnWidth * headings.length + GAP, columns }
}

function legendOf({ sources, rows, hasReference, textSize }: EarnChartInput): LegendEntry[] {
  const detail = isOneDetail(rows) ? (rows[0]?.detail ?? '') : ''
  const entries: Omit<LegendEntry, 'x'>[] = [
    ...(detail === ''
      ? []
      : [{ id: rows[0]?.source ?? ('mixed' as const), label: text.all(detail) }]),
    ...(sources.length > 1 ? sources.map((id) => ({ id, label: text.sources[id] })) : []),
    ...(rows.some(({ npv }) => npv < 0) ? [{ id: 'loss' as const, label: text.loss }] : []),
    ...(hasReference ? [{ id: 'ghost' as const, label: text.ghost }] : []),
  ]
  let x = 0
  return entries.map(({ id, label }) => {
    const entry = { id, label, x }
    x += textSize * 2.6 + textWidth(label, textSize)
    return entry
  })
}

function widest(texts: readonly string[], size: number): number {
  return Math.max(0, ...texts.map((shown) => textWidth(shown, size)))
}
