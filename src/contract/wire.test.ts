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

/** A binary message from its parts, as a hostile peer would write it. */
function binary(head: unknown, ...buffers: readonly number[][]): ArrayBuffer {
  const text = new TextEncoder().encode(typeof head === 'string' ? head : JSON.stringify(head))
  const bytes = [...text, ...buffers.flat()]
  const message = new Uint8Array(4 + bytes.length)
  new DataView(message.buffer).setUint32(0, text.length)
  message.set(bytes, 4)
  return message.buffer
}

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

describe('decodeRequest', () => {
  const message = { id: 1, name: 'x', input: { $buffer: 0 } }
  const notUtf8 = binary({ lengths: [], message: { id: 1, name: 'x', input: '~' } })
  const bytes = new Uint8Array(notUtf8)
  bytes[bytes.indexOf(0x7e)] = 0xff
  const nested = (depth: number) => '['.repeat(depth) + ']'.repeat(depth)

  it.each<[string, string]>([
    ['no JSON', '{'],
    ['nothing', ''],
    ['null', 'null'],
    ['a list', '[1,"x",null]'],
    ['no id', '{"name":"x"}'],
    ['an id of text', '{"id":"1","name":"x"}'],
    ['a fraction for an id', '{"id":1.5,"name":"x"}'],
    ['an id below zero', '{"id":-1,"name":"x"}'],
    ['an id beyond exact integers', '{"id":1e300,"name":"x"}'],
    ['a name that is not text', '{"id":1,"name":["x"]}'],
    ['a name that is too long', `{"id":1,"name":"${'x'.repeat(101)}"}`],
    ['a key that no request has', '{"id":1,"name":"x","admin":true}'],
    ['an answer', '{"id":1,"result":{"ok":true}}'],
  ])('refuses text with %s', (_, text) => {
    expect(() => decodeRequest(text)).toThrow(RangeError)
  })

  it.each<[string, ArrayBuffer]>([
    ['no bytes', new ArrayBuffer(0)],
    ['three bytes', new ArrayBuffer(3)],
    ['a head longer than itself', new Uint8Array([0xff, 0xff, 0xff, 0xff, 0x7b, 0x7d]).buffer],
    ['an empty head', new ArrayBuffer(4)],
    ['a head that is not JSON', binary('{')],
    ['a head that is not UTF-8', notUtf8],
    ['a head that is a list', binary([])],
    ['no lengths', binary({ message })],
    ['a length below zero', binary({ lengths: [-1], message })],
    [
      'a length below zero that evens out',
      binary(
        { lengths: [3, -1], message: { ...message, input: [{ $buffer: 0 }, { $buffer: 1 }] } },
        [1, 2],
      ),
    ],
    ['a length that is a fraction', binary({ lengths: [1.5], message }, [1, 2])],
    ['a length of text', binary({ lengths: ['1'], message }, [1])],
    ['a length beyond exact integers', binary({ lengths: [1e300], message }, [1])],
    ['more bytes than lengths', binary({ lengths: [1], message }, [1, 2])],
    ['fewer bytes than lengths', binary({ lengths: [2], message }, [1])],
    ['a buffer that stands nowhere', binary({ lengths: [1, 1], message }, [1, 2])],
    ['no buffer where one is named', binary({ lengths: [], message })],
    [
      'a buffer in two places',
      binary(
        { lengths: [1], message: { ...message, input: [{ $buffer: 0 }, { $buffer: 0 }] } },
        [1],
      ),
    ],
    ['a buffer with a fraction', binary({ lengths: [1], message: { $buffer: 0.5 } }, [1])],
    ['a buffer called length', binary({ lengths: [1], message: { $buffer: 'length' } }, [1])],
    ['a buffer below zero', binary({ lengths: [1], message: { $buffer: -1 } }, [1])],
    [
      'a buffer with something beside it',
      binary({ lengths: [1], message: { ...message, input: { $buffer: 0, more: 1 } } }, [1]),
    ],
    ['a buffer for a message', binary({ lengths: [1], message: { $buffer: 0 } }, [1])],
    [
      'a buffer for a name',
      binary({ lengths: [1], message: { id: 1, name: { $buffer: 0 } } }, [1]),
    ],
    ['a key beside lengths and message', binary({ lengths: [1], message, more: 1 }, [1])],
    [
      '65 buffers',
      binary({
        lengths: new Array(65).fill(0),
        message: { ...message, input: Array.from({ length: 65 }, (_, n) => ({ $buffer: n })) },
      }),
    ],
  ])('refuses a binary message with %s', (_, data) => {
    expect(() => decodeRequest(data)).toThrow(RangeError)
  })

  it('refuses deep nesting by itself, not by running out of stack', () => {
    const whole = `{"id":1,"name":"x","input":${nested(100_000)}}`
    expect(() => decodeRequest(whole)).toThrow('nested deeper than 64')
    const inBytes = binary(`{"lengths":[],"message":${whole}}`)
    expect(() => decodeRequest(inBytes)).toThrow('nested deeper than 64')
    const fits = `{"id":1,"name":"x","input":${nested(60)}}`
    expect(decodeRequest(fits)).toHaveProperty('id', 1)
  })

  it('reads what the cases above were broken from', () => {
    expect(decodeRequest(binary({ lengths: [2], message }, [7, 8]))).toStrictEqual({
      id: 1,
      name: 'x',
      input: new Uint8Array([7, 8]).buffer,
    })
  })

  it('takes a mark in a text message for what it is: a plain object', () => {
    expect(decodeRequest(JSON.stringify(message)).input).toStrictEqual({ $buffer: 0 })
  })

  it('gives a request or a RangeError for any bytes at all, and nothing else', () => {
    const anything = fc.oneof(
      fc.string(),
      buffer,
      fc.tuple(fc.json(), fc.array(fc.nat(255))).map(([head, bytes]) => binary(head, bytes)),
      fc
        .tuple(fc.array(fc.integer({ max: 4 })), plain, fc.array(fc.nat(255)))
        .map(([lengths, input, bytes]) =>
          binary({ lengths, message: { ...message, input } }, bytes),
        ),
    )
    fc.assert(
      fc.property(anything, (data) => {
        try {
          expect(decodeRequest(data)).toHaveProperty('name')
        } catch (error) {
          if (!(error instanceof RangeError)) throw error
        }
      }),
      { numRuns: 500 },
    )
  })

  it('notices every cut and every added byte', () => {
    const whole = encodeMessage({ id: 1, name: 'x', input: new ArrayBuffer(5) }) as ArrayBuffer
    for (let size = 0; size < whole.byteLength; size++) {
      expect(() => decodeRequest(whole.slice(0, size))).toThrow(RangeError)
    }
    const longer = new Uint8Array(whole.byteLength + 1)
    longer.set(new Uint8Array(whole))
    expect(() => decodeRequest(longer.buffer)).toThrow(RangeError)
  })
})
