/** A column of Float64 addressed by named axes: the one layout of all bulk results. */
export interface Block {
  readonly axes: readonly string[]
  readonly sizes: readonly number[]
  /** Row-major: the last axis runs fastest. */
  readonly values: Float64Array
}

/** Make a block of zeros. */
export function createBlock(axes: Readonly<Record<string, number>>): Block {
  const sizes = Object.values(axes)
  const length = sizes.reduce((product, size) => product * size, 1)
  return { axes: Object.keys(axes), sizes, values: new Float64Array(length) }
}

/** Give the offset of the entry, or of the first of the entries, at the leading `indices`. */
export function offset(block: Block, ...indices: readonly number[]): number {
  let at = 0
  block.sizes.forEach((size, axis) => {
    const index = indices[axis]
    if (index !== undefined && !(index >= 0 && index < size)) {
      throw new RangeError(`${block.axes[axis] ?? ''} ${index} is outside 0 to ${size - 1}`)
    }
    at = at * size + (index ?? 0)
  })
  return at
}

/** Read one entry. */
export function read(block: Block, ...indices: readonly number[]): number {
  return block.values[offset(block, ...indices)] as number
}

/** View the entries below the leading `indices`; writing to it writes to the block. */
export function slice(block: Block, ...indices: readonly number[]): Float64Array {
  const length = block.sizes.slice(indices.length).reduce((product, size) => product * size, 1)
  const from = offset(block, ...indices)
  return block.values.subarray(from, from + length)
}
