import type { z } from './zod.ts'

/**
 * Columns as bytes: magic, length of the index, the index as UTF-8 JSON padded to 8 bytes, then the columns in
 * their order as little-endian float64. The reader trusts nothing but the bytes.
 */
export interface FrameFormat<Index, Column extends string> {
  /** Four characters. */
  readonly magic: number
  readonly index: z.ZodType<Index>
  readonly names: readonly Column[]
  /** Number of entries of a column. */
  readonly length: (index: Index, name: Column) => number
}

export interface Columns<Index, Column extends string> {
  readonly index: Index
  readonly columns: Readonly<Record<Column, Float64Array>>
}

const HEADER_BYTES = 8

export function encodeColumns<Index, Column extends string>(
  format: FrameFormat<Index, Column>,
  { index, columns }: Columns<Index, Column>,
): ArrayBuffer {
  const text = new TextEncoder().encode(JSON.stringify(index))
  const start = padded(HEADER_BYTES + text.length)
  const size = format.names.reduce((sum, name) => sum + columns[name].byteLength, start)
  const buffer = new ArrayBuffer(size)
  const header = new DataView(buffer)
  header.setUint32(0, format.magic)
  header.setUint32(4, text.length)
  new Uint8Array(buffer).set(text, HEADER_BYTES)
  let at = start
  for (const name of format.names) {
    const column = columns[name]
    const length = format.length(index, name)
    if (column.length !== length) {
      throw new RangeError(`column ${name} has ${column.length} entries, not ${length}`)
    }
    new Float64Array(buffer, at, column.length).set(column)
    at += column.byteLength
  }
  return buffer
}

/** Read columns, or raise an error that says what is wrong with the bytes. */
export function decodeColumns<Index, Column extends string>(
  format: FrameFormat<Index, Column>,
  buffer: ArrayBuffer,
): Columns<Index, Column> {
  if (buffer.byteLength < HEADER_BYTES) {
    throw new RangeError(`a frame of ${buffer.byteLength} bytes has no header`)
  }
  const header = new DataView(buffer)
  if (header.getUint32(0) !== format.magic) throw new RangeError('not a frame of results')
  const textLength = header.getUint32(4)
  if (HEADER_BYTES + textLength > buffer.byteLength) {
    throw new RangeError(
      `a frame of ${buffer.byteLength} bytes cannot hold its index of ${textLength}`,
    )
  }
  const text = new TextDecoder().decode(new Uint8Array(buffer, HEADER_BYTES, textLength))
  const index = format.index.parse(JSON.parse(text))
  let at = padded(HEADER_BYTES + textLength)
  const expected = format.names.reduce((sum, name) => sum + 8 * format.length(index, name), at)
  if (buffer.byteLength !== expected) {
    throw new RangeError(`a frame has ${buffer.byteLength} bytes, its index says ${expected}`)
  }
  const columns = Object.fromEntries(
    format.names.map((name) => {
      const column = new Float64Array(buffer, at, format.length(index, name))
      at += column.byteLength
      return [name, column]
    }),
  ) as Record<Column, Float64Array>
  return { index, columns }
}

function padded(bytes: number): number {
  return Math.ceil(bytes / 8) * 8
}
