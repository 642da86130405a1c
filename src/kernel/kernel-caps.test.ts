import { describe, expect, it } from 'vitest'
import {
  allShares,
  cellOf,
  columnOf,
  gainOf,
  kernels,
  sharesOf,
} from '../../test/kernels.fixture.ts'
import { plainNestedLogit, withoutLast, type PlainNest } from '../../test/plain-logit.fixture.ts'
import { near } from '../../test/rows.fixture.ts'

const none = -Infinity
const kei = 4
const lambda = 0.6
/** Four cells: a segment and four kei in the last nest; the third and the fourth are hardly sold anywhere. */
const cells: readonly (readonly PlainNest[])[] = [
  [0.1, 0.4, -0.2, 0.3, 1],
  [none, 0.2, none, 0.9, -1],
  [0.3, none, none, none, none],
  [-1, 2, 1.5, 0.4, 0.2],
].map((utilities) => [
  { lambda: 0.5, utilities: [0.5, 0.1] },
  { lambda: 1, utilities: [0.2] },
  { lambda, utilities },
])
const buyers = [10, 40, 20, 5]
/** The second kei's maker has no cap. */
const makerOf = Int32Array.of(1, -1, 0, 1)
const makers = 2
const logOmega = [-0.7, -2.5]

/** The choice of a cell with ln ω added to the kei of each maker. */
function held(nests: readonly PlainNest[], omega: readonly number[], of: Int32Array = makerOf) {
  return nests.map((nest, n) => ({
    ...nest,
    utilities:
      n < nests.length - 1
        ? nest.utilities
        : nest.utilities.map(
            (v, j) => v + (omega[of[j - (nest.utilities.length - kei)] ?? -1] ?? 0),
          ),
  }))
}

/** What the makers sell at ln ω, by the plain formula. */
function plainSales(omega: readonly number[]): number[] {
  return omega.map((_u, m) =>
    cells.reduce((sum, nests, c) => {
      const { shares } = plainNestedLogit(held(nests, omega))
      const own = shares.filter((_share, j) => makerOf[j - 4] === m)
      return sum + buyers[c]! * own.reduce((total, share) => total + share, 0)
    }, 0),
  )
}

