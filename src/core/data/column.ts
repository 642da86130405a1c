/**
 * Columns of a data table: what a cell may hold, in which unit, and how it is said in a message.
 * Tables, scenario overrides and their error messages are all derived from these.
 */

export interface NumberLimits {
  /** Unit as printed, e.g. `USD/yr`; `1` for a pure number. */
  readonly unit: string
  /** Smallest and largest value that makes sense, inclusive; left out where there is none. */
  readonly min?: number
  readonly max?: number
  readonly integer?: boolean
}

export interface NumberColumn extends NumberLimits {
  readonly kind: 'number'
  readonly blank: false
}
export interface BlankableNumberColumn extends NumberLimits {
  readonly kind: 'number'
  /** A blank cell is allowed and read as null. */
  readonly blank: true
}
export interface FlagColumn {
  readonly kind: 'flag'
}
export interface TextColumn {
  readonly kind: 'text'
}
export interface BlankableTextColumn {
  readonly kind: 'blankable-text'
}
export interface WordColumn<W extends string> {
  readonly kind: 'word'
  readonly words: readonly W[]
}
/** The id of a row of another table, or blank. */
export interface ReferenceColumn {
  readonly kind: 'reference'
  readonly table: string
}

export type Column =
  | NumberColumn
  | BlankableNumberColumn
  | FlagColumn
  | TextColumn
  | BlankableTextColumn
  | WordColumn<string>
  | ReferenceColumn

/** The value a column's cells are read as. */
export type Cell<C extends Column> = C extends NumberColumn
  ? number
  : C extends BlankableNumberColumn
    ? number | null
    : C extends FlagColumn
      ? boolean
      : C extends WordColumn<infer W>
        ? W
        : C extends ReferenceColumn | BlankableTextColumn
          ? string | null
          : string

export function number(limits: NumberLimits): NumberColumn {
  return { kind: 'number', blank: false, ...limits }
}
export function numberOrBlank(limits: NumberLimits): BlankableNumberColumn {
  return { kind: 'number', blank: true, ...limits }
}
export function share(): NumberColumn {
  return number({ unit: 'share', min: 0, max: 1 })
}
export const text: TextColumn = { kind: 'text' }
export const textOrBlank: BlankableTextColumn = { kind: 'blankable-text' }
export const flag: FlagColumn = { kind: 'flag' }
export function word<const W extends string>(...words: readonly W[]): WordColumn<W> {
  return { kind: 'word', words }
}
export function reference(table: string): ReferenceColumn {
  return { kind: 'reference', table }
}

/** Say which numbers are allowed, e.g. `a whole number from 1 to 12 (seats)`. */
export function allowedNumber({ unit, min, max, integer }: NumberLimits): string {
  const noun = integer ? 'a whole number' : 'a number'
  const range =
    min !== undefined && max !== undefined
      ? ` from ${min} to ${max}`
      : min !== undefined
        ? ` of ${min} or more`
        : max !== undefined
          ? ` of ${max} or less`
          : ''
  return `${noun}${range}${unit === '1' ? '' : ` (${unit})`}`
}

/** Tell whether `value` is a finite number within the limits. */
export function isAllowedNumber(value: number, limits: NumberLimits): boolean {
  return (
    Number.isFinite(value) &&
    (limits.min === undefined || value >= limits.min) &&
    (limits.max === undefined || value <= limits.max) &&
    (!limits.integer || Number.isInteger(value))
  )
}

/** Say what a cell of `column` may hold in a CSV table. */
export function allowedCell(column: Column): string {
  switch (column.kind) {
    case 'number':
      return allowedNumber(column) + (column.blank ? ', or blank' : '')
    case 'flag':
      return '0 or 1'
    case 'text':
      return 'a text'
    case 'blankable-text':
      return 'a text, or blank'
    case 'word':
      return `one of ${column.words.join(', ')}`
    case 'reference':
      return `an id of ${column.table}, or blank`
  }
}

const DECIMAL = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/i

/** Read one cell; `undefined` where the text does not fit the column. Ids are checked elsewhere. */
export function readCell(
  column: Column,
  raw: string,
): string | number | boolean | null | undefined {
  switch (column.kind) {
    case 'number': {
      if (raw === '') return column.blank ? null : undefined
      const value = DECIMAL.test(raw) ? Number(raw) : NaN
      return isAllowedNumber(value, column) ? value : undefined
    }
    case 'flag':
      return raw === '1' ? true : raw === '0' ? false : undefined
    case 'text':
      return raw === '' ? undefined : raw
    case 'word':
      return column.words.includes(raw) ? raw : undefined
    case 'blankable-text':
    case 'reference':
      return raw === '' ? null : raw
  }
}
