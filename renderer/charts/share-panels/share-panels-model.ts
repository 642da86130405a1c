import { scaleLinear } from 'd3-scale'
import { niceDomain } from '../shared/axis.ts'
import type { ChartPoint } from '../shared/cursor.ts'
import { formatNumber, formatShare } from '../shared/format.ts'
import { cutText, lineHeight, textWidth } from '../shared/text-size.ts'

/** A group's share of what is shown, and what it would be if they bought like everybody. */
interface ShareRow {
  readonly label: string
  readonly share: number
  readonly benchmark: number
  /** The reference's share; NaN where there is none. */
  readonly ghost: number
}

interface SharePanel {
  readonly title: string
  readonly rows: readonly ShareRow[]
}

export interface SharePanelsData {
  readonly panels: readonly SharePanel[]
  readonly text: {
    readonly share: string
    readonly benchmark: string
    readonly times: string
    /** Name of the reference; null without one. */
    readonly ghost: string | null
  }
}

export interface SharePanelsInput extends SharePanelsData {
  readonly width: number // px
  readonly height: number // px
  readonly size: number // px of text
}

interface SharePanelsModel {
  /** May be more than was given, where the text would not fit. */
  readonly height: number
  readonly panels: readonly PlacedPanel[]
  readonly points: readonly ChartPoint[]
  readonly keys: readonly PlacedKey[]
}

interface PlacedPanel {
  readonly title: string
  readonly titleX: number
  readonly titleY: number
  readonly rows: readonly PlacedRow[]
}

interface PlacedRow {
  readonly label: string
  readonly labelX: number
  readonly middle: number
  readonly barX: number
  readonly barY: number
  readonly barWidth: number
  readonly barHeight: number
  readonly benchmarkX: number | null
  readonly ghostX: number | null
  readonly said: string
  readonly saidX: number
  readonly times: string
  readonly timesX: number
  readonly isOver: boolean
}

interface PlacedKey {
  readonly kind: 'share' | 'over' | 'benchmark' | 'ghost'
  readonly x: number
  readonly y: number
  readonly label: string
}

/** Buying this many times one's share is buying more than others do. */
export const OVER = 1.1
const PANEL_WIDTH = 23 // em
const MOST_COLUMNS = 3
const MOST_ROW = 2.2 // em
const EASY_ROW = 1.6 // em
const LEAST_ROW = 1.35 // em
const TITLE_ROWS = 1.1
const GAP_ROWS = 0.6

/** Geometry of small multiples of bars against marks, laid out in as many columns as fit. */
export function sharePanelsModel(input: SharePanelsInput): SharePanelsModel {
  const { width, size, panels } = input
  const gap = 2 * size
  const keys = placeKeys(input)
  const keyHeight = (keys.at(-1)?.row ?? 0) * lineHeight(size) + 1.8 * size
  const columns = columnCount(input, gap, input.height - keyHeight)
  const panelWidth = (width - gap * (columns - 1)) / columns
  const slots = intoColumns(panels, columns)
  const most = rowCount(slots)
  const room = (input.height - keyHeight) / most
  const pitch = Math.min(MOST_ROW * size, Math.max(LEAST_ROW * size, room))
  const height = Math.max(input.height, Math.ceil(most * pitch + keyHeight))
  const measures = rowMeasures(input, panelWidth)
  const placed = slots.map(({ panel, column, start }) => {
    const x = column * (panelWidth + gap)
    const top = start * pitch
    return {
      title: panel.title,
      titleX: x,
      titleY: top + Math.max(size, (TITLE_ROWS - 0.35) * pitch),
      rows: panel.rows.map((row, i) =>
        placeRow(row, x, top + (TITLE_ROWS + i + 0.5) * pitch, pitch, size, measures),
      ),
    }
  })
  return {
    height,
    panels: placed,
    points: placed.flatMap(({ title, rows }, p) =>
      rows.map((row, i) => rowPoint(title, row, panels[p]?.rows[i], input.text)),
    ),
    keys: keys.map(({ kind, x, row, label }) => ({
      kind,
      x,
      y: height - keyHeight + 1.6 * size + row * lineHeight(size),
      label,
    })),
  }
}

/** As few columns as the height allows, so that bars are long; no more than the width has room for. */
function columnCount({ panels, width, size }: SharePanelsInput, gap: number, room: number): number {
  const fitting = Math.floor((width + gap) / (PANEL_WIDTH * size + gap))
  const most = Math.min(MOST_COLUMNS, Math.max(1, fitting))
  for (let columns = 1; columns < most; columns += 1) {
    if (rowCount(intoColumns(panels, columns)) * EASY_ROW * size <= room) return columns
  }
  return most
}

