/** 2^(i/128) for i from 0 to 127, each as a sum of two doubles: the table of ./exp.ts and of the assembly. */

export const TABLE_BITS = 7
export const TABLE_SIZE = 128

/** Fraction bits of the integers that the table is worked out in. */
const BITS = 160n
const ONE = 1n << BITS
const SCALE = Number(ONE)

/** `[2·i]` holds 2^(i/128) rounded to a double, `[2·i + 1]` what is left. */
export const EXP_TABLE = expTable()

function expTable(): Float64Array {
  let root = 2n * ONE
  for (let halving = 0; halving < TABLE_BITS; halving++) root = squareRoot(root << BITS)
  const table = new Float64Array(2 * TABLE_SIZE)
  for (let i = 0, power = ONE; i < TABLE_SIZE; i++, power = (power * root) >> BITS) {
    const high = Number(power) / SCALE
    table[2 * i] = high
    table[2 * i + 1] = Number(power - BigInt(high * SCALE)) / SCALE
  }
  return table
}

/** Gives the integer square root by Newton's method, which falls to it from above. */
function squareRoot(n: bigint): bigint {
  let root = n
  for (;;) {
    const next = (root + n / root) >> 1n
    if (next >= root) return root
    root = next
  }
}
