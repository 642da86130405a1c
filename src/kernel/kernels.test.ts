import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  allShares,
  cellOf,
  columnOf,
  gainOf,
  kernels,
  openMarket,
  sharesOf,
} from '../../test/kernels.fixture.ts'
import {
  plainNestedLogit,
  shapeOf,
  withoutLast,
  type PlainNest,
} from '../../test/plain-logit.fixture.ts'
import { near } from '../../test/rows.fixture.ts'
import { lastNestStart, type Terms } from './choice-kernel.ts'

const none = -Infinity

describe.each(kernels)('shares of %s', (_, kernel) => {
  function expectPlain(cells: readonly (readonly PlainNest[])[], kei: number): void {
    const market = sharesOf(kernel, cells, kei)
    const { sharesWithoutKei, kept, lost } = market.shares
    cells.forEach((nests, c) => {
      const all = plainNestedLogit(nests)
      const before = plainNestedLogit(withoutLast(nests, kei))
      expect(allShares(market, c)).toEqual(near(all.shares))
      expect(cellOf(market, sharesWithoutKei, c)).toEqual(near(before.shares))
      expect(gainOf(market, c)).toBeCloseTo(all.logSum - before.logSum, 12)
      expect(kept[c]).toBeCloseTo(Math.exp(before.logSum - all.logSum), 12)
      expect(kept[c]! + lost[c]!).toBeCloseTo(1, 14)
    })
  }

  it('are those of the nested logit for two nests and three alternatives', () => {
    const [a, b, kei] = [0.4, -0.3, 0.1]
    const nests = [
      { lambda: 0.6, utilities: [a, b] },
      { lambda: 0.8, utilities: [kei] },
    ]
    const market = sharesOf(kernel, [nests, nests], 1)
    const inclusive = Math.exp(a / 0.6) + Math.exp(b / 0.6)
    const conventional = inclusive ** 0.6
    const total = conventional + Math.exp(kei) // a nest of one: (e^{V/λ})^λ = e^V
    const within = Math.exp(a / 0.6) / inclusive
    for (const c of [0, 1]) {
      expect(allShares(market, c)).toEqual(
        near([
          (within * conventional) / total,
          ((1 - within) * conventional) / total,
          Math.exp(kei) / total,
        ]),
      )
      expect(cellOf(market, market.shares.sharesWithoutKei, c)).toEqual(near([within, 1 - within]))
      expect(market.shares.kept[c]).toBeCloseTo(conventional / total, 14)
      expect(market.shares.lost[c]).toBeCloseTo(Math.exp(kei) / total, 14)
      expect(gainOf(market, c)).toBeCloseTo(Math.log(total) - 0.6 * Math.log(inclusive), 12)
    }
  })

  it('are those of the plain logit where every λ is 1', () => {
    const nests = [
      { lambda: 1, utilities: [Math.log(1), Math.log(2)] },
      { lambda: 1, utilities: [Math.log(3), Math.log(4)] },
    ]
    expect(allShares(sharesOf(kernel, [nests], 1), 0)).toEqual(near([0.1, 0.2, 0.3, 0.4]))
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
    // Outside their nest, kei take from everything in the same proportion.
    const market = sharesOf(kernel, cells, 2)
    cells.forEach((nests, c) => {
      const before = plainNestedLogit(withoutLast(nests, 2)).shares
      const after = plainNestedLogit(nests).shares
      for (const j of [0, 1]) {
        expect(market.shares.kept[c]).toBeCloseTo(after[j]! / before[j]!, 12)
      }
    })
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
    const market = sharesOf(kernel, cells, 1)
    expect(allShares(market, 0).slice(2, 4)).toEqual([0, 0])
    expect(cellOf(market, market.shares.sharesWithoutKei, 0).slice(2, 4)).toEqual([0, 0])
  })

  it('know a nest of one that nobody can choose', () => {
    const closed = { lambda: 0.6, utilities: [none] }
    const open = { lambda: 0.5, utilities: [0.2, 0.1] }
    expectPlain([[closed, open]], 1)
    expectPlain([[open, closed]], 0)
    expectPlain([[open, closed]], 1)
  })

  it.each([
    ['alone', [none, none], 2],
    ['beside one segment', [0.7, none, none], 2],
    ['beside one segment that leads', [3, none], 1],
  ])('change nothing where no kei can be bought: %s', (_case, utilities, kei) => {
    const nests = [
      { lambda: 0.6, utilities: [0.2, -0.2] },
      { lambda: 0.6, utilities },
    ]
    const market = sharesOf(kernel, [nests, nests], kei)
    const { sharesWithoutKei, kept, lost } = market.shares
    expect([...kept, ...lost]).toEqual([1, 1, 0, 0])
    const free = Array.from({ length: kei }, () => 0)
    for (const c of [0, 1]) {
      expect(allShares(market, c)).toEqual([...cellOf(market, sharesWithoutKei, c), ...free])
      expect(gainOf(market, c)).toBe(0)
    }
  })

  it('change nothing beyond rounding where no kei joins several segments', () => {
    const nests = [
      { lambda: 0.6, utilities: [0.2, -0.2] },
      { lambda: 0.6, utilities: [0.3, 0.1, none] },
    ]
    expectPlain([nests], 1)
    const { shares } = sharesOf(kernel, [nests], 1)
    expect(Math.abs(shares.lost[0]!)).toBeLessThan(1e-15)
  })

  it('do not overflow or vanish at utilities of any size', () => {
    const nests = [
      { lambda: 0.6, utilities: [0.4, -0.3] },
      { lambda: 0.8, utilities: [0.3, 0.1] },
    ]
    const plain = plainNestedLogit(nests)
    const before = plainNestedLogit(withoutLast(nests, 1))
    for (const level of [-5000, 5000]) {
      const lifted = nests.map(({ lambda, utilities }) => ({
        lambda,
        utilities: utilities.map((v) => v + level),
      }))
      const market = sharesOf(kernel, [lifted], 1)
      expect(allShares(market, 0)).toEqual(near(plain.shares, 10))
      expect(gainOf(market, 0)).toBeCloseTo(plain.logSum - before.logSum, 10)
    }
  })

  it('leave nothing for what is far worse than the rest', () => {
    const nests = [
      { lambda: 0.6, utilities: [0, -2000] },
      { lambda: 0.8, utilities: [-3000] },
    ]
    const market = sharesOf(kernel, [nests], 1)
    expect(allShares(market, 0)).toEqual([1, 0, 0])
    expect([market.shares.kept[0], market.shares.lost[0], gainOf(market, 0)]).toEqual([1, 0, 0])
  })

  it('leave nothing for the rest where a kei is far better', () => {
    const nests = [
      { lambda: 0.6, utilities: [0, -1] },
      { lambda: 0.8, utilities: [0.5, 5000] },
    ]
    const market = sharesOf(kernel, [nests], 1)
    expect(allShares(market, 0)).toEqual([0, 0, 0, 1])
    expect([market.shares.kept[0], market.shares.lost[0]]).toEqual([0, 1])
    expect(cellOf(market, market.shares.sharesWithoutKei, 0)).toEqual(
      near(plainNestedLogit(withoutLast(nests, 1)).shares),
    )
  })

  it('keep the digits of a kei that hardly anybody buys', () => {
    for (const v of [-20, -40, -300, -690]) {
      const nests = [
        { lambda: 0.6, utilities: [0.2, -0.2] },
        { lambda: 0.6, utilities: [v] },
      ]
      const market = sharesOf(kernel, [nests], 1)
      const taken = Math.exp(v - plainNestedLogit(withoutLast(nests, 1)).logSum)
      expect(market.shares.lost[0]! / (taken / (1 + taken))).toBeCloseTo(1, 12)
      expect(gainOf(market, 0) / Math.log1p(taken)).toBeCloseTo(1, 12)
    }
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

  it('shift the utilities of the kei, and take away those that are not available', () => {
    const nests = [
      { lambda: 0.7, utilities: [0.5, 1] },
      { lambda: 0.5, utilities: [-0.2, 0.4, 0.1] },
    ]
    const market = openMarket(kernel, [nests, nests, nests, nests], 2)
    // By kei and cell.
    const shifts = [
      [-0.7, none, 5000, none],
      [0.3, 0.2, -5000, none],
    ]
    market.shifts.set(shifts.flat())
    market.room.sharesWithoutKei(market.utilities, market.shares)
    market.room.sharesWithKei(market.utilities, market.shifts, market.shares)
    for (const c of [0, 1, 3]) {
      const [a, b] = shifts.map((row) => row[c]!)
      const shifted = [nests[0]!, { lambda: 0.5, utilities: [-0.2, 0.4 + a!, 0.1 + b!] }]
      expect(allShares(market, c)).toEqual(near(plainNestedLogit(shifted).shares))
    }
    expect(allShares(market, 2)).toEqual([0, 0, 0, 1, 0])
    const before = plainNestedLogit(withoutLast(nests, 2)).shares
    for (const c of [0, 1, 2, 3]) {
      expect(cellOf(market, market.shares.sharesWithoutKei, c)).toEqual(near(before))
    }
  })

  it('may be worked out with the kei again, at other shifts', () => {
    const nests = [
      { lambda: 0.7, utilities: [0.5, 1] },
      { lambda: 0.5, utilities: [-0.2, 0.4] },
    ]
    const market = sharesOf(kernel, [nests], 1)
    const first = [...allShares(market, 0), gainOf(market, 0)]
    market.shifts.fill(2)
    market.room.sharesWithKei(market.utilities, market.shifts, market.shares)
    expect(allShares(market, 0)).not.toEqual(first.slice(0, -1))
    market.shifts.fill(0)
    market.room.sharesWithKei(market.utilities, market.shifts, market.shares)
    expect([...allShares(market, 0), gainOf(market, 0)]).toEqual(first)
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
      const market = sharesOf(kernel, [nests], kei)
      const before = cellOf(market, market.shares.sharesWithoutKei, 0)
      expect(allShares(market, 0).reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 13)
      expect(before.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 13)
    })
    fc.assert(property, { numRuns: 300 })
  })

  it('never raise the share of anything else when a kei is added', () => {
    const property = fc.property(choiceSets, ({ nests, kei }) => {
      const market = sharesOf(kernel, [nests], kei)
      const after = allShares(market, 0)
      cellOf(market, market.shares.sharesWithoutKei, 0).forEach((before, j) => {
        expect(after[j]).toBeLessThanOrEqual(before * (1 + 1e-12))
      })
      expect(market.shares.kept[0]).toBeLessThanOrEqual(1 + 1e-12)
      expect(gainOf(market, 0)).toBeGreaterThanOrEqual(-1e-12)
    })
    fc.assert(property, { numRuns: 300 })
  })
})

