import { beforeEach, describe, expect, it } from 'vitest'
import {
  allFree,
  allShares,
  columnOf,
  counting,
  gainOf,
  kernels,
  nestShares,
  sharesBefore,
} from '../../../test/kernels.fixture.ts'
import { parameters } from '../../../test/model.fixture.ts'
import { plainNestedLogit } from '../../../test/plain-logit.fixture.ts'
import {
  areaRow,
  nameplateOf,
  nameplateYear,
  near,
  pathRow,
  segmentRow,
  stateRow,
} from '../../../test/rows.fixture.ts'
import type { ChoiceKernel, ChoiceRoom } from '../../kernel/choice-kernel.ts'
import { lineUpAlternatives } from '../market/alternatives.ts'
import { X } from '../market/attributes.ts'
import type { EnergyPrices } from '../market/energy.ts'
import { areaTypes, groups } from '../market/sets.ts'
import { createAttributeTable, unitAttributes } from './choice-tables.ts'
import { createDemandModel, writeLasting, type DemandModel } from './demand-model.ts'
import { solveDemand, sumDemand, type DemandYear } from './demand.ts'
import type { NameplateYear, SupplyYear } from './supply-plan.ts'
import { followYears } from './yearly-moves.ts'

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
        segmentRow('midsize-car', { nest: 'car', mpg: null, mi_per_kwh: 3 }),
      ],
    },
  },
  [nameplateOf('n-box'), nameplateOf('n-one-e'), nameplateOf('roox')],
  cells,
)
const count = 7
/** Of what is in choice order: compact, midsize, used, lsv, then the kei. */
const resultRows = Int32Array.of(2, 3, 1, 0, 4, 5, 6)

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
    ...roomOf(room),
    ...occasionsOf(room, g),
  }))
  writeLasting({ room, attributes, groups: members }, 0, count)
  const inputs = { room, alternatives, dealerValue: value, attributes, groups: members }
  return createDemandModel(inputs, new Float64Array(3 * 14 * cells), resultRows)
}

/** What a year makes of a group. */
function roomOf(room: ChoiceRoom) {
  return {
    lasting: room.column(count * cells),
    shares: room.shares(),
    free: new Float64Array(4),
    held: allFree(room),
    units: room.column(3 * cells),
    aware: room.column(cells),
    unaware: room.column(cells),
  }
}

/** 10·(g + 1)·(1 + 2 + … + 8). */
function occasionsOf(room: ChoiceRoom, g: number) {
  const byCell = Array.from({ length: cells }, (_, c) => 10 * (1 + g) * (1 + c))
  return { occasions: columnOf(room, byCell), allOccasions: 360 * (1 + g) }
}

const awareness = Float64Array.of(0.25, 0.6)
const availability = [
  [0.8, 0.4],
  [0, 1],
  [1, 0.5],
] as const

