import {
  alternativeCount,
  type ChoiceRoom,
  type GroupShares,
  type SalesSums,
} from '../../kernel/choice-kernel.ts'
import type { Alternatives } from '../market/alternatives.ts'
import { markets } from '../market/sets.ts'
import { createCapRoom, type CapRoom } from '../market/volume-caps.ts'
import { largest } from '../numeric/largest.ts'
import { createCapHistory, type CapHistory } from './cap-history.ts'
import { LASTING, OF_UNITS, UNIFORM, UNIT_COUNT } from './choice-tables.ts'
import { energyUnits } from './yearly-moves.ts'

/** What demand (section 3.3) works with in all years of a run. All columns belong to the room. */

/** One group of buyers, with room for what a year makes of it. */
export interface DemandGroup {
  readonly market: number
  /** β by attribute, and the constants of its market by alternative. */
  readonly tastes: Float64Array
  readonly constants: Float64Array
  /** The part of its utilities that lasts, by alternative and cell. */
  readonly lasting: Float64Array
  readonly shares: GroupShares
  /**
   * Factors on the exponentials of the last nest's alternatives: with kei free, 0 for what is not on sale, and as
   * the shares are now. Novelty is in them, which is alike in all cells.
   */
  readonly free: Float64Array
  readonly held: Float64Array
  /** Utility of a unit of price and of either energy, `[unit × cells + cell]`. */
  readonly units: Float64Array
  /** Purchase occasions of the calibration year by cell, and in all cells. */
  readonly occasions: Float64Array
  readonly allOccasions: number
  /** Purchase occasions of buyers who have heard of kei vehicles, and of the others, by cell. */
  readonly aware: Float64Array
  readonly unaware: Float64Array
}

/** What does not change between the years of a run. */
export interface DemandModel {
  readonly room: ChoiceRoom
  readonly alternatives: Alternatives
  readonly dealerValue: number
  readonly attributes: Float64Array
  readonly groups: readonly DemandGroup[]
  /** Maker index of each nameplate. */
  readonly makerOf: Int32Array
  readonly capRoom: CapRoom
  readonly capHistory: CapHistory
  readonly sums: readonly SalesSums[]
  readonly utilities: Float64Array
  readonly shifts: Float64Array
  /** Share of occasions, this year's factor on them included, of those who have heard of kei, and others, by cell. */
  readonly heard: Float64Array
  readonly notHeard: Float64Array
  readonly unitOf: Int32Array
  readonly steps: Float64Array
  readonly reach: readonly Reach[]
}

/** How far a group's utilities can move. */
export interface Reach {
  /** Largest |utility| of one unit, by unit. */
  readonly ofUnit: Float64Array
  /** Largest |Δ/λ| of kei, added up since their exponentials were worked out whole. */
  moved: number
}

export type DemandInputs = Pick<
  DemandModel,
  'room' | 'alternatives' | 'dealerValue' | 'attributes' | 'groups'
>

/**
 * Make a demand model.
 *
 * @param unitAttributes See `unitAttributes`.
 * @param resultRows Place of each alternative among the results.
 */
export function createDemandModel(
  inputs: DemandInputs,
  unitAttributes: Float64Array,
  resultRows: Int32Array,
): DemandModel {
  const { room, alternatives } = inputs
  const { shape, nameplates } = alternatives
  const makers = [...new Set(nameplates.map(({ maker }) => maker))]
  const makerOf = Int32Array.from(nameplates, ({ maker }) => makers.indexOf(maker))
  const unitsOf = room.column(unitAttributes.length)
  unitsOf.set(unitAttributes)
  for (const { tastes, units } of inputs.groups) {
    const terms = { from: 0, to: UNIT_COUNT, attributes: OF_UNITS }
    room.utilities(terms, unitsOf, tastes, units)
  }
  return {
    ...inputs,
    makerOf,
    capRoom: createCapRoom(room, {
      groups: inputs.groups.length,
      kei: nameplates.length,
      makers: makers.length,
    }),
    capHistory: createCapHistory(makers.length),
    sums: markets.map(() => room.sums(resultRows)),
    utilities: room.column(alternativeCount(shape) * shape.cells),
    shifts: room.column(nameplates.length * shape.cells),
    heard: room.column(shape.cells),
    notHeard: room.column(shape.cells),
    unitOf: room.integers(energyUnits(alternatives)),
    steps: room.column(2 * alternativeCount(shape)),
    reach: inputs.groups.map(({ units }) => {
      const ofUnit = room.column(UNIT_COUNT)
      for (let unit = 0; unit < UNIT_COUNT; unit += 1) {
        ofUnit[unit] = largest(units.subarray(unit * shape.cells, (unit + 1) * shape.cells))
      }
      return { ofUnit, moved: 0 }
    }),
  }
}

/** Work out the lasting part of all groups' utilities again, for alternatives from..to. */
export function writeLasting(
  { room, attributes, groups: all }: Pick<DemandModel, 'room' | 'attributes' | 'groups'>,
  from: number,
  to: number,
): void {
  for (const { tastes, lasting } of all) {
    room.utilities({ from, to, attributes: LASTING, uniform: UNIFORM }, attributes, tastes, lasting)
  }
}
