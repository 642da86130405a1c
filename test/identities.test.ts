import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { read, slice } from '../src/core/engine/block.ts'
import {
  calibrateMarkets,
  createAttributeTable,
  targetShares,
  type CalibrationInputs,
} from '../src/core/engine/choice-tables.ts'
import type { RunResult } from '../src/core/engine/result.ts'
import { runModel } from '../src/core/engine/run-model.ts'
import { nationalSales, sum } from '../src/core/engine/totals.ts'
import { lineUpAlternatives } from '../src/core/market/alternatives.ts'
import { energyPrices } from '../src/core/market/energy.ts'
import { purchaseOccasions } from '../src/core/market/population.ts'
import { areaTypes, groups, markets, type Market } from '../src/core/market/sets.ts'
import { fleetTastes, householdTastes } from '../src/core/market/tastes.ts'
import { toRunObject } from '../src/core/results/run-object.ts'
import { resolveScenario } from '../src/core/scenario/resolve.ts'
import type { NameplateOverride, Scenario } from '../src/core/scenario/scenario.ts'
import { createGroupShares } from '../src/kernel/choice-kernel.ts'
import { createTypescriptKernel } from '../src/kernel/typescript-kernel.ts'
import { data, scenarioWith } from './model.fixture.ts'
import { scenarioArbitrary } from './scenario.arbitrary.ts'

/** The identities of docs/model.md, section 7, over random valid scenarios. */

const RUNS = 200
const kernel = createTypescriptKernel()
const scenarios = scenarioArbitrary(data)

/** Rounding of sums over some thousand terms. */
const ROUNDING = 1e-9

/** Run a scenario that must have a result. */
function run(scenario: Scenario): RunResult {
  const result = runModel(resolveScenario(data, scenario), { kernel })
  if (!result.ok) throw new Error(result.error.message)
  return result.value
}

function withNameplate(scenario: Scenario, id: string, override: NameplateOverride): Scenario {
  const nameplates = { ...scenario.nameplates }
  return { ...scenario, nameplates: { ...nameplates, [id]: { ...nameplates[id], ...override } } }
}

function expectClose(actual: number, expected: number, scale = Math.abs(expected)): void {
  expect(Math.abs(actual - expected)).toBeLessThanOrEqual(ROUNDING * Math.max(scale, 1e-9))
}

/** A maker that is above its cap only until another has been held to its own. */
const letGoAgain: Scenario = scenarioWith({
  horizon: { start: 2030, end: 2030 },
  parameters: { riskAversion: 0.2, fleetPriceSensitivity: 0.05, stateLagScale: 0.5 },
  federal: [{ year: 2024, path: 'exemption' }],
  nameplates: {
    'n-box': { dealer_reach: 0 },
    'n-van-e': { risk_ratio: 0.8, price_usd: 16867, mpg: 20, mi_per_kwh: null, range_mi: null },
  },
})

function holdsForEveryScenario(numRuns: number, check: (scenario: Scenario) => void): void {
  fc.assert(fc.property(scenarios, check), { numRuns, examples: [[letGoAgain]] })
}

/** Shares sum to 1: each group in each area buys just as often as it has occasions. */
function expectOccasionsToAddUp(result: RunResult): void {
  const [, areas = 0, groups = 0] = result.salesByGroup.sizes
  nationalSales(result).forEach((national, t) => {
    for (let g = 0; g < groups; g += 1) {
      let bought = 0
      for (let a = 0; a < areas; a += 1) bought += sum(slice(result.salesByGroup, t, a, g))
      expectClose(bought, read(result.occasions, t, g))
    }
    expect(national.every((sales) => sales >= 0)).toBe(true)
    expectClose(sum(national), sum(slice(result.occasions, t)))
  })
}

function expectGainsToEqualLosses(result: RunResult): void {
  nationalSales(result).forEach((sales, t) => {
    const kei = sum(sales.subarray(result.segmentCount))
    expectClose(sum(slice(result.displaced, t)), kei, Math.max(kei, 1))
    expectClose(sum(slice(result.keiSales, t)), kei)
  })
}

/** Nothing sells before its launch, off sale, in a closed state or above a cap. */
function expectNoForbiddenSales(result: RunResult): void {
  const { inputs, segmentCount } = result
  const national = nationalSales(result)
  const [, , markets = 0] = result.salesByState.sizes
  result.supply.forEach(({ year, path, nameplates }, t) => {
    const bySeller = new Map<string, { sold: number; cap: number }>()
    let forbidden = 0
    inputs.nameplates.forEach((nameplate, n) => {
      const { onSale, availability, makerCap } = nameplates[n]!
      const mayBeSold = !nameplate.isNew || (year >= nameplate.launch && path.sale_allowed)
      expect(onSale && !mayBeSold).toBe(false)
      availability.forEach((available, s) => {
        if (onSale && available > 0) return
        for (let m = 0; m < markets; m += 1) {
          forbidden += read(result.salesByState, t, s, m, segmentCount + n)
        }
      })
      const seller = bySeller.get(nameplate.maker) ?? { sold: 0, cap: makerCap }
      seller.sold += national[t]![segmentCount + n]!
      bySeller.set(nameplate.maker, seller)
      const omega = read(result.omega, t, n)
      expect(omega > 0 && omega <= 1).toBe(true)
    })
    expect(forbidden).toBe(0)
    for (const { sold, cap } of bySeller.values()) {
      expect(sold).toBeLessThanOrEqual(cap * (1 + ROUNDING))
    }
  })
}

