/** What the draws of an ensemble say of a result: exact quantiles of a column. */

/** Results of draws. */
export type Column = Float64Array | Float32Array

/** Results in rising order. */
export interface SortedColumn {
  readonly sorted: Column
}

/**
 * Sort a column once, for any number of quantiles.
 *
 * @throws RangeError where it is empty or holds a NaN; infinite results are in order.
 */
export function sortColumn(values: Column): SortedColumn {
  if (values.length === 0) throw new RangeError('needs at least one draw')
  const sorted = values.slice().sort()
  // NaN is sorted behind everything else.
  if (Number.isNaN(sorted.at(-1))) throw new RangeError('has a draw without a number (NaN)')
  return { sorted }
}

/**
 * Give the quantile at a probability: type 7 of R. J. Hyndman and Y. Fan (1996), Sample quantiles in
 * statistical packages, American Statistician 50, which is linear between the draws at (i − 1)/(n − 1).
 *
 * @param probability From 0, the smallest, to 1, the largest.
 */
export function quantile({ sorted }: SortedColumn, probability: number): number {
  if (!(probability >= 0 && probability <= 1)) {
    throw new RangeError(`needs a probability from 0 to 1, got ${probability}`)
  }
  const place = (sorted.length - 1) * probability
  const below = Math.floor(place)
  const low = sorted[below] as number
  const high = sorted[Math.min(below + 1, sorted.length - 1)] as number
  if (place === below || low === high || low === -Infinity) return low
  return low + (place - below) * (high - low)
}

/**
 * Give several quantiles of several columns, such as a result by year.
 *
 * @returns `[column × probabilities + probability]`.
 */
export function quantileTable(
  columns: readonly Column[],
  probabilities: readonly number[],
): Float64Array {
  const table = new Float64Array(columns.length * probabilities.length)
  columns.forEach((values, row) => {
    const column = sortColumn(values)
    table.set(
      probabilities.map((probability) => quantile(column, probability)),
      row * probabilities.length,
    )
  })
  return table
}
