import { describe, expect, it } from 'vitest'
import { allFree, allShares, columnOf, kernels, sharesOf } from '../../test/kernels.fixture.ts'
import {
  plainNestedLogit,
  shapeOf,
  withoutLast,
  type PlainNest,
} from '../../test/plain-logit.fixture.ts'
import { near } from '../../test/rows.fixture.ts'
import { AREAS } from './choice-kernel.ts'
import { exactLog, neighbour, toBinary, ulpError } from './high-precision.fixture.ts'

const none = -Infinity
const kei = 2

/** Eight cells, two states of four areas; nests of two, one and five with two kei, λ < 1 in two of them. */
const cells = Array.from({ length: 8 }, (_, c): PlainNest[] => [
  { lambda: 0.5, utilities: [0.3 - 0.2 * c, -0.4 + 0.1 * c] },
  { lambda: 1, utilities: [0.1 * c] },
  {
    lambda: 0.7,
    utilities: [0.2, c === 3 ? none : -0.5, 0.1 * c - 0.6, c === 6 ? none : 0.4, -0.3],
  },
])
const buyers = [10, 20, 5, 40, 7, 0, 13, 2]
const others = [3, 1, 8, 2, 0, 50, 4, 6]
const before = cells.map((nests) => plainNestedLogit(withoutLast(nests, kei)))
const after = cells.map((nests) => plainNestedLogit(nests))
const count = 8
const segments = 6

/** Sum a number of cells weighted. */
function over(weights: readonly number[], of: (c: number) => number): number {
  return weights.reduce((sum, weight, c) => sum + weight * of(c), 0)
}