describe.each(kernels)('utilities of %s', (_, kernel) => {
  // Two cells; alternative 0 and 1 are segments, 2 is a kei; two attributes.
  const shape = shapeOf(
    [
      { lambda: 1, utilities: [0, 0] },
      { lambda: 1, utilities: [0] },
    ],
    { kei: 1, cells: 2, attributes: 2 },
  )
  const everything = { from: 0, to: 3, attributes: 0b11 }
  /** Work out utilities in a column of NaN. */
  const work = (
    tastes: number[],
    { terms = everything, base, constants }: Partial<Options> = {},
  ): number[] => {
    const room = kernel.open(shape)
    const result = room.column(6).fill(NaN)
    room.utilities(
      terms,
      // [(alternative × attributes + k) × cells + cell]
      columnOf(room, [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]),
      columnOf(room, tastes),
      result,
      base && columnOf(room, base),
      constants && columnOf(room, constants),
    )
    return [...result]
  }
  interface Options {
    readonly terms: Terms
    readonly base: readonly number[]
    readonly constants: readonly number[]
  }

  it('are tastes times attributes, plus constants, plus a base', () => {
    const base = [0.1, 0.2, 0.3, 0.4, 0.5, 0.6]
    const constants = [10, 20, 30]
    expect(work([0.5, -2], { base, constants })).toEqual([
      0.1 + 10 + 0.5 * 1 - 2 * 3,
      0.2 + 10 + 0.5 * 2 - 2 * 4,
      0.3 + 20 + 0.5 * 5 - 2 * 7,
      0.4 + 20 + 0.5 * 6 - 2 * 8,
      0.5 + 30 + 0.5 * 9 - 2 * 11,
      0.6 + 30 + 0.5 * 10 - 2 * 12,
    ])
  })

  it('need neither', () => {
    expect(work([1, 2])).toEqual([1 + 6, 2 + 8, 5 + 14, 6 + 16, 9 + 22, 10 + 24])
    expect(work([1, 0], { base: [1, 1, 2, 2, 3, 3] })).toEqual([2, 3, 7, 8, 12, 13])
    expect(work([0, 1], { constants: [1, 2, 3] })).toEqual([4, 5, 9, 10, 14, 15])
    expect(work([0, 0])).toEqual([0, 0, 0, 0, 0, 0])
    expect(work([0, 0], { base: [1, 2, 3, 4, 5, 6] })).toEqual([1, 2, 3, 4, 5, 6])
    expect(work([0, 0], { constants: [1, 2, 3] })).toEqual([1, 1, 2, 2, 3, 3])
  })

  it('leave out attributes that do not matter to a group', () => {
    expect(work([0, 1])).toEqual([3, 4, 7, 8, 11, 12])
  })

  it('take in the attributes of the mask alone', () => {
    const one = { ...everything, attributes: 0b01 }
    expect(work([1, 1000], { terms: one })).toEqual([1, 2, 5, 6, 9, 10])
    const other = { ...everything, attributes: 0b10 }
    expect(work([1000, 1], { terms: other, constants: [1, 0, 0] })).toEqual([4, 5, 7, 8, 11, 12])
    const neither = { ...everything, attributes: 0 }
    expect(work([1000, 1000], { terms: neither, base: [1, 2, 3, 4, 5, 6] })).toEqual([
      1, 2, 3, 4, 5, 6,
    ])
  })

  it('read attributes that are alike in all cells of the first', () => {
    const first = { ...everything, uniform: 0b01 }
    expect(work([1, 100], { terms: first })).toEqual([301, 401, 705, 805, 1109, 1209])
    const both = { ...everything, uniform: 0b11 }
    expect(work([1, 100], { terms: both, base: [1, 2, 3, 4, 5, 6] })).toEqual([
      302, 303, 708, 709, 1114, 1115,
    ])
    const unasked = { ...everything, attributes: 0b10, uniform: 0b01 }
    expect(work([1000, 1], { terms: unasked })).toEqual([3, 4, 7, 8, 11, 12])
    expect(work([1, 1], { terms: both, constants: [0, none, 0] })).toEqual([
      4,
      4,
      none,
      none,
      20,
      20,
    ])
  })

  it('are written for the alternatives asked for, and no others', () => {
    const middle = { ...everything, from: 1, to: 2 }
    expect(work([1, 0], { terms: middle })).toEqual([NaN, NaN, 5, 6, NaN, NaN])
    const noOne = { ...everything, from: 2, to: 2 }
    expect(work([1, 0], { terms: noOne }).every(Number.isNaN)).toBe(true)
  })

  it('are −∞ for what is not sold to the group', () => {
    expect(work([1, 0], { constants: [none, 0, none] })).toEqual([none, none, 5, 6, none, none])
    const base = [1, 2, 3, 4, 5, 6]
    expect(work([0, 1], { base, constants: [0, none, 0] })).toEqual([4, 6, none, none, 16, 18])
  })

  it('add up in place, the base being the result itself', () => {
    const room = kernel.open(shape)
    const result = columnOf(room, [1, 2, 3, 4, 5, 6])
    const attributes = columnOf(room, [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12])
    room.utilities(everything, attributes, columnOf(room, [1, 0]), result, result)
    expect([...result]).toEqual([2, 4, 8, 10, 14, 16])
  })

  it('stand by the last of 31 attributes', () => {
    const wide = shapeOf([{ lambda: 1, utilities: [0] }], { cells: 2, attributes: 31 })
    const room = kernel.open(wide)
    const result = room.column(2)
    const attributes = columnOf(
      room,
      Array.from({ length: 62 }, (_value, at) => at),
    )
    const tastes = room.column(31).fill(1)
    room.utilities({ from: 0, to: 1, attributes: 1 << 30 }, attributes, tastes, result)
    expect([...result]).toEqual([60, 61])
  })
})

describe.each(kernels)('a room of %s', (_, kernel) => {
  it('knows its shape, and has columns of zeros of its own', () => {
    const shape = shapeOf([{ lambda: 0.6, utilities: [0, 0, 0] }], { kei: 1, cells: 2 })
    const room = kernel.open(shape)
    expect(room.shape).toEqual(shape)
    expect(lastNestStart(room.shape)).toBe(0)
    const columns = [room.column(3), room.column(3)]
    columns[0]!.fill(1)
    expect(columns[1]).toEqual(new Float64Array(3))
    expect(room.split(Int32Array.of(0), 1).columns).toHaveLength(6)
  })
})
