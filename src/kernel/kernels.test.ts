import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  allShares,
  cellOf,
  columnOf,
  gainOf,
  kernels,
  openMarket,
  sharesBefore,
  sharesOf,
  workOut,
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
    const { kept, lost } = market.shares
    cells.forEach((nests, c) => {
      const all = plainNestedLogit(nests)
      const before = plainNestedLogit(withoutLast(nests, kei))
      expect(allShares(market, c)).toEqual(near(all.shares))
      expect(sharesBefore(market, c)).toEqual(near(before.shares))
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
    const market = sharesOf(kernel, [nests], 1)
    const inclusive = Math.exp(a / 0.6) + Math.exp(b / 0.6)
    const conventional = inclusive ** 0.6
    const total = conventional + Math.exp(kei) // a nest of one: (e^{V/λ})^λ = e^V
    const within = Math.exp(a / 0.6) / inclusive
    for (const c of [0, 1, 2, 3]) {
      expect(allShares(market, c)).toEqual(
        near([
          (within * conventional) / total,
          ((1 - within) * conventional) / total,
          Math.exp(kei) / total,
        ]),
      )
      expect(sharesBefore(market, c)).toEqual(near([within, 1 - within]))
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
    expect(sharesBefore(market, 0).slice(2, 4)).toEqual([0, 0])
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
    const market = sharesOf(kernel, [nests], kei)
    const { kept, lost } = market.shares
    expect([...kept, ...lost]).toEqual([1, 1, 1, 1, 0, 0, 0, 0])
    const free = Array.from({ length: kei }, () => 0)
    for (const c of [0, 1, 2, 3]) {
      expect(allShares(market, c)).toEqual([...sharesBefore(market, c), ...free])
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
    expect(sharesBefore(market, 0)).toEqual(near(plainNestedLogit(withoutLast(nests, 1)).shares))
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
    const wide = Array.from({ length: 9 }, () => small[0]!)
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
    workOut(market)
    for (const c of [0, 1, 3]) {
      const [a, b] = shifts.map((row) => row[c]!)
      const shifted = [nests[0]!, { lambda: 0.5, utilities: [-0.2, 0.4 + a!, 0.1 + b!] }]
      expect(allShares(market, c)).toEqual(near(plainNestedLogit(shifted).shares))
    }
    expect(allShares(market, 2)).toEqual([0, 0, 0, 1, 0])
    const before = plainNestedLogit(withoutLast(nests, 2)).shares
    for (const c of [0, 1, 2, 3]) {
      expect(sharesBefore(market, c)).toEqual(near(before))
    }
  })

  it('may be worked out with the kei again, at other shifts', () => {
    const nests = [
      { lambda: 0.7, utilities: [0.5, 1] },
      { lambda: 0.5, utilities: [-0.2, 0.4] },
    ]
    const market = sharesOf(kernel, [nests], 1)
    const first = [...allShares(market, 0), gainOf(market, 0)]
    const again = (shift: number) => {
      market.room.weighKei(market.utilities, market.shifts.fill(shift), market.shares)
      market.room.shareKei(market.held, market.shares)
    }
    again(2)
    const shifted = [nests[0]!, { lambda: 0.5, utilities: [-0.2, 0.4 + 2] }]
    expect(allShares(market, 0)).toEqual(near(plainNestedLogit(shifted).shares))
    again(0)
    expect([...allShares(market, 0), gainOf(market, 0)]).toEqual(first)
  })

  it('hold kei back by factors on their exponentials, which are utilities as well', () => {
    const nests = [
      { lambda: 0.7, utilities: [0.5, 1] },
      { lambda: 0.5, utilities: [-0.2, 0.4, 0.1] },
    ]
    const market = sharesOf(kernel, [nests], 2)
    for (const [a, b] of [
      [-0.7, 0.3],
      [-12, 0],
      [1e-9, -1e-9],
      [0, 4],
    ] as const) {
      market.held.set([1, Math.exp(a / 0.5), Math.exp(b / 0.5)])
      market.room.shareKei(market.held, market.shares)
      const shifted = [nests[0]!, { lambda: 0.5, utilities: [-0.2, 0.4 + a, 0.1 + b] }]
      const plain = plainNestedLogit(shifted)
      const before = plainNestedLogit(withoutLast(nests, 2))
      expect(allShares(market, 0)).toEqual(near(plain.shares))
      expect(gainOf(market, 0)).toBeCloseTo(plain.logSum - before.logSum, 12)
      expect(market.shares.kept[0]! + market.shares.lost[0]!).toBeCloseTo(1, 14)
    }
  })

  it('do not offer a kei whose factor is 0', () => {
    const nests = [
      { lambda: 0.7, utilities: [0.5, 1] },
      { lambda: 0.5, utilities: [-0.2, 0.4, 0.1] },
    ]
    const market = sharesOf(kernel, [nests], 2)
    market.held.set([1, 0, 1])
    market.room.shareKei(market.held, market.shares)
    const one = [nests[0]!, { lambda: 0.5, utilities: [-0.2, none, 0.1] }]
    expect(allShares(market, 0)).toEqual(near(plainNestedLogit(one).shares))
    expect(allShares(market, 0)[3]).toBe(0)
    market.held.set([1, 0, 0])
    market.room.shareKei(market.held, market.shares)
    expect(allShares(market, 0)).toEqual(
      near([...plainNestedLogit(withoutLast(nests, 2)).shares, 0, 0]),
    )
    expect(Math.abs(market.shares.lost[0]!)).toBeLessThan(1e-15)
  })

  it('are as without kei where they are alone in their nest and none is offered', () => {
    const nests = [
      { lambda: 0.7, utilities: [0.5, 1] },
      { lambda: 0.5, utilities: [0.4, 0.1] },
    ]
    const market = sharesOf(kernel, [nests], 2)
    market.room.shareKei(market.held.fill(0), market.shares)
    const { kept, lost, scale } = market.shares
    expect([kept[0], lost[0], scale[0], gainOf(market, 0)]).toEqual([1, 0, 0, 0])
    expect(allShares(market, 0)).toEqual([...sharesBefore(market, 0), 0, 0])
  })

  it('take nothing from the exponentials of a kei that is not offered, whatever they are', () => {
    const nests = [
      { lambda: 0.7, utilities: [0.5, 1] },
      { lambda: 0.5, utilities: [-0.2, 0.4, 0.1] },
    ]
    const market = sharesOf(kernel, [nests], 2)
    const { cells } = market.room.shape
    market.held.set([1, 0, 1])
    market.room.shareKei(market.held, market.shares)
    const offered = market.shares.scale.slice()
    market.shares.keiExponentials.fill(Infinity, cells, 2 * cells)
    market.room.shareKei(market.held, market.shares)
    expect(market.shares.scale).toEqual(offered)
  })

  it('are made of the exponentials, sums and powers that their tables say', () => {
    const nests = [
      { lambda: 0.6, utilities: [0.4, 1.5] },
      { lambda: 0.3, utilities: [-0.7] },
      { lambda: 0.8, utilities: [0.9, -0.3, 2.5] },
    ]
    const market = sharesOf(kernel, [nests], 2)
    const { shares } = market
    const of = (column: Float64Array) => cellOf(market, column, 0)
    const e = (v: number, l: number) => Math.exp((v - 1.5) / l)
    const first = e(0.4, 0.6) + 1
    expect(of(shares.origin)).toEqual([1.5])
    expect(of(shares.segmentExponentials)).toEqual(near([e(0.4, 0.6), 1, e(-0.7, 1), e(0.9, 1)]))
    expect(of(shares.nestSums)).toEqual(near([first, e(-0.7, 1), e(0.9, 1)]))
    expect(of(shares.nestPowers)).toEqual(near([first ** (0.6 - 1), 1, 1]))
    expect(of(shares.otherNests)).toEqual(near([first ** 0.6 + e(-0.7, 1)]))
    expect(of(shares.lastNest)).toEqual(near([e(0.9, 1)]))
    expect(of(shares.highest)).toEqual([2.5])
    const kei = [0.9, -0.3, 2.5].map((v) => Math.exp((v - 2.5) / 0.8))
    expect(of(shares.keiExponentials)).toEqual(near(kei))
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
      const before = sharesBefore(market, 0)
      expect(allShares(market, 0).reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 13)
      expect(before.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 13)
    })
    fc.assert(property, { numRuns: 300 })
  })

  it('never raise the share of anything else when a kei is added', () => {
    const property = fc.property(choiceSets, ({ nests, kei }) => {
      const market = sharesOf(kernel, [nests], kei)
      const after = allShares(market, 0)
      sharesBefore(market, 0).forEach((before, j) => {
        expect(after[j]).toBeLessThanOrEqual(before * (1 + 1e-12))
      })
      expect(market.shares.kept[0]).toBeLessThanOrEqual(1 + 1e-12)
      expect(gainOf(market, 0)).toBeGreaterThanOrEqual(-1e-12)
    })
    fc.assert(property, { numRuns: 300 })
  })
})

