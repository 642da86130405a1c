import type { ChoiceShape } from '../src/kernel/choice-kernel.ts'

/** Section 3.3 of docs/model.md term by term, with the host's own Math and no care for large numbers. */

export interface PlainNest {
  readonly lambda: number
  readonly utilities: readonly number[]
}

export interface PlainChoice {
  readonly shares: readonly number[]
  /** ln Σₙ Iₙ^λₙ */
  readonly logSum: number
}

export function plainNestedLogit(nests: readonly PlainNest[]): PlainChoice {
  const sums = nests.map(({ lambda, utilities }) => total(utilities, (v) => Math.exp(v / lambda)))
  const powers = nests.map(({ lambda }, n) => (sums[n] as number) ** lambda)
  const all = total(powers, (power) => power)
  const shares = nests.flatMap(({ lambda, utilities }, n) =>
    utilities.map((v) => {
      const nestShare = (powers[n] as number) / all
      return nestShare === 0 ? 0 : (Math.exp(v / lambda) / (sums[n] as number)) * nestShare
    }),
  )
  return { shares, logSum: Math.log(all) }
}

function total(values: readonly number[], of: (value: number) => number): number {
  return values.reduce((sum, value) => sum + of(value), 0)
}

/** Describe the choice set of some nests, of which the last `kei` alternatives are kei. */
export function shapeOf(
  nests: readonly PlainNest[],
  { kei = 0, cells = 1, attributes = 1 },
): ChoiceShape {
  const starts = nests.map((_, n) => nests.slice(0, n).flatMap(({ utilities }) => utilities).length)
  const count = nests.flatMap(({ utilities }) => utilities).length
  return {
    cells,
    attributes,
    nestStart: Int32Array.from([...starts, count]),
    lambda: Float64Array.from(nests, ({ lambda }) => lambda),
    firstKei: count - kei,
  }
}

/** The same nests when the last `kei` alternatives of the last one are not offered. */
export function withoutLast(nests: readonly PlainNest[], kei: number): PlainNest[] {
  return nests.map(({ lambda, utilities }, n) => ({
    lambda,
    utilities: n < nests.length - 1 ? utilities : utilities.slice(0, utilities.length - kei),
  }))
}