function yearWith(nameplates: readonly Partial<NameplateYear>[]): DemandYear {
  return {
    scale: 1,
    awareness,
    moves: undefined,
    refresh: () => undefined,
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
function plain(
  g: number,
  c: number,
  omega: readonly number[],
  open: readonly (readonly number[])[] = availability,
) {
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
    alpha: Float64Array.from(groups, (_, g) => 0.01 * (g + 1)),
    salesByState: new Float64Array(states * 5 * count),
    salesByGroup: new Float64Array(4 * groups.length * count),
    displaced: new Float64Array(4),
    occasions: new Float64Array(groups.length),
    surplus: new Float64Array(groups.length),
  }
}

/** What shares of a group are read from. */
function marketIn({ room, groups: all }: DemandModel, g: number) {
  const { shares, held } = all[g]!
  return { room, shares, held }
}

/** Shares of one kei by cell, which follow the one segment of their nest. */
function keiShares(of: DemandModel, g: number, n: number): number[] {
  return Array.from({ length: cells }, (_, c) => nestShares(marketIn(of, g), c)[1 + n]!)
}

/** A result's sales of one alternative, by group. */
function soldOf({ salesByGroup }: ReturnType<typeof emptySums>, j: number): number {
  const own = salesByGroup.filter((_, at) => Math.floor(at / 4) % count === j)
  return own.reduce((sum, value) => sum + value, 0)
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
      resultRows.forEach((out, j) => {
        const unaware = before.shares[j] ?? 0
        const sold = buyers * (aware * after.shares[j]! + (1 - aware) * unaware)
        sums.salesByState[(marketOf(g) * count + out) * states + s]! += sold
        sums.salesByGroup[(g * count + out) * 4 + a]! += sold
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
const freeSales = [4, 5, 6].map((j) => soldOf(plainSums([1, 1, 1]), j))

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
        const market = marketIn(model, g)
        expect(allShares(market, c)).toEqual(near(after.shares))
        expect(sharesBefore(market, c)).toEqual(near(before.shares))
        expect(gainOf(market, c)).toBeCloseTo(after.logSum - before.logSum, 12)
      }
    })

    it('are 0 for a nameplate in a state where it is not available', () => {
      solved(yearWith(free))
      groups.forEach((_group, g) => {
        const nOne = keiShares(model, g, 1)
        expect(nOne.slice(0, 4)).toEqual([0, 0, 0, 0])
        expect(nOne.slice(4).every((share) => share > 0)).toBe(true)
      })
    })

    it('are 0 for a nameplate that is not on sale, wherever it could be bought', () => {
      solved(yearWith([{}, {}, { onSale: false, price: null }]))
      const without = [availability[0], availability[1], [0, 0]] as const
      groups.forEach((_group, g) => {
        expect(keiShares(model, g, 2)).toEqual(Array(cells).fill(0))
        const { after } = plain(g, 5, [1, 1, 1], without)
        expect(allShares(marketIn(model, g), 5)).toEqual(near(after.shares))
      })
    })

    it('are 0 there even where buyers do not mind how far the dealer is', () => {
      model = createModel(kernel, 0)
      solved(yearWith(free))
      for (let c = 0; c < cells; c += 1) {
        const shares = allShares(marketIn(model, 0), c)
        expect(shares.every((share) => share >= 0 && share <= 1)).toBe(true)
      }
      expect(keiShares(model, 0, 1).slice(0, 4)).toEqual([0, 0, 0, 0])
    })
  })

  describe('a year after another', () => {
    const bytesOf = (of: DemandModel) =>
      of.groups.map(({ shares, free, held, aware, unaware }) =>
        [shares.all, free, held, aware, unaware].map((column) => [...column]),
      )
    /** Nothing changed but what `keiMoveOnly` says. */
    const still = (keiMoveOnly: boolean) => ({
      keiMoveOnly,
      steps: new Float64Array(2 * count),
      novelty: new Float64Array(3),
    })
    const other = yearWith([
      { availability: [0.1, 0] },
      { availability: [0.3, 0.9] },
      { availability: [1, 1] },
    ])

    it('need not work the segments out again where nothing about them changed', () => {
      solved(yearWith(free))
      solved({ ...other, moves: still(false) })
      const kept = bytesOf(model)
      model = createModel(kernel)
      solved(other)
      expect(bytesOf(model)).toEqual(kept)
    })

    it('need not be one of less buyers', () => {
      const once = emptySums()
      solved(yearWith(free))
      sumDemand(model, 1, once)
      const twice = emptySums()
      solved({ ...yearWith(free), scale: 2, moves: still(true) })
      sumDemand(model, 2, twice)
      const names = ['salesByState', 'salesByGroup', 'displaced', 'occasions', 'surplus'] as const
      for (const name of names) {
        expect([...twice[name]]).toEqual(Array.from(once[name], (value) => 2 * value))
      }
    })

    it('starts from the ω that held in the one before', () => {
      const cap = 0.5 * freeSales[2]!
      const year = yearWith([{}, {}, { makerCap: cap }])
      const [, , first] = solved(year)
      expect(first).toBeLessThan(1)
      expect([...model.capHistory.guess()]).toEqual([0, expect.closeTo(Math.log(first!), 12)])
      const [, , again] = solved({ ...year, moves: still(true) })
      expect(again! / first!).toBeCloseTo(1, 10)
      expect(solved({ ...yearWith(free), moves: still(true) })).toEqual([1, 1, 1])
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
        expect(allShares(marketIn(model, g), c)).toEqual(near(plainNestedLogit(nests).shares))
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
      sumDemand(model, 1, sums)
      expect((soldOf(sums, 4) + soldOf(sums, 5)) / cap).toBeCloseTo(1, 11)
      const expected = plainSums(omega)
      expect([...sums.salesByState]).toEqual(near(expected.salesByState, 7))
      expect([...sums.surplus]).toEqual(near(expected.surplus, 5))
    })

    it('count the sales to aware buyers, who are all that kei have', () => {
      const cap = freeSales[2]! * 0.99
      const omega = solved(yearWith([{}, {}, { makerCap: cap }]))
      expect(soldOf(plainSums(omega), 6) / cap).toBeCloseTo(1, 10)
    })

    it('of 0 are met by nothing being available', () => {
      const none = { makerCap: 0, availability: [0, 0] }
      const cap = freeSales[2]! / 2
      expect(solved(yearWith([none, none, { makerCap: cap }])).slice(0, 2)).toEqual([1, 1])
      groups.forEach((_group, g) => {
        const shares = [...keiShares(model, g, 0), ...keiShares(model, g, 1)]
        expect(shares).toEqual(Array(2 * cells).fill(0))
      })
    })

    it('pass on why they cannot be met', () => {
      const year = yearWith([{}, {}, { makerCap: 1 }])
      for (const { occasions } of model.groups) occasions.fill(Infinity)
      expect(solveDemand(model, year)).toMatchObject({ ok: false })
    })
  })

  describe('the sums of a year', () => {
    const expected = plainSums([1, 1, 1])
    let sums: ReturnType<typeof emptySums>
    beforeEach(() => {
      sums = emptySums()
      solved(yearWith(free))
      sumDemand(model, 1, sums)
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
      expect([...sums.occasions]).toEqual(groups.map((_, g) => 360 * (g + 1)))
    })

    it('are a gain in surplus for every group that may buy a kei', () => {
      expect([...sums.surplus]).toEqual(near(expected.surplus, 6))
      expect(sums.surplus.every((value) => value > 0)).toBe(true)
    })

    it('are those of the year, whatever is there', () => {
      const again = emptySums()
      const { salesByState, salesByGroup, displaced, occasions, surplus } = again
      for (const block of [salesByState, salesByGroup, displaced, occasions, surplus]) {
        block.fill(7)
      }
      sumDemand(model, 1, again)
      expect(again).toEqual(sums)
    })

    it('have the occasions of the year, as many as its market is larger', () => {
      sumDemand(model, 1.5, sums)
      expect([...sums.occasions]).toEqual(groups.map((_, g) => 540 * (g + 1)))
    })
  })
})

