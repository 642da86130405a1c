/** How pointer and arrow keys find their way among the points of a chart; px, no DOM. */

/** A point that can be looked at: where it is, and what there is to say about it. */
export interface ChartPoint {
  readonly x: number
  readonly y: number
  readonly title: string
  readonly lines: readonly PointLine[]
}

export interface PointLine {
  readonly label: string
  readonly value: string
  /** The category whose colour and marker stand before it, or the reference's dashes. */
  readonly mark?: number | 'ghost'
}

/** Along x only, as through years, or in the plane, as over a map. */
export type Walk = 'x' | 'plane'

const headings: Readonly<Record<string, readonly [number, number]>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
}

/**
 * Give the point that a key leads to from the current one.
 *
 * @returns Its index; null where the key leads nowhere or is not one of ours.
 */
export function pointAfter(
  points: readonly ChartPoint[],
  current: number | null,
  key: string,
  walk: Walk,
): number | null {
  if (points.length === 0) return null
  if (key === 'Home') return 0
  if (key === 'End') return points.length - 1
  const heading = headings[key]
  if (heading === undefined) return null
  const from = current === null ? undefined : points[current]
  if (from === undefined || current === null) return 0
  if (walk === 'x') {
    const next = current + (heading[0] === 0 ? -heading[1] : heading[0])
    return points[next] === undefined ? null : next
  }
  return nearestTowards(points, from, heading)
}

/** The nearest point in a direction; what lies to the side counts as further away. */
function nearestTowards(
  points: readonly ChartPoint[],
  from: ChartPoint,
  [dx, dy]: readonly [number, number],
): number | null {
  let best: number | null = null
  let least = Infinity
  points.forEach((point, i) => {
    const ahead = (point.x - from.x) * dx + (point.y - from.y) * dy
    const aside = Math.abs((point.x - from.x) * dy) + Math.abs((point.y - from.y) * dx)
    const distance = ahead + 2 * aside
    if (ahead > 1 && aside <= 2 * ahead && distance < least) {
      best = i
      least = distance
    }
  })
  return best
}

/** The point nearest to the pointer, by x only or in the plane; null beyond `reach` px. */
export function nearestPoint(
  points: readonly ChartPoint[],
  x: number,
  y: number,
  walk: Walk,
  reach = Infinity,
): number | null {
  let best: number | null = null
  let least = reach
  points.forEach((point, i) => {
    const distance = walk === 'x' ? Math.abs(point.x - x) : Math.hypot(point.x - x, point.y - y)
    if (distance < least) {
      best = i
      least = distance
    }
  })
  return best
}

/** A point as it is read out. */
export function spokenPoint({ title, lines }: ChartPoint): string {
  return [
    title,
    ...lines.map(({ label, value }) => (label === '' ? value : `${label}: ${value}`)),
  ].join('; ')
}