describe.each(kernels)('sums of %s', (_, kernel) => {
  const open = () => sharesOf(kernel, cells, kei)

  describe('sales and slopes by the constants', () => {
    /** Predicted sales without kei at constants, by the plain formula. */
    const predicted = (constants: readonly number[]) => {
      const shares = cells.map((nests) => {
        let at = 0
        const shifted = withoutLast(nests, kei).map(({ lambda, utilities }) => ({
          lambda,
          utilities: utilities.map((v) => v + constants[at++]!),
        }))
        return plainNestedLogit(shifted).shares
      })
      return constants.map((_value, j) => over(buyers, (c) => shares[c]![j]!))
    }
    const step = (i: number, by: number) =>
      Array.from({ length: segments }, (_v, j) => (i === j ? by : 0))

    it('are those of the plain formula and its differences', () => {
      const { room, shares } = open()
      const sales = room.column(segments)
      const slopes = room.column(segments * segments)
      room.addSlopes(shares, columnOf(room, buyers), sales, slopes)
      expect([...sales]).toEqual(near(predicted(step(0, 0)), 11))
      const h = 1e-5
      for (let i = 0; i < segments; i += 1) {
        const [up, down] = [predicted(step(i, h)), predicted(step(i, -h))]
        for (let j = 0; j < segments; j += 1) {
          const difference = (up[j]! - down[j]!) / (2 * h)
          expect(slopes[j * segments + i]).toBeCloseTo(difference, 7)
        }
      }
    })

    it('are added to what is there, the slopes as far as anything is sold', () => {
      const { room, shares } = open()
      const weights = columnOf(room, buyers)
      const [once, twice] = [1, 2].map((times) => {
        const sales = room.column(segments)
        const slopes = room.column(segments * segments)
        for (let time = 0; time < times; time += 1) room.addSlopes(shares, weights, sales, slopes)
        return { sales, slopes }
      })
      expect([...twice!.sales]).toEqual(Array.from(once!.sales, (value) => 2 * value))
      expect([...twice!.slopes]).toEqual(Array.from(once!.slopes, (value) => 2 * value))
    })

    it('are symmetric, and leave nothing to gain from raising all constants alike', () => {
      const { room, shares } = open()
      const slopes = room.column(segments * segments)
      room.addSlopes(shares, columnOf(room, buyers), room.column(segments), slopes)
      for (let j = 0; j < segments; j += 1) {
        let sum = 0
        for (let i = 0; i < segments; i += 1) {
          sum += slopes[j * segments + i]!
          expect(slopes[j * segments + i]).toBe(slopes[i * segments + j])
        }
        expect(sum).toBeCloseTo(0, 12)
      }
    })

    it('are 0 for what nobody buys', () => {
      const closed = cells.map((nests) => [
        nests[0]!,
        { lambda: 1, utilities: [none] },
        ...nests.slice(2),
      ])
      const { room, shares } = sharesOf(kernel, closed, kei)
      const sales = room.column(segments)
      const slopes = room.column(segments * segments)
      room.addSlopes(shares, columnOf(room, buyers), sales, slopes)
      expect(sales[2]).toBe(0)
      for (let j = 0; j < segments; j += 1) {
        expect([slopes[2 * segments + j], slopes[j * segments + 2]]).toEqual([0, 0])
      }
      expect(slopes.every(Number.isFinite)).toBe(true)
    })
  })

  describe('sales', () => {
    const sold = (c: number, j: number) =>
      buyers[c]! * after[c]!.shares[j]! + others[c]! * (before[c]!.shares[j] ?? 0)
    const inOrder = Int32Array.from({ length: count }, (_, j) => j)
    const shuffled = Int32Array.of(4, 0, 5, 3, 1, 2, 7, 6)
    const add = (rowOf = inOrder, times = 1, states = 2) => {
      const { room, shares, held } = sharesOf(kernel, cells.slice(0, AREAS * states), kei)
      const sums = room.sums(rowOf)
      const aware = columnOf(room, buyers.slice(0, AREAS * states))
      const unaware = columnOf(room, others.slice(0, AREAS * states))
      for (let time = 0; time < times; time += 1) {
        room.addSales(shares, held, aware, unaware, sums)
      }
      // The next room takes the same columns.
      const { byArea, byState, displaced } = sums
      return {
        byArea: byArea.slice(),
        byState: byState.slice(),
        displaced: displaced.slice(),
      }
    }

    it.each([
      ['one state', inOrder, 1],
      ['two states', inOrder, 2],
      ['two states, in rows of another order', shuffled, 2],
    ])('are at P to the aware and at P⁰ to the others, over %s', (_case, rowOf, states) => {
      const { byArea, byState, displaced } = add(rowOf, 1, states)
      const here = cells.slice(0, AREAS * states)
      rowOf.forEach((row, j) => {
        for (let a = 0; a < AREAS; a += 1) {
          const own = here.map((_nests, c) => (c % AREAS === a ? sold(c, j) : 0))
          const expected = own.reduce((sum, value) => sum + value, 0)
          expect(byArea[row * AREAS + a]).toBeCloseTo(expected, 11)
        }
        for (let s = 0; s < states; s += 1) {
          const own = here.map((_nests, c) => (Math.floor(c / AREAS) === s ? sold(c, j) : 0))
          const expected = own.reduce((sum, value) => sum + value, 0)
          expect(byState[row * states + s]).toBeCloseTo(expected, 11)
        }
        if (j >= segments) return
        const lost = here.map(
          (_nests, c) => buyers[c]! * (before[c]!.shares[j]! - after[c]!.shares[j]!),
        )
        expect(displaced[row]).toBeCloseTo(
          lost.reduce((sum, value) => sum + value, 0),
          11,
        )
      })
      expect(displaced).toHaveLength(segments)
    })

    it('are at the shares of kei that are held back, or not offered', () => {
      const { room, shares } = open()
      const factors = [0.3, 0]
      const held = columnOf(room, [1, 1, 1, ...factors])
      room.shareKei(held, shares)
      const sums = room.sums(inOrder)
      room.addSales(shares, held, columnOf(room, buyers), columnOf(room, others), sums)
      const afterHeld = cells.map(
        (nests) =>
          plainNestedLogit([
            ...nests.slice(0, -1),
            {
              lambda: 0.7,
              utilities: nests[2]!.utilities.map((v, j) =>
                j < 3 ? v : v + 0.7 * Math.log(factors[j - 3]!),
              ),
            },
          ]).shares,
      )
      for (let j = 0; j < count; j += 1) {
        const ownBefore = (c: number) => before[c]!.shares[j] ?? 0
        const expected = over(buyers, (c) => afterHeld[c]![j]!) + over(others, ownBefore)
        const byArea = sums.byArea.subarray(j * AREAS, (j + 1) * AREAS)
        expect(byArea.reduce((sum, value) => sum + value, 0)).toBeCloseTo(expected, 11)
        expect(sums.byState[2 * j]! + sums.byState[2 * j + 1]!).toBeCloseTo(expected, 11)
        if (j >= segments) continue
        const lost = over(buyers, (c) => ownBefore(c) - afterHeld[c]![j]!)
        expect(sums.displaced[j]).toBeCloseTo(lost, 11)
      }
      expect([...sums.byArea.subarray(7 * AREAS)]).toEqual([0, 0, 0, 0])
    })

    it('by area leave nothing of the group before, of a kei that is not offered now either', () => {
      const { room, shares } = open()
      const sums = room.sums(inOrder)
      const [aware, unaware] = [columnOf(room, buyers), columnOf(room, others)]
      room.addSales(shares, allFree(room), aware, unaware, sums)
      const byState = sums.byState.slice()
      const held = columnOf(room, [1, 1, 1, 0, 0])
      room.shareKei(held, shares)
      room.addSales(shares, held, aware, unaware, sums)
      expect([...sums.byArea.subarray(segments * AREAS)]).toEqual(Array(2 * AREAS).fill(0))
      expect(sums.byState.subarray(segments * 2)).toEqual(byState.subarray(segments * 2))
    })

    it('take nothing from the exponentials of a kei that is not offered, whatever they are', () => {
      const { room, shares } = open()
      const held = columnOf(room, [1, 1, 1, 1, 0])
      room.shareKei(held, shares)
      const [aware, unaware] = [columnOf(room, buyers), columnOf(room, others)]
      const sums = room.sums(inOrder)
      room.addSales(shares, held, aware, unaware, sums)
      const expected = sums.all.slice()
      expect(expected.every(Number.isFinite)).toBe(true)
      shares.keiExponentials.fill(Infinity, 4 * cells.length)
      sums.all.fill(0)
      room.addSales(shares, held, aware, unaware, sums)
      expect(sums.all).toEqual(expected)
    })

    it('of kei are what they displaced', () => {
      const { byState, displaced } = add()
      const total = (values: Float64Array) => values.reduce((sum, value) => sum + value, 0)
      const ofKei = total(byState.subarray(segments * 2))
      expect(ofKei).toBeGreaterThan(1)
      expect(total(displaced) / ofKei).toBeCloseTo(1, 13)
      expect(total(byState)).toBeCloseTo(171, 11)
    })

    it('add up by state and segment; those by area are of the last group', () => {
      const [once, twice] = [add(), add(inOrder, 2)]
      expect(twice.byArea).toEqual(once.byArea)
      expect([...twice.byState]).toEqual(near(once.byState.map((value) => 2 * value)))
      expect([...twice.displaced]).toEqual(Array.from(once.displaced, (value) => 2 * value))
    })

    it('keep the digits of what a kei displaces that hardly anybody buys', () => {
      const nests = [
        { lambda: 0.6, utilities: [0.2, -0.2] },
        { lambda: 0.6, utilities: [-40] },
      ]
      const { room, shares, held } = sharesOf(kernel, [nests], 1)
      const sums = room.sums(Int32Array.of(0, 1, 2))
      room.addSales(shares, held, room.column(4).fill(1), room.column(4), sums)
      const taken = Math.exp(-40 - plainNestedLogit(nests.slice(0, 1)).logSum)
      const shareOf = plainNestedLogit(nests.slice(0, 1)).shares
      shareOf.forEach((share, j) => {
        expect(sums.displaced[j]! / (4 * taken * share)).toBeCloseTo(1, 12)
      })
    })
  })

  describe('sales of kei', () => {
    it('are to the aware alone, and are added to what is there', () => {
      const { room, shares, held } = open()
      const sales = columnOf(room, [100, 0])
      room.addKeiSales(shares, held, columnOf(room, buyers), sales)
      const expected = [6, 7].map((j) => over(buyers, (c) => after[c]!.shares[j]!))
      expect([...sales]).toEqual(near([100 + expected[0]!, expected[1]!], 11))
    })

    it('are in proportion to the factors that they are given', () => {
      const { room, shares } = open()
      // Scale is not renewed: what is held back here alone sells in that proportion less.
      const sales = room.column(kei)
      room.addKeiSales(shares, columnOf(room, [1, 1, 1, 0, 0.25]), columnOf(room, buyers), sales)
      expect([...sales]).toEqual(near([0, 0.25 * over(buyers, (c) => after[c]!.shares[7]!)], 11))
    })

    it('are none where there is no kei', () => {
      const { room, shares, held } = sharesOf(kernel, cells, 0)
      const sales = room.column(2)
      room.addKeiSales(shares, held, columnOf(room, buyers), sales)
      expect([...sales]).toEqual([0, 0])
    })
  })

  describe('the gain of the log-sum', () => {
    it('is weighted by the aware buyers', () => {
      const { room, shares } = open()
      const expected = over(buyers, (c) => after[c]!.logSum - before[c]!.logSum)
      expect(room.logSumGain(shares, columnOf(room, buyers))).toBeCloseTo(expected, 11)
    })

    describe('of what kei take', () => {
      const gainAt = (lost: number, cell = 0) => {
        const room = kernel.open(
          shapeOf([{ lambda: 0.6, utilities: [0, 0] }], { cells: 4, kei: 1 }),
        )
        const shares = room.shares()
        shares.lost.fill(lost)
        const aware = room.column(4)
        aware[cell] = 1
        return room.logSumGain(shares, aware)
      }

      it.each([0, 1, 2, 3])('is −ln(1 − lost) however little is lost, in cell %s', (cell) => {
        expect(gainAt(0, cell)).toBe(0)
        for (const lost of [
          1e-300, 1e-20, 1e-17, 3e-16, 1e-9, 0.01, 0.29, 0.3, 0.5, 0.9, 0.999, -1e-17, -0.01, -0.4,
        ]) {
          expect(gainAt(lost, cell) / -Math.log1p(-lost)).toBeCloseTo(1, 14)
        }
      })

      const exactGain = (lost: number) => {
        const { mantissa, exponent } = toBinary(lost)
        const one = 1n << BigInt(-exponent)
        const { mantissa: log, exponent: bits } = exactLog({ mantissa: one - mantissa, exponent })
        return { mantissa: -log, exponent: bits }
      }
      const powers = Array.from({ length: 120 }, (_, k) => 0.29 * 0.75 ** k)

      it('has all digits where less than 29 hundredths are lost', () => {
        for (const lost of [...powers, neighbour(0.29, -1), ...powers.map((x) => -x)]) {
          expect(ulpError(gainAt(lost), exactGain(lost))).toBeLessThan(0.75)
        }
      })

      it('has those of the logarithm of what is left where more is lost', () => {
        // Above a half 1 − lost is rounded by up to 2^-54, and its logarithm off by that over 1 − lost: by most
        // ulps at e^-½, 1.65 of them. The logarithm's own error is below 0.75.
        for (let lost = neighbour(0.29, 1); lost < 1; lost += 0.0031) {
          expect(ulpError(gainAt(lost), exactGain(lost))).toBeLessThan(1.65 + 0.75)
        }
      })
    })

    it('is infinite where all is lost', () => {
      const room = kernel.open(shapeOf([{ lambda: 0.6, utilities: [0, 0] }], { cells: 4, kei: 1 }))
      const shares = room.shares()
      shares.lost[0] = 1
      expect(room.logSumGain(shares, room.column(4).fill(1))).toBe(Infinity)
    })
  })

  it('split the occasions of buyers by who has heard of kei', () => {
    const room = kernel.open(shapeOf(cells[0]!, { cells: 8, kei }))
    const heard = [0, 1, 0.25, 0.3, 0.7, 1e-9, 0.5, 0.999]
    const missed = heard.map((share) => 1 - share)
    const [aware, unaware] = [room.column(8).fill(NaN), room.column(8).fill(NaN)]
    const occasions = columnOf(room, buyers)
    room.splitBuyers(occasions, columnOf(room, heard), columnOf(room, missed), aware, unaware)
    expect([...aware]).toEqual(buyers.map((value, c) => value * heard[c]!))
    expect([...unaware]).toEqual(buyers.map((value, c) => value * missed[c]!))
    expect([...occasions]).toEqual(buyers)
  })

  it('has shares by alternative that add up', () => {
    const market = open()
    cells.forEach((_nests, c) => {
      expect(allShares(market, c)).toEqual(near(after[c]!.shares))
    })
  })
})
