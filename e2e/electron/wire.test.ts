import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { fromWeb, originOf, toWeb } from './stand-in/web-address.ts'
import { createCodec } from './stand-in/wire.ts'

const { encode, decode } = createCodec()
const there = (value: unknown): unknown => decode(encode(value))

describe('the stand-in’s wire', () => {
  it('carries any plain value unchanged', () => {
    const kinds = { withDate: true, withMap: true, withSet: true, withTypedArray: true }
    fc.assert(
      fc.property(fc.anything(kinds), (value) => {
        expect(there(value)).toStrictEqual(plain(value))
      }),
    )
  })
  it.each([undefined, null, Number.NaN, -0, Infinity, -Infinity, 2n, '', { $: 'number', is: '1' }])(
    'carries %s',
    (value) => expect(there({ value: [value] })).toStrictEqual({ value: [value] }),
  )
  it('carries buffers and views, each as what it is', () => {
    const values = {
      buffer: Uint8Array.from([0, 255, 128]).buffer,
      floats: Float64Array.from([1, Number.NaN, -0]),
      part: new Uint8Array([1, 2, 3, 4]).subarray(1, 3),
      large: new Uint8Array(0x8000 + 1).fill(7),
    }
    expect(there(values)).toStrictEqual({ ...values, part: new Uint8Array([2, 3]) })
  })
  it('refuses functions, as a structured clone does', () => {
    expect(() => encode({ f: () => 1 })).toThrow('could not be cloned')
  })
})

/** Prototypes do not cross. */
function plain(value: unknown): unknown {
  return structuredClone(value)
}

describe('the stand-in’s addresses', () => {
  it.each(['app://bundle/index.html?a#b', 'app://bundle', 'app://bundle.evil/x'])(
    'lead to %s and back',
    (url) => {
      expect(toWeb(url)).toMatch(/^https:\/\/bundle(\.evil)?\.app\.invalid/)
      expect(fromWeb(toWeb(url))).toBe(url)
    },
  )
  it('leave other addresses alone', () => {
    for (const url of ['https://example.org/', 'about:blank', 'https://bundle.app.invalid.org/']) {
      expect(fromWeb(url)).toBe(url)
      expect(toWeb(url)).toBe(url)
    }
  })
  it('name the origin as Electron does', () => {
    expect(originOf('https://bundle.app.invalid/index.html')).toBe('app://bundle')
    expect(originOf('about:blank')).toBe('null')
  })
})
