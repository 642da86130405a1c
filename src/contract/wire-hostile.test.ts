import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { decodeRequest, encodeMessage } from './wire.ts'

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
        .tuple(fc.array(fc.integer({ max: 4 })), fc.jsonValue(), fc.array(fc.nat(255)))
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