describe('in every scenario', () => {
  it('shares sum to 1, kei gain what others lose, and nothing sells where it may not', () => {
    holdsForEveryScenario(RUNS, (scenario) => {
      const result = run(scenario)
      expectOccasionsToAddUp(result)
      expectGainsToEqualLosses(result)
      expectNoForbiddenSales(result)
    })
  })
  it('the parts of a price add up to it, and to cost-plus where none is fixed', () => {
    holdsForEveryScenario(RUNS, (scenario) => {
      const { inputs, supply } = run({ ...scenario, horizon: { start: 2035, end: 2035 } })
      const p = inputs.parameters
      supply.forEach(({ nameplates }) => {
        nameplates.forEach(({ cost }, n) => {
          if (cost === null) return
          const made = cost.factory + cost.leftHandDrive + cost.compliance
          const unit = made + cost.tariff + cost.freight + cost.localBuild
          expectClose(unit, cost.unit)
          expectClose(unit + cost.oneOff + cost.makerMargin + cost.dealerMargin, cost.price)
          if (inputs.nameplates[n]!.priceUsd !== null) return
          const margins = (1 - p.makerMargin) * (1 - p.dealerMargin)
          expectClose(cost.price, (unit + cost.oneOff) / margins)
        })
      })
    })
  })

  it('a higher price lowers a nameplate’s sales where no cap binds', () => {
    let compared = 0
    holdsForEveryScenario(RUNS, (scenario) => {
      const cheap = run(scenario)
      const year = cheap.supply.findIndex(({ nameplates }) => nameplates.some(({ cost }) => cost))
      const n = cheap.supply[year]?.nameplates.findIndex(({ cost }) => cost !== null) ?? -1
      if (n < 0) return
      const price = cheap.supply[year]!.nameplates[n]!.price!
      const { id } = cheap.inputs.nameplates[n]!
      const dear = run(withNameplate(scenario, id, { price_usd: price * 1.1 }))
      const capped = [cheap, dear].some((result) => slice(result.omega, year).some((w) => w < 1))
      const sales = (result: RunResult) => nationalSales(result)[year]![cheap.segmentCount + n]!
      if (capped || sales(cheap) === 0) return
      compared += 1
      expect(sales(dear)).toBeLessThan(sales(cheap))
    })
    expect(compared).toBeGreaterThan(20)
  })

  it('segments sell the same with no kei on sale as with none on offer', () => {
    holdsForEveryScenario(RUNS, (scenario) => {
      const offNow = Object.fromEntries(
        data.nameplates.rows.map(({ id }) => [id, { offered: false }]),
      )
      const noneOnSale = run(
        withNameplate({ ...scenario, federal: [] }, 'grey-import', { offered: false }),
      )
      const noneOnOffer = run({ ...scenario, nameplates: offNow })
      const segments = (result: RunResult) =>
        nationalSales(result).map((sales) => sales.slice(0, result.segmentCount))
      expect(segments(noneOnSale)).toEqual(segments(noneOnOffer))
    })
  })

  it('the same scenario gives the same bytes', () => {
    holdsForEveryScenario(20, (scenario) => {
      expect(JSON.stringify(toRunObject(run(scenario)))).toBe(
        JSON.stringify(toRunObject(run(structuredClone(scenario)))),
      )
    })
  })

  it('calibration reproduces the shares of every market in at most 15 evaluations', () => {
    holdsForEveryScenario(RUNS, (scenario) => {
      const { parameters: p, states } = resolveScenario(data, scenario)
      const areas = areaTypes.map((type) => data.areas.rows.find(({ area }) => area === type)!)
      const population = { states: states.map(({ row }) => row), areas, fleets: data.fleets.rows }
      const cells = population.states.length * areaTypes.length
      const alternatives = lineUpAlternatives(data, [], cells)
      const attributes = createAttributeTable(alternatives, population, p)
      attributes.writeEnergy(energyPrices(0, undefined, p))
      const occasions = purchaseOccasions(population, p)
      const fleet = (market: string) => data.fleets.rows.find((row) => row.market === market)!
      const tastes = groups.map((group) =>
        group.market === 'household'
          ? householdTastes(group, p)
          : fleetTastes(fleet(group.market), p),
      )
      const outsideShare = (market: Market) =>
        market === 'household' ? p.outsideShare : fleet(market).outside_share
      const inputs = {
        alternatives,
        attributes: attributes.values,
        tastes,
        occasions,
        outsideShare,
      }
      const found = calibrateMarkets(kernel, inputs)
      if (!found.ok) throw new Error(found.error)
      markets.forEach((market, m) => {
        const { constants, evaluations } = found.value[m]!
        expect(evaluations).toBeLessThanOrEqual(15)
        const predicted = predictedShares(inputs, market, constants)
        const targets = targetShares(alternatives.segments, market, outsideShare(market))
        predicted.forEach((share, j) => expectClose(share, targets[j]!))
      })
    })
  })
})

/** Shares of a market at given constants, added up from the kernel's shares of its groups. */
function predictedShares(
  { alternatives, attributes, tastes, occasions }: CalibrationInputs,
  market: Market,
  constants: Float64Array,
): Float64Array {
  const { shape, segments } = alternatives
  const shares = createGroupShares(shape)
  const utilities = new Float64Array(segments.length * shape.cells)
  const bought = new Float64Array(segments.length)
  groups.forEach((group, g) => {
    if (group.market !== market) return
    kernel.utilities(shape, attributes, tastes[g]!, constants, new Float64Array(0), utilities)
    kernel.shares(shape, utilities, shares)
    for (let j = 0; j < segments.length; j += 1) {
      for (let c = 0; c < shape.cells; c += 1) {
        const weight = occasions[g * shape.cells + c]!
        bought[j] = bought[j]! + weight * shares.shares[j * shape.cells + c]!
      }
    }
  })
  return bought.map((amount) => amount / sum(bought))
}
