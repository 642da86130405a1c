import { lineHeight } from '../../../charts/shared/text-size.ts'

interface Size {
  readonly width: number
  readonly height: number
}

export interface PriceLayout {
  readonly isBeside: boolean
  /** The charts need more height than there is. */
  readonly scrolls: boolean
  readonly waterfall: Size
  readonly curves: Size
}

const GAP = 24

/** Place the waterfall beside the curves where both are readable so, else above them. */
export function priceLayout(input: {
  readonly width: number
  readonly height: number
  readonly textSize: number
  readonly rows: number
}): PriceLayout {
  const { width, height, textSize, rows } = input
  const step = lineHeight(textSize)
  const note = 2 * step
  const leastRows = (rows + 2) * (step + 2)
  const leastCurves = 17 * step
  const isBeside = width >= 50 * textSize && height >= Math.max(leastRows, leastCurves + note)
  if (isBeside) {
    const left = Math.round((width - GAP) * 0.47)
    return {
      isBeside,
      scrolls: false,
      waterfall: { width: left, height },
      curves: { width: width - GAP - left, height: height - note },
    }
  }
  // A vertical scrollbar takes some of the width.
  const inner = width - 16
  return {
    isBeside,
    scrolls: true,
    waterfall: { width: inner, height: Math.max(leastRows, Math.min(height, rows * 34)) },
    curves: { width: inner, height: Math.max(leastCurves, height - note) },
  }
}