/** Height of the tallest column, in rows. */
function rowCount(slots: readonly Slot[]): number {
  return Math.max(1, ...slots.map(({ end }) => end - GAP_ROWS))
}

interface Slot {
  readonly panel: SharePanel
  readonly column: number
  /** In rows. */
  readonly start: number
  readonly end: number
}

/** Put each panel, in order, where most room is left. */
function intoColumns(panels: readonly SharePanel[], columns: number): Slot[] {
  const ends = new Array<number>(columns).fill(0)
  return panels.map((panel) => {
    const column = ends.indexOf(Math.min(...ends))
    const start = ends[column] ?? 0
    const end = start + TITLE_ROWS + panel.rows.length + GAP_ROWS
    ends[column] = end
    return { panel, column, start, end }
  })
}

interface RowMeasures {
  readonly labelRoom: number
  readonly saidRoom: number
  readonly timesRoom: number
  /** Longest bar, px. */
  readonly barRoom: number
  readonly x: (share: number) => number
}

function rowMeasures({ panels, size }: SharePanelsInput, panelWidth: number): RowMeasures {
  const rows = panels.flatMap((panel) => panel.rows)
  const widest = (texts: readonly string[]) =>
    Math.max(0, ...texts.map((text) => textWidth(text, size, 'bold')))
  const labelRoom = Math.min(widest(rows.map(({ label }) => label)), 0.45 * panelWidth)
  const saidRoom = widest(rows.map(({ share }) => formatShare(share))) + size
  const timesRoom = widest(rows.map(saidTimes)) + size * 1.3
  const [, most] = niceDomain(rows.flatMap((row) => [row.share, row.benchmark, row.ghost]))
  const barRoom = Math.max(20, panelWidth - labelRoom - saidRoom - timesRoom - size * 0.7)
  return { labelRoom, saidRoom, timesRoom, barRoom, x: scaleLinear([0, most], [0, barRoom]) }
}

function placeRow(
  { label, share, benchmark, ghost }: ShareRow,
  x: number,
  middle: number,
  pitch: number,
  size: number,
  measures: RowMeasures,
): PlacedRow {
  const barX = x + measures.labelRoom + size * 0.7
  const barHeight = pitch * 0.5
  const barWidth = Number.isFinite(share) ? measures.x(share) : 0
  const mark = (value: number) => (Number.isFinite(value) ? barX + measures.x(value) : null)
  const most = barX + measures.barRoom
  return {
    label: cutText(label, measures.labelRoom + 1, size),
    labelX: x + measures.labelRoom,
    middle,
    barX,
    barY: middle - barHeight / 2,
    barWidth,
    barHeight,
    benchmarkX: mark(benchmark),
    ghostX: mark(ghost),
    said: formatShare(share),
    saidX: most + measures.saidRoom,
    times: saidTimes({ share, benchmark }),
    timesX: most + measures.saidRoom + measures.timesRoom,
    isOver: share > OVER * benchmark,
  }
}

/** How many times their share of all purchases a group buys. */
function saidTimes({ share, benchmark }: Pick<ShareRow, 'share' | 'benchmark'>): string {
  const times = share / benchmark
  return Number.isFinite(times) ? `${formatNumber(Number(times.toPrecision(2)))}×` : ''
}

function rowPoint(
  panel: string,
  placed: PlacedRow,
  row: ShareRow | undefined,
  text: SharePanelsData['text'],
): ChartPoint {
  return {
    x: placed.barX + placed.barWidth,
    y: placed.middle,
    title: `${panel}: ${row?.label ?? ''}`,
    lines: [
      { label: text.share, value: formatShare(row?.share ?? NaN) },
      { label: text.benchmark, value: formatShare(row?.benchmark ?? NaN) },
      ...(text.ghost === null
        ? []
        : [
            {
              label: text.ghost,
              value: formatShare(row?.ghost ?? NaN),
              mark: 'ghost' as const,
            },
          ]),
    ],
  }
}

function placeKeys({ width, size, text }: SharePanelsInput) {
  const wanted = [
    { kind: 'share' as const, label: text.share },
    { kind: 'benchmark' as const, label: text.benchmark },
    { kind: 'over' as const, label: text.times },
    ...(text.ghost === null ? [] : [{ kind: 'ghost' as const, label: text.ghost }]),
  ]
  let x = 0
  let row = 0
  return wanted.map(({ kind, label }) => {
    const needs = textWidth(label, size) + 3.2 * size
    if (x > 0 && x + needs > width) {
      x = 0
      row += 1
    }
    const key = { kind, label, x, row }
    x += needs
    return key
  })
}
