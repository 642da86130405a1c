/** A label along an axis: where its middle wants to be, and the room it takes; px. */
interface WantedLabel {
  readonly at: number
  readonly height: number
}

/**
 * Move labels apart along an axis, each as little as it takes, within [low, high] where they fit.
 *
 * @returns The middles, in the order given.
 */
export function spreadLabels(wanted: readonly WantedLabel[], low: number, high: number): number[] {
  const order = [...wanted.entries()].sort(([, a], [, b]) => a.at - b.at)
  const placed: { i: number; middle: number; half: number }[] = []
  let floor = low
  for (const [i, { at, height }] of order) {
    const half = height / 2
    const middle = Math.max(at, floor + half)
    placed.push({ i, middle, half })
    floor = middle + half
  }
  let ceiling = high
  for (const label of placed.toReversed()) {
    label.middle = Math.min(label.middle, ceiling - label.half)
    ceiling = label.middle - label.half
  }
  const middles = new Array<number>(wanted.length).fill(0)
  for (const { i, middle } of placed) middles[i] = middle
  return middles
}
