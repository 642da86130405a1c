import { describe, expect, it } from 'vitest'
import { fixtureRun } from '../price/run.fixture.ts'
import { compareChartModel } from './compare-chart-model.ts'
import { compareVm, lastCommonYear } from './compare-vm.ts'
import { splitChartModel } from './split-chart-model.ts'

const years = [2030, 2035, 2040, 2045]
const nameplates = [
  { id: 'clipper', label: 'Nissan Clipper Truck', maker: 'nissan', npv: 30e6 },
  { id: 'n-box', label: 'Honda N-BOX', maker: 'honda', npv: -10e6 },
]
const runOf = (scale: number, shownYears: readonly number[] = years) =>
  fixtureRun({
    years: shownYears,
    nameplates,
    values: {
      sales: (t, j) => (j === 0 ? 1e6 : j === 1 ? scale * (t + 1) * 1000 : 0),
      price: (_t, n) => (n === 0 ? 10_000 + scale : 15_000),
    },
  })
const input = {
  current: runOf(5),
  reference: runOf(2),
  referenceName: 'Status quo',
  inputsDiffer: true,
  parts: null,
}

describe('the compare view', () => {
  it('states the difference, and where it comes from once that is known', () => {
    expect(compareVm(input).title).toBe('12,000 more new kei are sold in 2045 than in “Status quo”')
    const parts = { total: 12_000, world: -1000, decisions: 11_000, together: 2000 }
    expect(compareVm({ ...input, parts }).title).toMatch(
      /: decisions make \+11,000, the world −1,000, their interplay \+2,000$/,
    )
    const alone = { total: 12_000, world: 0, decisions: 12_000, together: 0 }
    expect(compareVm({ ...input, parts: alone }).title).toMatch(/, all of it by decisions$/)
  })

  it('has words for the same scenario, and for inputs that change nothing', () => {
    const same = { ...input, reference: input.current }
    expect(compareVm({ ...same, inputsDiffer: false }).title).toBe(
      'This scenario is the same as the reference, “Status quo”',
    )
    expect(compareVm(same).title).toBe('As many new kei are sold in 2045 as in “Status quo”')
  })

  it('lines up headline results with their differences', () => {
    const byLabel = new Map(compareVm(input).results.map((row) => [row.label, row]))
    expect(byLabel.get('New kei sold in 2035, vehicles')).toMatchObject({
      current: '10,000',
      reference: '4,000',
      difference: '+6,000',
    })
    expect(byLabel.get('Cheapest new kei in 2045')).toMatchObject({
      current: '$10,005',
      reference: '$10,002',
      difference: '+$3',
    })
    expect(byLabel.get('Of all new vehicles in 2045')).toMatchObject({
      current: '1.96%',
      reference: '0.79%',
      difference: '+1.17 points',
    })
    expect(byLabel.get('Earned by all nameplates')?.difference).toBe('±$0')
    expect(byLabel.get('Makers that earn')?.current).toBe('1 of 2')
  })

  it('compares in the last year that both runs have', () => {
    const shorter = { ...input, reference: runOf(2, [2030, 2035]) }
    expect(lastCommonYear(shorter.current, shorter.reference)).toBe(2035)
    const vm = compareVm(shorter)
    expect(vm.title).toMatch(/^6,000 more new kei are sold in 2035/)
    expect(vm.years.at(-1)?.difference).toBeNaN()
  })

  it('draws nothing where a run has no year, and bars both ways from zero', () => {
    const vm = compareVm({ ...input, reference: runOf(7, [2030, 2035]) })
    const chart = compareChartModel({ width: 600, height: 400, textSize: 13, years: vm.years })
    expect(chart.difference.bars).toHaveLength(2)
    expect(chart.difference.bars.every(({ isLess }) => isLess)).toBe(true)
    expect(chart.overlay.referencePath).not.toContain('NaN')
  })

  it('draws parts of the difference from one zero line, within the chart', () => {
    const parts = { total: -500, world: 300, decisions: -700, together: -100 }
    const chart = splitChartModel({ width: 300, height: 400, textSize: 13, parts, year: 2045 })
    expect(chart.bars.map(({ value }) => value)).toEqual(['−700', '+300', '−100', '−500'])
    for (const bar of chart.bars) {
      expect(bar.isLess ? bar.x + bar.width : bar.x).toBeCloseTo(chart.zeroX)
      expect(bar.x).toBeGreaterThanOrEqual(0)
      expect(bar.x + bar.width).toBeLessThanOrEqual(300)
    }
  })
})
