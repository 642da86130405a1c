import { slice, type Block } from './block.ts'

/** Sums over a run's blocks that several results need. */

interface ByState {
  /** year × market × alternative × state, vehicles/yr. */
  readonly salesByState: Block
}

/** Sum sales over states and markets: by year and alternative, vehicles/yr. */
export function nationalSales({ salesByState }: ByState): Float64Array[] {
  const [years = 0, , alternatives = 0] = salesByState.sizes
  return Array.from({ length: years }, (_, t) => {
    const sums = new Float64Array(alternatives)
    salesByMarket({ salesByState }, t).forEach((sold, at) => {
      sums[at % alternatives] = (sums[at % alternatives] as number) + sold
    })
    return sums
  })
}

/** Sum a year's sales over states: market × alternative, vehicles/yr. */
export function salesByMarket({ salesByState }: ByState, t: number): Float64Array {
  const sold = slice(salesByState, t)
  const states = salesByState.sizes[3] as number
  const sums = new Float64Array(sold.length / states)
  for (let row = 0, at = 0; row < sums.length; row += 1) {
    let total = 0
    for (const end = at + states; at < end; at += 1) total += sold[at] as number
    sums[row] = total
  }
  return sums
}

/** Sum a year's sales over markets: alternative × state, vehicles/yr, from one alternative on. */
export function salesByAlternative(
  { salesByState }: ByState,
  t: number,
  firstAlternative = 0,
): Float64Array {
  const [markets, alternatives, states] = salesByState.sizes.slice(1) as [number, number, number]
  const sold = slice(salesByState, t)
  const sums = new Float64Array((alternatives - firstAlternative) * states)
  for (let m = 0; m < markets; m += 1) {
    const from = (m * alternatives + firstAlternative) * states
    for (let at = 0; at < sums.length; at += 1) {
      sums[at] = (sums[at] as number) + (sold[from + at] as number)
    }
  }
  return sums
}