/** Years one after the other, as a run has them: energy, prices, novelty and rules of a small country. */

const geography = {
  states: [
    stateRow('OH', { sales_tax: 0.06, gasoline_index: 0.9, electricity_index: 1.1 }),
    stateRow('CA', { sales_tax: 0.1, gasoline_index: 1.3, electricity_index: 1.5 }),
  ],
  areas: areaTypes.map((type, a) => areaRow(type, { vmt_primary: 8000 + 2000 * a })),
}
const p = { ...parameters, noveltyLife: 2 }

type TasteOf = (g: number, k: number) => number
const tasteOf: TasteOf = (g, k) => {
  const isFleet = g >= 18
  if (k === X.price) return -0.06 - 0.002 * g
  if (k === X.energyPerYear) return isFleet ? 0 : -0.25 - 0.005 * g
  if (k === X.energyPerMile) return isFleet ? -3 : 0
  if (k === X.novelty) return isFleet ? 0 : 0.5 + 0.02 * g
  return 0.3 * Math.cos(g + 3 * k)
}

interface Year {
  readonly energy: EnergyPrices
  readonly nameplates: readonly Partial<NameplateYear>[]
  readonly riskFactor?: number
}

function supplyOf({ nameplates, riskFactor = 1.2 }: Year): SupplyYear {
  return {
    ...yearWith(nameplates).supply,
    path: pathRow('kei-class', { risk_factor: riskFactor }),
  }
}

