import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { byAlternative, columnOf, kernels, wholeStates } from '../../../test/kernels.fixture.ts'
import { plainNestedLogit, shapeOf, type PlainNest } from '../../../test/plain-logit.fixture.ts'
import { near } from '../../../test/rows.fixture.ts'
import type { ChoiceKernel, ChoiceRoom } from '../../kernel/choice-kernel.ts'
import { calibrate, type Calibration, type CalibrationProblem } from './calibration.ts'

/** A small market: each group's nests by cell, and its occasions by cell. */
interface Market {
  readonly groups: readonly {
    readonly cells: readonly (readonly PlainNest[])[]
    readonly occasions: readonly number[]
  }[]
  readonly targets: readonly number[]
  readonly outside: number
}

/** Open a market's room; where its cells make no whole states, with more that nobody lives in. */
function problemOf(
  kernel: ChoiceKernel,
  { groups, targets, outside }: Market,
  correction?: Float64Array,
): { readonly room: ChoiceRoom; readonly problem: CalibrationProblem } {
  const { length } = wholeStates(groups[0]!.cells)
  const room = kernel.open(shapeOf(groups[0]!.cells[0]!, { cells: length }))
  const [attributes, tastes] = [room.column(0), room.column(1)]
  const terms = { from: 0, to: targets.length, attributes: 0 }
  const problem = {
    groups: groups.map((group) => {
      const base = columnOf(room, byAlternative(wholeStates(group.cells)))
      const weights = room.column(length)
      weights.set(group.occasions)
      return {
        weights,
        shares: room.shares(),
        utilities: (out: Float64Array, constants?: Float64Array) => {
          room.utilities(terms, attributes, tastes, out, base, constants)
        },
      }
    }),
    targets: Float64Array.from(targets),
    outside,
    correction,
  }
  return { room, problem }
}

/** Shares of the whole market with the constants added, by the plain formula. */
function predicted({ groups, targets }: Market, constants: Float64Array): number[] {
  const bought = targets.map(() => 0)
  let buyers = 0
  for (const { cells, occasions } of groups) {
    cells.forEach((nests, c) => {
      let at = 0
      const shifted = nests.map(({ lambda, utilities }) => ({
        lambda,
        utilities: utilities.map((v) => v + constants[at++]!),
      }))
      plainNestedLogit(shifted).shares.forEach((share, j) => {
        bought[j] = bought[j]! + occasions[c]! * share
      })
      buyers += occasions[c]!
    })
  }
  return bought.map((value) => value / buyers)
}

const alike = (nests: readonly PlainNest[]) => [{ cells: [nests], occasions: [1] }]

