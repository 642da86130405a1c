import { describe, expect, it } from 'vitest'
import { fixtureCatalog, fixtureRun } from '../price/run.fixture.ts'
import { earnChartModel } from './earn-chart-model.ts'
import { earnVm } from './earn-vm.ts'
import { formatGain, formatMoney } from './money.ts'

const nameplates = [
  { id: 'n-box', label: 'Honda N-BOX', maker: 'honda', npv: -94.4e6 },
  {
    id: 'clipper',
    label: 'Nissan Clipper Truck',
    maker: 'nissan',
    npv: 260.1e6,
    paybackYear: 2033,
    breakEvenVolume: 8700,
  },
  {
    id: 'n-van',
    label: 'Honda N-VAN e:',
    maker: 'honda',
    npv: 20e6,
    source: 'local' as const,
    partners: 3,
  },
  { id: 'roox', label: 'Nissan Roox', maker: 'nissan' },
]
const run = fixtureRun({
  years: [2044, 2045],
  nameplates,
  values: { sales: (t, j) => t * 10 + j },
})
const vm = earnVm(run, null, fixtureCatalog, 'nameplate')

describe('the view of who earns', () => {
  it('states how many earn, the best and the worst', () => {
    expect(vm.title).toBe(
      '2 of 3 nameplates earn their money back; the Clipper Truck earns $260M, the N-BOX loses $94M',
    )
    const only = fixtureRun({ years: [2045], nameplates: nameplates.slice(0, 1) })
    expect(earnVm(only, null, fixtureCatalog, 'maker').title).toBe(
      'The only nameplate on sale does not earn its money back: the N-BOX loses $94M',
    )
  })

  it('sorts by what is earned and leaves out what is never on sale', () => {
    expect(vm.rows.map(({ id }) => id)).toEqual(['clipper', 'n-van', 'n-box'])
  })

  it('tells imports, local build and partnerships apart', () => {
    expect(vm.sources).toEqual(['import', 'partnership'])
    expect(vm.rows[1]).toMatchObject({
      source: 'partnership',
      detail: 'built in America by 3 makers',
    })
  })

  it('groups and totals by maker', () => {
    const grouped = earnVm(run, null, fixtureCatalog, 'grouped').rows
    expect(grouped.map(({ label }) => label)).toEqual([
      'Nissan',
      'Clipper Truck',
      'Honda',
      'N-VAN e:',
      'N-BOX',
    ])
    const [, honda] = earnVm(run, null, fixtureCatalog, 'maker').rows
    expect(honda).toMatchObject({ label: 'Honda', source: null, detail: '1 of 2 nameplates earn' })
    expect(honda?.npv).toBeCloseTo(-74.4e6)
  })

  it('holds each against the reference, where it is in it', () => {
    const reference = fixtureRun({ years: [2045], nameplates: [{ ...nameplates[1]!, npv: 5e6 }] })
    const { rows } = earnVm(run, reference, fixtureCatalog, 'nameplate')
    expect(rows.map(({ referenceNpv }) => referenceNpv)).toEqual([5e6, null, null])
  })

  it('lists payback, break-even and last sales, and says never for what never comes', () => {
    expect(vm.table.rows[0]).toEqual([
      'Nissan Clipper Truck',
      'Nissan',
      'imported',
      260.1e6,
      null,
      2033,
      8700,
      12,
      10_000,
    ])
    expect(vm.table.rows[2]?.slice(5, 7)).toEqual(['never', 'never'])
  })

  it('has words for a scenario in which nothing is sold', () => {
    const empty = earnVm(
      fixtureRun({ years: [2045], nameplates: [] }),
      null,
      fixtureCatalog,
      'maker',
    )
    expect(empty.isEmpty).toBe(true)
    expect(empty.title).toMatch(/^No new kei/)
  })

  it('draws gains to the right of zero and losses to the left, within the chart', () => {
    const size = { width: 900, height: 500, textSize: 13 }
    const chart = earnChartModel({ ...size, ...vm, hasReference: false })
    for (const row of chart.rows) {
      expect(row.bar!.x).toBeGreaterThanOrEqual(chart.plot.left)
      expect(row.bar!.x + row.bar!.width).toBeLessThanOrEqual(chart.plot.right)
      if (row.isLoss) expect(row.bar!.x + row.bar!.width).toBeCloseTo(chart.zeroX)
      else expect(row.bar!.x).toBeCloseTo(chart.zeroX)
    }
    expect(chart.facts).toHaveLength(3)
    expect(earnChartModel({ ...size, ...vm, width: 600, hasReference: false }).facts).toEqual([])
  })

  it('says once what is so of all rows', () => {
    const imports = fixtureRun({ years: [2045], nameplates: nameplates.slice(0, 2) })
    const { rows, sources, lastYear } = earnVm(imports, null, fixtureCatalog, 'nameplate')
    const size = { width: 900, height: 500, textSize: 13 }
    const chart = earnChartModel({ ...size, rows, sources, lastYear, hasReference: false })
    expect(chart.rows.map(({ detail }) => detail)).toEqual(['', ''])
    expect(chart.legend[0]?.label).toBe('all imported')
  })
})

describe('money', () => {
  it('has two or three digits', () => {
    expect([260.1e6, -94.4e6, 9.44e6, 1.234e9, 0, NaN].map(formatMoney)).toEqual([
      '$260M',
      '−$94M',
      '$9.4M',
      '$1.2B',
      '$0',
      '–',
    ])
    expect([5e6, -5e6].map(formatGain)).toEqual(['+$5M', '−$5M'])
  })
})
