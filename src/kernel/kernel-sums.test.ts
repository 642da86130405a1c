import { describe, expect, it } from 'vitest'
import { allShares, columnOf, kernels, sharesOf } from '../../test/kernels.fixture.ts'
import {
  plainNestedLogit,
  shapeOf,
  withoutLast,
  type PlainNest,
} from '../../test/plain-logit.fixture.ts'
import { near } from '../../test/rows.fixture.ts'

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
    const add = (areas: number, times = 1) => {
      const { room, shares } = open()
      const sums = room.sums(areas)
      for (let time = 0; time < times; time += 1) {
        room.addSales(shares, columnOf(room, buyers), columnOf(room, others), sums)
      }
      // The next room takes the same columns.
      const { byArea, byState, displaced } = sums
      return {
        byArea: byArea.slice(),
        byState: byState.slice(),
        displaced: displaced.slice(),
      }
    }

    it.each([2, 4, 8])('are at P to the aware and at P⁰ to the others, over %s areas', (areas) => {
      const { byArea, byState, displaced } = add(areas)
      const states = cells.length / areas
      for (let j = 0; j < count; j += 1) {
        for (let a = 0; a < areas; a += 1) {
          const expected = cells.reduce(
            (sum, _nests, c) => sum + (c % areas === a ? sold(c, j) : 0),
            0,
          )
          expect(byArea[j * areas + a]).toBeCloseTo(expected, 11)
        }
        for (let s = 0; s < states; s += 1) {
          const own = cells.map((_nests, c) => (Math.floor(c / areas) === s ? sold(c, j) : 0))
          const expected = own.reduce((sum, value) => sum + value, 0)
          expect(byState[j * states + s]).toBeCloseTo(expected, 11)
        }
      }
      for (let j = 0; j < segments; j += 1) {
        const taken = over(buyers, (c) => before[c]!.shares[j]! - after[c]!.shares[j]!)
        expect(displaced[j]).toBeCloseTo(taken, 11)
      }
    })

    it('of kei are what they displaced', () => {
      const { byState, displaced } = add(4)
      const total = (values: Float64Array) => values.reduce((sum, value) => sum + value, 0)
      const ofKei = total(byState.subarray(segments * 2))
      expect(ofKei).toBeGreaterThan(1)
      expect(total(displaced) / ofKei).toBeCloseTo(1, 13)
      expect(total(byState)).toBeCloseTo(171, 11)
    })

    it('add up by state and segment; those by area are of the last group', () => {
      const [once, twice] = [add(4), add(4, 2)]
      expect(twice.byArea).toEqual(once.byArea)
      expect([...twice.byState]).toEqual(Array.from(once.byState, (value) => 2 * value))
      expect([...twice.displaced]).toEqual(Array.from(once.displaced, (value) => 2 * value))
    })

    it('keep the digits of what a kei displaces that hardly anybody buys', () => {
      const nests = [
        { lambda: 0.6, utilities: [0.2, -0.2] },
        { lambda: 0.6, utilities: [-40] },
      ]
      const { room, shares } = sharesOf(kernel, [nests, nests], 1)
      const sums = room.sums(2)
      room.addSales(shares, columnOf(room, [1, 1]), columnOf(room, [0, 0]), sums)
      const taken = Math.exp(-40 - plainNestedLogit(nests.slice(0, 1)).logSum)
      const shareOf = plainNestedLogit(nests.slice(0, 1)).shares
      shareOf.forEach((share, j) => {
        expect(sums.displaced[j]! / (2 * taken * share)).toBeCloseTo(1, 12)
      })
    })
  })

  describe('sales of kei', () => {
    it('are to the aware alone, and are added to what is there', () => {
      const { room, shares } = open()
      const sales = columnOf(room, [100, 0])
      room.addKeiSales(shares, columnOf(room, buyers), sales)
      const expected = [6, 7].map((j) => over(buyers, (c) => after[c]!.shares[j]!))
      expect([...sales]).toEqual(near([100 + expected[0]!, expected[1]!], 11))
    })

    it('are none where there is no kei', () => {
      const { room, shares } = sharesOf(kernel, cells, 0)
      const sales = room.column(2)
      room.addKeiSales(shares, columnOf(room, buyers), sales)
      expect([...sales]).toEqual([0, 0])
    })
  })

  describe('the gain of the log-sum', () => {
    it('is weighted by the aware buyers', () => {
      const { room, shares } = open()
      const expected = over(buyers, (c) => after[c]!.logSum - before[c]!.logSum)
      expect(room.logSumGain(shares, columnOf(room, buyers))).toBeCloseTo(expected, 11)
    })

    it('is −ln(1 − lost) to the last digits, however little is lost', () => {
      const nests = [{ lambda: 0.6, utilities: [0, 0] }]
      const room = kernel.open(shapeOf(nests, { cells: 2, kei: 1 }))
      for (const lost of [
        0, 1e-300, 1e-20, 1e-17, 3e-16, 1e-9, 0.01, 0.3, 0.5, 0.9, 0.999, -1e-17,
      ]) {
        const shares = { ...room.shares(), lost: columnOf(room, [lost, lost]) }
        for (const aware of [
          [1, 0],
          [0, 1],
        ]) {
          const gain = room.logSumGain(shares, columnOf(room, aware))
          if (lost === 0) expect(gain).toBe(0)
          else expect(gain / -Math.log1p(-lost)).toBeCloseTo(1, 14)
        }
      }
    })

    it('is infinite where all is lost', () => {
      const room = kernel.open(shapeOf([{ lambda: 0.6, utilities: [0, 0] }], { cells: 2, kei: 1 }))
      const shares = { ...room.shares(), lost: columnOf(room, [1, 0]) }
      expect(room.logSumGain(shares, columnOf(room, [1, 1]))).toBe(Infinity)
    })
  })

  it('has shares by alternative that add up', () => {
    const market = open()
    cells.forEach((_nests, c) => {
      expect(allShares(market, c)).toEqual(near(after[c]!.shares))
    })
  })
})
