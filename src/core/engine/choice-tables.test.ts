import { beforeEach, describe, expect, it } from 'vitest'
import { columnOf, kernels } from '../../../test/kernels.fixture.ts'
import { data, parameters } from '../../../test/model.fixture.ts'
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
import { alternativeCount } from '../../kernel/choice-kernel.ts'
import { lineUpAlternatives } from '../market/alternatives.ts'
import { X } from '../market/attributes.ts'
import { energyPrices } from '../market/energy.ts'
import { purchaseOccasions } from '../market/population.ts'
import { areaTypes, groups, markets, type Market } from '../market/sets.ts'
import { fleetTastes, householdTastes } from '../market/tastes.ts'
import {
  calibrateMarkets,
  ENERGY,
  KEI_YEARLY,
  LASTING,
  OF_UNITS,
  UNIT,
  UNIT_COUNT,
  createAttributeTable,
  marketConstants,
  targetShares,
  unitAttributes,
  type AttributeTable,
} from './choice-tables.ts'
import type { NameplateYear } from './supply-plan.ts'

describe('targetShares', () => {
  const segments = [
    segmentRow('compact-car', { share_household: 0.2, share_farm: 0 }),
    segmentRow('used', { share_household: null, share_farm: 0.9 }),
    segmentRow('utv', { share_household: 0, share_farm: 0.7 }),
    segmentRow('lsv', { share_household: 0.3, share_farm: null }),
  ]

  it('are the column, normalised to what the outside option leaves', () => {
    expect([...targetShares(segments, 'household', 0.69)]).toEqual(
      near([0.4 * 0.31, 0.69, 0, 0.6 * 0.31]),
    )
  })

  it('take the outside option from its own share, whatever its column says', () => {
    expect([...targetShares(segments, 'farm', 0.25)]).toEqual([0, 0.25, 0.75, 0])
  })
})

describe('marketConstants', () => {
  const calibrated = Float64Array.of(-1.5, -Infinity, 0, -4)
  const segments = [
    segmentRow('subcompact-car', { models: 10 }),
    segmentRow('lsv', { models: 12 }),
    segmentRow('used', { models: 1 }),
    segmentRow('midsize-pickup', { models: 8 }),
  ]
  const constantsOf = (market: Market, nameplates: readonly ReturnType<typeof nameplateOf>[]) => [
    ...marketConstants({ segments, nameplates, shape: noShape }, market, calibrated, {
      greyAffinity: 0.7,
    }),
  ]
  const { shape: noShape } = lineUpAlternatives(data, [], 4)

  it('keep those of the segments', () => {
    expect(constantsOf('household', [])).toEqual([...calibrated])
  })

  it('start a kei as one more average nameplate of its reference segment', () => {
    const nBox = nameplateOf('n-box', { ref_household: 'subcompact-car' })
    expect(constantsOf('household', [nBox])[4]).toBeCloseTo(-1.5 - Math.log(10), 14)
  })

  it('add the appeal of the nameplate', () => {
    const nBox = nameplateOf('n-box', { ref_household: 'subcompact-car', appeal: -0.4 })
    expect(constantsOf('household', [nBox])[4]).toBeCloseTo(-1.9 - Math.log(10), 14)
  })

  it('add the affinity for 25-year imports to them alone', () => {
    const columns = { ref_trades: 'midsize-pickup' }
    const kei = [nameplateOf('clipper-truck', columns), nameplateOf('grey-import', columns)]
    const start = -4 - Math.log(8)
    expect(constantsOf('trades', kei).slice(4)).toEqual(near([start, start + 0.7]))
  })

  it('are −∞ where a kei has no reference segment, or one not sold there', () => {
    const none = nameplateOf('n-box', { ref_delivery: null, ref_campus: 'lsv' })
    expect(constantsOf('delivery', [none])[4]).toBe(-Infinity)
    expect(constantsOf('campus', [none])[4]).toBe(-Infinity)
  })
})

const bit = (...attributes: number[]) => attributes.reduce((mask, k) => mask | (1 << k), 0)

describe('what lasts of the utilities', () => {
  it('is every attribute but those of the year', () => {
    expect(ENERGY).toBe(bit(X.energyPerYear, X.energyPerMile))
    expect(KEI_YEARLY).toBe(bit(X.energyPerYear, X.energyPerMile, X.novelty))
    expect(LASTING | KEI_YEARLY).toBe(2 ** 14 - 1)
    expect(LASTING & KEI_YEARLY).toBe(0)
  })
})

