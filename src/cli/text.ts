import { styleText } from 'node:util'

/** Text for a terminal: numbers with units, tables with aligned columns. */

export interface Style {
  heading(text: string): string
  faint(text: string): string
}

/** Choose plain text, or bold and faint where a terminal shows them and NO_COLOR is not set. */
export function createStyle(colour: boolean): Style {
  return {
    heading: (text) => (colour ? styleText('bold', text) : text),
    faint: (text) => (colour ? styleText('dim', text) : text),
  }
}

const whole = new Intl.NumberFormat('en-US', { maximumFractionDigits: 0 })
const ABSENT = '–'

export function vehicles(value: number | null): string {
  return value === null ? ABSENT : whole.format(value)
}

export function usd(value: number | null): string {
  return value === null ? ABSENT : `$${whole.format(value)}`
}

/** A signed sum in millions of dollars. */
export function millions(value: number | null): string {
  if (value === null) return ABSENT
  const rounded = whole.format(Math.abs(value) / 1e6)
  return `${value < 0 && rounded !== '0' ? '−' : ''}$${rounded}M`
}

export function percent(value: number | null, digits: number): string {
  return value === null ? ABSENT : `${(value * 100).toFixed(digits)}%`
}

export function yearOrNone(value: number | null): string {
  return value === null ? ABSENT : String(value)
}

export interface TextColumn {
  readonly title: string
  /** Numbers stand to the right. */
  readonly align: 'left' | 'right'
}

/** Lay out rows under their titles, columns two spaces apart. */
export function textTable(
  columns: readonly TextColumn[],
  rows: readonly (readonly string[])[],
  style: Style,
): string {
  const widths = columns.map(({ title }, at) =>
    Math.max(title.length, ...rows.map((row) => row[at]?.length ?? 0)),
  )
  const line = (cells: readonly string[]) =>
    columns
      .map(({ align }, at) => {
        const cell = cells[at] ?? ''
        const width = widths[at] ?? 0
        return align === 'right' ? cell.padStart(width) : cell.padEnd(width)
      })
      .join('  ')
      .trimEnd()
  const header = style.faint(line(columns.map(({ title }) => title)))
  return [header, ...rows.map(line)].join('\n')
}
