import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { read, slice } from '../src/core/engine/block.ts'
import { createCalibrator, type Calibrator } from '../src/core/engine/calibrator.ts'
import {
  calibrateMarkets,
  ENERGY,
  LASTING,
  targetShares,
  type CalibrationInputs,
} from '../src/core/engine/choice-tables.ts'
import { createEngine, type Engine } from '../src/core/engine/engine.ts'
import type { RunResult } from '../src/core/engine/result.ts'
import { calibrateModel } from '../src/core/engine/run-model.ts'
import { sum } from '../src/core/numeric/sum.ts'
import { groups, markets, type Market } from '../src/core/market/sets.ts'
import { toRunObject } from '../src/core/results/run-object.ts'
import { resolveScenario } from '../src/core/scenario/resolve.ts'
import type { NameplateOverride, Scenario } from '../src/core/scenario/scenario.ts'
import type { ChoiceRoom } from '../src/kernel/choice-kernel.ts'
import { kernels, wasmKernel } from './kernels.fixture.ts'
import { data, engine, scenarioWith } from './model.fixture.ts'
import { scenarioArbitrary } from './scenario.arbitrary.ts'

/** The identities of docs/model.md, section 7, over random valid scenarios. */

const RUNS = 200
const scenarios = scenarioArbitrary(data)

/** Rounding of sums over some thousand terms. */
const ROUNDING = 1e-9

/** Run a scenario that must have a result. */
function run(scenario: Scenario, on: Engine = engine): RunResult {
  const result = on.run(resolveScenario(data, scenario))
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
  const [, groups = 0] = result.salesByGroup.sizes
  result.national.forEach((national, t) => {
    for (let g = 0; g < groups; g += 1) {
      expectClose(sum(slice(result.salesByGroup, t, g)), read(result.occasions, t, g))
    }
    expect(national.every((sales) => sales >= 0)).toBe(true)
    expectClose(sum(national), sum(slice(result.occasions, t)))
  })
}

function expectGainsToEqualLosses(result: RunResult): void {
  result.national.forEach((sales, t) => {
    const kei = sum(sales.subarray(result.segmentCount))
    expectClose(sum(slice(result.displaced, t)), kei, Math.max(kei, 1))
    expectClose(sum(slice(result.keiSales, t)), kei)
  })
}

/** Nothing sells before its launch, off sale, in a closed state or above a cap. */
function expectNoForbiddenSales(result: RunResult): void {
  const { inputs, segmentCount } = result
  const national = result.national
  const [, markets = 0] = result.salesByState.sizes
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
          forbidden += read(result.salesByState, t, m, segmentCount + n, s)
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
      const sales = (result: RunResult) => result.national[year]![cheap.segmentCount + n]!
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
        result.national.map((sales) => sales.slice(0, result.segmentCount))
      expect(segments(noneOnSale)).toEqual(segments(noneOnOffer))
    })
  })

  it('the same scenario gives the same bytes, with any kernel and whatever was run before', () => {
    holdsForEveryScenario(20, (scenario) => {
      const text = JSON.stringify(toRunObject(run(scenario)))
      expect(JSON.stringify(toRunObject(run(structuredClone(scenario))))).toBe(text)
      for (const [, other] of kernels) {
        const fresh = createEngine(data, other)
        expect(JSON.stringify(toRunObject(run(scenario, fresh)))).toBe(text)
      }
    })
  })

  it.each([
    ['from nothing', () => calibrateMarkets],
    ['from the default scenario', () => createCalibrator(defaultCorrections())],
  ])('calibration %s reproduces the shares of every market', (_, calibratorOf) => {
    holdsForEveryScenario(RUNS, (scenario) => {
      const calibrate: Calibrator = (room, inputs) => {
        const found = calibratorOf()(room, inputs)
        if (!found.ok) throw new Error(found.error)
        markets.forEach((market, m) => {
          const { constants, evaluations } = found.value[m]!
          expect(evaluations).toBeLessThanOrEqual(12)
          const predicted = predictedShares(room, inputs, market, constants)
          const { segments } = inputs.alternatives
          const targets = targetShares(segments, market, inputs.outsideShare(market))
          predicted.forEach((share, j) => expectClose(share, targets[j]!))
        })
        return found
      }
      const found = calibrateModel(resolveScenario(data, scenario), {
        kernel: wasmKernel,
        calibrate,
      })
      expect(found.ok).toBe(true)
    })
  })
})

/** Shares of a market at given constants, added up from the kernel's shares of its groups. */
function predictedShares(
  room: ChoiceRoom,
  { alternatives, attributes, tastes, occasions, shares }: CalibrationInputs,
  market: Market,
  found: Float64Array,
): Float64Array {
  const { cells, firstKei, nestStart, lambda } = room.shape
  const constants = room.column(firstKei)
  constants.set(found)
  const utilities = room.column(firstKei * cells)
  const everything = { from: 0, to: firstKei, attributes: ENERGY | LASTING }
  const bought = new Float64Array(alternatives.segments.length)
  groups.forEach((group, g) => {
    if (group.market !== market) return
    room.utilities(everything, attributes, tastes[g]!, utilities, undefined, constants)
    room.sharesWithoutKei(utilities, shares[g]!)
    const { segmentExponentials, nestPowers, otherNests, lastNest } = shares[g]!
    bought.forEach((_amount, j) => {
      const n = nestStart.findLastIndex((start, at) => start <= j && at < lambda.length)
      for (let c = 0; c < cells; c += 1) {
        const weight = segmentExponentials[j * cells + c]! * nestPowers[n * cells + c]!
        const share = weight / (otherNests[c]! + lastNest[c]!)
        bought[j] = bought[j]! + occasions[g]![c]! * share
      }
    })
  })
  return bought.map((amount) => amount / sum(bought))
}

let corrections: readonly Float64Array[] | undefined
function defaultCorrections(): readonly Float64Array[] {
  if (corrections === undefined) {
    const inputs = resolveScenario(data, scenarioWith({}))
    const found = calibrateModel(inputs, { kernel: wasmKernel, calibrate: calibrateMarkets })
    if (!found.ok) throw new Error(found.error.message)
    corrections = found.value.map(({ correction }) => correction)
  }
  return corrections
}
