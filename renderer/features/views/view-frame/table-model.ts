import {
  formatExactUsd,
  formatShare,
  formatUsd,
  formatVehicles,
  NO_VALUE,
  numberWriter,
} from '../../../charts/shared/format.ts'

/** The table that is a chart's twin: what is drawn, as rows to read, copy and save. */
export interface TableModel {
  readonly columns: readonly TableColumn[]
  readonly rows: readonly (readonly TableCell[])[]
  readonly caption: string
}

/** Null where there is no value; NaN is taken for the same. */
export type TableCell = string | number | null

interface TableColumn {
  readonly title: string
  /**
   * 'vehicles' and 'USD' are written with separators, '%' is of a fraction; any other unit stands in the
   * heading and its numbers have at most 3 digits. A number without a unit, such as a year, is written plainly.
   */
  readonly unit?: string
  /** Dollars to the dollar, where the chart says them so. */
  readonly exact?: boolean
  /** How the number of a row is shown, where it is known less well than its unit is written. */
  readonly write?: (value: number, row: number) => string
  readonly align: 'left' | 'right'
}

const plain = numberWriter({ maximumFractionDigits: 3, useGrouping: false })
const measured = numberWriter({ maximumSignificantDigits: 3 })

/** A cell as it is shown in a row. */
export function cellText(cell: TableCell | undefined, column: TableColumn, row = 0): string {
  if (cell === null || cell === undefined) return NO_VALUE
  if (typeof cell === 'string') return cell
  if (!Number.isFinite(cell)) return NO_VALUE
  if (column.write !== undefined) return column.write(cell, row)
  switch (column.unit) {
    case undefined:
      return plain(cell)
    case 'vehicles':
      return formatVehicles(cell)
    case 'USD':
      return column.exact === true ? formatExactUsd(cell) : formatUsd(cell)
    case '%':
      return formatShare(cell)
    default:
      return measured(cell)
  }
}

/** A column's heading with its unit. */
export function columnTitle({ title, unit }: TableColumn): string {
  return unit === undefined ? title : `${title}, ${unit}`
}

/**
 * A table as CSV (RFC 4180): full precision, a blank where there is no value, shares as fractions. Text
 * that a spreadsheet would run as a formula gets a leading quote; numbers, negative ones too, do not.
 */
export function tableCsv({ columns, rows }: TableModel): string {
  const lines = [columns.map(csvTitle), ...rows.map((row) => row.map(csvCell))]
  return `${lines.map((cells) => cells.map(quoted).join(',')).join('\r\n')}\r\n`
}

/** A table as tab-separated text, which spreadsheets paste into cells. */
export function tableTsv({ columns, rows }: TableModel): string {
  const lines = [columns.map(csvTitle), ...rows.map((row) => row.map(csvCell))]
  return lines
    .map((cells) => cells.map((cell) => cell.replace(/[\t\r\n]+/g, ' ')).join('\t'))
    .join('\n')
}

/** Shares are fractions in a file, so their heading does not say %. */
function csvTitle(column: TableColumn): string {
  return safe(columnTitle(column.unit === '%' ? { ...column, unit: 'share' } : column))
}

function csvCell(cell: TableCell): string {
  if (cell === null) return ''
  if (typeof cell === 'number') return Number.isFinite(cell) ? String(cell) : ''
  return safe(cell)
}

function safe(text: string): string {
  return /^[=+\-@\t\r]/.test(text) ? `'${text}` : text
}

function quoted(cell: string): string {
  return /[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell
}