/** A model that is taken from year to year, with what it asked for in each. */
function createWorld(kernel: ChoiceKernel, taste = tasteOf) {
  const { counted, calls } = counting(kernel)
  const room = counted.open(alternatives.shape)
  const attributes = room.column(count * 14 * cells)
  const table = createAttributeTable(alternatives, geography, p, attributes)
  table.writeEnergy({ gasoline: 3, electricity: 0.1 })
  const members = groups.map((_, g) => ({
    market: marketOf(g),
    tastes: columnOf(
      room,
      Array.from({ length: 14 }, (_taste, k) => taste(g, k)),
    ),
    constants: columnOf(room, constants[g]!),
    ...roomOf(room),
    ...occasionsOf(room, g),
  }))
  writeLasting({ room, attributes, groups: members }, 0, count)
  const model = createDemandModel(
    { room, alternatives, dealerValue, attributes, groups: members },
    unitAttributes(geography),
    resultRows,
  )
  const follow = followYears(alternatives, p)
  return {
    model,
    taste,
    /** Go on to the next year. */
    pass(year: Year) {
      const supply = supplyOf(year)
      let refreshed = 0
      calls.sharesWithoutKei = 0
      calls.addMakerSales = 0
      const omega = solveDemand(model, {
        supply,
        scale: 1,
        awareness,
        moves: follow(year.energy, supply),
        refresh() {
          refreshed += 1
          table.writeEnergy(year.energy)
          for (const n of table.writeSupply(supply)) writeLasting(model, 4 + n, 5 + n)
        },
      })
      if (!omega.ok) throw new Error(omega.error)
      return {
        omega: [...omega.value],
        refreshed,
        /** Groups whose choice without kei was worked out whole. */
        whole: calls.sharesWithoutKei,
        capSteps: calls.addMakerSales,
      }
    },
  }
}
type World = ReturnType<typeof createWorld>

/** What lasts of the attributes in a year, from a table that saw no other. */
function lastingOf(year: Year): (j: number, k: number, c: number) => number {
  const values = new Float64Array(count * 14 * cells)
  createAttributeTable(alternatives, geography, p, values).writeSupply(supplyOf(year))
  return (j, k, c) => values[(j * 14 + k) * cells + c]!
}

/** The nests of a group in a cell at a year's own attributes, by the formulas of section 3.1. */
function nestsOf(taste: TasteOf, year: Year, g: number, c: number, omega: readonly number[]) {
  const [s, area] = [geography.states[Math.floor(c / 4)]!, geography.areas[c % 4]!]
  const lasting = lastingOf(year)
  const { segments, nameplates } = alternatives
  const supply = supplyOf(year)
  const value = [...segments, ...nameplates].map((vehicle, j) => {
    const own = supply.nameplates[j - 4]
    if (own !== undefined && !own.onSale) return -Infinity
    const price = j < 4 ? segments[j]!.price_usd : own!.price!
    const cost =
      vehicle.mi_per_kwh === null
        ? (year.energy.gasoline * s.gasoline_index) / vehicle.mpg!
        : (year.energy.electricity * s.electricity_index) / vehicle.mi_per_kwh
    const moving = new Map<number, number>([
      [X.price, (price * (1 + s.sales_tax)) / 1000],
      [X.energyPerYear, (cost * area.vmt_primary) / 1000],
      [X.energyPerMile, cost],
      [X.novelty, own === undefined ? 0 : Math.exp(-own.yearsOnSale / 2)],
    ])
    const seen = Array.from({ length: 14 }, (_, k) => moving.get(k) ?? lasting(j, k, c))
    const kei =
      own === undefined
        ? 0
        : dealerValue * Math.log(own.availability[Math.floor(c / 4)]!) + Math.log(omega[j - 4]!)
    return seen.reduce((sum, x, k) => sum + x * taste(g, k), constants[g]![j]! + kei)
  })
  const outer = [
    { lambda: 0.6, utilities: value.slice(0, 2) },
    { lambda: 1, utilities: value.slice(2, 3) },
  ]
  return {
    before: [...outer, { lambda: 0.5, utilities: value.slice(3, 4) }],
    after: [...outer, { lambda: 0.5, utilities: value.slice(3) }],
  }
}

/** Eleven digits of each; 0 where it must be 0. */
function expectDigits(actual: readonly number[], expected: readonly number[]): void {
  const ratios = actual.map((value, at) => (expected[at] === 0 ? 1 + value : value / expected[at]!))
  expect(ratios).toEqual(
    near(
      expected.map(() => 1),
      11,
    ),
  )
}

