/** How densely draws lie along a chart, from their quantiles. */

/** px between two points of the curve. */
const STEP = 3
/** A kernel narrower than this is a spike, px. */
const LEAST_WIDTH = 2
/** Standard deviations beyond which a kernel is nothing. */
const REACH = 4

export interface DensityPoint {
  readonly x: number
  /** Part of the draws a px. */
  readonly density: number
}

interface DensityEnds {
  readonly from: number // px
  readonly to: number // px
  /** Nothing can lie below `from`, so that what the kernel spills over it is thrown back. */
  readonly isWall: boolean
}

/**
 * Smooth positions by a Gaussian kernel whose width follows Silverman's rule, between two ends. Positions
 * beyond the ends count in the whole.
 *
 * @param positions px, of equal weight, in rising order.
 * @param draws Draws that the positions stand for.
 */
export function smoothDensity(
  positions: readonly number[],
  draws: number,
  { from, to, isWall }: DensityEnds,
): DensityPoint[] {
  const width = kernelWidth(
    positions.filter((x) => x >= from && x <= to),
    draws,
  )
  const weight = 1 / (positions.length * width * Math.sqrt(2 * Math.PI))
  const kernel = (distance: number) =>
    Math.abs(distance) > REACH * width ? 0 : Math.exp(-0.5 * (distance / width) ** 2)
  const count = Math.max(2, Math.ceil((to - from) / STEP) + 1)
  return Array.from({ length: count }, (_, i) => {
    const x = from + ((to - from) * i) / (count - 1)
    let sum = 0
    for (const at of positions) {
      sum += kernel(x - at)
      if (isWall) sum += kernel(x - (2 * from - at))
    }
    return { x, density: weight * sum }
  })
}

/** B. W. Silverman (1986), Density estimation, equation 3.31. */
function kernelWidth(positions: readonly number[], draws: number): number {
  const { length } = positions
  if (length === 0) return LEAST_WIDTH
  const mean = positions.reduce((sum, x) => sum + x, 0) / length
  const variance = positions.reduce((sum, x) => sum + (x - mean) ** 2, 0) / length
  const quartile = (part: number) => positions[Math.floor(part * (length - 1))] as number
  const spread = (quartile(0.75) - quartile(0.25)) / 1.34
  const narrower = spread > 0 ? Math.min(Math.sqrt(variance), spread) : Math.sqrt(variance)
  return Math.max(LEAST_WIDTH, 0.9 * narrower * draws ** -0.2)
}
