import { beforeEach, describe, expect, it } from 'vitest'
import { allShares, cellOf, columnOf, gainOf, kernels } from '../../../test/kernels.fixture.ts'
import { plainNestedLogit } from '../../../test/plain-logit.fixture.ts'
import {
  nameplateOf,
  nameplateYear,
  near,
  pathRow,
  segmentRow,
} from '../../../test/rows.fixture.ts'
import type { ChoiceKernel, ChoiceRoom, GroupShares } from '../../kernel/choice-kernel.ts'
import { lineUpAlternatives } from '../market/alternatives.ts'
import { groups } from '../market/sets.ts'
import {
  createDemandModel,
  solveDemand,
  sumDemand,
  writeLasting,
  type DemandModel,
  type DemandYear,
} from './demand.ts'
import type { NameplateYear } from './supply-plan.ts'

// Two states of four areas; two cars, a micro segment and the outside option; three kei of two makers.
const states = 2
const cells = 8
const alternatives = lineUpAlternatives(
  {
    nests: {
      notes: [],
      rows: [
        { nest: 'micro', lambda: 0.5 },
        { nest: 'car', lambda: 0.6 },
        { nest: 'outside', lambda: 1 },
      ],
    },
    segments: {
      notes: [],
      rows: [
        segmentRow('lsv', { nest: 'micro' }),
        segmentRow('used', { nest: 'outside' }),
        segmentRow('compact-car', { nest: 'car' }),
        segmentRow('midsize-car', { nest: 'car' }),
      ],
    },
  },
  [nameplateOf('n-box'), nameplateOf('n-one-e'), nameplateOf('roox')],
  cells,
)
const count = 7
/** In choice order: compact, midsize, used, lsv, then the kei. */
const resultIndex = Int32Array.of(2, 3, 1, 0, 4, 5, 6)

const dealerValue = 1.5
const constants = groups.map((_, g) =>
  Float64Array.of(0.3, -0.2, 1, g % 2 === 0 ? -Infinity : -1, -0.5 + 0.02 * g, -1, -0.8),
)
/** A market's number. */
const marketOf = (g: number) => (g < 18 ? 0 : g - 17)

/** Attribute 0 is 1 + the cell, of the first kei only; it matters to fleets alone. */
function attributesIn(room: ChoiceRoom): Float64Array {
  const attributes = room.column(count * 14 * cells)
  for (let c = 0; c < cells; c += 1) attributes[4 * 14 * cells + c] = 1 + c
  return attributes
}

function createModel(kernel: ChoiceKernel, value = dealerValue): DemandModel {
  const room = kernel.open(alternatives.shape)
  const attributes = attributesIn(room)
  const members = groups.map((_, g) => ({
    market: marketOf(g),
    tastes: columnOf(
      room,
      Array.from({ length: 14 }, (_taste, k) => (k === 0 && g >= 18 ? -0.1 : 0)),
    ),
    constants: columnOf(room, constants[g]!),
    lasting: room.column(count * cells),
    shares: room.shares(),
    aware: room.column(cells),
    unaware: room.column(cells),
  }))
  writeLasting({ room, attributes, groups: members }, 0, count)
  return createDemandModel({ room, alternatives, dealerValue: value, attributes, groups: members })
}

const occasions = Float64Array.from(
  { length: groups.length * cells },
  (_, at) => 10 * (1 + Math.floor(at / cells)) * (1 + (at % cells)),
)
const awareness = Float64Array.of(0.25, 0.6)
const availability = [
  [0.8, 0.4],
  [0, 1],
  [1, 0.5],
] as const

function yearWith(nameplates: readonly Partial<NameplateYear>[]): DemandYear {
  return {
    occasions,
    scale: 1,
    awareness,
    segmentsChanged: true,
    supply: {
      year: 2028,
      path: pathRow('kei-class'),
      nameplates: nameplates.map((columns, n) =>
        nameplateYear({ availability: availability[n]!, ...columns }),
      ),
    },
  }
}

