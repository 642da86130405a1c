import fc from 'fast-check'
import { beforeEach, describe, expect, it } from 'vitest'
import { parameters } from '../../../test/model.fixture.ts'
import { nameplateOf, pathRow } from '../../../test/rows.fixture.ts'
import { bodies } from '../data/tables.ts'
import {
  buildUpCost,
  type CostBuildUp,
  factoryCost,
  localCostFactor,
  oneOffCost,
  tariffRate,
} from './cost.ts'

// The defaults that the examples are worked out with.
const p = {
  ...parameters,
  exchangeRate: 150,
  tariffCar: 0.15,
  tariffTruck: 0.25,
  freight: 1700,
  lhdNre: 42,
  lhdUnit: 220,
  makerMargin: 0.06,
  dealerMargin: 0.08,
  wacc: 0.09,
  amortYears: 6,
  localCostRatio: 1.3,
  localCapex: 450,
  localScaleVolume: 100_000,
  localScaleElasticity: 0.12,
  batteryLearning: 0.03,
  batteryCostShare: 0.22,
}
const keiClass = pathRow('kei-class', { compliance_nre_musd: 35, compliance_unit_usd: 650 })
const nBox = nameplateOf('n-box', { unit_cost_jpy: 1_274_000, plan_volume: 15_000 })
const annuityOf6 = (1 - 1.09 ** -6) / 0.09

describe('the landed cost of the N-BOX under the kei class', () => {
  const factory = 1_274_000 / 150 // 8493.33 USD
  const made = factory + 220 + 650
  const tariff = made * 0.15
  const unit = made + tariff + 1700
  const nre = (42 + 35) * 1e6
  const oneOff = nre / (annuityOf6 * 15_000)
  const price = (unit + oneOff) / (0.94 * 0.92)
  let cost: CostBuildUp
  beforeEach(() => {
    cost = buildUpCost(nBox, keiClass, 3, p)
  })

  it('starts at the factory and ends at the port', () => {
    expect(cost.factory).toBeCloseTo(factory, 9)
    expect(cost.leftHandDrive).toBe(220)
    expect(cost.compliance).toBe(650)
    expect(cost.tariff).toBeCloseTo(tariff, 9)
    expect(cost.freight).toBe(1700)
    expect(cost.localBuild).toBe(0)
    expect(cost.unit).toBeCloseTo(unit, 9)
    expect(unit).toBeCloseTo(12_467.83, 2)
  })

  it('spreads left-hand drive and compliance over six years of the plan', () => {
    expect(cost.nre).toBe(nre)
    expect(cost.oneOff).toBeCloseTo(oneOff, 9)
  })

  it('adds the margins of the maker and the dealer', () => {
    expect(cost.price).toBeCloseTo(price, 9)
    expect(cost.dealerMargin).toBeCloseTo(0.08 * price, 9)
    expect(cost.makerMargin).toBeCloseTo(0.06 * 0.92 * price, 9)
  })

  it('is the same in every year: only batteries become cheaper', () => {
    expect(buildUpCost(nBox, keiClass, 15, p)).toEqual(cost)
  })
})

describe('factoryCost', () => {
  it('lets a battery become cheaper every year', () => {
    const sakura = { unit_cost_jpy: 2_009_000, mi_per_kwh: 4 }
    const yen = 2_009_000 / 150
    expect(factoryCost(sakura, 0, p)).toBeCloseTo(yen, 9)
    expect(factoryCost(sakura, 3, p)).toBeCloseTo(yen * (1 - 0.22 * (1 - 0.97 ** 3)), 9)
  })

  it('holds what is not the battery', () => {
    const free = factoryCost({ unit_cost_jpy: 150, mi_per_kwh: 4 }, 1, { ...p, batteryLearning: 1 })
    expect(free).toBeCloseTo(0.78, 14)
  })
})

describe('tariffRate', () => {
  it('is the truck rate on trucks and vans, electric or not', () => {
    const trucks = bodies.filter((body) => tariffRate({ body }, p) === 0.25)
    expect(trucks).toEqual(['truck', 'van', 'ev-van'])
    const cars = bodies.filter((body) => tariffRate({ body }, p) === 0.15)
    expect(cars).toEqual(['tall-wagon', 'hatch', 'ev-hatch', 'ev-tall-wagon'])
  })

  it('falls on the made vehicle, before freight', () => {
    const truck = nameplateOf('clipper-truck', { unit_cost_jpy: 906_000 })
    const { tariff } = buildUpCost(truck, keiClass, 3, p)
    expect(tariff).toBeCloseTo((906_000 / 150 + 220 + 650) * 0.25, 9)
  })
})

