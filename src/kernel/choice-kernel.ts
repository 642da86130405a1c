/**
 * The model's inner loop over all cells of one buyer group: utilities, nested-logit shares, sums and volume
 * caps. Numeric columns in and out, so that any implementation can take its place.
 *
 * A column holds one number a cell; a table by alternative holds the column of alternative 0, then of
 * alternative 1, and so on: `[alternative × cells + cell]`.
 */

/** The choice set's sizes and structure. */
export interface ChoiceShape {
  /** An even number. */
  readonly cells: number
  /** Attributes of an alternative, at most 31. */
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

/**
 * Shares of one group. Kei take from everything outside their nest in the same proportion (Train 2009,
 * section 4.2), so P of an alternative there is `kept`·P⁰ and needs no column of its own.
 */
export interface GroupShares {
  /** P⁰ without the kei, `[segment × cells + cell]`. */
  readonly sharesWithoutKei: Float64Array
  /** P of the last nest: its segments, then the kei, `[(alternative − first of the nest) × cells + cell]`. */
  readonly nestShares: Float64Array
  /** P/P⁰ outside the last nest, by cell. */
  readonly kept: Float64Array
  /** 1 − kept, with the digits that the subtraction would drop. */
  readonly lost: Float64Array
  /** The largest utility without kei, and Σ I^λ over its exponential of the other nests and of the last one. */
  readonly origin: Float64Array
  readonly otherNests: Float64Array
  readonly lastNest: Float64Array
}

/** Which alternatives and attributes a sum of utilities takes in. */
export interface Terms {
  /** Alternatives from..to. */
  readonly from: number
  readonly to: number
  /** Attributes k whose bit 2^k is set. */
  readonly attributes: number
  /** Those of them that are alike in all cells, which are read of the first; none where left out. */
  readonly uniform?: number
}

/** Sums of one market, added to by each of its groups; areas run fastest among the cells of a state. */
export interface SalesSums {
  /** An even number, of which the number of cells is a multiple. */
  readonly areas: number
  /** `[alternative × areas + area]` of the last group added. */
  readonly byArea: Float64Array
  /** `[alternative × states + state]` */
  readonly byState: Float64Array
  /** What kei took from each segment. */
  readonly displaced: Float64Array
}

/** The last nest seen by makers whose volume may be capped. */
export interface NestSplit {
  readonly makers: number
  /** Capped maker of each kei, −1 where there is none. */
  readonly makerOf: Int32Array
  /** Share of the nest, then the parts of it that no capped maker sells, then each capped maker's, by cell. */
  readonly columns: Float64Array
}

export interface ChoiceKernel {
  /** Open a choice set. Columns of the one before must not be used any more. */
  open(shape: ChoiceShape): ChoiceRoom
}

/** A choice set with room for its columns; all columns passed to it are its own. */
export interface ChoiceRoom {
  readonly shape: ChoiceShape

  /** Make a column of zeros. */
  column(length: number): Float64Array
  shares(): GroupShares
  sums(areas: number): SalesSums
  split(makerOf: Int32Array, makers: number): NestSplit

  /**
   * Compute base + constants + Σ_k tastes[k]·x_k for some alternatives and attributes (docs/model.md, 3.3).
   *
   * @param attributes `[(alternative × attributes + k) × cells + cell]`, finite.
   * @param tastes One an attribute.
   * @param base By alternative and cell; 0 where left out.
   * @param constants One an alternative, −∞ where it is not sold to the group; 0 where left out.
   * @param utilities Result by alternative and cell.
   */
  utilities(
    terms: Terms,
    attributes: Float64Array,
    tastes: Float64Array,
    utilities: Float64Array,
    base?: Float64Array,
    constants?: Float64Array,
  ): void

  /** Compute P⁰ (section 3.3). At least one segment has a finite utility in every cell. */
  sharesWithoutKei(utilities: Float64Array, result: GroupShares): void

  /**
   * Compute P after `sharesWithoutKei`.
   *
   * @param shifts Added to the utilities of the kei, by kei and cell; −∞ where one is not available.
   */
  sharesWithKei(utilities: Float64Array, shifts: Float64Array, result: GroupShares): void

  /**
   * Add Σ_c w·P⁰_j to `sales` and its slopes by the constants to `slopes`, `[segment × segments + segment]`:
   * Σ_c w·P_j·(δ_ij/λ − [same nest]·(1 − λ)/λ·P_i|n − P_i) (Train 2009, section 4.2, differentiated).
   */
  addSlopes(
    shares: GroupShares,
    weights: Float64Array,
    sales: Float64Array,
    slopes: Float64Array,
  ): void

  /** Add a group's sales aware·P + unaware·P⁰, and what kei displaced, aware·(P⁰ − P), to its market's. */
  addSales(shares: GroupShares, aware: Float64Array, unaware: Float64Array, sums: SalesSums): void

  /** Sum aware·(ln Σ I^λ − ln Σ I⁰^λ) = −aware·ln(kept) over the cells. */
  logSumGain(shares: GroupShares, aware: Float64Array): number

  /** Add a group's sales of each kei, Σ_c aware·P. */
  addKeiSales(shares: GroupShares, aware: Float64Array, sales: Float64Array): void

  /** Split a group's last nest among the capped makers (section 4). */
  splitNest(shares: GroupShares, split: NestSplit): void

  /**
   * Add the sales of capped makers when their kei are held back by factors v on e^{V/λ}, and what every
   * maker's ln ω takes from every other's: ∂sales_m/∂ln ω_l = δ_ml·sales_m/λ − taken_ml.
   *
   * @param sales `[2 × maker]`, the even cells' and the odd cells' sums.
   * @param taken `[2 × (maker × makers + other maker)]`, for other makers up to the maker itself.
   */
  addMakerSales(
    split: NestSplit,
    aware: Float64Array,
    factors: Float64Array,
    sales: Float64Array,
    taken: Float64Array,
  ): void

  /** Hold the capped makers' kei back by factors v: the nest's sum grows by z = Σ p·v. */
  holdMakers(split: NestSplit, factors: Float64Array, shares: GroupShares): void
}

/** Number of alternatives of a shape. */
export function alternativeCount(shape: ChoiceShape): number {
  return shape.nestStart[shape.lambda.length] as number
}

/** First alternative of the nest that holds the kei. */
export function lastNestStart(shape: ChoiceShape): number {
  return shape.nestStart[shape.lambda.length - 1] as number
}

/** Lay out a room's tables over columns that `column` makes. */
export function roomFor(
  shape: ChoiceShape,
  column: (length: number) => Float64Array,
): Pick<ChoiceRoom, 'shares' | 'sums'> {
  const { cells, firstKei } = shape
  const count = alternativeCount(shape)
  return {
    shares: () => ({
      sharesWithoutKei: column(firstKei * cells),
      nestShares: column((count - lastNestStart(shape)) * cells),
      kept: column(cells).fill(1),
      lost: column(cells),
      origin: column(cells),
      otherNests: column(cells),
      lastNest: column(cells),
    }),
    sums(areas) {
      if (areas % 2 !== 0 || cells % areas !== 0) {
        throw new RangeError(
          `${cells} cells are not made of states of ${areas} areas, an even number`,
        )
      }
      const sizes = [count * areas, (count * cells) / areas, firstKei] as const
      const all = column(sizes[0] + sizes[1] + sizes[2])
      return {
        areas,
        byArea: all.subarray(0, sizes[0]),
        byState: all.subarray(sizes[0], sizes[0] + sizes[1]),
        displaced: all.subarray(sizes[0] + sizes[1]),
      }
    },
  }
}