describe('unitAttributes', () => {
  // Two states of four areas.
  const geography = {
    states: [
      stateRow('OH', { sales_tax: 0.05, gasoline_index: 0.9, electricity_index: 1.2 }),
      stateRow('CA', { sales_tax: 0.1, gasoline_index: 1.4, electricity_index: 2 }),
    ],
    areas: areaTypes.map((type, a) => areaRow(type, { vmt_primary: 8000 + 1000 * a })),
  }
  const values = unitAttributes(geography)
  /** Attribute k of a unit in all cells. */
  const column = (unit: number, k: number) => [
    ...values.subarray((unit * 14 + k) * 8, (unit * 14 + k + 1) * 8),
  ]

  it('give a dollar of price with the sales tax, in thousands', () => {
    const [ohio, california] = [1.05 / 1000, 1.1 / 1000]
    expect(column(UNIT.price, X.price)).toEqual(
      near([ohio, ohio, ohio, ohio, california, california, california, california], 17),
    )
  })

  it.each([
    [UNIT.gasoline, [0.9, 1.4]],
    [UNIT.electricity, [1.2, 2]],
  ])('give a dollar a mile of energy %i at the index of the state', (unit, index) => {
    const perMile = [0, 1, 2, 3, 4, 5, 6, 7].map((c) => index[Math.floor(c / 4)]!)
    expect(column(unit, X.energyPerMile)).toEqual(near(perMile, 15))
    // In thousands a year, at the mileage of the area.
    const perYear = perMile.map((cost, c) => cost * (8 + (c % 4)))
    expect(column(unit, X.energyPerYear)).toEqual(near(perYear, 13))
  })

  it('give nothing else', () => {
    expect(values).toHaveLength(3 * 14 * 8)
    const given = [0, 1, 2].flatMap((unit) =>
      Array.from({ length: 14 }, (_, k) => k)
        .filter((k) => column(unit, k).some((value) => value !== 0))
        .map((k) => [unit, k]),
    )
    expect(given).toEqual([
      [UNIT.price, X.price],
      [UNIT.gasoline, X.energyPerYear],
      [UNIT.gasoline, X.energyPerMile],
      [UNIT.electricity, X.energyPerYear],
      [UNIT.electricity, X.energyPerMile],
    ])
    expect(OF_UNITS).toBe(bit(X.price, X.energyPerYear, X.energyPerMile))
  })

  it('begin with the price, which only kei are given steps in', () => {
    expect(UNIT).toEqual({ price: 0, gasoline: 1, electricity: 2 })
    expect(UNIT_COUNT).toBe(3)
  })
})

