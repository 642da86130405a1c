import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { hash, takeKey, type HashKey } from './counter-hash.ts'
import { createStream } from './streams.ts'

const uint32 = fc.nat({ max: 2 ** 32 - 1 })
const keyArbitrary = fc.record({ first: uint32, second: uint32 })
const keyOf = (name: string | number) => takeKey(createStream('kei', ['key', name]))

/** Share of the 32 bits in which two results differ, over many of them. */
function differing(results: (at: number) => readonly [number, number], count = 4000): number[] {
  const flips = new Array<number>(32).fill(0)
  for (let at = 0; at < count; at += 1) {
    const [one, other] = results(at)
    for (let bit = 0; bit < 32; bit += 1) flips[bit]! += ((one ^ other) >>> bit) & 1
  }
  return flips.map((flipped) => flipped / count)
}

describe('a key', () => {
  it('is taken from its stream', () => {
    const { uint32: next } = createStream('kei', ['key', 'a'])
    expect(keyOf('a')).toEqual({ first: next(), second: next() })
    expect(keyOf('a')).not.toEqual(keyOf('b'))
  })
})

describe('the hash of a counter', () => {
  it('is a whole number of 32 bits, another one for every counter', () => {
    fc.assert(
      fc.property(keyArbitrary, uint32, uint32, (key, one, other) => {
        const bits = hash(key, one)
        expect(bits).toBe(bits >>> 0)
        expect(hash(key, other) === bits).toBe(one === other)
      }),
    )
  })

  it.each([0, 1, 7, 16, 31])('flips each bit in half of all cases when bit %i flips', (bit) => {
    const key = keyOf('avalanche')
    const flipped = differing((at) => [hash(key, at), hash(key, at ^ (1 << bit))])
    // Five standard deviations of a share of 4000 even cases: 0.04.
    for (const share of flipped) expect(Math.abs(share - 0.5)).toBeLessThan(0.04)
  })

  it.each<[string, (key: HashKey) => HashKey]>([
    ['first', ({ first, second }) => ({ first: first ^ 1, second })],
    ['second', ({ first, second }) => ({ first, second: second ^ 1 })],
  ])('does so too when one bit of the key’s %s half flips', (_, neighbour) => {
    const key = keyOf('neighbour')
    const flipped = differing((at) => [hash(key, at), hash(neighbour(key), at)])
    for (const share of flipped) expect(Math.abs(share - 0.5)).toBeLessThan(0.04)
  })
})
