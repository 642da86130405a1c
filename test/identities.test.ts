import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { read, slice } from '../src/core/engine/block.ts'
import type { RunResult } from '../src/core/engine/result.ts'
import { runModel } from '../src/core/engine/run-model.ts'
import { nationalSales, sum } from '../src/core/engine/totals.ts'
import { toRunObject } from '../src/core/results/run-object.ts'
import { resolveScenario } from '../src/core/scenario/resolve.ts'
import type { NameplateOverride, Scenario } from '../src/core/scenario/scenario.ts'
import { createTypescriptKernel } from '../src/kernel/typescript-kernel.ts'
import { data } from './model.fixture.ts'
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

function holdsForEveryScenario(numRuns: number, check: (scenario: Scenario) => void): void {
  fc.assert(fc.property(scenarios, check), { numRuns })
}

describe('in every scenario', () => {
  it('each group in each area buys just as often as it has occasions', () => {
    holdsForEveryScenario(RUNS, (scenario) => {
      const result = run(scenario)
      result.supply.forEach((_, t) => {
        const [, areas = 0, groups = 0] = result.salesByGroup.sizes
        for (let g = 0; g < groups; g += 1) {
          let bought = 0
          for (let a = 0; a < areas; a += 1) bought += sum(slice(result.salesByGroup, t, a, g))
          expectClose(bought, read(result.occasions, t, g))
        }
        const national = nationalSales(result)[t]!
        expect(national.every((sales) => sales >= 0)).toBe(true)
        expectClose(sum(national), sum(slice(result.occasions, t)))
      })
    })
  })

  it('what kei gain, others lose', () => {
    holdsForEveryScenario(RUNS, (scenario) => {
      const result = run(scenario)
      nationalSales(result).forEach((sales, t) => {
        const kei = sum(sales.subarray(result.segmentCount))
        expectClose(sum(slice(result.displaced, t)), kei, Math.max(kei, 1))
        expectClose(sum(slice(result.keiSales, t)), kei)
      })
    })
  })

  it('nothing sells before its launch, off sale, in a closed state or above a cap', () => {
    holdsForEveryScenario(RUNS, (scenario) => {
      const result = run(scenario)
      const { inputs, segmentCount, supply } = result
      supply.forEach(({ year, path, nameplates }, t) => {
        const bySeller = new Map<string, { sold: number; cap: number }>()
        inputs.nameplates.forEach((nameplate, n) => {
          const { onSale, availability, makerCap } = nameplates[n]!
          if (nameplate.isNew && (year < nameplate.launch || !path.sale_allowed)) {
            expect(onSale).toBe(false)
          }
          availability.forEach((available, s) => {
            if (onSale && available > 0) return
            const [, , markets = 0] = result.salesByState.sizes
            for (let m = 0; m < markets; m += 1) {
              expect(read(result.salesByState, t, s, m, segmentCount + n)).toBe(0)
            }
          })
          const seller = bySeller.get(nameplate.maker) ?? { sold: 0, cap: makerCap }
          seller.sold += nationalSales(result)[t]![segmentCount + n]!
          bySeller.set(nameplate.maker, seller)
          const omega = read(result.omega, t, n)
          expect(omega > 0 && omega <= 1).toBe(true)
        })
        for (const { sold, cap } of bySeller.values()) expect(sold).toBeLessThanOrEqual(cap * (1 + 1e-9))
      })
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

  it('calibration takes at most 15 evaluations of the shares', () => {
    holdsForEveryScenario(RUNS, (scenario) => {
      const { calibrationEvaluations } = run({ ...scenario, horizon: { start: 2026, end: 2026 } })
      expect(Math.max(...calibrationEvaluations)).toBeLessThanOrEqual(15)
    })
  })
})
