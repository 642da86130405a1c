import { hash, type HashKey } from './counter-hash.ts'

const BITS = 32

/**
 * Scramble a coordinate by nested uniform scrambling (A. B. Owen 1995, Randomly permuted (t,m,s)-nets and
 * (t,s)-sequences): the interval's halves change places or not, at random; then the halves of each half;
 * and so on to 2^-32. A net stays a net, each point becomes uniform, and means get an unbiased and mostly
 * much smaller error.
 *
 * Each decision is a hash of its place in the tree of halves, as in B. Burley (2020), Practical hash-based
 * Owen scrambling, J. Comput. Graph. Tech. 9(4), so that nothing is stored; unlike there every place has a
 * hash of its own, which costs 32 of them and leaves no pattern between places.
 *
 * @param coordinate As a fraction of 2^32, 0 to 2^32 − 1.
 * @returns As a fraction of 2^32; another one for every coordinate.
 */
export function owenScramble(key: HashKey, coordinate: number): number {
  let scrambled = 0
  // Places are numbered as in a heap: the root is 1, the halves of place n are 2n and 2n + 1.
  let place = 1
  for (let shift = BITS - 1; shift >= 0; shift -= 1) {
    const half = (coordinate >>> shift) & 1
    const swap = hash(key, place) >>> (BITS - 1)
    scrambled = (scrambled << 1) | (half ^ swap)
    place = (place << 1) | half
  }
  return scrambled >>> 0
}
