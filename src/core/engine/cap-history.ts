/* eslint-disable @typescript-eslint/no-non-null-assertion -- the loops are hot and stay in bounds */

/** ln ω by maker of the last years solved, latest first, of which the next year's are guessed. */
export interface CapHistory {
  guess(): Float64Array
  add(logOmega: Float64Array): void
  /** Forget all but the last year: the next follows other rules. */
  restart(): void
}

export function createCapHistory(makers: number): CapHistory {
  let years: Float64Array[] = []
  return {
    /** The parabola through the last three years, or the line through two, of a maker that was held in them. */
    guess: () =>
      Float64Array.from({ length: makers }, (_, m) => {
        const [a = 0, b = 0, c = 0] = years.map((logOmega) => logOmega[m]!)
        if (a === 0 || b === 0) return a
        return Math.min(a / 2, c === 0 ? 2 * a - b : 3 * (a - b) + c)
      }),
    add(logOmega) {
      years = [logOmega, ...years.slice(0, 2)]
    },
    restart() {
      years = years.slice(0, 1)
    },
  }
}
