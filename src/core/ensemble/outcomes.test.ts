import { beforeAll, describe, expect, it } from 'vitest'
import { runScenario } from '../../../test/model.fixture.ts'
import { createBlock, slice } from '../engine/block.ts'
import type { ImpactYear, RunResult } from '../engine/result.ts'
import { OUTSIDE } from '../market/sets.ts'
import { yearlyOutcomes, type YearlyOutcome } from './outcome-names.ts'
import {
  nameplateOffsets,
  outcomeLayout,
  writeOutcomes,
  yearlyOffset,
  type OutcomeLayout,
} from './outcomes.ts'

let run: RunResult
let layout: OutcomeLayout
beforeAll(() => {
  run = runScenario({
    horizon: { start: 2029, end: 2031 },
    federal: [{ year: 2028, path: 'kei-class' }],
  })
  layout = outcomeLayout(run.inputs)
})

/** Work out a result's row; places that nothing is written to stand out. */
function rowOf(result: RunResult): Float32Array {
  const row = new Float32Array(layout.width).fill(-12_345)
  writeOutcomes(result, layout, row)
  return row
}

/** A yearly outcome of three years. */
function yearly(row: Float32Array, outcome: YearlyOutcome): number[] {
  const from = yearlyOffset(layout, outcome)
  return [...row.subarray(from, from + 3)]
}

/** Numbers as a row keeps them. */
const kept = (...values: readonly number[]) => values.map(Math.fround)

describe('the layout of outcomes', () => {
  it('has a place for every outcome and year, and two for every new kei', () => {
    const offered = run.inputs.nameplates.filter(({ isNew }) => isNew)
    expect(layout.years).toEqual([2029, 2030, 2031])
    expect(layout.nameplates).toEqual(offered.map(({ id, label }) => ({ id, label })))
    expect(offered.length).toBeLessThan(run.inputs.nameplates.length)
    expect(layout.width).toBe(7 * 3 + 2 * offered.length)
  })

  it('gives every number a place of its own', () => {
    const places = [
      ...yearlyOutcomes.flatMap((outcome) =>
        [0, 1, 2].map((t) => yearlyOffset(layout, outcome) + t),
      ),
      ...layout.nameplates.flatMap((_, n) => Object.values(nameplateOffsets(layout, n))),
    ]
    expect(places.toSorted((a, b) => a - b)).toEqual(
      Array.from({ length: layout.width }, (_, at) => at),
    )
  })
})

