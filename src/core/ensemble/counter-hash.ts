import type { RandomStream } from './streams.ts'

/**
 * Random bits by number instead of in turn: the bits of any counter at once, so that draw 90,000 needs
 * none of those before it.
 */

/** Picks one of 2^64 hash functions. */
export interface HashKey {
  readonly first: number
  readonly second: number
}

/** Take a key from a stream. */
export function takeKey(stream: RandomStream): HashKey {
  const first = stream.uint32()
  return { first, second: stream.uint32() }
}

/** Hash a counter of 32 bits to 32 random bits, 0 to 2^32 − 1. */
export function hash({ first, second }: HashKey, counter: number): number {
  return mix(mix(counter ^ first) + second) >>> 0
}

/**
 * Mix the bits of an integer, one to one: the function `lowbias32` of C. Wellons (2018), Prospecting for
 * hash functions, in the public domain. A flipped bit of x flips every bit of the result in near half of
 * all cases.
 */
function mix(x: number): number {
  let bits = x ^ (x >>> 16)
  bits = Math.imul(bits, 0x7feb352d)
  bits ^= bits >>> 15
  bits = Math.imul(bits, 0x846ca68b)
  return bits ^ (bits >>> 16)
}