describe.each(kernels)('calibrate with %s', (_, kernel) => {
  function calibrated(market: Market, correction?: Float64Array) {
    const { room, problem } = problemOf(kernel, market, correction)
    return calibrate(room, problem)
  }
  function found(market: Market, correction?: Float64Array): Calibration {
    const result = calibrated(market, correction)
    if (!result.ok) throw new Error(result.error)
    return result.value
  }

  it('gives ln s_j − ln s_0 − (V_j − V_0) for buyers who are alike under a plain logit', () => {
    const market: Market = {
      groups: alike([{ lambda: 1, utilities: [0.3, -1, 2] }]),
      targets: [0.2, 0.3, 0.5],
      outside: 2,
    }
    const { constants, evaluations } = found(market)
    expect([...constants]).toEqual(
      near([Math.log(0.2 / 0.5) - (0.3 - 2), Math.log(0.3 / 0.5) - (-1 - 2), 0]),
    )
    expect(evaluations).toBe(1)
  })

  it('gives λ·ln s_j|n + ln s_n − ln s_0 − (V_j − V_0) for buyers who are alike in nests', () => {
    const market: Market = {
      groups: alike([
        { lambda: 0.6, utilities: [1, 0] },
        { lambda: 0.8, utilities: [0.5] },
        { lambda: 1, utilities: [-0.2] },
      ]),
      targets: [0.1, 0.3, 0.2, 0.4],
      outside: 3,
    }
    const { constants, evaluations } = found(market)
    expect(evaluations).toBe(1)
    expect([...constants]).toEqual(
      near([
        0.6 * Math.log(0.25) + Math.log(0.4 / 0.4) - 1.2,
        0.6 * Math.log(0.75) + Math.log(0.4 / 0.4) - 0.2,
        Math.log(0.2 / 0.4) - 0.7,
        0,
      ]),
    )
  })

  it('starts there in a market of several cells, too', () => {
    const nests = [
      { lambda: 0.6, utilities: [1, 0.2] },
      { lambda: 1, utilities: [-0.5] },
    ]
    const group = { cells: [nests, nests, nests], occasions: [1, 7, 2] }
    const { evaluations } = found({
      groups: [group, group],
      targets: [0.1, 0.3, 0.6],
      outside: 2,
    })
    expect(evaluations).toBe(1)
  })

  it('leaves out what is not sold to the market, and only that', () => {
    const market: Market = {
      groups: alike([
        { lambda: 0.6, utilities: [1, 5, 0] },
        { lambda: 0.7, utilities: [3] },
        { lambda: 1, utilities: [0] },
      ]),
      targets: [0.2, 0, 0.3, 0, 0.5],
      outside: 4,
    }
    const { constants } = found(market)
    expect([constants[1], constants[3], constants[4]]).toEqual([-Infinity, -Infinity, 0])
    expect(predicted(market, constants)).toEqual(near(market.targets, 13))
  })

  const mixed: Market = {
    groups: [
      {
        cells: [
          [
            { lambda: 0.5, utilities: [1, -2, 0.5] },
            { lambda: 0.8, utilities: [0.5, -0.5] },
            { lambda: 1, utilities: [0] },
          ],
          [
            { lambda: 0.5, utilities: [-1, 2, 0] },
            { lambda: 0.8, utilities: [1.5, 0.5] },
            { lambda: 1, utilities: [0.7] },
          ],
        ],
        occasions: [10, 30],
      },
      {
        cells: [
          [
            { lambda: 0.5, utilities: [3, 0, -1] },
            { lambda: 0.8, utilities: [-1.5, 1] },
            { lambda: 1, utilities: [-1] },
          ],
          [
            { lambda: 0.5, utilities: [0, 0, 2] },
            { lambda: 0.8, utilities: [0.2, 0.1] },
            { lambda: 1, utilities: [1] },
          ],
        ],
        occasions: [20, 5],
      },
    ],
    targets: [0.05, 0.1, 0.15, 0.02, 0.08, 0.6],
    outside: 5,
  }

  it('meets the targets of buyers who differ, weighted by their occasions', () => {
    const { constants, evaluations } = found(mixed)
    expect(predicted(mixed, constants)).toEqual(near(mixed.targets, 13))
    expect(constants[5]).toBe(0)
    // Newton's method: Berry's iteration takes over a hundred evaluations here.
    expect(evaluations).toBeLessThanOrEqual(8)
  })

  it('does not mind where the outside option stands', () => {
    const market: Market = {
      ...mixed,
      targets: [0.05, 0.1, 0.15, 0.6, 0.08, 0.02],
      outside: 3,
    }
    const { constants } = found(market)
    expect(constants[3]).toBe(0)
    expect(predicted(market, constants)).toEqual(near(market.targets, 13))
  })

  it('walks in steps where buyers want quite different things', () => {
    const wants = [
      [6, 2],
      [-5, 5],
      [-4, 3],
    ]
    const market: Market = {
      groups: wants.map((utilities) => ({
        cells: [
          [
            { lambda: 0.6, utilities },
            { lambda: 1, utilities: [0] },
          ],
        ],
        occasions: [1],
      })),
      targets: [0.45, 0.25, 0.3],
      outside: 2,
    }
    const { constants } = found(market)
    expect(predicted(market, constants)).toEqual(near(market.targets, 12))
  })

  it('does not mind a nest that nobody in a cell would choose', () => {
    const market: Market = {
      groups: [
        {
          cells: [
            [
              { lambda: 0.6, utilities: [-5000, -5001] },
              { lambda: 1, utilities: [0] },
            ],
            [
              { lambda: 0.6, utilities: [1, 0] },
              { lambda: 1, utilities: [0] },
            ],
          ],
          occasions: [1e-5, 3],
        },
      ],
      targets: [0.2, 0.1, 0.7],
      outside: 2,
    }
    const { constants } = found(market)
    expect(predicted(market, constants)).toEqual(near(market.targets, 13))
  })

  it('starts from what a similar market was off its own start', () => {
    const cold = found(mixed)
    const similar: Market = {
      ...mixed,
      groups: mixed.groups.map(({ cells, occasions }) => ({
        cells,
        occasions: occasions.map((amount, c) => amount * (1 + 0.02 * c)),
      })),
      targets: [0.051, 0.099, 0.15, 0.021, 0.079, 0.6],
    }
    const warm = found(similar, cold.correction)
    expect(predicted(similar, warm.constants)).toEqual(near(similar.targets, 13))
    expect([...warm.constants]).toEqual(near(found(similar).constants))
    expect(warm.evaluations).toBeLessThan(found(similar).evaluations)
    // Its own correction is where it ends.
    expect(found(mixed, cold.correction).evaluations).toBeLessThanOrEqual(2)
  })

  it('says how far it came from where buyers who are alike would end', () => {
    const market: Market = {
      groups: alike([
        { lambda: 0.6, utilities: [1, 5, 0] },
        { lambda: 1, utilities: [0] },
      ]),
      targets: [0.2, 0, 0.3, 0.5],
      outside: 3,
    }
    expect([...found(market).correction]).toEqual([0, 0, 0, 0])
    const { correction, constants } = found(mixed)
    const start = constants.map((value, j) => value - correction[j]!)
    const means = mixed.targets.map((_target, j) => {
      let [total, buyers] = [0, 0]
      for (const { cells, occasions } of mixed.groups) {
        cells.forEach((nests, c) => {
          total += occasions[c]! * nests.flatMap(({ utilities }) => utilities)[j]!
          buyers += occasions[c]!
        })
      }
      return total / buyers
    })
    // λ·ln s_j|n + ln s_n − ln s_0 − (V_j − V_0) at the mean utilities.
    const first = 0.5 * Math.log(0.05 / 0.3) + Math.log(0.3 / 0.6)
    expect(start[0]).toBeCloseTo(first - (means[0]! - means[5]!), 12)
    expect(correction[5]).toBe(0)
    expect(Math.max(...correction.map(Math.abs))).toBeGreaterThan(0.01)
  })

  it('leaves out what is not sold, whatever the correction', () => {
    const market: Market = {
      groups: alike([
        { lambda: 0.6, utilities: [1, 5, 0] },
        { lambda: 1, utilities: [0] },
      ]),
      targets: [0.2, 0, 0.3, 0.5],
      outside: 3,
    }
    const { constants, correction } = found(market, Float64Array.of(0.1, 0.7, -0.2, 0))
    expect([constants[1], correction[1]]).toEqual([-Infinity, 0])
    expect(predicted(market, constants)).toEqual(near(market.targets, 13))
  })

  it('is content with what rounding leaves of very large utilities', () => {
    const lift = 30_000 // where utilities are multiples of 4e-12
    const lifted: Market = {
      ...mixed,
      groups: mixed.groups.map(({ cells, occasions }) => ({
        occasions,
        cells: cells.map((nests) =>
          nests.map(({ lambda, utilities }) => ({
            lambda,
            utilities: utilities.map((v) => v + lift),
          })),
        ),
      })),
    }
    const { constants, evaluations } = found(lifted)
    expect([...constants]).toEqual(near(found(mixed).constants, 9))
    expect(evaluations).toBeLessThanOrEqual(15)
  })

  it('is a fixed point of the iteration of Berry', () => {
    const { constants } = found(mixed)
    const lambda = [0.5, 0.5, 0.5, 0.8, 0.8]
    predicted(mixed, constants).forEach((share, j) => {
      if (j === mixed.outside) return
      const step = lambda[j]! * Math.log(mixed.targets[j]! / share)
      expect(Math.abs(step)).toBeLessThan(1e-12)
    })
  })

  it('does not depend on the level of the utilities', () => {
    const lifted: Market = {
      ...mixed,
      groups: mixed.groups.map(({ cells, occasions }) => ({
        occasions,
        cells: cells.map((nests) =>
          nests.map(({ lambda, utilities }) => ({
            lambda,
            utilities: utilities.map((v) => v + 9),
          })),
        ),
      })),
    }
    expect([...found(lifted).constants]).toEqual(near(found(mixed).constants, 10))
  })

  it('meets any targets of any small market', () => {
    const number = (min: number, max: number) => fc.double({ min, max, noNaN: true })
    const utilities = fc.array(number(-3, 3), { minLength: 5, maxLength: 5 })
    const weights = fc.array(number(0.02, 1), { minLength: 5, maxLength: 5 })
    const lambdas = fc.tuple(number(0.3, 1), number(0.3, 1))
    const property = fc.property(
      fc.array(utilities, { minLength: 4, maxLength: 4 }),
      weights,
      lambdas,
      (byGroup, targetWeights, [first, second]) => {
        const total = targetWeights.reduce((sum, weight) => sum + weight, 0)
        const market: Market = {
          groups: byGroup.map((v, g) => ({
            cells: [
              [
                { lambda: first, utilities: v.slice(0, 2) },
                { lambda: second, utilities: v.slice(2, 4) },
                { lambda: 1, utilities: v.slice(4) },
              ],
            ],
            occasions: [g + 1],
          })),
          targets: targetWeights.map((weight) => weight / total),
          outside: 4,
        }
        expect(predicted(market, found(market).constants)).toEqual(near(market.targets, 12))
      },
    )
    fc.assert(property, { numRuns: 100 })
  })

  it('has no answer to targets that no constants can reach', () => {
    // Half the buyers want the first at any price and half at none: its share is 0.5 or hardly changes.
    const market: Market = {
      groups: [
        { cells: [[{ lambda: 1, utilities: [1e5, 0] }]], occasions: [1] },
        { cells: [[{ lambda: 1, utilities: [-1e5, 0] }]], occasions: [1] },
      ],
      targets: [0.7, 0.3],
      outside: 1,
    }
    const result = calibrated(market)
    expect(result).toEqual({ ok: false, error: expect.stringMatching(/./) as string })
  })

  it('gives up on a distance that it cannot walk', () => {
    const market: Market = {
      groups: [
        { cells: [[{ lambda: 1, utilities: [900, 0] }]], occasions: [1] },
        { cells: [[{ lambda: 1, utilities: [-900, 0] }]], occasions: [1] },
        { cells: [[{ lambda: 1, utilities: [0, 0] }]], occasions: [1e-9] },
      ],
      targets: [0.9, 0.1],
      outside: 1,
    }
    const result = calibrated(market)
    expect(result.ok).toBe(false)
  })

  it('refuses utilities that are not numbers', () => {
    const market: Market = {
      groups: alike([{ lambda: 1, utilities: [NaN, 0] }]),
      targets: [0.5, 0.5],
      outside: 1,
    }
    expect(calibrated(market).ok).toBe(false)
  })
})
