import { takeKey } from './counter-hash.ts'
import { createLatinDimension, latinCoordinate } from './latin-hypercube.ts'
import { owenScramble } from './owen-scramble.ts'
import { LARGEST_PERMUTATION } from './permutation.ts'
import type { SampleSettings } from './settings.ts'
import { sobolInteger } from './sobol.ts'
import { createStream, unitInterval, type StreamPath } from './streams.ts'

/** Gives a dimension's number in a draw, between 0 and 1 and neither of them. */
export type Coordinate = (index: number) => number

/** Refuse a number of draws that no method can give. */
export function checkDraws(draws: number): void {
  if (!(Number.isInteger(draws) && draws >= 1 && draws <= LARGEST_PERMUTATION)) {
    throw new RangeError(`needs 1 to ${LARGEST_PERMUTATION} draws, got ${draws}`)
  }
}

/**
 * Make the coordinate of a named dimension. It depends on the settings, the name and, for Sobol points, on
 * the dimension of the sequence; for Sobol points not on the number of draws.
 *
 * @param place Dimension of the Sobol sequence, 0 to SOBOL_DIMENSIONS − 1; each name needs one of its own.
 */
export function createCoordinate(
  { seed, draws, method }: SampleSettings,
  name: StreamPath,
  place: number,
): Coordinate {
  const stream = createStream(seed, [method, ...name])
  switch (method) {
    case 'sobol': {
      const key = takeKey(stream)
      return (index) => unitInterval(owenScramble(key, sobolInteger(place, index)))
    }
    case 'lhs': {
      const dimension = createLatinDimension(draws, stream)
      return (index) => latinCoordinate(dimension, index)
    }
  }
}
