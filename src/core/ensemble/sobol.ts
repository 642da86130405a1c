import { directionRows, type DirectionRow } from './direction-numbers.ts'

/**
 * The Sobol sequence in base 2 (P. Bratley and B. L. Fox 1988, Algorithm 659, ACM Trans. Math. Softw. 14)
 * with the direction numbers of Joe and Kuo (2008), any point at once.
 */

/** Bits of a coordinate. */
const BITS = 32

/** Dimensions that the table of direction numbers has. */
export const SOBOL_DIMENSIONS = directionRows.length + 1

/** Direction numbers v_1 … v_32 as fractions of 2^32, `[dimension × 32 + bit]`. */
const directions = Uint32Array.from([
  ...Array.from({ length: BITS }, (_, bit) => topBits(1, bit)),
  ...directionRows.flatMap(expand),
])

/** Put m, a number of `place + 1` bits, into the top bits of 32: m/2^(place + 1). */
function topBits(m: number, place: number): number {
  return (m << (BITS - 1 - place)) >>> 0
}

/** Work out a dimension's 32 direction numbers by the recurrence of its polynomial. */
function expand({ degree, coefficients, initial }: DirectionRow): number[] {
  const numbers = initial.map(topBits)
  while (numbers.length < BITS) {
    const last = numbers.at(-degree) ?? 0
    let next = last ^ (last >>> degree)
    for (let k = 1; k < degree; k += 1) {
      if ((coefficients >>> (degree - 1 - k)) & 1) next ^= numbers.at(-k) ?? 0
    }
    numbers.push(next >>> 0)
  }
  return numbers
}

/**
 * Give a coordinate of a point of the sequence as a fraction of 2^32.
 *
 * @param dimension From 0 to SOBOL_DIMENSIONS − 1.
 * @param index Number of the point, from 0 (the origin) to 2^32 − 1, in the order of Gray code.
 * @returns 0 to 2^32 − 1.
 */
export function sobolInteger(dimension: number, index: number): number {
  if (!(Number.isInteger(dimension) && dimension >= 0 && dimension < SOBOL_DIMENSIONS)) {
    throw new RangeError(`needs a dimension from 0 to ${SOBOL_DIMENSIONS - 1}, got ${dimension}`)
  }
  let coordinate = 0
  let gray = (index ^ (index >>> 1)) >>> 0
  for (let at = dimension * BITS; gray !== 0; at += 1) {
    if (gray & 1) coordinate ^= directions[at] as number
    gray >>>= 1
  }
  return coordinate >>> 0
}
