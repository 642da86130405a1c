import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  plainNestedLogit,
  shapeOf,
  withoutLast,
  type PlainNest,
} from '../../test/plain-logit.fixture.ts'
import { near } from '../../test/rows.fixture.ts'
import { createGroupShares, type GroupShares } from './choice-kernel.ts'
import { createTypescriptKernel } from './typescript-kernel.ts'

const kernel = createTypescriptKernel()

/** Compute the shares of cells that differ in utilities only. */
function sharesOf(cells: readonly (readonly PlainNest[])[], kei: number): GroupShares {
  const shape = shapeOf(cells[0] ?? [], { kei, cells: cells.length })
  const result = createGroupShares(shape)
  const byCell = cells.map((nests) => nests.flatMap(({ utilities }) => utilities))
  const count = byCell[0]?.length ?? 0
  const utilities = Float64Array.from(
    { length: count * cells.length },
    (_, at) => byCell[at % cells.length]![Math.floor(at / cells.length)]!,
  )
  kernel.shares(shape, utilities, result)
  return result
}

/** Gather one cell's entries of a column. */
function cellOf(column: Float64Array, cell: number, cells: number): number[] {
  return Array.from(column).filter((_, at) => at % cells === cell)
}

function expectPlain(cells: readonly (readonly PlainNest[])[], kei: number): void {
  const result = sharesOf(cells, kei)
  cells.forEach((nests, c) => {
    const all = plainNestedLogit(nests)
    const before = plainNestedLogit(withoutLast(nests, kei))
    expect(cellOf(result.shares, c, cells.length)).toEqual(near(all.shares))
    expect(cellOf(result.sharesWithoutKei, c, cells.length)).toEqual(near(before.shares))
    expect(result.logSum[c]).toBeCloseTo(all.logSum, 12)
    expect(result.logSumWithoutKei[c]).toBeCloseTo(before.logSum, 12)
  })
}

const none = -Infinity

