/**
 * The model's inner loop over all cells of one buyer group: utilities, nested-logit shares, sums and volume
 * caps. Numeric columns in and out, so that any implementation can take its place.
 *
 * A column holds one number a cell; a table by alternative holds the column of alternative 0, then of
 * alternative 1, and so on: `[alternative × cells + cell]`.
 */

/** Areas of a state (docs/model.md, section 1), whose cells are worked on together. */
export const AREAS = 4

export function notOfAreas(cells: number): string {
  return `${cells} cells are not states of ${AREAS} areas each`
}

/** The choice set's sizes and structure. */
export interface ChoiceShape {
  /** A multiple of AREAS: the areas of a state follow each other. */
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
 * What the shares of one group are made of. Without the kei, P⁰ of a segment is its exponential times its nest's
 * power over the sum of otherNests and lastNest. Kei take from everything outside their nest in the same proportion
 * (Train 2009, section 4.2), so P of a segment there is kept·P⁰; within it, P is held·exponential·scale.
 */
export interface GroupShares {
  /** All of the columns below, one after the other. */
  readonly all: Float64Array
  /** e^{(V − origin)/λ}, `[segment × cells + cell]`; e^{V − origin} in a nest of one segment. */
  readonly segmentExponentials: Float64Array
  /** S, the sum of a nest's, and S^(λ − 1), `[nest × cells + cell]`; the power is 1 in a nest of one segment. */
  readonly nestSums: Float64Array
  readonly nestPowers: Float64Array
  /** Σ S^λ of the other nests, and of the last one. */
  readonly otherNests: Float64Array
  readonly lastNest: Float64Array
  /** The largest utility without kei, and in the last nest. */
  readonly origin: Float64Array
  readonly highest: Float64Array
  readonly scale: Float64Array
  readonly kept: Float64Array
  /** 1 − kept, with the digits that the subtraction would drop. */
  readonly lost: Float64Array
  /**
   * e^{(V − highest)/λ} of the last nest, kei not held back: its segments, then the kei,
   * `[(alternative − first of the nest) × cells + cell]`.
   */
  readonly keiExponentials: Float64Array
}

/**
 * Changes of utilities from one year to the next: steps in a few things that are alike for all buyers, such as what
 * gasoline costs a mile, times what one unit of each is worth to a group.
 */
export interface Moves {
  /** Utility of one unit by cell, `[unit × cells + cell]`; the first unit is one that kei alone are given steps in. */
  readonly units: Float64Array
  /** Largest |utility| of one unit. */
  readonly reach: Float64Array
  /** Unit that each alternative moves in. */
  readonly unitOf: Int32Array
  /** `[2 × alternative]`: steps in its own unit and, for kei, in the first. */
  readonly steps: Float64Array
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

/** Sums of one market, added to by each of its groups. Alternatives stand in rows of the caller's choice. */
export interface SalesSums {
  /** Row of each alternative; segments have the first rows. */
  readonly rowOf: Int32Array
  /** All of the columns below, one after the other. */
  readonly all: Float64Array
  /** `[row × AREAS + area]` of the last group added. */
  readonly byArea: Float64Array
  /** `[row × states + state]` */
  readonly byState: Float64Array
  /** What kei took from each segment, by row. */
  readonly displaced: Float64Array
}

/** The last nest seen by makers that are held to a cap. */
export interface NestSplit {
  readonly makers: number
  /** Held maker of each kei, −1 where there is none. */
  readonly makerOf: Int32Array
  /** Share of the nest, then the part of it that no held maker sells, then each held maker's, by cell. */
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
  /** Make a column of whole numbers. */
  integers(values: Int32Array): Int32Array
  shares(): GroupShares
  sums(rowOf: Int32Array): SalesSums

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

  /** Compute what P⁰ is made of (section 3.3). At least one segment has a finite utility in every cell. */
  sharesWithoutKei(utilities: Float64Array, result: GroupShares): void

  /**
   * Compute the last nest's exponentials.
   *
   * @param shifts Added to the utilities of the kei, by kei and cell; −∞ where one is not available.
   */
  weighKei(utilities: Float64Array, shifts: Float64Array, result: GroupShares): void

