import type { WireError, WireResult } from './calls.ts'

/**
 * How calls, answers and events cross a WebSocket. A message without buffers is JSON text. One with
 * buffers is binary: the length of its head (uint32, big-endian), the head as UTF-8 JSON, then the buffers
 * end to end. The head is `{ lengths, message }`; where buffer n stood, `message` has `{ "$buffer": n }`.
 * A key that looks like that mark gains a `$` on the way out and loses it on the way in, so no plain object
 * passes for a buffer. The reader trusts nothing but the bytes.
 */

/** Most bytes of one message, either way. */
export const maxMessageBytes = 16 * 2 ** 20
/** Deeper values are refused before a recursive reader, ours or another, meets them. */
const MAX_DEPTH = 64
const MAX_BUFFERS = 64
const MAX_NAME = 100
const LENGTH_BYTES = 4
const MARK = '$buffer'

export interface RequestMessage {
  /** Chosen by the page; the answer carries it back. */
  readonly id: number
  readonly name: string
  readonly input: unknown
}
export interface AnswerMessage {
  readonly id: number
  readonly result: WireResult
}
export interface EventMessage {
  readonly event: string
  readonly payload: unknown
}
export type WireData = string | ArrayBuffer

/** Write a message; a value that would not arrive as it is raises a RangeError. */
export function encodeMessage(message: RequestMessage | AnswerMessage | EventMessage): WireData {
  const buffers: ArrayBuffer[] = []
  const marked = withMarks(message, buffers, 0)
  if (buffers.length === 0) return JSON.stringify(message)
  const lengths = buffers.map((buffer) => buffer.byteLength)
  const head = new TextEncoder().encode(JSON.stringify({ lengths, message: marked }))
  const size = lengths.reduce((sum, length) => sum + length, LENGTH_BYTES + head.length)
  const bytes = new Uint8Array(size)
  new DataView(bytes.buffer).setUint32(0, head.length)
  bytes.set(head, LENGTH_BYTES)
  let at = LENGTH_BYTES + head.length
  for (const buffer of buffers) {
    bytes.set(new Uint8Array(buffer), at)
    at += buffer.byteLength
  }
  return bytes.buffer
}

/** Read what a page sent, or raise a RangeError. */
export function decodeRequest(data: WireData): RequestMessage {
  const message = decodeValue(data)
  if (!hasOnly(message, ['id', 'name', 'input']) || !isId(message.id) || !isName(message.name)) {
    throw new RangeError('not a request: expected an id, a name and an input')
  }
  return { id: message.id, name: message.name, input: message.input }
}

/** Read what a host sent, or raise a RangeError. */
export function decodeFromHost(data: WireData): AnswerMessage | EventMessage {
  const message = decodeValue(data)
  if (hasOnly(message, ['event', 'payload']) && isName(message.event)) {
    return { event: message.event, payload: message.payload }
  }
  if (hasOnly(message, ['id', 'result']) && isId(message.id) && isResult(message.result)) {
    return { id: message.id, result: message.result }
  }
  throw new RangeError('not a message of a host: expected an answer or an event')
}

function withMarks(value: unknown, buffers: ArrayBuffer[], depth: number): unknown {
  if (depth > MAX_DEPTH) throw new RangeError(`a message is nested deeper than ${MAX_DEPTH}`)
  if (value instanceof ArrayBuffer) {
    if (buffers.push(value) > MAX_BUFFERS) throw new RangeError(`more than ${MAX_BUFFERS} buffers`)
    return { [MARK]: buffers.length - 1 }
  }
  // Not map, which steps over holes.
  if (Array.isArray(value))
    return Array.from(value, (entry) => withMarks(entry, buffers, depth + 1))
  if (isPlainObject(value)) {
    const kept = Object.entries(value).filter(([, entry]) => entry !== undefined)
    return Object.fromEntries(
      kept.map(([key, entry]) => [escaped(key), withMarks(entry, buffers, depth + 1)]),
    )
  }
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return value
  if (typeof value === 'number' && Number.isFinite(value)) return value
  throw new RangeError(`a message cannot carry ${describe(value)}`)
}

function decodeValue(data: WireData): unknown {
  if (typeof data === 'string') return restored(parseJson(data), null, 0)
  const { head, buffers } = split(data)
  const message = restored(head.message, buffers, 0)
  const unused = buffers.findIndex((buffer) => buffer !== null)
  if (unused >= 0) throw new RangeError(`buffer ${unused} stands nowhere in its message`)
  return message
}