/** Hold the shares of all kinds of groups to the plain formula at a year's attributes. */
function expectPlainShares({ model, taste }: World, year: Year, omega = [1, 1, 1]): void {
  for (const g of [0, 5, 11, 17, 18, 21]) {
    for (let c = 0; c < cells; c += 1) {
      const { before, after } = nestsOf(taste, year, g, c, omega)
      const [without, all] = [plainNestedLogit(before), plainNestedLogit(after)]
      const market = marketIn(model, g)
      expectDigits(sharesBefore(market, c), without.shares)
      expectDigits(allShares(market, c), all.shares)
      expect(gainOf(market, c)).toBeCloseTo(all.logSum - without.logSum, 12)
    }
  }
}

/** Eight years of small moves, up and down. */
const calm: readonly Year[] = [
  [3.5, 0.16, 15_000, 19_000],
  [3.55, 0.161, 14_600, 18_500],
  [3.61, 0.159, 14_700, 17_500],
  [3.57, 0.158, 14_900, 16_900],
  [3.57, 0.158, 14_900, 16_900],
  [3.6, 0.161, 13_000, 16_100],
  [3.66, 0.163, 12_800, 15_800],
  [3.7, 0.162, 12_900, 15_100],
].map(([gasoline, electricity, nBox, nOne], t) => ({
  energy: { gasoline: gasoline!, electricity: electricity! },
  nameplates: [
    { price: nBox!, yearsOnSale: t },
    { price: nOne!, yearsOnSale: t },
    { price: 16_000 - 50 * t, yearsOnSale: t + 2 },
  ],
}))

