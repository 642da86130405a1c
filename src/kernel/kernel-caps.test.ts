import { describe, expect, it } from 'vitest'
import {
  allShares,
  cellOf,
  columnOf,
  gainOf,
  kernels,
  sharesBefore,
  sharesOf,
  type Market,
} from '../../test/kernels.fixture.ts'
import { plainNestedLogit, withoutLast, type PlainNest } from '../../test/plain-logit.fixture.ts'
import { near } from '../../test/rows.fixture.ts'
import type { ChoiceRoom, NestSplit } from './choice-kernel.ts'
import { NEAR } from './near.ts'

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
/** How far a factor may be from 1 to be near, less what rounding may add. */
const MOST_NEAR = 0.9999 * NEAR

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

/** ln ω that holds a maker's kei back by a factor. */
const omegaOf = (factor: number) => lambda * Math.log(factor)

function splitOf(room: ChoiceRoom, of: Int32Array, count: number): NestSplit {
  const columns = room.column((2 + count) * room.shape.cells)
  return { makers: count, makerOf: room.integers(of), columns }
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
    const split = splitOf(market.room, of, count)
    market.room.shareKei(market.held, market.shares, split)
    return { ...market, split }
  }
  const factorsOf = (omega: readonly number[]) => omega.map((u) => Math.exp(u / lambda))

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

    it('leaves the shares as they are', () => {
      const market = open()
      cells.forEach((nests, c) => {
        const plain = plainNestedLogit(nests)
        const before = plainNestedLogit(withoutLast(nests, kei))
        expect(allShares(market, c)).toEqual(near(plain.shares))
        expect(gainOf(market, c)).toBeCloseTo(plain.logSum - before.logSum, 12)
      })
    })

    it('is that of kei as they are held back', () => {
      const market = open()
      const factors = [0.5, 0, 2, 0.25]
      market.held.set([1, ...factors])
      market.room.shareKei(market.held, market.shares, market.split)
      cells.forEach((nests, c) => {
        const omega = factors.map(omegaOf)
        const [segment, ...kept] = plainNestedLogit(
          held(nests, omega, Int32Array.of(0, 1, 2, 3)),
        ).shares.slice(3)
        const share = kept.reduce((sum, value) => sum + value, segment!)
        const parts = [segment! + kept[1]!, kept[2]!, kept[0]! + kept[3]!]
        expect(cellOf(market, market.split.columns, c)).toEqual(
          near([share, ...parts.map((value) => value / share)]),
        )
      })
    })

    it('is all free where nothing in it is sold', () => {
      const closed = [
        { lambda: 0.5, utilities: [0.5] },
        { lambda, utilities: [none, none, none, none] },
      ]
      const market = sharesOf(kernel, [closed], kei)
      const split = splitOf(market.room, makerOf, makers)
      split.columns.fill(7)
      market.room.shareKei(market.held, market.shares, split)
      expect(cellOf(market, split.columns, 0)).toEqual([0, 1, 0, 0])
      for (const by of [
        [0.5, 0.1],
        [0.99, 1.01],
        [1, 1],
      ]) {
        const factors = columnOf(market.room, by)
        const sales = market.room.column(makers)
        const taken = market.room.column(makers * makers)
        market.room.addMakerSales(split, market.room.column(4).fill(1), factors, sales, taken)
        expect([...sales, ...taken].every((value) => value === 0)).toBe(true)
        market.room.holdMakers(split, factors, market.shares)
        expect(allShares(market, 0)).toEqual([1, 0, 0, 0, 0])
        expect(gainOf(market, 0)).toBe(0)
      }
    })

    it('follows makers that are numbered anew, and fewer of them', () => {
      const market = open()
      market.split.makerOf.set([-1, 0, 0, -1])
      const one = { ...market.split, makers: 1 }
      market.room.shareKei(market.held, market.shares, one)
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
      const sales = room.column(makers)
      const taken = room.column(makers * makers)
      for (let time = 0; time < times; time += 1) {
        const factors = columnOf(room, factorsOf(omega))
        room.addMakerSales(split, columnOf(room, buyers), factors, sales, taken)
      }
      return { sales: [...sales], taken: [...taken] }
    }

    it.each([
      ['held back', logOmega],
      ['free', [0, 0]],
      ['held back to next to nothing', [-30, -0.01]],
      ['let go further than free', [0.5, 1.5]],
      ['held back a little', [-1e-3, -5e-3]],
      ['held back and let go a little', [-0.01, 0.006]],
      ['one held back a little, one not at all', [0, -0.004]],
      ['by next to nothing', [1e-12, -1e-15]],
      ['as far as is near', [omegaOf(1 - MOST_NEAR), omegaOf(1 + MOST_NEAR)]],
      ['one near, one far', [-0.5, -1e-3]],
      ['one free, one far', [0, -3]],
    ])('are those of the formula with ln ω in the utilities: %s', (_case, omega) => {
      const { sales } = work(omega)
      const expected = plainSales(omega)
      sales.forEach((sold, m) => expect(sold / expected[m]!).toBeCloseTo(1, 11))
    })

    it.each([
      ['far from free', logOmega],
      ['near it', [-0.01, 0.005]],
      ['free', [0, 0]],
    ])('change with ln ω as what each maker takes from the other says: %s', (_case, omega) => {
      const { sales, taken } = work(omega)
      const h = 1e-5
      for (let l = 0; l < makers; l += 1) {
        const moved = (by: number) => plainSales(omega.map((u, m) => (m === l ? u + by : u)))
        const [up, down] = [moved(h), moved(-h)]
        for (let m = 0; m < makers; m += 1) {
          const from = taken[Math.max(m, l) * makers + Math.min(m, l)]!
          const slope = (m === l ? sales[m]! / lambda : 0) - from
          expect(slope).toBeCloseTo((up[m]! - down[m]!) / (2 * h), 8)
        }
      }
    })

    it('are added to what is there', () => {
      const once = work(logOmega)
      const twice = work(logOmega, 2)
      expect(twice.sales).toEqual(near(once.sales.map((value) => 2 * value)))
      expect(twice.taken).toEqual(near(once.taken.map((value) => 2 * value)))
    })

    it('are those of the aware in each cell', () => {
      cells.forEach((nests, c) => {
        const { room, split } = open()
        const aware = room.column(4)
        aware[c] = 3
        const sales = room.column(makers)
        const factors = columnOf(room, factorsOf(logOmega))
        room.addMakerSales(split, aware, factors, sales, room.column(makers * makers))
        const { shares } = plainNestedLogit(held(nests, logOmega))
        expect([...sales]).toEqual(near([3 * shares[6]!, 3 * (shares[4]! + shares[7]!)]))
      })
    })

    it('write nothing above the diagonal of what makers take', () => {
      expect(work(logOmega).taken[1]).toBe(0)
    })

    it.each([
      ['five', 5],
      ['25', 25],
    ])('have room for as many makers as kei, in the smallest of choice sets: %s', (_case, all) => {
      const nests = [{ lambda, utilities: Array.from({ length: all + 1 }, (_v, j) => j / 10) }]
      const market = sharesOf(kernel, [nests], all)
      const { room, shares } = market
      const split = splitOf(
        room,
        Int32Array.from({ length: all }, (_v, m) => m),
        all,
      )
      room.shareKei(market.held, shares, split)
      const everything = () => [...market.utilities, ...shares.all, ...split.columns]
      const before = everything()
      const sales = room.column(all)
      const aware = room.column(4).fill(1)
      room.addMakerSales(split, aware, room.column(all).fill(1), sales, room.column(all * all))
      expect(everything()).toEqual(before)
      const expected = plainNestedLogit(nests).shares.slice(1)
      expect([...sales]).toEqual(near(expected.map((share) => 4 * share)))
    })
  })

  describe('makers held back', () => {
    type Split = Market & { readonly split: NestSplit }
    const holdBack = (market: Split, omega: readonly number[]) => {
      const factors = columnOf(market.room, factorsOf(omega))
      market.room.holdMakers(market.split, factors, market.shares)
      makerOf.forEach((m, j) => {
        market.held[1 + j]! *= factors[m] ?? 1
      })
    }
    const hold = (omega: readonly number[]) => {
      const market = open()
      holdBack(market, omega)
      return market
    }

    it.each([
      ['some', logOmega],
      ['nearly all', [-0.001, -40]],
      ['none', [0, 0]],
      ['a little', [-1e-3, -5e-3]],
      ['a little, and let go a little', [-0.01, 0.006]],
      ['by next to nothing', [1e-12, -1e-15]],
      ['as far as is near', [omegaOf(1 - MOST_NEAR), omegaOf(1 + MOST_NEAR)]],
      ['one near, one far', [-0.5, -1e-3]],
    ])('leave the shares of the formula with ln ω in the utilities: %s', (_case, omega) => {
      const market = hold(omega)
      cells.forEach((nests, c) => {
        const expected = plainNestedLogit(held(nests, omega))
        const before = plainNestedLogit(withoutLast(nests, kei))
        expect(allShares(market, c)).toEqual(near(expected.shares))
        expect(gainOf(market, c)).toBeCloseTo(expected.logSum - before.logSum, 12)
        expect(market.shares.kept[c]! + market.shares.lost[c]!).toBeCloseTo(1, 14)
        expect(sharesBefore(market, c)).toEqual(near(before.shares))
      })
    })

    it('sell what their sales were said to be', () => {
      const market = hold(logOmega)
      const sales = market.room.column(kei)
      market.room.addKeiSales(market.shares, market.held, columnOf(market.room, buyers), sales)
      const expected = plainSales(logOmega)
      expect(sales[2]).toBeCloseTo(expected[0]!, 11)
      expect(sales[0]! + sales[3]!).toBeCloseTo(expected[1]!, 11)
    })

    it('change nothing where all factors are 1', () => {
      const market = open()
      const before = market.shares.all.slice()
      holdBack(market, [0, 0])
      expect(market.shares.all).toEqual(before)
    })

    it('have the shares that their factors give from the start', () => {
      const market = hold(logOmega)
      const rescaled = cells.map((_nests, c) => allShares(market, c))
      market.room.shareKei(market.held, market.shares)
      rescaled.forEach((shares, c) => {
        expect(allShares(market, c)).toEqual(near(shares, 13))
      })
    })

    it('leave the split as it is', () => {
      const market = open()
      const before = market.split.columns.slice()
      holdBack(market, logOmega)
      expect(market.split.columns).toEqual(before)
    })

    it.each([
      ['far', logOmega],
      ['near', [-0.01, 0.006]],
    ])('may be held back further, one after the other: %s', (_case, omega) => {
      const market = hold([omega[0]!, 0])
      market.room.shareKei(market.held, market.shares, market.split)
      holdBack(market, [0, omega[1]!])
      cells.forEach((nests, c) => {
        const expected = plainNestedLogit(held(nests, omega))
        expect(allShares(market, c)).toEqual(near(expected.shares))
      })
    })
  })

  it.each([
    ['far', 0.5],
    ['near', 0.99],
  ])('keep the digits of kei that hardly anybody buys: %s', (_case, factor) => {
    const nests = [
      { lambda: 0.5, utilities: [0] },
      { lambda, utilities: [-40] },
    ]
    const market = sharesOf(kernel, [nests], 1)
    const { room, shares } = market
    const split = splitOf(room, Int32Array.of(0), 1)
    room.shareKei(market.held, shares, split)
    room.holdMakers(split, columnOf(room, [factor]), shares)
    const power = Math.exp(-40) * factor ** lambda
    expect(shares.lost[0]! / (power / (1 + power))).toBeCloseTo(1, 12)
    expect(gainOf(market, 0) / Math.log1p(power)).toBeCloseTo(1, 12)
  })

  it('keep what a kei still takes that is held to next to nothing', () => {
    const nests = [
      { lambda: 0.5, utilities: [0] },
      { lambda, utilities: [0, 0, 0, 0] },
    ]
    const market = sharesOf(kernel, [nests], kei)
    const { room, shares } = market
    const split = splitOf(room, Int32Array.of(0, 0, 0, 0), 1)
    room.shareKei(market.held, shares, split)
    room.holdMakers(split, columnOf(room, [1e-12]), shares)
    const power = (4 * 1e-12) ** lambda
    expect(shares.lost[0]! / (power / (1 + power))).toBeCloseTo(1, 7)
    expect(gainOf(market, 0) / Math.log1p(power)).toBeCloseTo(1, 7)
  })
})