describe.each(kernels)('utilities of %s', (_, kernel) => {
  // Four cells; alternative 0 and 1 are segments, 2 is a kei; two attributes.
  const shape = shapeOf(
    [
      { lambda: 1, utilities: [0, 0] },
      { lambda: 1, utilities: [0] },
    ],
    { kei: 1, cells: 4, attributes: 2 },
  )
  const everything = { from: 0, to: 3, attributes: 0b11 }
  const upTo = (length: number) => Array.from({ length }, (_value, at) => at + 1)
  /**
   * Alternative j has 8·j + 1 to 8·j + 4 in its first attribute and 8·j + 5 to 8·j + 8 in its second:
   * `[(alternative × attributes + k) × cells + cell]`.
   */
  const attributesOf = upTo(24)
  const base = upTo(12)
  /** Work out utilities in a column of NaN. */
  const work = (
    tastes: number[],
    { terms = everything, base, constants }: Partial<Options> = {},
  ): number[] => {
    const room = kernel.open(shape)
    const result = room.column(12).fill(NaN)
    room.utilities(
      terms,
      columnOf(room, attributesOf),
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
  const row = (value: number) => [value, value, value, value]

  it('are tastes times attributes, plus constants, plus a base', () => {
    const tenths = base.map((value) => value / 10)
    const constants = [10, 20, 30]
    expect(work([0.5, -2], { base: tenths, constants })).toEqual([
      1 / 10 + 10 + 0.5 * 1 - 2 * 5,
      2 / 10 + 10 + 0.5 * 2 - 2 * 6,
      3 / 10 + 10 + 0.5 * 3 - 2 * 7,
      4 / 10 + 10 + 0.5 * 4 - 2 * 8,
      5 / 10 + 20 + 0.5 * 9 - 2 * 13,
      6 / 10 + 20 + 0.5 * 10 - 2 * 14,
      7 / 10 + 20 + 0.5 * 11 - 2 * 15,
      8 / 10 + 20 + 0.5 * 12 - 2 * 16,
      9 / 10 + 30 + 0.5 * 17 - 2 * 21,
      10 / 10 + 30 + 0.5 * 18 - 2 * 22,
      11 / 10 + 30 + 0.5 * 19 - 2 * 23,
      12 / 10 + 30 + 0.5 * 20 - 2 * 24,
    ])
  })

  it('need neither', () => {
    expect(work([1, 2])).toEqual([
      ...[1 + 10, 2 + 12, 3 + 14, 4 + 16],
      ...[9 + 26, 10 + 28, 11 + 30, 12 + 32],
      ...[17 + 42, 18 + 44, 19 + 46, 20 + 48],
    ])
    expect(work([1, 0], { base })).toEqual([2, 4, 6, 8, 14, 16, 18, 20, 26, 28, 30, 32])
    expect(work([0, 1], { constants: [1, 2, 3] })).toEqual([
      6, 7, 8, 9, 15, 16, 17, 18, 24, 25, 26, 27,
    ])
    expect(work([0, 0])).toEqual(Array(12).fill(0))
    expect(work([0, 0], { base })).toEqual(base)
    expect(work([0, 0], { constants: [1, 2, 3] })).toEqual([...row(1), ...row(2), ...row(3)])
  })

  it('leave out attributes that do not matter to a group', () => {
    expect(work([0, 1])).toEqual([5, 6, 7, 8, 13, 14, 15, 16, 21, 22, 23, 24])
  })

  it('take in the attributes of the mask alone', () => {
    const one = { ...everything, attributes: 0b01 }
    expect(work([1, 1000], { terms: one })).toEqual([1, 2, 3, 4, 9, 10, 11, 12, 17, 18, 19, 20])
    const other = { ...everything, attributes: 0b10 }
    expect(work([1000, 1], { terms: other, constants: [1, 0, 0] })).toEqual([
      6, 7, 8, 9, 13, 14, 15, 16, 21, 22, 23, 24,
    ])
    const neither = { ...everything, attributes: 0 }
    expect(work([1000, 1000], { terms: neither, base })).toEqual(base)
  })

  it('read attributes that are alike in all cells of the first', () => {
    const first = { ...everything, uniform: 0b01 }
    expect(work([1, 100], { terms: first })).toEqual([
      ...[501, 601, 701, 801],
      ...[1309, 1409, 1509, 1609],
      ...[2117, 2217, 2317, 2417],
    ])
    const both = { ...everything, uniform: 0b11 }
    expect(work([1, 100], { terms: both, base })).toEqual([
      ...[502, 503, 504, 505],
      ...[1314, 1315, 1316, 1317],
      ...[2126, 2127, 2128, 2129],
    ])
    const unasked = { ...everything, attributes: 0b10, uniform: 0b01 }
    expect(work([1000, 1], { terms: unasked })).toEqual([
      5, 6, 7, 8, 13, 14, 15, 16, 21, 22, 23, 24,
    ])
    expect(work([1, 1], { terms: both, constants: [0, none, 0] })).toEqual([
      ...row(1 + 5),
      ...row(none),
      ...row(17 + 21),
    ])
  })

  it('are written for the alternatives asked for, and no others', () => {
    const middle = { ...everything, from: 1, to: 2 }
    expect(work([1, 0], { terms: middle })).toEqual([...row(NaN), 9, 10, 11, 12, ...row(NaN)])
    const noOne = { ...everything, from: 2, to: 2 }
    expect(work([1, 0], { terms: noOne }).every(Number.isNaN)).toBe(true)
  })

  it('are −∞ for what is not sold to the group', () => {
    expect(work([1, 0], { constants: [none, 0, none] })).toEqual([
      ...row(none),
      ...[9, 10, 11, 12],
      ...row(none),
    ])
    expect(work([0, 1], { base, constants: [0, none, 0] })).toEqual([
      ...[6, 8, 10, 12],
      ...row(none),
      ...[30, 32, 34, 36],
    ])
  })

  it('add up in place, the base being the result itself', () => {
    const room = kernel.open(shape)
    const result = columnOf(room, base)
    const attributes = columnOf(room, attributesOf)
    room.utilities(everything, attributes, columnOf(room, [1, 0]), result, result)
    expect([...result]).toEqual([2, 4, 6, 8, 14, 16, 18, 20, 26, 28, 30, 32])
  })

  it('stand by the last of 31 attributes', () => {
    const wide = shapeOf([{ lambda: 1, utilities: [0] }], { cells: 4, attributes: 31 })
    const room = kernel.open(wide)
    const result = room.column(4)
    const attributes = columnOf(room, upTo(124))
    const tastes = room.column(31).fill(1)
    room.utilities({ from: 0, to: 1, attributes: 1 << 30 }, attributes, tastes, result)
    expect([...result]).toEqual([121, 122, 123, 124])
  })
})

describe.each(kernels)('a room of %s', (_, kernel) => {
  it('knows its shape, and has columns of zeros of its own', () => {
    const shape = shapeOf([{ lambda: 0.6, utilities: [0, 0, 0] }], { kei: 1, cells: 4 })
    const room = kernel.open(shape)
    expect(room.shape).toEqual(shape)
    expect(lastNestStart(room.shape)).toBe(0)
    const columns = [room.column(3), room.column(3)]
    columns[0]!.fill(1)
    expect(columns[1]).toEqual(new Float64Array(3))
  })

  it('holds whole numbers that are its own as well', () => {
    const room = kernel.open(shapeOf([{ lambda: 0.6, utilities: [0, 0] }], { cells: 4 }))
    const values = Int32Array.of(0, -1, 2 ** 31 - 1)
    const [first, second] = [room.integers(values), room.integers(values)]
    values.fill(7)
    first.fill(5)
    room.column(4).fill(3)
    expect([...second]).toEqual([0, -1, 2 ** 31 - 1])
    expect([...first]).toEqual([5, 5, 5])
    expect(room.integers(Int32Array.of())).toHaveLength(0)
  })
})
