/** A point (x, y) of a piecewise linear function. */
export type Point = readonly [x: number, y: number]

/**
 * Read a piecewise linear function at `x`; constant outside its points.
 *
 * @param points At least one, x rising.
 */
export function interpolate(points: readonly Point[], x: number): number {
  let [left] = points
  if (left === undefined) throw new RangeError('a function needs at least one point')
  if (x <= left[0]) return left[1]
  for (const right of points) {
    if (x < right[0]) return left[1] + ((right[1] - left[1]) * (x - left[0])) / (right[0] - left[0])
    left = right
  }
  return left[1]
}