describe('the attribute table', () => {
  // One state of four areas, two segments and two kei; 14 attributes.
  const geography = {
    states: [stateRow('OH', { sales_tax: 0.1, gasoline_index: 1, electricity_index: 1 })],
    areas: areaTypes.map((type) =>
      areaRow(type, { g25: 0.9, g35: 0.8, g45: 0.6, g55: 0.4, vmt_primary: 10_000 }),
    ),
  }
  const alternatives = lineUpAlternatives(
    {
      nests: {
        notes: [],
        rows: [
          { nest: 'car', lambda: 0.6 },
          { nest: 'micro', lambda: 0.6 },
        ],
      },
      segments: {
        notes: [],
        rows: [
          segmentRow('compact-car', { price_usd: 30_000, risk_ratio: 1.2, mpg: 40 }),
          segmentRow('lsv', { price_usd: 10_000, risk_ratio: 5, speed_cap_mph: 25 }),
        ],
      },
    },
    [
      nameplateOf('n-box', { risk_ratio: 3, mpg: 50, speed_cap_mph: null }),
      nameplateOf('grey-import', { risk_ratio: 4, speed_cap_mph: 35 }),
    ],
    4,
  )
  const p = { ...parameters, keiFreewayDiscomfort: 0.5, noveltyLife: 2 }
  const path = pathRow('kei-class', { risk_factor: 1.5 })
  let table: AttributeTable
  beforeEach(() => {
    const values = new Float64Array(alternativeCount(alternatives.shape) * 14 * 4)
    table = createAttributeTable(alternatives, geography, p, values)
  })
  /** Attribute k of alternative j in the first area. */
  const x = (j: number, k: number) => table.values[(j * 14 + k) * 4]!
  const write = (nBox: Partial<NameplateYear>, grey: Partial<NameplateYear> = {}) =>
    table.writeSupply({
      year: 2028,
      path,
      nameplates: [nameplateYear(nBox), nameplateYear({ price: 12_000, ...grey })],
    })

  it('knows the price, risk and lost travel of segments from the start', () => {
    expect([x(0, X.price), x(1, X.price)]).toEqual(near([33, 11]))
    expect([x(0, X.crashRisk), x(1, X.crashRisk)]).toEqual(
      near([Math.log(1.2) * 1.1, Math.log(5) * 1.1]),
    )
    expect([x(0, X.lostTravel), x(1, X.lostTravel)]).toEqual([0, 0.9])
  })

  it('tells the kei from the segments', () => {
    expect([0, 1, 2, 3].map((j) => x(j, X.kei))).toEqual([0, 0, 1, 1])
  })

  it('takes the energy prices of a year for all alternatives', () => {
    table.writeEnergy({ gasoline: 4, electricity: 0.1 })
    expect([x(0, X.energyPerMile), x(2, X.energyPerMile)]).toEqual(near([0.1, 0.08]))
    expect(x(0, X.energyPerYear)).toBeCloseTo(1, 14)
    table.writeEnergy({ gasoline: 8, electricity: 0.1 })
    expect([x(0, X.energyPerMile), x(2, X.energyPerMile)]).toEqual(near([0.2, 0.16]))
  })

  it('takes energy prices whatever they were before', () => {
    table.writeEnergy({ gasoline: 4, electricity: 0.1 })
    const once = table.values.slice()
    table.writeEnergy({ gasoline: 4.5, electricity: 0.12 })
    expect(x(0, X.energyPerMile)).toBeCloseTo(4.5 / 40, 14)
    table.writeEnergy({ gasoline: 4, electricity: 0.1 })
    expect(table.values).toEqual(once)
  })

  it('names the nameplates of which anything lasting changed, and only those', () => {
    expect(write({ price: 16_000 })).toEqual([0, 1])
    expect(write({ price: 16_000 })).toEqual([])
    expect(write({ price: 16_000, yearsOnSale: 1 })).toEqual([]) // novelty is of the year
    expect(write({ price: 16_001 })).toEqual([0])
    expect(write({ price: 16_001, capMph: [45] })).toEqual([0])
    expect(write({ price: 16_001, capMph: [45] }, { capMph: [35] })).toEqual([1])
    const other = pathRow('kei-class', { risk_factor: 1.2 })
    const nameplates = [
      nameplateYear({ price: 16_001, capMph: [45] }),
      nameplateYear({ price: 12_000, capMph: [35] }),
    ]
    expect(table.writeSupply({ year: 2029, path: other, nameplates })).toEqual([0])
    expect(x(2, X.crashRisk)).toBeCloseTo(Math.log(3.6) * 1.1, 14)
  })

  it('leaves what is off sale unnamed, and knows it again where nothing changed', () => {
    write({ price: 16_000 })
    expect(write({ onSale: false, price: null }, { onSale: false })).toEqual([])
    expect(write({ price: 16_000 })).toEqual([])
    expect(write({ onSale: false, price: null })).toEqual([])
    expect(write({ price: 15_000 })).toEqual([0])
    expect(x(2, X.price)).toBeCloseTo(16.5, 12)
  })

  it('takes the prices of the nameplates', () => {
    write({ price: 16_000 })
    expect([x(2, X.price), x(3, X.price)]).toEqual(near([17.6, 13.2]))
  })

  it('multiplies the risk of new nameplates by the factor of the path, but not of imports', () => {
    write({})
    expect(x(2, X.crashRisk)).toBeCloseTo(Math.log(4.5) * 1.1, 14)
    expect(x(3, X.crashRisk)).toBeCloseTo(Math.log(4) * 1.1, 14)
  })

  it('takes the lower of the cap of the vehicle and that of the law', () => {
    write({ capMph: [45] }, { capMph: [45] })
    expect([x(2, X.lostTravel), x(3, X.lostTravel)]).toEqual([0.6, 0.8])
    write({}, {})
    expect(x(2, X.lostTravel)).toBeCloseTo(0.5 * 0.4, 14) // discomfort on open freeways
  })

  it('lets the novelty of new nameplates fade, and gives imports none', () => {
    write({ yearsOnSale: 0 }, { yearsOnSale: 0 })
    expect([x(2, X.novelty), x(3, X.novelty)]).toEqual([1, 0])
    write({ yearsOnSale: 3 }, { yearsOnSale: 3 })
    expect([x(2, X.novelty), x(3, X.novelty)]).toEqual([Math.exp(-1.5), 0])
  })

  it('leaves a nameplate as it is while it is not on sale', () => {
    write({ price: 16_000 })
    const before = table.values.slice()
    write({ onSale: false, price: null, yearsOnSale: 5, capMph: [25] })
    expect(table.values).toEqual(before)
  })

  it('needs an entry for every nameplate', () => {
    expect(() => table.writeSupply({ year: 2028, path, nameplates: [nameplateYear({})] })).toThrow(
      'no entry 1 of 1',
    )
  })
})

