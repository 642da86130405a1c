import {
  columnLength,
  resultColumns,
  ResultIndex,
  type ResultColumn,
  type RunColumns,
} from './results.ts'

/**
 * A run as bytes: magic, length of the index, the index as UTF-8 JSON padded to 8 bytes, then the columns
 * of `resultColumns` in their order as little-endian float64. The reader trusts nothing but the bytes.
 */
const MAGIC = 0x4b_45_49_31 // 'KEI1'
const HEADER_BYTES = 8

const columnNames = Object.keys(resultColumns) as ResultColumn[]

export function encodeFrame({ index, columns }: RunColumns): ArrayBuffer {
  const text = new TextEncoder().encode(JSON.stringify(index))
  const start = padded(HEADER_BYTES + text.length)
  const size = columnNames.reduce((sum, name) => sum + columns[name].byteLength, start)
  const buffer = new ArrayBuffer(size)
  const header = new DataView(buffer)
  header.setUint32(0, MAGIC)
  header.setUint32(4, text.length)
  new Uint8Array(buffer).set(text, HEADER_BYTES)
  let at = start
  for (const name of columnNames) {
    const column = columns[name]
    if (column.length !== columnLength(index, name)) {
      throw new RangeError(
        `column ${name} has ${column.length} entries, not ${columnLength(index, name)}`,
      )
    }
    new Float64Array(buffer, at, column.length).set(column)
    at += column.byteLength
  }
  return buffer
}

export function decodeFrame(buffer: ArrayBuffer): RunColumns {
  if (buffer.byteLength < HEADER_BYTES) {
    throw new RangeError(`a frame of ${buffer.byteLength} bytes has no header`)
  }
  const header = new DataView(buffer)
  if (header.getUint32(0) !== MAGIC) throw new RangeError('not a frame of results')
  const textLength = header.getUint32(4)
  if (HEADER_BYTES + textLength > buffer.byteLength) {
    throw new RangeError(
      `a frame of ${buffer.byteLength} bytes cannot hold its index of ${textLength}`,
    )
  }
  const text = new TextDecoder().decode(new Uint8Array(buffer, HEADER_BYTES, textLength))
  const index = ResultIndex.parse(JSON.parse(text))
  let at = padded(HEADER_BYTES + textLength)
  const expected = columnNames.reduce((sum, name) => sum + 8 * columnLength(index, name), at)
  if (buffer.byteLength !== expected) {
    throw new RangeError(`a frame has ${buffer.byteLength} bytes, its index says ${expected}`)
  }
  const columns = Object.fromEntries(
    columnNames.map((name) => {
      const column = new Float64Array(buffer, at, columnLength(index, name))
      at += column.byteLength
      return [name, column]
    }),
  ) as Record<ResultColumn, Float64Array>
  return { index, columns }
}

function padded(bytes: number): number {
  return Math.ceil(bytes / 8) * 8
}
