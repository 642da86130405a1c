import { alternativeCount, lastNestStart } from '../../kernel/choice-kernel.ts'
import { exp } from '../../kernel/exp.ts'
import { NEAR } from '../../kernel/near.ts'
import { X } from '../market/attributes.ts'
import { largest } from '../numeric/largest.ts'
import { ENERGY, KEI_YEARLY, UNIFORM, UNIT, UNIT_COUNT } from './choice-tables.ts'
import type { DemandModel } from './demand-model.ts'
import type { SupplyYear } from './supply-plan.ts'
import type { YearlyMoves } from './yearly-moves.ts'

/* eslint-disable @typescript-eslint/no-non-null-assertion -- the loops are hot and stay in bounds */

/** What shares are made of, brought from one year to the next: moved where steps are small, else worked out whole. */

/** Exponentials are worked out whole before moves could have made one larger than e^this. */
const FURTHEST = 300

/** A year's moves, and how far they go, whoever buys. */
export interface Furthest {
  readonly moves: YearlyMoves
  /** Largest |step/λ| by unit, of segments and of kei. */
  readonly segments: Float64Array
  readonly kei: Float64Array
  /** Largest |change| of novelty. */
  readonly novelty: number
}

export function furthestMoves({ alternatives, unitOf }: DemandModel, moves: YearlyMoves): Furthest {
  const { nestStart, lambda, firstKei } = alternatives.shape
  const segments = new Float64Array(UNIT_COUNT)
  const kei = new Float64Array(UNIT_COUNT)
  const see = (of: Float64Array, unit: number, step: number, lambdaOfNest: number) => {
    of[unit] = Math.max(of[unit]!, Math.abs(step) / lambdaOfNest)
  }
  lambda.forEach((lambdaOfNest, n) => {
    for (let j = nestStart[n]!; j < nestStart[n + 1]!; j += 1) {
      const [energy, price] = [moves.steps[2 * j]!, moves.steps[2 * j + 1]!]
      if (j < firstKei) see(segments, unitOf[j]!, energy, lambdaOfNest)
      if (n < lambda.length - 1) continue
      see(kei, unitOf[j]!, energy, lambdaOfNest)
      see(kei, UNIT.price, price, lambdaOfNest)
    }
  })
  return { moves, segments, kei, novelty: largest(moves.novelty) }
}

/** Bring a group's P⁰ to this year: by this year's small steps, or else whole. */
export function moveSegments(
  model: DemandModel,
  g: number,
  furthest: Furthest | undefined,
  refresh: () => void,
): void {
  const { room, alternatives, attributes, utilities, unitOf, steps } = model
  const { tastes, lasting, constants, shares, units } = model.groups[g]!
  const { ofUnit } = model.reach[g]!
  if (furthest !== undefined) {
    let change = 0
    for (let unit = 0; unit < UNIT_COUNT; unit += 1) {
      change = Math.max(change, furthest.segments[unit]! * ofUnit[unit]!)
    }
    if (change === 0) return
    if (change <= NEAR) {
      room.moveSegments({ units, reach: ofUnit, unitOf, steps }, shares)
      return
    }
  }
  refresh()
  const segments = { from: 0, to: alternatives.shape.firstKei, attributes: ENERGY }
  room.utilities(segments, attributes, tastes, utilities, lasting, constants)
  room.sharesWithoutKei(utilities, shares)
}

/** Bring the exponentials of a group's last nest, and their factors, to this year. */
export function moveKei(
  model: DemandModel,
  g: number,
  supply: SupplyYear,
  furthest: Furthest | undefined,
  refresh: () => void,
): void {
  const { room, alternatives, attributes, utilities, shifts, unitOf, steps } = model
  const { shape } = alternatives
  const { tastes, lasting, constants, shares, units, free } = model.groups[g]!
  const reach = model.reach[g]!
  const first = shape.firstKei - lastNestStart(shape)
  if (furthest?.moves.keiMoveOnly === true) {
    const taste = tastes[X.novelty]! / shape.lambda.at(-1)!
    reach.moved += Math.abs(taste) * furthest.novelty
    for (let unit = 0; unit < UNIT_COUNT; unit += 1) {
      reach.moved += furthest.kei[unit]! * reach.ofUnit[unit]!
    }
    if (reach.moved <= FURTHEST) {
      furthest.moves.novelty.forEach((more, n) => {
        if (more !== 0) free[first + n]! *= exp(taste * more)
      })
      room.moveKei({ units, reach: reach.ofUnit, unitOf, steps }, shares)
      return
    }
  }
  refresh()
  reach.moved = 0
  const segments = { from: lastNestStart(shape), to: shape.firstKei, attributes: ENERGY }
  room.utilities(segments, attributes, tastes, utilities, lasting, constants)
  const last = { from: shape.firstKei, to: alternativeCount(shape), attributes: KEI_YEARLY }
  const terms = { ...last, uniform: UNIFORM }
  room.utilities(terms, attributes, tastes, utilities, lasting, constants)
  room.weighKei(utilities, shifts, shares)
  free.fill(1, 0, first)
  supply.nameplates.forEach(({ onSale }, n) => {
    free[first + n] = onSale ? 1 : 0
  })
}
