import { slice, type Block } from './block.ts'

/** Sums over a run's blocks that several results need. */

/** Sum sales over states and markets: by year and alternative, vehicles/yr. */
export function nationalSales({ salesByState }: { readonly salesByState: Block }): Float64Array[] {
  const [years = 0] = salesByState.sizes
  return Array.from({ length: years }, (_, t) => sumToLastAxis(salesByState, t))
}

/** Sum a block below the leading `indices` over all its axes but the last. */
export function sumToLastAxis(block: Block, ...indices: readonly number[]): Float64Array {
  const values = slice(block, ...indices)
  const sums = new Float64Array(block.sizes.at(-1) as number)
  for (let from = 0; from < values.length; from += sums.length) {
    for (let at = 0; at < sums.length; at += 1) {
      sums[at] = (sums[at] as number) + (values[from + at] as number)
    }
  }
  return sums
}

/** Add up a column, in order. */
export function sum(values: Iterable<number>): number {
  let total = 0
  for (const value of values) total += value
  return total
}
