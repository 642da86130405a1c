import type { Estimate } from '../../../state/ensemble-read.ts'
import { en } from '../../../strings/en.ts'

const text = en.howSure

/** Chances as people say them, no finer than they are known. */

/** Of which all but one, or only one, are said; of the few any part. */
const SAID = [2, 3, 4, 5, 10, 20, 50, 100]
const ANY_PART = new Set([2, 3, 4, 5, 10])
/** Draws without one such that leave a chance of 1 in n unlikely: the rule of three. */
const RULE_OF_THREE = 3

/** Say a share of so many draws: “about 1 in 4”, or at the ends “fewer than 1 in 100”. */
export function chance({ value, error }: Estimate, draws: number): string {
  const rarest = rarestKnown(draws)
  const least = 1 / rarest
  if (value < least && (value < 0.01 || value * draws < 1)) return text.fewer(rarest)
  if (value > 1 - least && (value > 0.99 || (1 - value) * draws < 1)) return text.more(rarest)
  const [part, of] = nearestOdds(value, error)
  return text.about(part, of)
}

/** The finest “1 in n” that so many draws can rule out. */
function rarestKnown(draws: number): number {
  return SAID.findLast((of) => of * RULE_OF_THREE <= draws) ?? 2
}

/** The plainest odds within the error, else those of ten or fewer within twice the error, else of a hundred. */
function nearestOdds(value: number, error: number): readonly [number, number] {
  return (
    plainest(value, error, 50) ??
    plainest(value, 2 * error, 10) ?? [Math.min(99, Math.max(1, Math.round(100 * value))), 100]
  )
}

function plainest(value: number, tolerance: number, most: number) {
  for (const of of SAID.filter((candidate) => candidate <= most)) {
    const part = Math.round(value * of)
    const isSaid = ANY_PART.has(of) || part === 1 || part === of - 1
    const isNear = Math.abs(part / of - value) <= tolerance
    if (part > 0 && part < of && isSaid && isNear) return [part, of] as const
  }
  return null
}

/** The share with its error, in percent: “24 ± 1%”; nothing where the odds say all that is known. */
export function margin({ value, error }: Estimate): string {
  const percent = 100 * error
  const digits = percent >= 0.95 ? 0 : 1
  return text.margin((100 * value).toFixed(digits), Math.max(percent, 0.1).toFixed(digits))
}