describe.each(kernels)('caps of %s', (_, kernel) => {
  const open = (of = makerOf, count = makers) => {
    const market = sharesOf(kernel, cells, kei)
    const split = market.room.split(of, count)
    market.room.splitNest(market.shares, split)
    return { ...market, split }
  }
  const factorsOf = (omega: readonly number[]) => omega.map((u) => Math.exp(u / lambda))
  const sumPairs = (pairs: Float64Array) =>
    Array.from({ length: pairs.length / 2 }, (_v, m) => pairs[2 * m]! + pairs[2 * m + 1]!)

  describe('the last nest split', () => {
    it('is its share, what no capped maker sells of it, and what each of them sells', () => {
      const market = open()
      cells.forEach((nests, c) => {
        const nest = plainNestedLogit(nests).shares.slice(3)
        const share = nest.reduce((sum, value) => sum + value, 0)
        const [segment, a, b, cc, d] = nest
        const parts = [segment! + b!, cc!, a! + d!].map((value) => value / share)
        expect(cellOf(market, market.split.columns, c)).toEqual(near([share, ...parts]))
      })
    })

    it('is all free where nothing in it is sold', () => {
      const closed = [
        { lambda: 0.5, utilities: [0.5] },
        { lambda, utilities: [none, none, none, none] },
      ]
      const market = sharesOf(kernel, [closed], kei)
      const split = market.room.split(makerOf, makers)
      split.columns.fill(7)
      market.room.splitNest(market.shares, split)
      expect(cellOf(market, split.columns, 0)).toEqual([0, 1, 0, 0])
      const sales = market.room.column(2 * makers)
      const taken = market.room.column(2 * makers * makers)
      const ones = columnOf(market.room, [1, 1])
      market.room.addMakerSales(split, ones, columnOf(market.room, [0.5, 0.1]), sales, taken)
      expect([...sales, ...taken].every((value) => value === 0)).toBe(true)
      market.room.holdMakers(split, columnOf(market.room, [0.5, 0.1]), market.shares)
      expect(allShares(market, 0)).toEqual([1, 0, 0, 0, 0])
      expect(gainOf(market, 0)).toBe(0)
    })

    it('follows makers that are numbered anew, and fewer of them', () => {
      const market = open()
      market.split.makerOf.set([-1, 0, 0, -1])
      const one = { ...market.split, makers: 1 }
      market.room.splitNest(market.shares, one)
      cells.forEach((nests, c) => {
        const nest = plainNestedLogit(nests).shares.slice(3)
        const share = nest.reduce((sum, value) => sum + value, 0)
        const own = (nest[2]! + nest[3]!) / share
        expect(cellOf(market, one.columns, c).slice(0, 3)).toEqual(near([share, 1 - own, own]))
      })
    })
  })

  describe('sales of makers', () => {
    const work = (omega: readonly number[], times = 1) => {
      const { room, split } = open()
      const sales = room.column(2 * makers)
      const taken = room.column(2 * makers * makers)
      for (let time = 0; time < times; time += 1) {
        const factors = columnOf(room, factorsOf(omega))
        room.addMakerSales(split, columnOf(room, buyers), factors, sales, taken)
      }
      return { sales: sumPairs(sales), taken: sumPairs(taken), pairs: [...sales, ...taken] }
    }

    it.each([
      ['held back', logOmega],
      ['free', [0, 0]],
      ['held back to next to nothing', [-30, -0.01]],
      ['let go further than free', [0.5, 1.5]],
    ])('are those of the formula with ln ω in the utilities: %s', (_case, omega) => {
      const { sales } = work(omega)
      const expected = plainSales(omega)
      sales.forEach((sold, m) => expect(sold / expected[m]!).toBeCloseTo(1, 11))
    })

    it('change with ln ω as what each maker takes from the other says', () => {
      const { sales, taken } = work(logOmega)
      const h = 1e-5
      for (let l = 0; l < makers; l += 1) {
        const moved = (by: number) => plainSales(logOmega.map((u, m) => (m === l ? u + by : u)))
        const [up, down] = [moved(h), moved(-h)]
        for (let m = 0; m < makers; m += 1) {
          const from = taken[Math.max(m, l) * makers + Math.min(m, l)]!
          const slope = (m === l ? sales[m]! / lambda : 0) - from
          expect(slope).toBeCloseTo((up[m]! - down[m]!) / (2 * h), 8)
        }
      }
    })

    it('are sums of the even and of the odd cells, added to what is there', () => {
      const once = work(logOmega)
      const twice = work(logOmega, 2)
      expect(twice.pairs).toEqual(near(once.pairs.map((value) => 2 * value)))
      const even = cells.map((nests, c) => {
        if (c % 2 !== 0) return 0
        return buyers[c]! * plainNestedLogit(held(nests, logOmega)).shares[6]!
      })
      expect(once.pairs[0]).toBeCloseTo(even[0]! + even[2]!, 11)
    })

    it('write nothing above the diagonal of what makers take', () => {
      const { pairs } = work(logOmega)
      expect(pairs.slice(2 * makers + 2, 2 * makers + 4)).toEqual([0, 0])
    })

    it('have room for as many makers as kei, in the smallest of choice sets', () => {
      const nests = [{ lambda, utilities: [0, 0.1, 0.2, 0.3, 0.4, 0.5] }]
      const market = sharesOf(kernel, [nests], 5)
      const { room, shares } = market
      const split = room.split(Int32Array.of(0, 1, 2, 3, 4), 5)
      room.splitNest(shares, split)
      const all = () => [...market.utilities, ...allShares(market, 0), ...split.columns]
      const before = all()
      const sales = room.column(10)
      const factors = room.column(5).fill(1)
      room.addMakerSales(split, columnOf(room, [1, 1]), factors, sales, room.column(50))
      expect(all()).toEqual(before)
      expect(sumPairs(sales)).toEqual(
        near(
          plainNestedLogit(nests)
            .shares.slice(1)
            .map((share) => 2 * share),
        ),
      )
    })
  })

  describe('makers held back', () => {
    const hold = (omega: readonly number[]) => {
      const market = open()
      market.room.holdMakers(market.split, columnOf(market.room, factorsOf(omega)), market.shares)
      return market
    }

    it.each([
      ['some', logOmega],
      ['nearly all', [-0.001, -40]],
      ['none', [0, 0]],
    ])('leave the shares of the formula with ln ω in the utilities: %s', (_case, omega) => {
      const market = hold(omega)
      cells.forEach((nests, c) => {
        const expected = plainNestedLogit(held(nests, omega))
        const before = plainNestedLogit(withoutLast(nests, kei))
        expect(allShares(market, c)).toEqual(near(expected.shares))
        expect(gainOf(market, c)).toBeCloseTo(expected.logSum - before.logSum, 12)
        expect(market.shares.kept[c]! + market.shares.lost[c]!).toBeCloseTo(1, 14)
        expect(cellOf(market, market.shares.sharesWithoutKei, c)).toEqual(near(before.shares))
      })
    })

    it('sell what their sales were said to be', () => {
      const market = hold(logOmega)
      const sales = market.room.column(kei)
      market.room.addKeiSales(market.shares, columnOf(market.room, buyers), sales)
      const expected = plainSales(logOmega)
      expect(sales[2]).toBeCloseTo(expected[0]!, 11)
      expect(sales[0]! + sales[3]!).toBeCloseTo(expected[1]!, 11)
    })

    it('may be held back further, one after the other', () => {
      const market = hold([logOmega[0]!, 0])
      market.room.splitNest(market.shares, market.split)
      const factors = columnOf(market.room, factorsOf([0, logOmega[1]!]))
      market.room.holdMakers(market.split, factors, market.shares)
      cells.forEach((nests, c) => {
        const expected = plainNestedLogit(held(nests, logOmega))
        expect(allShares(market, c)).toEqual(near(expected.shares))
      })
    })
  })

  it('keep what a kei still takes that is held to next to nothing', () => {
    const nests = [
      { lambda: 0.5, utilities: [0] },
      { lambda, utilities: [0, 0, 0, 0] },
    ]
    const market = sharesOf(kernel, [nests], kei)
    const { room, shares } = market
    const split = room.split(Int32Array.of(0, 0, 0, 0), 1)
    room.splitNest(shares, split)
    room.holdMakers(split, columnOf(room, [1e-12]), shares)
    const power = (4 * 1e-12) ** lambda
    expect(shares.lost[0]! / (power / (1 + power))).toBeCloseTo(1, 7)
    expect(gainOf(market, 0) / Math.log1p(power)).toBeCloseTo(1, 7)
  })
})