  /**
   * Compute P from P⁰ and the last nest's exponentials.
   *
   * @param held Factors on the exponentials of the last nest's alternatives: ω^{1/λ} of a kei that is held back, times
   *   e^{Δ/λ} of what changed alike in all cells since they were computed.
   * @param split Where the nest's split among its makers goes (section 4), if anywhere.
   */
  shareKei(held: Float64Array, result: GroupShares, split?: NestSplit): void

  /**
   * Compute what P⁰ is made of after small changes Δ of the utilities from what it was before them, in the manner
   * of the incremental logit (Ben-Akiva and Lerman 1985): exponentials grow by e^{Δ/λ}, and powers by that of the
   * growth of their nest's sum.
   *
   * @param moves No |Δ/λ| is above NEAR.
   */
  moveSegments(moves: Moves, shares: GroupShares): void

  /** Compute the last nest's exponentials after changes Δ of its utilities; no |Δ/λ| is above 700. */
  moveKei(moves: Moves, shares: GroupShares): void

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

  /** Split a group's purchase occasions: aware = occasions·heard, unaware = occasions·others, by cell. */
  splitBuyers(
    occasions: Float64Array,
    heard: Float64Array,
    others: Float64Array,
    aware: Float64Array,
    unaware: Float64Array,
  ): void

  /**
   * Add a group's sales aware·P + unaware·P⁰, and what kei displaced, aware·(P⁰ − P), to its market's.
   *
   * @param held What `shareKei` was given, times the factors that makers were held to since.
   */
  addSales(
    shares: GroupShares,
    held: Float64Array,
    aware: Float64Array,
    unaware: Float64Array,
    sums: SalesSums,
  ): void

  /** Sum aware·(ln Σ I^λ − ln Σ I⁰^λ) = −aware·ln(kept) over the cells. */
  logSumGain(shares: GroupShares, aware: Float64Array): number

  /** Add a group's sales of each kei, Σ_c aware·P. */
  addKeiSales(
    shares: GroupShares,
    held: Float64Array,
    aware: Float64Array,
    sales: Float64Array,
  ): void

  /**
   * Add the sales of capped makers when their kei are held back by factors v on e^{V/λ}, and what every
   * maker's ln ω takes from every other's: ∂sales_m/∂ln ω_l = δ_ml·sales_m/λ − taken_ml.
   *
   * @param sales By maker.
   * @param taken `[maker × makers + other maker]`, for other makers up to the maker itself.
   */
  addMakerSales(
    split: NestSplit,
    aware: Float64Array,
    factors: Float64Array,
    sales: Float64Array,
    taken: Float64Array,
  ): void

  /** Hold the capped makers' kei back by factors v: the nest's sum grows by z = Σ p·v. Its split is not renewed. */
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

/** Lay out a room's tables over columns of its own. */
export function roomFor(
  shape: ChoiceShape,
  { column, integers }: Pick<ChoiceRoom, 'column' | 'integers'>,
): Pick<ChoiceRoom, 'shares' | 'sums'> {
  const { cells, firstKei } = shape
  const count = alternativeCount(shape)
  const nests = shape.lambda.length
  const inNest = count - lastNestStart(shape)
  return {
    shares() {
      const all = column((firstKei + 2 * nests + 7 + inNest) * cells)
      const take = inTurn(all)
      return {
        all,
        segmentExponentials: take(firstKei * cells),
        nestSums: take(nests * cells),
        nestPowers: take(nests * cells),
        otherNests: take(cells),
        lastNest: take(cells),
        origin: take(cells),
        highest: take(cells),
        scale: take(cells),
        kept: take(cells).fill(1),
        lost: take(cells),
        keiExponentials: take(inNest * cells),
      }
    },
    sums(rowOf) {
      const states = cells / AREAS
      const all = column(count * (AREAS + states) + firstKei)
      const take = inTurn(all)
      return {
        rowOf: integers(rowOf),
        all,
        byArea: take(count * AREAS),
        byState: take(count * states),
        displaced: take(firstKei),
      }
    },
  }
}

/** Take parts of a column one after the other. */
function inTurn(all: Float64Array): (length: number) => Float64Array {
  let from = 0
  return (length) => {
    from += length
    return all.subarray(from - length, from)
  }
}