describe.each(kernels)('calibration to the tables with %s', (_, kernel) => {
  const population = {
    states: ['AL', 'CA', 'WY'].map((code) => stateRow(code)), // all 51: run-model.test.ts
    areas: areaTypes.map((type) => areaRow(type)),
    fleets: data.fleets.rows,
  }
  const cells = 12
  const alternatives = lineUpAlternatives(data, [nameplateOf('n-box')], cells)
  const fleet = (market: Market) => data.fleets.rows.find((row) => row.market === market)!

  function setUp(p: typeof parameters) {
    const { shape } = alternatives
    const room = kernel.open(shape)
    const attributes = room.column(alternativeCount(shape) * shape.attributes * cells)
    const table = createAttributeTable(alternatives, population, p, attributes)
    table.writeEnergy(energyPrices(0, undefined, p))
    const all = purchaseOccasions(population, p)
    const tastes = groups.map((group) =>
      columnOf(
        room,
        group.market === 'household'
          ? householdTastes(group, p)
          : fleetTastes(fleet(group.market), p),
      ),
    )
    const lasting = groups.map(() => room.column(alternativeCount(shape) * cells))
    const terms = { from: 0, to: alternativeCount(shape), attributes: LASTING }
    groups.forEach((_group, g) => room.utilities(terms, attributes, tastes[g]!, lasting[g]!))
    return {
      room,
      alternatives,
      attributes,
      occasions: groups.map((_group, g) =>
        columnOf(room, all.subarray(g * cells, (g + 1) * cells)),
      ),
      tastes,
      lasting,
      shares: groups.map(() => room.shares()),
      outsideShare: (market: Market) =>
        market === 'household' ? p.outsideShare : fleet(market).outside_share,
    }
  }

  /** Shares of a market by the plain formula, from attributes, tastes and the constants found. */
  function predicted(inputs: ReturnType<typeof setUp>, market: Market, constants: Float64Array) {
    const { nestStart, lambda, firstKei } = alternatives.shape
    const bought = new Float64Array(firstKei)
    let buyers = 0
    groups.forEach((group, g) => {
      if (group.market !== market) return
      for (let c = 0; c < cells; c += 1) {
        const values = Array.from({ length: firstKei }, (_, j) =>
          inputs.tastes[g]!.reduce(
            (sum, taste, k) => sum + taste * inputs.attributes[(j * 14 + k) * cells + c]!,
            constants[j]!,
          ),
        )
        const nests = Array.from(lambda, (of, n) => ({
          lambda: of,
          utilities: values.slice(nestStart[n], Math.min(nestStart[n + 1]!, firstKei)),
        }))
        const occasions = inputs.occasions[g]![c]!
        buyers += occasions
        plainNestedLogit(nests).shares.forEach((share, j) => {
          bought[j]! += occasions * share
        })
      }
    })
    return bought.map((value) => value / buyers)
  }

  it('predicts every market as it was in the calibration year, whatever the states', () => {
    const inputs = setUp(parameters)
    const result = calibrateMarkets(inputs.room, inputs)
    if (!result.ok) throw new Error(result.error)
    expect(result.value).toHaveLength(5)
    markets.forEach((market, m) => {
      const { constants, evaluations } = result.value[m]!
      const targets = targetShares(alternatives.segments, market, inputs.outsideShare(market))
      expect([...predicted(inputs, market, constants)]).toEqual(near(targets, 12))
      expect(evaluations).toBeLessThanOrEqual(12)
    })
  })

  it('starts each market from its own correction', () => {
    const inputs = setUp(parameters)
    const cold = calibrateMarkets(inputs.room, inputs)
    if (!cold.ok) throw new Error(cold.error)
    const corrections = cold.value.map(({ correction }) => correction)
    const warm = calibrateMarkets(inputs.room, { ...inputs, corrections })
    if (!warm.ok) throw new Error(warm.error)
    markets.forEach((_market, m) => {
      const { constants, evaluations } = warm.value[m]!
      expect(evaluations).toBeLessThanOrEqual(2)
      expect([...constants]).toEqual(near(cold.value[m]!.constants, 11))
    })
  })

  it('sells no low-speed vehicle to households, whose micro nest is empty', () => {
    const inputs = setUp(parameters)
    const result = calibrateMarkets(inputs.room, inputs)
    if (!result.ok) throw new Error(result.error)
    const lsv = alternatives.segments.findIndex(({ segment }) => segment === 'lsv')
    const byMarket = result.value.map(({ constants }) => constants[lsv]! > -Infinity)
    expect(byMarket).toEqual([false, false, true, false, false])
    const household = result.value[0]!.constants
    expect(household.some(Number.isNaN)).toBe(false)
  })

  it('names the market for which there are no constants', () => {
    const absurd = setUp({ ...parameters, spaceValue: 1e6 })
    const result = calibrateMarkets(absurd.room, absurd)
    expect(result.ok).toBe(false)
    if (!result.ok) expect(result.error).toMatch(/^the household market /)
  })
})
