import { describe, expect, it } from 'vitest'
import { data, scenarioWith } from '../../../test/model.fixture.ts'
import { costOf, nameplateOf, nameplateYear, pathRow } from '../../../test/rows.fixture.ts'
import { resolveScenario } from '../scenario/resolve.ts'
import { allEarnings } from './earnings.ts'
import type { SupplyYear } from './supply-plan.ts'

const parameters = { launchMarketing: 2, dealerMargin: 0.1, wacc: 0.25, amortYears: 2 }
const inputs = {
  ...resolveScenario(data, scenarioWith({ parameters })),
  nameplates: [nameplateOf('n-box'), nameplateOf('roox'), nameplateOf('grey-import')],
}
const path = pathRow('kei-class')
const absent = nameplateYear({ onSale: false, price: null })
/** Leaves 10 000·0.9 − 8000 = 1000 USD a sale. */
const sold = (nre: number) =>
  nameplateYear({ cost: costOf({ price: 10_000, unit: 8000, nre }), price: 10_000 })
const imported = nameplateYear({ price: 12_000 })

/** Three years of two segments and three nameplates, of which the first sells what is given. */
function result(supply: readonly SupplyYear[], sales: readonly number[]) {
  const national = sales.map((value) => Float64Array.of(900, 900, value, 0, 50))
  return allEarnings({ inputs, supply, segmentCount: 2, national })
}

const year = (t: number, first: SupplyYear['nameplates'][number]): SupplyYear => ({
  year: t,
  path,
  nameplates: [first, absent, imported],
})

describe('allEarnings', () => {
  it('adds up the sales of the nation, from the first year on sale', () => {
    const supply = [year(2027, absent), year(2028, sold(3e6)), year(2029, sold(3e6))]
    const [nBox] = result(supply, [0, 1000, 8000])
    // −3 − 2 + 1/1.25 + 8/1.25² MUSD
    expect(nBox!.npv).toBeCloseTo(-5e6 + 0.8e6 + 5.12e6, 6)
    expect(nBox!.paybackYear).toBe(2029)
    expect(nBox!.breakEvenVolume).toBeCloseTo(5e6 / (1.44 * 1000), 9)
  })

  it('charges the one-off cost of the first path, and none of later ones', () => {
    const supply = [year(2028, sold(3e6)), year(2029, sold(700e6))]
    const [nBox] = result(supply, [1000, 0])
    expect(nBox!.npv).toBeCloseTo(-5e6 + 0.8e6, 6)
  })

  it('leaves out years off sale, but not the time they take', () => {
    const supply = [year(2028, sold(0)), year(2029, absent), year(2030, sold(0))]
    const [nBox] = result(supply, [1000, 0, 1000])
    expect(nBox!.npv).toBeCloseTo(-2e6 + 1e6 / 1.25 + 1e6 / 1.25 ** 3, 6)
  })

  it('knows each nameplate by its own sales', () => {
    const supply = [{ year: 2028, path, nameplates: [absent, sold(0), imported] }]
    const national = [Float64Array.of(900, 900, 0, 1000, 50)]
    const [, roox] = allEarnings({ inputs, supply, segmentCount: 2, national })
    expect(roox!.npv).toBeCloseTo(-2e6 + 0.8e6, 6)
  })

  it('are none for what is never on sale, and for 25-year imports', () => {
    expect(result([year(2028, sold(0))], [1000]).slice(1)).toEqual([null, null])
    expect(result([year(2028, absent)], [0])).toEqual([null, null, null])
  })
})