function split(data: ArrayBuffer) {
  if (data.byteLength < LENGTH_BYTES) {
    throw new RangeError(`a message of ${data.byteLength} bytes has no head`)
  }
  const start = LENGTH_BYTES + new DataView(data).getUint32(0)
  if (start > data.byteLength) {
    throw new RangeError(`a message of ${data.byteLength} bytes cannot hold a head up to ${start}`)
  }
  const head = parseJson(utf8(new Uint8Array(data, LENGTH_BYTES, start - LENGTH_BYTES)))
  if (!hasOnly(head, ['lengths', 'message']) || !isLengths(head.lengths)) {
    throw new RangeError('the head of a message has no lengths')
  }
  const end = head.lengths.reduce((sum, length) => sum + length, start)
  if (end !== data.byteLength) {
    throw new RangeError(`a message has ${data.byteLength} bytes, its head says ${end}`)
  }
  let at = start
  const buffers: (ArrayBuffer | null)[] = head.lengths.map((length) =>
    data.slice(at, (at += length)),
  )
  return { head, buffers }
}

/** Put buffers back, each once; without `buffers`, a mark is a plain object. */
function restored(value: unknown, buffers: (ArrayBuffer | null)[] | null, depth: number): unknown {
  if (depth > MAX_DEPTH) throw new RangeError(`a message is nested deeper than ${MAX_DEPTH}`)
  if (Array.isArray(value)) return value.map((entry) => restored(entry, buffers, depth + 1))
  if (!isPlainObject(value)) return value
  if (buffers !== null && Object.hasOwn(value, MARK)) return taken(value, buffers)
  // fromEntries defines keys and never sets them: `__proto__` stays a key like any other.
  return Object.fromEntries(
    Object.entries(value).map(([key, entry]) => [
      buffers === null ? key : unescaped(key),
      restored(entry, buffers, depth + 1),
    ]),
  )
}

function taken(mark: Record<string, unknown>, buffers: (ArrayBuffer | null)[]): ArrayBuffer {
  const n = mark[MARK]
  const buffer = typeof n === 'number' && hasOnly(mark, [MARK]) ? buffers[n] : undefined
  if (buffer === null) throw new RangeError(`buffer ${String(n)} stands twice in its message`)
  if (buffer === undefined) throw new RangeError('a message names a buffer that it does not carry')
  buffers[n as number] = null
  return buffer
}

function escaped(key: string): string {
  return /^\$+buffer$/.test(key) ? `$${key}` : key
}

function unescaped(key: string): string {
  return /^\$\$+buffer$/.test(key) ? key.slice(1) : key
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown
  } catch (cause) {
    throw new RangeError('a message is not JSON', { cause })
  }
}

function utf8(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
  } catch (cause) {
    throw new RangeError('the head of a message is not UTF-8', { cause })
  }
}

const errorCodes: Readonly<Record<WireError['code'], true>> = {
  'unknown-call': true,
  'bad-input': true,
  internal: true,
}

function isResult(value: unknown): value is WireResult {
  if (hasOnly(value, ['ok', 'value']) && value.ok === true) return true
  if (!hasOnly(value, ['ok', 'error']) || value.ok !== false) return false
  const { error } = value
  if (!hasOnly(error, ['code', 'message']) || typeof error.message !== 'string') return false
  return typeof error.code === 'string' && Object.hasOwn(errorCodes, error.code)
}

function isLengths(value: unknown): value is number[] {
  return Array.isArray(value) && value.length <= MAX_BUFFERS && value.every(isId)
}

function isId(value: unknown): value is number {
  return Number.isSafeInteger(value) && (value as number) >= 0
}

function isName(value: unknown): value is string {
  return typeof value === 'string' && value.length <= MAX_NAME
}

function hasOnly(value: unknown, keys: readonly string[]): value is Record<string, unknown> {
  return isPlainObject(value) && Object.keys(value).every((key) => keys.includes(key))
}

/** Whether a value is what JSON calls an object, from this realm or another. */
function isPlainObject(value: unknown): value is Record<string, unknown> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false
  const prototype: unknown = Object.getPrototypeOf(value)
  return prototype === null || Object.getPrototypeOf(prototype) === null
}

function describe(value: unknown): string {
  if (typeof value === 'number') return `the number ${value}`
  if (typeof value !== 'object' || value === null) return `a value of type ${typeof value}`
  return `an object of class ${value.constructor.name}`
}