describe('the outcomes of a run of numbers made up', () => {
  const impact = (year: number, columns: Partial<ImpactYear>): ImpactYear => ({
    year,
    gasolineGal: 0,
    displacedGasolineGal: 0,
    electricityKwh: 0,
    displacedElectricityKwh: 0,
    carbonKg: 0,
    displacedCarbonKg: 0,
    driverDeaths: 0,
    displacedDriverDeaths: 0,
    tariffRevenueUsd: 0,
    consumerSurplusUsd: 0,
    ...columns,
  })
  let row: Float32Array
  let made: RunResult
  beforeAll(() => {
    const { alternatives, inputs } = run
    // Each segment sells 1000, used vehicles 50 000; n-box 30, 60 and 0, roox 10, imports 7.
    const sold = (nBox: number) =>
      Float64Array.from(alternatives, ({ id, kind }) => {
        if (id === OUTSIDE) return 50_000
        if (kind === 'segment') return 1000
        if (kind === 'import-25') return 7
        return id === 'n-box' ? nBox : id === 'roox' ? 10 : 0
      })
    const stock = createBlock({ year: 3, state: inputs.states.length })
    slice(stock, 0).set([1, 2])
    slice(stock, 1).set([100, 0, 25])
    slice(stock, 2)[inputs.states.length - 1] = 4
    made = {
      ...run,
      national: [sold(30), sold(60), sold(0)],
      stock,
      impacts: [
        impact(2029, {
          carbonKg: 2000,
          displacedCarbonKg: 5000,
          driverDeaths: 7,
          displacedDriverDeaths: 4,
        }),
        impact(2030, {
          carbonKg: 5000,
          displacedCarbonKg: 1500,
          driverDeaths: 1,
          displacedDriverDeaths: 3,
        }),
        impact(2031, { tariffRevenueUsd: 300, consumerSurplusUsd: -70 }),
      ],
      earnings: inputs.nameplates.map(({ id }) => {
        if (id === 'n-box') return { npv: -2.5e6, paybackYear: null, breakEvenVolume: 3 }
        if (id === 'roox') return { npv: 4e6, paybackYear: 2031, breakEvenVolume: 5 }
        return null
      }),
    }
    row = rowOf(made)
  })

  it('count the new kei of each year, imports left out', () => {
    expect(yearly(row, 'newKei')).toEqual([40, 70, 10])
  })

  it('give their share of all new vehicles, used ones and imports left out', () => {
    const segments = made.segmentCount - 1
    const shares = [40, 70, 10].map((kei) => kei / (1000 * segments + kei))
    expect(yearly(row, 'share')).toEqual(kept(...shares))
  })

  it('give the kei on the road in all states', () => {
    expect(yearly(row, 'stock')).toEqual([3, 125, 4])
  })

  it('save the carbon of what was displaced less that of the kei, in tonnes', () => {
    expect(yearly(row, 'carbonSaved')).toEqual([3, -3.5, 0])
  })

  it('cost the lives of kei drivers less those of what was displaced', () => {
    expect(yearly(row, 'extraDriverDeaths')).toEqual([3, -2, 0])
  })

  it('give the surplus and the tariffs of each year', () => {
    expect(yearly(row, 'consumerSurplus')).toEqual([0, 0, -70])
    expect(yearly(row, 'tariffRevenue')).toEqual([0, 0, 300])
  })

  it('give what each new kei earns and when it has paid back, NaN where there is none', () => {
    const earned = (id: string) => {
      const at = nameplateOffsets(
        layout,
        layout.nameplates.findIndex((one) => one.id === id),
      )
      return [row[at.npv], row[at.paybackYear]]
    }
    expect(earned('n-box')).toEqual([-2.5e6, NaN])
    expect(earned('roox')).toEqual([4e6, 2031])
    expect(earned('sakura')).toEqual([NaN, NaN])
  })

  it('know a nameplate by its name, wherever it stands', () => {
    const { inputs } = made
    const nameplates = inputs.nameplates.toReversed()
    const reversed = { ...made, inputs: { ...inputs, nameplates } }
    const same = rowOf({ ...reversed, earnings: made.earnings.toReversed() })
    const { npv } = nameplateOffsets(layout, 0)
    expect(same.subarray(npv)).toEqual(row.subarray(npv))
  })
})

describe('the outcomes of a run', () => {
  it('are its results', () => {
    const row = rowOf(run)
    const used = run.alternatives.findIndex(({ id }) => id === OUTSIDE)
    const total = (values: Iterable<number>) =>
      Array.from(values).reduce((all, one) => all + one, 0)
    run.national.forEach((sales, t) => {
      const kei = total(sales.filter((_, j) => run.alternatives[j]!.kind === 'new-kei'))
      const imports = total(sales.filter((_, j) => run.alternatives[j]!.kind === 'import-25'))
      const share = kei / (total(sales) - sales[used]! - imports)
      const impact = run.impacts[t]!
      const saved = impact.displacedCarbonKg / 1000 - impact.carbonKg / 1000
      const extra = impact.driverDeaths - impact.displacedDriverDeaths
      const stock = total(slice(run.stock, t))
      const expected = [kei, share, stock, saved, extra, impact.consumerSurplusUsd]
      const seen = yearlyOutcomes.map((outcome) => yearly(row, outcome)[t]!)
      ;[...expected, impact.tariffRevenueUsd].forEach((value, at) => {
        expect(value).not.toBe(0)
        // Seven digits.
        expect(seen[at]! / value).toBeCloseTo(1, 6)
      })
    })
    layout.nameplates.forEach(({ id }, n) => {
      const earned = run.earnings[run.inputs.nameplates.findIndex((one) => one.id === id)]!
      const at = nameplateOffsets(layout, n)
      expect(row[at.npv]).toBe(Math.fround(earned.npv))
      expect(row[at.paybackYear]).toBe(earned.paybackYear ?? NaN)
    })
  })

  it('save carbon, take lives and leave buyers better off, where kei are small, frail and wanted', () => {
    const row = rowOf(run)
    for (const outcome of ['carbonSaved', 'extraDriverDeaths', 'consumerSurplus'] as const) {
      for (const value of yearly(row, outcome)) expect(value).toBeGreaterThan(0)
    }
  })
})
