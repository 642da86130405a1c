/** Give the largest size of some values, 0 of none; NaN where any is. */
export function largest(values: Iterable<number>): number {
  let most = 0
  for (const value of values) most = Math.max(most, Math.abs(value))
  return most
}
