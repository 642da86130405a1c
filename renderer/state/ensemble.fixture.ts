import {
  ensembleOutcomes,
  PROBABILITIES,
  type EnsembleOutcome,
  type EnsembleSummary,
} from '../../src/contract/ensemble.ts'

interface FixtureParts {
  readonly years?: readonly number[]
  readonly done?: number
  readonly failed?: number
  /** Quantile of an outcome in year `t` at a probability; 0 by default. */
  readonly quantile?: (outcome: EnsembleOutcome, t: number, probability: number) => number
  /** Standard error of all medians. */
  readonly medianError?: number
  readonly nameplates?: readonly {
    readonly id: string
    readonly label: string
    readonly onSale: number
    readonly earnsBack: number
    readonly npv: (probability: number) => number
  }[]
}

/** A small made-up ensemble, for tests of what views say and charts draw. */
export function fixtureEnsemble(parts: FixtureParts = {}): EnsembleSummary {
  const { years = [2030, 2031, 2032], done = 1000, failed = 0, nameplates = [] } = parts
  const quantile = parts.quantile ?? (() => 0)
  const cells = ensembleOutcomes.flatMap((outcome) => years.map((_, t) => ({ outcome, t })))
  return {
    index: {
      years: [...years],
      nameplates: nameplates.map(({ id, label }) => ({ id, label })),
      done,
      failed,
    },
    columns: {
      quantiles: Float64Array.from(
        cells.flatMap(({ outcome, t }) => PROBABILITIES.map((p) => quantile(outcome, t, p))),
      ),
      medianError: Float64Array.from(cells, () => parts.medianError ?? 0),
      mean: Float64Array.from(cells, ({ outcome, t }) => quantile(outcome, t, 0.5)),
      npvQuantiles: Float64Array.from(nameplates.flatMap(({ npv }) => PROBABILITIES.map(npv))),
      onSale: Float64Array.from(nameplates, ({ onSale }) => onSale),
      earnsBack: Float64Array.from(nameplates, ({ earnsBack }) => earnsBack),
    },
  }
}
