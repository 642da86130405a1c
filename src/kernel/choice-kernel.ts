/**
 * The model's inner loop: utilities and nested-logit shares of one buyer group over all cells. Plain
 * numeric columns in and out, so that any implementation can take its place.
 *
 * A column by alternative holds all cells of alternative 0, then of alternative 1, and so on:
 * `[alternative × cells + cell]`.
 */

/** The choice set's sizes and structure. */
export interface ChoiceShape {
  readonly cells: number
  /** Attributes of an alternative. */
  readonly attributes: number
  /**
   * Alternatives are sorted by nest: nest n holds those from nestStart[n] to before nestStart[n + 1];
   * the last entry is the number of alternatives.
   */
  readonly nestStart: Int32Array
  /** Dissimilarity parameter λ of each nest, 0 < λ ≤ 1. */
  readonly lambda: Float64Array
  /** The kei are the last alternatives, from this one on, all in the last nest. */
  readonly firstKei: number
}

/** Shares of one group, by alternative and cell. */
export interface GroupShares {
  /** P with all alternatives, `[alternative × cells + cell]`. */
  readonly shares: Float64Array
  /** P⁰ without the kei, `[segment × cells + cell]`. */
  readonly sharesWithoutKei: Float64Array
  /** ln Σₙ Iₙ^λₙ by cell, with all alternatives and without the kei. */
  readonly logSum: Float64Array
  readonly logSumWithoutKei: Float64Array
}

export interface ChoiceKernel {
  /**
   * Compute V = Σ_k tastes[k]·x_k + constants[j] + shifts[j] (docs/model.md, section 3.3).
   *
   * @param attributes `[(alternative × attributes + k) × cells + cell]`, finite.
   * @param tastes One an attribute.
   * @param constants One an alternative; −∞ where it is not sold to the group.
   * @param shifts By kei alternative and cell; −∞ where it is not available.
   * @param utilities Result by alternative and cell.
   */
  utilities(
    shape: ChoiceShape,
    attributes: Float64Array,
    tastes: Float64Array,
    constants: Float64Array,
    shifts: Float64Array,
    utilities: Float64Array,
  ): void

  /**
   * Compute nested-logit shares and log-sums from utilities (docs/model.md, section 3.3). At least one
   * alternative that is not a kei has a finite utility in every cell. Overwrites `utilities`.
   */
  shares(shape: ChoiceShape, utilities: Float64Array, result: GroupShares): void
}

/** Number of alternatives of a shape. */
export function alternativeCount(shape: ChoiceShape): number {
  return shape.nestStart[shape.lambda.length] as number
}

/** The same choice set before any kei. */
export function withoutKei(shape: ChoiceShape): ChoiceShape {
  const nestStart = shape.nestStart.slice()
  nestStart[shape.lambda.length] = shape.firstKei
  return { ...shape, nestStart }
}

/** Make room for one group's shares. */
export function createGroupShares(shape: ChoiceShape): GroupShares {
  return {
    shares: new Float64Array(alternativeCount(shape) * shape.cells),
    sharesWithoutKei: new Float64Array(shape.firstKei * shape.cells),
    logSum: new Float64Array(shape.cells),
    logSumWithoutKei: new Float64Array(shape.cells),
  }
}