describe('shares', () => {
  it('are those of the nested logit for two nests and three alternatives', () => {
    const [a, b, kei] = [0.4, -0.3, 0.1]
    const { shares, sharesWithoutKei, logSum, logSumWithoutKei } = sharesOf(
      [
        [
          { lambda: 0.6, utilities: [a, b] },
          { lambda: 0.8, utilities: [kei] },
        ],
      ],
      1,
    )
    const inclusive = Math.exp(a / 0.6) + Math.exp(b / 0.6)
    const conventional = inclusive ** 0.6
    const total = conventional + Math.exp(kei) // a nest of one: (e^{V/λ})^λ = e^V
    const within = Math.exp(a / 0.6) / inclusive
    expect([...shares]).toEqual(
      near([
        (within * conventional) / total,
        ((1 - within) * conventional) / total,
        Math.exp(kei) / total,
      ]),
    )
    expect([...sharesWithoutKei]).toEqual(near([within, 1 - within]))
    expect(logSum[0]).toBeCloseTo(Math.log(total), 12)
    expect(logSumWithoutKei[0]).toBeCloseTo(0.6 * Math.log(inclusive), 12)
  })

  it('are those of the plain logit where every λ is 1', () => {
    const { shares } = sharesOf(
      [
        [
          { lambda: 1, utilities: [Math.log(1), Math.log(2)] },
          { lambda: 1, utilities: [Math.log(3), Math.log(4)] },
        ],
      ],
      1,
    )
    expect([...shares]).toEqual(near([0.1, 0.2, 0.3, 0.4]))
  })

  it('hold the kei against the conventional part of their own nest', () => {
    const cells = [
      [
        { lambda: 0.7, utilities: [0, 1] },
        { lambda: 0.5, utilities: [-0.5, 0.2, -1] },
      ],
      [
        { lambda: 0.7, utilities: [2, -1] },
        { lambda: 0.5, utilities: [0.3, 0.1, 0.6] },
      ],
      [
        { lambda: 0.7, utilities: [0.5, 0.5] },
        { lambda: 0.5, utilities: [-3, 2, none] },
      ],
    ]
    expectPlain(cells, 2)
  })

  it('treat a nest without alternatives as absent', () => {
    const cells = [
      [
        { lambda: 0.6, utilities: [0.2, -0.2] },
        { lambda: 0.9, utilities: [] },
        { lambda: 0.9, utilities: [none, none] },
        { lambda: 0.6, utilities: [-0.4] }, // kei alone: no segment stands in the last nest
      ],
    ]
    expectPlain(cells, 1)
    const { shares, sharesWithoutKei } = sharesOf(cells, 1)
    expect([...shares.subarray(2, 4)]).toEqual([0, 0])
    expect([...sharesWithoutKei.subarray(2, 4)]).toEqual([0, 0])
  })

  it('change nothing where no kei can be bought', () => {
    const cells = [
      [
        { lambda: 0.6, utilities: [0.2, -0.2] },
        { lambda: 0.6, utilities: [none, none] },
      ],
    ]
    const { shares, sharesWithoutKei, logSum, logSumWithoutKei } = sharesOf(cells, 1)
    expect([...shares]).toEqual([...sharesWithoutKei, 0])
    expect(logSum).toEqual(logSumWithoutKei)
  })

  it('do not overflow or vanish at utilities of any size', () => {
    for (const level of [-5000, 5000]) {
      const lift = (nests: readonly PlainNest[], by: number) =>
        nests.map(({ lambda, utilities }) => ({ lambda, utilities: utilities.map((v) => v + by) }))
      const nests = [
        { lambda: 0.6, utilities: [0.4, -0.3] },
        { lambda: 0.8, utilities: [0.3, 0.1] },
      ]
      const { shares, logSum } = sharesOf([lift(nests, level)], 1)
      const plain = plainNestedLogit(nests)
      expect([...shares]).toEqual(near(plain.shares, 10))
      expect(logSum[0]).toBeCloseTo(plain.logSum + level, 10)
    }
  })

  it('leave nothing for what is far worse than the rest', () => {
    const { shares } = sharesOf(
      [
        [
          { lambda: 0.6, utilities: [0, -2000] },
          { lambda: 0.8, utilities: [-3000] },
        ],
      ],
      1,
    )
    expect([...shares]).toEqual([1, 0, 0])
  })

  it('keep nothing from a choice set of another size', () => {
    const small = [
      [
        { lambda: 0.6, utilities: [0.1, 0.9] },
        { lambda: 0.8, utilities: [0.3] },
      ],
    ]
    const wide = [...small, ...small, ...small]
    const deep = [[...small[0]!, { lambda: 0.4, utilities: [0.5] }]]
    expectPlain(wide, 1)
    expectPlain(small, 1)
    expectPlain(deep, 1)
    expectPlain(small, 1)
  })

  const choiceSets = fc
    .record({
      outer: fc.array(fc.double({ min: -4, max: 4, noNaN: true }), { minLength: 1, maxLength: 4 }),
      inner: fc.array(fc.double({ min: -4, max: 4, noNaN: true }), { minLength: 1, maxLength: 4 }),
      lambdas: fc.tuple(
        fc.double({ min: 0.2, max: 1, noNaN: true }),
        fc.double({ min: 0.2, max: 1, noNaN: true }),
      ),
      kei: fc.integer({ min: 0, max: 4 }),
    })
    .map(({ outer, inner, lambdas, kei }) => ({
      nests: [
        { lambda: lambdas[0], utilities: outer },
        { lambda: lambdas[1], utilities: inner },
      ],
      kei: Math.min(kei, inner.length),
    }))

  it('agree with the formula for any two nests, and sum to 1', () => {
    const property = fc.property(choiceSets, ({ nests, kei }) => {
      expectPlain([nests], kei)
      const { shares, sharesWithoutKei } = sharesOf([nests], kei)
      expect(shares.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 13)
      expect(sharesWithoutKei.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 13)
    })
    fc.assert(property, { numRuns: 300 })
  })

  it('never raise the share of anything else when a kei is added', () => {
    const property = fc.property(choiceSets, ({ nests, kei }) => {
      const { shares, sharesWithoutKei, logSum, logSumWithoutKei } = sharesOf([nests], kei)
      sharesWithoutKei.forEach((before, j) => {
        expect(shares[j]).toBeLessThanOrEqual(before * (1 + 1e-12))
      })
      expect(logSum[0]).toBeGreaterThanOrEqual(logSumWithoutKei[0]! - 1e-12)
    })
    fc.assert(property, { numRuns: 300 })
  })
})

describe('utilities', () => {
  // Two cells; alternative 0 and 1 are segments, 2 is a kei; two attributes.
  const shape = shapeOf(
    [
      { lambda: 1, utilities: [0, 0] },
      { lambda: 1, utilities: [0] },
    ],
    { kei: 1, cells: 2, attributes: 2 },
  )
  // [(alternative × attributes + k) × cells + cell]
  const attributes = Float64Array.of(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12)
  const work = (tastes: number[], constants: number[], shifts: number[]) => {
    const result = new Float64Array(6).fill(NaN)
    kernel.utilities(
      shape,
      attributes,
      Float64Array.from(tastes),
      Float64Array.from(constants),
      Float64Array.from(shifts),
      result,
    )
    return [...result]
  }

  it('are tastes times attributes, plus constants, plus the shifts of the kei', () => {
    expect(work([0.5, -2], [10, 20, 30], [0.25, -0.25])).toEqual([
      0.5 * 1 - 2 * 3 + 10,
      0.5 * 2 - 2 * 4 + 10,
      0.5 * 5 - 2 * 7 + 20,
      0.5 * 6 - 2 * 8 + 20,
      0.5 * 9 - 2 * 11 + 30 + 0.25,
      0.5 * 10 - 2 * 12 + 30 - 0.25,
    ])
  })

  it('leave out attributes that do not matter to a group', () => {
    expect(work([0, 1], [0, 0, 0], [0, 0])).toEqual([3, 4, 7, 8, 11, 12])
  })

  it('are −∞ for what is not sold to the group', () => {
    expect(work([1, 0], [none, 0, none], [1, none])).toEqual([none, none, 5, 6, none, none])
  })

  it('are −∞ for a kei where it is not available, and only there', () => {
    expect(work([1, 0], [0, 0, 0], [none, 1])).toEqual([1, 2, 5, 6, none, 11])
  })
})
