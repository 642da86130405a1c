import type { ChoiceShape } from '../../kernel/choice-kernel.ts'
import type { MarketData } from '../data/market-data.ts'
import type { SegmentRow } from '../data/tables.ts'
import type { Nameplate } from '../scenario/resolve.ts'
import { ATTRIBUTE_COUNT } from './attributes.ts'
import { KEI_NEST } from './sets.ts'

/** Section 1: the choice set, sorted by nest with the kei last, as the kernel wants it. */
export interface Alternatives {
  /** Conventional segments and the outside option, by nest; those in the kei nest last. */
  readonly segments: readonly SegmentRow[]
  /** Kei nameplates on offer, which follow the segments. */
  readonly nameplates: readonly Nameplate[]
  readonly shape: ChoiceShape
}

/** Line up the choice set of a run over `cells` cells. */
export function lineUpAlternatives(
  { nests, segments }: Pick<MarketData, 'nests' | 'segments'>,
  nameplates: readonly Nameplate[],
  cells: number,
): Alternatives {
  const used = nests.rows.filter(({ nest }) => nest !== KEI_NEST)
  const ordered = [...used, ...nests.rows.filter(({ nest }) => nest === KEI_NEST)]
  const sorted = ordered.flatMap(({ nest }) => segments.rows.filter((row) => row.nest === nest))
  const starts = ordered.map(({ nest }) => {
    const before = ordered.slice(
      0,
      ordered.findIndex((row) => row.nest === nest),
    )
    return sorted.filter((row) => before.some((other) => other.nest === row.nest)).length
  })
  return {
    segments: sorted,
    nameplates,
    shape: {
      cells,
      attributes: ATTRIBUTE_COUNT,
      nestStart: Int32Array.from([...starts, sorted.length + nameplates.length]),
      lambda: Float64Array.from(ordered, ({ lambda }) => lambda),
      firstKei: sorted.length,
    },
  }
}