/** The choice of a group in a cell by the plain formula, with ω on each kei. */
function plain(g: number, c: number, omega: readonly number[], open = availability) {
  const value = (j: number) => constants[g]![j]!
  const kei = omega.map((factor, n) => {
    const available = open[n]![Math.floor(c / 4)]!
    const price = g >= 18 && n === 0 ? -0.1 * (1 + c) : 0
    return value(4 + n) + price + dealerValue * Math.log(available) + Math.log(factor)
  })
  const outer = [
    { lambda: 0.6, utilities: [value(0), value(1)] },
    { lambda: 1, utilities: [value(2)] },
  ]
  const before = plainNestedLogit([...outer, { lambda: 0.5, utilities: [value(3)] }])
  const after = plainNestedLogit([...outer, { lambda: 0.5, utilities: [value(3), ...kei] }])
  return { before, after }
}

function emptySums() {
  return {
    resultIndex,
    segmentCount: 4,
    alpha: Float64Array.from(groups, (_, g) => 0.01 * (g + 1)),
    salesByState: new Float64Array(states * 5 * count),
    salesByGroup: new Float64Array(4 * groups.length * count),
    displaced: new Float64Array(4),
    occasions: new Float64Array(groups.length),
    surplus: new Float64Array(groups.length),
  }
}

/** Shares of one kei by cell, which follow the one segment of their nest. */
function keiShares({ nestShares }: GroupShares, n: number): Float64Array {
  return nestShares.subarray((1 + n) * cells, (2 + n) * cells)
}

/** Add the year up by the plain formula, in the layout of the result. */
function plainSums(omega: readonly number[]) {
  const sums = emptySums()
  groups.forEach((_, g) => {
    for (let c = 0; c < cells; c += 1) {
      const [s, a] = [Math.floor(c / 4), c % 4]
      const aware = awareness[s]!
      const buyers = 10 * (1 + g) * (1 + c)
      const { before, after } = plain(g, c, omega)
      resultIndex.forEach((out, j) => {
        const unaware = before.shares[j] ?? 0
        const sold = buyers * (aware * after.shares[j]! + (1 - aware) * unaware)
        sums.salesByState[(s * 5 + marketOf(g)) * count + out]! += sold
        sums.salesByGroup[(a * groups.length + g) * count + out]! += sold
        if (j < 4) sums.displaced[out]! += buyers * aware * (unaware - after.shares[j]!)
      })
      sums.occasions[g]! += buyers
      const gain = ((after.logSum - before.logSum) * 1000) / (0.01 * (g + 1))
      sums.surplus[g]! += aware * buyers * gain
    }
  })
  return sums
}

const free = [{}, {}, {}]
/** What the aware buyers buy of each nameplate in a year with free kei, by the plain formula. */
const freeSales = [4, 5, 6].map((j) => {
  const { salesByGroup } = plainSums([1, 1, 1])
  return salesByGroup.filter((_, at) => at % count === j).reduce((sum, value) => sum + value, 0)
})

