import { isDeepStrictEqual } from 'node:util'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  decodeFromHost,
  decodeRequest,
  encodeMessage,
  type AnswerMessage,
  type EventMessage,
} from './wire.ts'

const buffer = fc.uint8Array({ maxLength: 40 }).map((bytes) => new Uint8Array(bytes).buffer)
/** Keys that could be taken for a mark or for the machinery of objects. */
const key = fc.oneof(
  fc.string(),
  fc.constantFrom(
    '$buffer',
    '$$buffer',
    '$$$buffer',
    'buffer',
    '__proto__',
    'constructor',
    'toJSON',
  ),
)
/** JSON knows no −0. */
const number = fc.double({ noNaN: true, noDefaultInfinity: true }).map((value) => value + 0)
const leaf = fc.oneof(
  fc.constant(null),
  fc.boolean(),
  number,
  fc.string({ unit: 'binary' }),
  fc.constantFrom('$buffer', '{"$buffer":0}'),
)
const plain = fc.letrec((again) => ({
  value: fc.oneof(
    { maxDepth: 5, withCrossShrink: true },
    leaf,
    fc.array(again('value'), { maxLength: 4 }),
    fc.dictionary(key, again('value'), { maxKeys: 4, noNullPrototype: true }),
  ),
})).value
const withBuffers = fc.letrec((again) => ({
  value: fc.oneof(
    { maxDepth: 5, withCrossShrink: true },
    fc.oneof(leaf, buffer),
    fc.array(again('value'), { maxLength: 4 }),
    fc.dictionary(key, again('value'), { maxKeys: 4, noNullPrototype: true }),
    // No object of a message can pass for a buffer.
    fc.record({ $buffer: fc.oneof(fc.nat(3), again('value')) }, { noNullPrototype: true }),
  ),
})).value
const id = fc.nat()
const name = fc.string({ maxLength: 100 })

describe('encodeMessage and decodeRequest', () => {
  it('bring any plain input across as text, unchanged', () => {
    fc.assert(
      fc.property(id, name, plain, (id, name, input) => {
        const data = encodeMessage({ id, name, input })
        expect(data).toBeTypeOf('string')
        // toStrictEqual stumbles over a key called constructor.
        expect(isDeepStrictEqual(decodeRequest(data), { id, name, input })).toBe(true)
      }),
    )
  })

  it('bring any input with buffers in it across, wherever they stand', () => {
    fc.assert(
      fc.property(id, name, withBuffers, buffer, (id, name, rest, bytes) => {
        const input = { rest, bytes }
        const data = encodeMessage({ id, name, input })
        expect(data).toBeInstanceOf(ArrayBuffer)
        // toStrictEqual stumbles over a key called constructor.
        expect(isDeepStrictEqual(decodeRequest(data), { id, name, input })).toBe(true)
      }),
      { numRuns: 300 },
    )
  })

  it('keep the order of buffers, empty ones included', () => {
    const input = [[1, 2], [], [3]].map((bytes) => new Uint8Array(bytes).buffer)
    expect(decodeRequest(encodeMessage({ id: 1, name: 'x', input })).input).toStrictEqual(input)
  })

  it('leave out what is undefined', () => {
    const data = encodeMessage({ id: 1, name: 'app.hello', input: undefined })
    expect(data).toBe('{"id":1,"name":"app.hello"}')
    expect(decodeRequest(data)).toStrictEqual({ id: 1, name: 'app.hello', input: undefined })
  })

  it('do not let a key called __proto__ reach a prototype', () => {
    const text = '{"id":1,"name":"x","input":{"__proto__":{"polluted":true}}}'
    const { input } = decodeRequest(text)
    expect(Object.getPrototypeOf(input)).toBe(Object.prototype)
    expect(Object.keys(input as object)).toEqual(['__proto__'])
    expect(({} as { polluted?: boolean }).polluted).toBeUndefined()
  })
})

describe('encodeMessage and decodeFromHost', () => {
  it('bring answers and events across', () => {
    const frame = new Uint8Array([1, 2, 3]).buffer
    const messages: (AnswerMessage | EventMessage)[] = [
      { id: 0, result: { ok: true, value: undefined } },
      { id: 7, result: { ok: true, value: { kind: 'done', frame, warnings: [] } } },
      { id: 8, result: { ok: false, error: { code: 'bad-input', message: 'no' } } },
      { event: 'menu.command', payload: { command: 'file.new' } },
      { event: 'x', payload: frame },
    ]
    for (const message of messages) {
      const decoded = decodeFromHost(encodeMessage(message))
      expect(decoded).toEqual(message)
      if ('result' in message && message.result.ok) {
        expect((decoded as AnswerMessage).result).toHaveProperty('ok', true)
      }
    }
    const answer = decodeFromHost(encodeMessage(messages[1]!)) as AnswerMessage
    expect(answer).toStrictEqual(messages[1])
  })

  it.each([
    ['a request', { id: 1, name: 'x', input: null }],
    ['an answer and an event at once', { id: 1, result: { ok: true }, event: 'x' }],
    ['an answer without a result', { id: 1 }],
    ['a result that says neither', { id: 1, result: {} }],
    ['a result that says both', { id: 1, result: { ok: true, error: {} } }],
    ['a claim that is not a boolean', { id: 1, result: { ok: 'true' } }],
    [
      'a code that is not ours',
      { id: 1, result: { ok: false, error: { code: 'x', message: '' } } },
    ],
    [
      'a code of the prototype',
      { id: 1, result: { ok: false, error: { code: 'toString', message: '' } } },
    ],
    ['an error without words', { id: 1, result: { ok: false, error: { code: 'internal' } } }],
    ['an event without a name', { event: 3, payload: null }],
    ['a list', []],
    ['nothing', null],
  ])('refuses %s', (_, message) => {
    expect(() => decodeFromHost(JSON.stringify(message))).toThrow(RangeError)
  })
})

describe('encodeMessage', () => {
  it('refuses a cycle by itself, not by running out of stack', () => {
    const cyclic: unknown[] = []
    cyclic.push(cyclic)
    const message = { id: 1, name: 'x', input: cyclic }
    expect(() => encodeMessage(message)).toThrow('nested deeper than 64')
  })

  it.each([
    ['not a number', Number.NaN],
    ['infinity', -Infinity],
    ['a big integer', 1n],
    ['a function', () => 1],
    ['an undefined entry of a list', [undefined]],
    ['a hole in a list', new Array(2)],
    ['a date', new Date(0)],
    ['a map', new Map()],
    ['a typed array', new Uint8Array(2)],
    ['a value of its own JSON', { toJSON: () => ({ $buffer: 0 }) }],
    ['65 buffers', Array.from({ length: 65 }, () => new ArrayBuffer(1))],
  ])('refuses %s, which would not arrive as it is', (_, input) => {
    expect(() => encodeMessage({ id: 1, name: 'x', input })).toThrow(RangeError)
  })
})
