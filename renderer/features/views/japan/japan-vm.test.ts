import { describe, expect, it } from 'vitest'
import { evidenceCatalog } from '../evidence/catalog.fixture.ts'
import { modelsChartModel, yearsChartModel } from './japan-chart-model.ts'
import { japanVm } from './japan-vm.ts'

const vm = japanVm(evidenceCatalog)
const size = { width: 600, height: 400, textSize: 13 }

describe('the view of the home market', () => {
  it('states the last year', () => {
    expect(vm.title).toBe(
      'In Japan 1.67 million kei vehicles were sold in 2025, 36.5% of the market',
    )
  })

  it('leaves years without a figure as gaps', () => {
    expect(vm.years.map(({ year }) => year)).toEqual([2022, 2023, 2024, 2025])
    expect(vm.years[1]?.figure).toBeNull()
    const chart = yearsChartModel({ ...size, years: vm.years })
    expect(chart.bars.map(({ year }) => year)).toEqual([2022, 2025])
    expect(chart.yearLabels.at(-1)?.year).toBe(2025)
  })

  it('marks what no source confirms', () => {
    expect(vm.years[0]?.figure?.isRecalled).toBe(true)
    expect(vm.years[3]?.figure?.isRecalled).toBe(false)
    expect(vm.table.rows[0]?.at(-1)).toBe('unconfirmed')
  })

  it('ranks models by sales and leaves out those without a figure', () => {
    expect(vm.models.map(({ model }) => model)).toEqual(['N-BOX', 'Spacia', 'Move'])
    const chart = modelsChartModel({ ...size, models: vm.models, year: vm.modelsYear })
    expect(chart.rows[2]?.beforeX).toBeNull()
    expect(chart.rows[0]!.beforeX!).toBeGreaterThan(chart.rows[1]!.beforeX!)
  })

  it('says so where nothing is known', () => {
    const none = { ...evidenceCatalog.japanYears, rows: [] }
    const empty = japanVm({ japanYears: none, japanMarket: { ...none } })
    expect(empty.title).toBe('Nothing is known of the home market')
    expect(yearsChartModel({ ...size, years: empty.years }).bars).toEqual([])
    expect(modelsChartModel({ ...size, models: empty.models, year: 2025 }).rows).toEqual([])
  })
})
