import { hash, takeKey, type HashKey } from './counter-hash.ts'
import { createPermutation, permuted, type Permutation } from './permutation.ts'
import type { RandomStream } from './streams.ts'

/**
 * Latin hypercube sampling (M. D. McKay, R. J. Beckman and W. J. Conover 1979, Technometrics 21): of n draws
 * each has a stratum of width 1/n to itself in every dimension, and lies anywhere in it.
 */

/** One dimension of a sample. */
export interface LatinDimension {
  /** Stratum of each draw. */
  readonly strata: Permutation
  /** Places draws inside their strata. */
  readonly jitter: HashKey
}

/** Set up a dimension from its stream; the coordinates depend on the number of draws. */
export function createLatinDimension(draws: number, stream: RandomStream): LatinDimension {
  return { strata: createPermutation(draws, stream), jitter: takeKey(stream) }
}

/** Steps inside a stratum: 2^24, so that no coordinate of up to 2^20 draws rounds to 1. */
const STEPS = 16_777_216

/**
 * Give a draw's coordinate, between 0 and 1 and neither of them.
 *
 * @param index Number of the draw, from 0 to draws − 1.
 */
export function latinCoordinate({ strata, jitter }: LatinDimension, index: number): number {
  const inside = ((hash(jitter, index) >>> 8) + 0.5) / STEPS
  return (permuted(strata, index) + inside) / strata.count
}