describe.each(kernels)('demand with %s', (_, kernel) => {
  let model: DemandModel
  beforeEach(() => {
    model = createModel(kernel)
  })

  function solved(year: DemandYear): number[] {
    const omega = solveDemand(model, year)
    if (!omega.ok) throw new Error(omega.error)
    return Array.from(omega.value)
  }

  describe('a demand model', () => {
    it('numbers makers in the order of the nameplates', () => {
      expect([...model.makerOf]).toEqual([0, 0, 1])
    })
  })

  describe('the shares of a year', () => {
    it('are those of the nested logit with availability in the utilities', () => {
      expect(solved(yearWith(free))).toEqual([1, 1, 1])
      for (const [g, c] of [
        [0, 0],
        [5, 3],
        [17, 4],
        [19, 7],
      ] as const) {
        const { before, after } = plain(g, c, [1, 1, 1])
        const market = { room: model.room, shares: model.groups[g]!.shares }
        expect(allShares(market, c)).toEqual(near(after.shares))
        expect(cellOf(market, market.shares.sharesWithoutKei, c)).toEqual(near(before.shares))
        expect(gainOf(market, c)).toBeCloseTo(after.logSum - before.logSum, 12)
      }
    })

    it('are 0 for a nameplate in a state where it is not available', () => {
      solved(yearWith(free))
      for (const { shares } of model.groups) {
        const nOne = keiShares(shares, 1)
        expect(nOne.subarray(0, 4).every((share) => share === 0)).toBe(true)
        expect(nOne.subarray(4).every((share) => share > 0)).toBe(true)
      }
    })

    it('are 0 there even where buyers do not mind how far the dealer is', () => {
      model = createModel(kernel, 0)
      solved(yearWith(free))
      const { shares } = model.groups[0]!
      expect(shares.nestShares.every((share) => share >= 0 && share <= 1)).toBe(true)
      expect(shares.kept.every((share) => share >= 0 && share <= 1)).toBe(true)
      expect(keiShares(shares, 1).subarray(0, 4)).toEqual(new Float64Array(4))
    })
  })

  describe('a year after another', () => {
    const bytesOf = (of: DemandModel) => {
      const columns = of.groups.flatMap(({ shares, aware, unaware }) => [
        ...Object.values<Float64Array>({ ...shares }),
        aware,
        unaware,
      ])
      return columns.map((column) => [...column])
    }
    const other = yearWith([
      { availability: [0.1, 0] },
      { availability: [0.3, 0.9] },
      { availability: [1, 1] },
    ])

    it('need not work the segments out again where nothing about them changed', () => {
      solved(yearWith(free))
      solved({ ...other, segmentsChanged: false })
      const kept = bytesOf(model)
      model = createModel(kernel)
      solved(other)
      expect(bytesOf(model)).toEqual(kept)
    })

    it('need not be one of less buyers', () => {
      const once = emptySums()
      solved(yearWith(free))
      sumDemand(model, once)
      const twice = emptySums()
      solved({ ...yearWith(free), scale: 2, segmentsChanged: false })
      sumDemand(model, twice)
      for (const name of ['salesByState', 'salesByGroup', 'displaced', 'occasions'] as const) {
        expect([...twice[name]]).toEqual(Array.from(once[name], (value) => 2 * value))
      }
    })

    it('starts from the ω that held in the one before', () => {
      const cap = 0.5 * freeSales[2]!
      const year = yearWith([{}, {}, { makerCap: cap }])
      const [, , first] = solved(year)
      expect(model.logOmega[1]).toBeCloseTo(Math.log(first!), 12)
      const [, , again] = solved({ ...year, segmentsChanged: false })
      expect(again! / first!).toBeCloseTo(1, 10)
      expect(solved({ ...yearWith(free), segmentsChanged: false })).toEqual([1, 1, 1])
    })

    it('takes in every attribute: what lasts, what energy costs, and how new a kei is', () => {
      // Numbers of no meaning; those of the vehicle itself are alike in all cells, and segments are not new.
      const ofVehicle = [3, 4, 5, 10, 11, 12, 13]
      model.attributes.forEach((_value, at) => {
        const row = Math.floor(at / cells)
        const [j, k] = [Math.floor(row / 14), row % 14]
        const value = Math.sin(ofVehicle.includes(k) ? row * cells : at)
        model.attributes[at] = j < 4 && k === 13 ? 0 : value
      })
      model.groups.forEach(({ tastes }, g) => {
        tastes.forEach((_value, k) => {
          tastes[k] = Math.cos(g + 3 * k)
        })
      })
      writeLasting(model, 0, count)
      solved(yearWith(free))
      for (const [g, c] of [
        [1, 0],
        [9, 5],
        [21, 7],
      ] as const) {
        const value = (j: number) => {
          const x = Array.from(
            { length: 14 },
            (_v, k) => model.attributes[(j * 14 + k) * cells + c]!,
          )
          const seen = x.reduce((sum, v, k) => sum + v * Math.cos(g + 3 * k), 0)
          const open = j < 4 ? 1 : availability[j - 4]![Math.floor(c / 4)]!
          return constants[g]![j]! + seen + dealerValue * Math.log(open)
        }
        const nests = [
          { lambda: 0.6, utilities: [value(0), value(1)] },
          { lambda: 1, utilities: [value(2)] },
          { lambda: 0.5, utilities: [value(3), value(4), value(5), value(6)] },
        ]
        const market = { room: model.room, shares: model.groups[g]!.shares }
        expect(allShares(market, c)).toEqual(near(plainNestedLogit(nests).shares))
      }
    })

    it('has only those utilities written anew that are asked for', () => {
      model.attributes.fill(1)
      for (const { tastes } of model.groups) tastes.fill(0.5)
      writeLasting(model, 4, 5)
      for (const { lasting } of model.groups) {
        // 14 attributes less two of energy and novelty.
        expect([...lasting.subarray(4 * cells, 5 * cells)]).toEqual(Array(cells).fill(5.5))
        expect(lasting.subarray(0, 4 * cells).every((value) => value === 0)).toBe(true)
        expect(lasting.subarray(5 * cells).every((value) => value === 0)).toBe(true)
      }
    })
  })

  describe('volume caps', () => {
    it('leave ω at 1 where they do not bind', () => {
      const roomy = { makerCap: 2 * (freeSales[0]! + freeSales[1]!) }
      expect(solved(yearWith([roomy, roomy, {}]))).toEqual([1, 1, 1])
    })

    it('hold all nameplates of a maker together to its cap, by one ω', () => {
      const cap = 0.5 * (freeSales[0]! + freeSales[1]!)
      const omega = solved(yearWith([{ makerCap: cap }, { makerCap: cap }, {}]))
      expect(omega[0]).toBeLessThan(1)
      expect(omega[1]).toBe(omega[0])
      expect(omega[2]).toBe(1)
      const sums = emptySums()
      sumDemand(model, sums)
      const kei = [4, 5].map((j) =>
        sums.salesByGroup
          .filter((_, at) => at % count === j)
          .reduce((sum, value) => sum + value, 0),
      )
      expect((kei[0]! + kei[1]!) / cap).toBeCloseTo(1, 11)
      const expected = plainSums(omega)
      expect([...sums.salesByState]).toEqual(near(expected.salesByState, 7))
      expect([...sums.surplus]).toEqual(near(expected.surplus, 5))
    })

    it('count the sales to aware buyers, who are all that kei have', () => {
      const cap = freeSales[2]! * 0.99
      const omega = solved(yearWith([{}, {}, { makerCap: cap }]))
      const { salesByGroup } = plainSums(omega)
      const roox = salesByGroup.filter((_, at) => at % count === 6)
      expect(roox.reduce((sum, value) => sum + value, 0) / cap).toBeCloseTo(1, 10)
    })

    it('of 0 are met by nothing being available', () => {
      const none = { makerCap: 0, availability: [0, 0] }
      const cap = freeSales[2]! / 2
      expect(solved(yearWith([none, none, { makerCap: cap }])).slice(0, 2)).toEqual([1, 1])
      for (const { shares } of model.groups) {
        expect([...keiShares(shares, 0), ...keiShares(shares, 1)].every((p) => p === 0)).toBe(true)
      }
    })

    it('pass on why they cannot be met', () => {
      const year = yearWith([{}, {}, { makerCap: 1 }])
      const result = solveDemand(model, { ...year, occasions: occasions.map(() => Infinity) })
      expect(result).toMatchObject({ ok: false })
    })
  })

  describe('the sums of a year', () => {
    const expected = plainSums([1, 1, 1])
    let sums: ReturnType<typeof emptySums>
    beforeEach(() => {
      sums = emptySums()
      solved(yearWith(free))
      sumDemand(model, sums)
    })

    it('are sales to the aware at P and to the others at P⁰, by state and market', () => {
      expect([...sums.salesByState]).toEqual(near(expected.salesByState, 8))
    })

    it('are the same sales by area and group', () => {
      expect([...sums.salesByGroup]).toEqual(near(expected.salesByGroup, 8))
    })

    it('are what kei took from each segment and from the outside option', () => {
      expect([...sums.displaced]).toEqual(near(expected.displaced, 8))
      const taken = sums.displaced.reduce((sum, value) => sum + value, 0)
      const kei = freeSales.reduce((sum, value) => sum + value, 0)
      expect(taken / kei).toBeCloseTo(1, 12)
    })

    it('are occasions by group', () => {
      // 10·(g + 1)·(1 + 2 + … + 8)
      expect([...sums.occasions]).toEqual(groups.map((_, g) => 360 * (g + 1)))
    })

    it('are a gain in surplus for every group that may buy a kei', () => {
      expect([...sums.surplus]).toEqual(near(expected.surplus, 6))
      expect(sums.surplus.every((value) => value > 0)).toBe(true)
    })

    it('are added to what is there', () => {
      const twice = emptySums()
      sumDemand(model, twice)
      sumDemand(model, twice)
      expect([...twice.salesByState]).toEqual(
        near(
          expected.salesByState.map((v) => 2 * v),
          7,
        ),
      )
      expect([...twice.occasions]).toEqual(groups.map((_, g) => 720 * (g + 1)))
    })
  })
})