describe.each(kernels)('years one after the other with %s', (_, kernel) => {
  let world: World
  beforeEach(() => {
    world = createWorld(kernel)
  })

  it('have the shares of the nested logit at their own attributes, moved there year by year', () => {
    const asked = calm.map((year) => {
      const { refreshed, whole } = world.pass(year)
      expectPlainShares(world, year)
      return [refreshed, whole]
    })
    // Worked out whole in the first year only.
    expect(asked).toEqual([[1, 22], ...calm.slice(1).map(() => [0, 0])])
  })

  it('take the whole way where energy jumps, and go on from there', () => {
    const jump = (year: Year) => ({ ...year, energy: { gasoline: 9, electricity: 0.5 } })
    const years = calm.map((year, t) => (t === 2 || t === 3 || t === 6 ? jump(year) : year))
    const asked = years.map((year) => {
      const { refreshed, whole } = world.pass(year)
      expectPlainShares(world, year)
      return [refreshed, whole]
    })
    const [stays, jumps] = [
      [0, 0],
      [1, 22],
    ]
    // Up in the third and down in the fifth year; up in the seventh and down in the eighth.
    expect(asked).toEqual([jumps, stays, jumps, stays, jumps, stays, jumps, jumps])
  })

  it('take the whole way for those groups alone that mind', () => {
    const isCarefree = (g: number) => g % 2 === 0
    const ofEnergy: readonly number[] = [X.energyPerYear, X.energyPerMile]
    world = createWorld(kernel, (g, k) =>
      isCarefree(g) && ofEnergy.includes(k) ? 0.001 * tasteOf(g, k) : tasteOf(g, k),
    )
    const years = [calm[0]!, { ...calm[1]!, energy: { gasoline: 7, electricity: 0.16 } }, calm[2]!]
    const asked = years.map((year) => {
      const { refreshed, whole } = world.pass(year)
      expectPlainShares(world, year)
      return [refreshed, whole]
    })
    expect(asked).toEqual([
      [1, 22],
      [1, 11],
      [1, 11],
    ])
  })

  it('move kei however far prices go, and work them out again before moves add up to e^300', () => {
    world = createWorld(kernel, (g, k) => (k === X.price ? -0.1 : tasteOf(g, k)))
    // Half a million dollars are 0.1·500·1.1/0.5 = 110 in the exponent, in the dearer state.
    const dollars = [15e3, 515e3, 1015e3, 1515e3, 1015e3, 515e3, 15e3, 15e3]
    const asked = dollars.map((price) => {
      const { energy, nameplates } = calm[0]!
      const year = { energy, nameplates: [{ ...nameplates[0]!, price }, ...nameplates.slice(1)] }
      const { refreshed, whole } = world.pass(year)
      expectPlainShares(world, year)
      return [refreshed, whole]
    })
    const [stays, again] = [
      [0, 0],
      [1, 0],
    ]
    expect(asked).toEqual([[1, 22], stays, stays, again, stays, stays, again, stays])
  })

  it.each<[string, (year: Year) => Year]>([
    ['where a kei is available', changed({ availability: [0.3, 0.9] })],
    ['how fast a kei may be driven', changed({ capMph: [35, 80] })],
    ['whether a kei is on sale', changed({ onSale: false, price: null })],
    ['how risky new kei are', (year) => ({ ...year, riskFactor: 1.5 })],
  ])('work kei out again, and them alone, where it changed %s', (_case, change) => {
    const years = calm.slice(0, 6).map((year, t) => (t >= 2 && t < 5 ? change(year) : year))
    const asked = years.map((year) => {
      const { refreshed, whole } = world.pass(year)
      expectPlainShares(world, year)
      return [refreshed, whole]
    })
    const [stays, rules] = [
      [0, 0],
      [1, 0],
    ]
    expect(asked).toEqual([[1, 22], stays, rules, stays, stays, rules])
  })

  it('sell nothing of a kei while it is not on sale, and all of it when it is back', () => {
    const off = changed({ onSale: false, price: null, availability: [1, 1] })
    const years = calm.map((year, t) => (t >= 2 && t < 5 ? off(year) : year))
    const sold = years.map((year) => {
      world.pass(year)
      const sums = emptySums()
      sumDemand(world.model, 1, sums)
      expectPlainShares(world, year)
      return soldOf(sums, 4)
    })
    expect(sold.map((amount) => amount > 0)).toEqual(
      years.map((_year, t) => t < 2 || t >= 5), // 0 else
    )
    expect(sold.slice(2, 5)).toEqual([0, 0, 0])
  })

  it('know what a unit of price and of energy is worth to each group, at most', () => {
    const { groups: all, reach } = world.model
    for (const g of [0, 7, 20]) {
      const [price, year, mile] = [0, 1, 2].map((k) => tasteOf(g, k)) as [number, number, number]
      const byUnit = [0, 1, 2].map((unit) =>
        Array.from({ length: cells }, (_c, c) => {
          const s = geography.states[Math.floor(c / 4)]!
          if (unit === 0) return (price * (1 + s.sales_tax)) / 1000
          const index = unit === 1 ? s.gasoline_index : s.electricity_index
          return index * (year * (8 + 2 * (c % 4)) + mile)
        }),
      )
      expect([...all[g]!.units]).toEqual(near(byUnit.flat(), 14))
      const largest = byUnit.map((values) => Math.max(...values.map(Math.abs)))
      expect([...reach[g]!.ofUnit]).toEqual(near(largest, 14))
    }
  })

  describe('under caps', () => {
    /** Caps that honda's two and nissan's one meet in some years. */
    const capped = (year: Year, honda: number, nissan: number): Year => ({
      ...year,
      nameplates: year.nameplates.map((own, n) => ({ ...own, makerCap: n < 2 ? honda : nissan })),
    })
    /** Pass through years with one model, and with a new one for each. */
    const passBoth = (years: readonly Year[]) => {
      const alone = years.map((year) => createWorld(kernel).pass(year))
      world = createWorld(kernel)
      return years.map((year, t) => {
        const passed = world.pass(year)
        expect(passed.omega).toEqual(near(alone[t]!.omega, 11))
        expectPlainShares(world, year, passed.omega)
        return { ...passed, stepsAlone: alone[t]!.capSteps }
      })
    }
    /** What they sell freely in the first year: honda, nissan. */
    const freely = (() => {
      const first = createWorld(kernel)
      first.pass(calm[0]!)
      const sums = emptySums()
      sumDemand(first.model, 1, sums)
      return [soldOf(sums, 4) + soldOf(sums, 5), soldOf(sums, 6)] as const
    })()

    it('have the ω that is found from nothing, sooner', () => {
      const passed = passBoth(calm.map((year) => capped(year, 0.4 * freely[0], 0.7 * freely[1])))
      expect(passed.every(({ omega }) => omega.every((factor) => factor < 1))).toBe(true)
      const steps = passed.reduce((sum, { capSteps }) => sum + capSteps, 0)
      const alone = passed.reduce((sum, { stepsAlone }) => sum + stepsAlone, 0)
      expect(steps).toBeLessThan(alone)
    })

    it('let go of who needs no holding any more, and hold again', () => {
      const tight = [0.4, Infinity, 0.5, 0.5, 3, 0.3, 0.6, Infinity]
      const years = calm.map((year, t) =>
        capped(year, tight[t]! * freely[0], (1 + 0.1 * t) * 0.6 * freely[1]),
      )
      const isHeld = passBoth(years).map(({ omega }) => omega[0]! < 1)
      expect(isHeld).toEqual([true, false, true, true, false, true, true, false])
    })

    it('hold while rules change', () => {
      const years = calm
        .map((year) => capped(year, 0.4 * freely[0], 0.7 * freely[1]))
        .map((year, t) => (t >= 3 ? changed({ availability: [0.3, 1] })(year) : year))
      for (const { omega } of passBoth(years)) {
        expect(omega.every((factor) => factor < 1)).toBe(true)
      }
    })

    it('are guessed from the years under the same rules', () => {
      const years = calm
        .slice(0, 5)
        .map((year) => capped(year, 0.4 * freely[0], 0.7 * freely[1]))
        .map((year, t) => (t === 4 ? changed({ availability: [0.3, 1] })(year) : year))
      const logOmega = passBoth(years).map(({ omega }) => Math.log(omega[0]!))
      const [before, last] = logOmega.slice(3) as [number, number]
      // On the line through the year before the rules changed, too.
      expect(world.model.capHistory.guess()[0]).toBeCloseTo(2 * last - before, 12)
    })

    it('may become 0, where nothing is available any more', () => {
      const years = calm.slice(0, 5).map((year, t) => {
        const some = capped(year, 0.4 * freely[0], 0.7 * freely[1])
        const none = { makerCap: 0, availability: [0, 0] }
        if (t < 2) return some
        return { ...some, nameplates: [none, none, some.nameplates[2]!] }
      })
      const isHeld = passBoth(years).map(({ omega }) => omega.map((factor) => factor < 1))
      const honda = [true, true, false, false, false]
      expect(isHeld).toEqual(honda.map((own) => [own, own, true]))
    })
  })

  describe('guess ln ω', () => {
    /** Guess after some years' ln ω of one maker, free in the year before them. */
    const after = (...years: readonly number[]) => {
      const { capHistory } = world.model
      for (const u of [0, ...years]) capHistory.add(Float64Array.of(0, u))
      const [other, own] = capHistory.guess()
      expect(other).toBe(0)
      return own
    }

    it('as what it was, then on the line through two years and the parabola through three', () => {
      expect([...world.model.capHistory.guess()]).toEqual([0, 0])
      expect(after(-0.5)).toBe(-0.5)
      expect(after(-0.5, -0.75)).toBe(-1)
      // −t²/8 in the years 2, 3 and 4, then in 5.
      expect(after(-0.5, -1.125, -2)).toBe(-3.125)
      expect(after(-9, -0.5, -1.125, -2)).toBe(-3.125)
    })

    it('as no closer to 0 than half of what it was', () => {
      expect(after(-1, -0.375)).toBe(-0.1875)
      expect(after(-3, -1.5, -0.5)).toBe(-0.25)
    })

    it('as free where the maker was, and as what it was the year after', () => {
      expect(after(-1, -0.5, 0)).toBe(0)
      expect(after(-1, 0, -0.5)).toBe(-0.5)
      expect(after(0, -0.5, -0.75)).toBe(-1)
    })

    it('from the last year alone where rules changed', () => {
      const { capHistory } = world.model
      for (const u of [-3, -1, -0.5]) capHistory.add(Float64Array.of(0, u))
      capHistory.restart()
      expect([...capHistory.guess()]).toEqual([0, -0.5])
    })
  })
})

/** A year in which the first kei is something else. */
function changed(columns: Partial<NameplateYear>): (year: Year) => Year {
  return (year) => ({
    ...year,
    nameplates: year.nameplates.map((own, n) => (n === 0 ? { ...own, ...columns } : own)),
  })
}
