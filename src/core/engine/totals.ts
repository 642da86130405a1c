import { slice, type Block } from './block.ts'

/** Sums over a run's blocks that several results need. */

/** Sum sales over states and markets: by year and alternative, vehicles/yr. */
export function nationalSales({ salesByState }: { readonly salesByState: Block }): Float64Array[] {
  const [years = 0] = salesByState.sizes
  return Array.from({ length: years }, (_, t) => sumToLastAxis(salesByState, t))
}

/** Sum a year's sales over states: market × alternative, vehicles/yr. */
export function salesByMarket(
  { salesByState }: { readonly salesByState: Block },
  t: number,
): Float64Array {
  const [markets, alternatives] = salesByState.sizes.slice(2) as [number, number]
  return sumRows(slice(salesByState, t), markets * alternatives)
}

/** Sum a block below the leading `indices` over all its axes but the last. */
export function sumToLastAxis(block: Block, ...indices: readonly number[]): Float64Array {
  return sumRows(slice(block, ...indices), block.sizes.at(-1) as number)
}

/** Sum a year's kei sales over markets: state × kei alternative, vehicles/yr. */
export function keiSalesByState(
  { salesByState, segmentCount }: { readonly salesByState: Block; readonly segmentCount: number },
  t: number,
): Float64Array {
  const [states, markets, alternatives] = salesByState.sizes.slice(1) as [number, number, number]
  const sold = slice(salesByState, t)
  const kei = alternatives - segmentCount
  const sums = new Float64Array(states * kei)
  for (let s = 0; s < states; s += 1) {
    for (let m = 0; m < markets; m += 1) {
      const from = (s * markets + m) * alternatives + segmentCount
      for (let n = 0; n < kei; n += 1) {
        const at = s * kei + n
        sums[at] = (sums[at] as number) + (sold[from + n] as number)
      }
    }
  }
  return sums
}

/** Add up the rows of `width` entries that a column is made of. */
function sumRows(values: Float64Array, width: number): Float64Array {
  const sums = new Float64Array(width)
  for (let from = 0; from < values.length; from += width) {
    for (let at = 0; at < width; at += 1) {
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
