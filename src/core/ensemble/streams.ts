import xor4096 from 'seedrandom/lib/xor4096.js'

/**
 * Named random streams from one text seed.
 *
 * The generator is Brent's xorgens (R. P. Brent 2008, Some long-period random number generators using
 * shifts and xors, ANZIAM J. 48) in the package `seedrandom`: integer shifts, exclusive ors and additions,
 * no function of `Math`, so the same bits in every engine. Its file is taken by itself: the package's
 * entry mixes `Math.random` and Node's `crypto` into a pool as it loads.
 */

/** Where a stream belongs, such as `['appeal', 'n-box']`. */
export type StreamPath = readonly (string | number)[]

/** Random numbers that depend on seed and path, and on nothing else that was drawn before. */
export interface RandomStream {
  /** Give the next 32 random bits, 0 to 2^32 − 1. */
  readonly uint32: () => number
  /** Give the next number between 0 and 1, neither of them, in steps of 2^-32. */
  readonly uniform: () => number
}

/**
 * Make the stream of a path. Different paths give unrelated streams: the text that seeds the generator is
 * JSON, in which no two paths look alike.
 */
export function createStream(seed: string, path: StreamPath): RandomStream {
  const generator = xor4096(JSON.stringify([seed, ...path]))
  const uint32 = () => generator.int32() >>> 0
  return { uint32, uniform: () => unitInterval(uint32()) }
}

const TWO_TO_32 = 4_294_967_296

/** Put 32 bits into the middle of their step of the unit interval: (bits + ½)/2^32, never 0 or 1. */
export function unitInterval(bits: number): number {
  return (bits + 0.5) / TWO_TO_32
}
