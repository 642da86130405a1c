import { exp } from '../../kernel/exp.ts'
import { log } from '../../kernel/log.ts'
import type { ParameterSpec } from '../data/parameters.ts'
import { normalQuantile } from '../numeric/normal.ts'

/** Section 8: what values a parameter may take, from its default and its 10th and 90th percentile. */

type Spread = Pick<ParameterSpec, 'value' | 'low' | 'high' | 'shape' | 'min' | 'max'>

/** How a parameter is drawn; edges are −Infinity and Infinity where there are none. */
export interface Distribution {
  readonly shape: ParameterSpec['shape']
  /** Mean of a normal, median of a log-normal one; the value itself where it is fixed. */
  readonly centre: number
  /** Standard deviation: of the value, in its own unit, or of its logarithm. */
  readonly deviation: number
  readonly min: number
  readonly max: number
}

/** Standard deviations from the 10th to the 90th percentile of a normal distribution. */
const DEVIATIONS_LOW_TO_HIGH = 2.5631031310892007

/**
 * Spread a parameter around a centre: its default, or the value that a scenario gives it. The deviation
 * is the data set's in both cases, so that a lever moved by a notch moves the draws by a notch. A log-normal
 * parameter has no draws around 0 or less, and stays at such a value.
 */
export function spreadAround(spec: Spread, centre: number = spec.value): Distribution {
  const edges = { min: spec.min ?? -Infinity, max: spec.max ?? Infinity }
  if (spec.shape === 'normal') {
    const deviation = (spec.high - spec.low) / DEVIATIONS_LOW_TO_HIGH
    return { shape: 'normal', centre, deviation, ...edges }
  }
  if (spec.shape === 'lognormal' && centre > 0) {
    const deviation = log(spec.high / spec.low) / DEVIATIONS_LOW_TO_HIGH
    return { shape: 'lognormal', centre, deviation, ...edges }
  }
  return { shape: 'fixed', centre, deviation: 0, ...edges }
}

/**
 * Give the value at a quantile; one outside of what makes sense is moved to its edge.
 *
 * @param u Between 0 and 1, neither of them.
 */
export function valueAt(distribution: Distribution, u: number): number {
  const { min, max } = distribution
  // −0 has no text of its own in a scenario file.
  return Math.min(max, Math.max(min, unboundedAt(distribution, u))) + 0
}

function unboundedAt({ shape, centre, deviation }: Distribution, u: number): number {
  switch (shape) {
    case 'normal':
      return centre + deviation * normalQuantile(u)
    case 'lognormal':
      return centre * exp(deviation * normalQuantile(u))
    case 'fixed':
      return centre
  }
}
