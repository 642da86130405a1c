/** The roomiest place in an outline, for a short name; in the outline's own units. */
export interface InnerSpot {
  readonly x: number
  readonly y: number
  /** Half the width of the largest label that fits there. */
  readonly halfWidth: number
}

type Ring = readonly (readonly number[])[]

/** A name is wider than it is high by this much. */
const ASPECT = 1.5
/** Places tried in each direction. */
const TRIES = 18
/** Corners of the outline that are looked at, at most; coasts have far more than a label needs. */
const CORNERS = 160

/** Try places all over the outline and keep the one farthest from its edge. */
export function innerSpot(ring: Ring): InnerSpot {
  const every = Math.max(1, Math.floor(ring.length / CORNERS))
  const corners = ring
    .filter((_, i) => i % every === 0)
    .map(([x = 0, y = 0]): [number, number] => [x, y * ASPECT])
  const xs = corners.map(([x]) => x)
  const ys = corners.map(([, y]) => y)
  const [left, top] = [Math.min(...xs), Math.min(...ys)]
  const [width, height] = [Math.max(...xs) - left, Math.max(...ys) - top]
  let best: InnerSpot = { x: left + width / 2, y: (top + height / 2) / ASPECT, halfWidth: 0 }
  for (let column = 1; column < TRIES; column += 1) {
    for (let row = 1; row < TRIES; row += 1) {
      const x = left + (width * column) / TRIES
      const y = top + (height * row) / TRIES
      const room = roomAt(corners, x, y)
      if (room > best.halfWidth) best = { x, y: y / ASPECT, halfWidth: room }
    }
  }
  return best
}

/** Distance from a place to the nearest edge; 0 outside. */
function roomAt(corners: readonly (readonly [number, number])[], x: number, y: number): number {
  let isInside = false
  let nearest = Infinity
  for (const [i, [x2, y2]] of corners.entries()) {
    const [x1, y1] = corners[(i + corners.length - 1) % corners.length] as [number, number]
    if (y1 > y !== y2 > y && x < x1 + ((x2 - x1) * (y - y1)) / (y2 - y1)) isInside = !isInside
    const length = (x2 - x1) ** 2 + (y2 - y1) ** 2
    const along = length === 0 ? 0 : ((x - x1) * (x2 - x1) + (y - y1) * (y2 - y1)) / length
    const at = Math.min(1, Math.max(0, along))
    nearest = Math.min(nearest, Math.hypot(x1 + at * (x2 - x1) - x, y1 + at * (y2 - y1) - y))
  }
  return isInside ? nearest : 0
}
