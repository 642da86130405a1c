/** Best prices are given to this many dollars; the samples lie too far apart for more. */
export const BEST_PRICE_STEP_USD = 100

export interface BestPrice {
  /** USD, a multiple of BEST_PRICE_STEP_USD unless it is an end of the prices tried. */
  readonly price: number
  /** What is earned there, USD. */
  readonly earned: number
  /** Set where the best price tried is an end of the range, so that a better one may lie beyond. */
  readonly edge: 'lowest' | 'highest' | null
}

/**
 * Find the price that earns most: the top of the parabola through the best sample and its neighbours,
 * rounded to BEST_PRICE_STEP_USD.
 *
 * @param prices USD, rising.
 * @param earned USD, one a price; where one is not finite, its price is left out.
 */
export function bestPrice(prices: readonly number[], earned: readonly number[]): BestPrice | null {
  const samples = prices
    .map((price, at) => ({ price, earned: earned[at] ?? NaN }))
    .filter((sample) => Number.isFinite(sample.price) && Number.isFinite(sample.earned))
  const most = Math.max(...samples.map((sample) => sample.earned))
  const at = samples.findIndex((sample) => sample.earned === most)
  const best = samples[at]
  if (best === undefined) return null
  const [before, after] = [samples[at - 1], samples[at + 1]]
  if (before === undefined) return { ...best, edge: 'lowest' }
  if (after === undefined) return { ...best, edge: 'highest' }
  const top = parabolaTop(before, best, after)
  const price = Math.round(top.price / BEST_PRICE_STEP_USD) * BEST_PRICE_STEP_USD
  return { price, earned: top.earned, edge: null }
}

interface Sample {
  readonly price: number
  readonly earned: number
}

/** Top of the parabola through three samples, of which the middle one is no lower than the others. */
function parabolaTop(before: Sample, best: Sample, after: Sample): Sample {
  const left = (best.earned - before.earned) / (best.price - before.price)
  const right = (after.earned - best.earned) / (after.price - best.price)
  const curvature = (right - left) / (after.price - before.price)
  if (!(curvature < 0)) return best
  const slope = left + curvature * (best.price - before.price)
  const step = -slope / (2 * curvature)
  return { price: best.price + step, earned: best.earned + (slope * step) / 2 }
}