describe('right-hand drive', () => {
  it('saves the left-hand drive of the unit and of the engineering', () => {
    const cost = buildUpCost({ ...nBox, steering: 'rhd' }, keiClass, 3, p)
    expect(cost.leftHandDrive).toBe(0)
    expect(cost.unit).toBeCloseTo((1_274_000 / 150 + 650) * 1.15 + 1700, 9)
    expect(cost.nre).toBe(35e6)
  })
})

describe('local build', () => {
  const local = { ...nBox, source: 'local' as const }
  const made = 1_274_000 / 150 + 220 + 650

  it('costs more in a plant below scale', () => {
    expect(localCostFactor(15_000, p)).toBeCloseTo(1.3 * 0.15 ** -0.12, 12)
    expect(localCostFactor(50_000, p)).toBeCloseTo(1.3 * 2 ** 0.12, 12)
  })

  it('costs no less in a plant at scale or above', () => {
    expect(localCostFactor(100_000, p)).toBeCloseTo(1.3, 14)
    expect(localCostFactor(400_000, p)).toBe(1.3)
  })

  it('takes the place of tariff and freight', () => {
    const cost = buildUpCost({ ...local, plan_volume: 200_000 }, keiClass, 3, p)
    expect([cost.tariff, cost.freight]).toEqual([0, 0])
    expect(cost.localBuild).toBeCloseTo(made * 0.3, 9)
    expect(cost.unit).toBeCloseTo(made * 1.3, 9)
  })

  it('scales with the plan of the nameplate', () => {
    const { unit } = buildUpCost(local, keiClass, 3, p)
    expect(unit).toBeCloseTo(made * 1.3 * 0.15 ** -0.12, 9)
  })

  it('adds a plant to the one-off cost', () => {
    expect(oneOffCost(local, keiClass, p)).toBe((42 + 35 + 450) * 1e6)
  })
})

describe('partners', () => {
  it('share the one-off cost', () => {
    const shared = { ...nBox, partners: 4 }
    expect(oneOffCost(shared, keiClass, p)).toBe(19.25e6)
    expect(buildUpCost(shared, keiClass, 3, p).oneOff).toBeCloseTo(
      19.25e6 / (annuityOf6 * 15_000),
      9,
    )
  })
})

describe('a fixed price', () => {
  let cost: CostBuildUp
  beforeEach(() => {
    cost = buildUpCost({ ...nBox, priceUsd: 15_000 }, keiClass, 3, p)
  })

  it('is the price, of which the dealer takes the usual share', () => {
    expect(cost.price).toBe(15_000)
    expect(cost.dealerMargin).toBeCloseTo(1200, 9)
  })

  it('leaves the rest to the maker, even a loss', () => {
    expect(cost.makerMargin).toBeCloseTo(15_000 - 1200 - cost.unit - cost.oneOff, 9)
    const low = buildUpCost({ ...nBox, priceUsd: 10_000 }, keiClass, 3, p)
    expect(low.makerMargin).toBeLessThan(0)
  })

  it('changes no cost', () => {
    const { unit, nre, oneOff } = buildUpCost(nBox, keiClass, 3, p)
    expect(cost).toMatchObject({ unit, nre, oneOff })
  })
})

describe('the cost build-up', () => {
  it('spreads the one-off cost evenly where capital is free', () => {
    const { oneOff } = buildUpCost(nBox, keiClass, 3, { ...p, wacc: 0 })
    expect(oneOff).toBeCloseTo(77e6 / (6 * 15_000), 9)
  })

  it('adds up to the price', () => {
    const example = fc.record({
      steering: fc.constantFrom('lhd' as const, 'rhd' as const),
      source: fc.constantFrom('import' as const, 'local' as const),
      body: fc.constantFrom(...bodies),
      mi_per_kwh: fc.constantFrom(null, 4),
      plan_volume: fc.integer({ min: 1000, max: 500_000 }),
      partners: fc.integer({ min: 1, max: 5 }),
      priceUsd: fc.constantFrom(null, 9000, 22_000),
    })
    const property = fc.property(example, fc.integer({ min: 1, max: 35 }), (columns, years) => {
      const cost = buildUpCost({ ...nBox, ...columns }, keiClass, years, p)
      const unit =
        cost.factory +
        cost.leftHandDrive +
        cost.compliance +
        cost.tariff +
        cost.freight +
        cost.localBuild
      expect(unit).toBeCloseTo(cost.unit, 8)
      const price = unit + cost.oneOff + cost.makerMargin + cost.dealerMargin
      expect(price).toBeCloseTo(cost.price, 8)
    })
    fc.assert(property, { numRuns: 200 })
  })
})
