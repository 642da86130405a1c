import { describe, expect, it } from 'vitest'
import type { Scenario } from '../../../../src/core/scenario/scenario.ts'
import { evidenceCatalog } from './catalog.fixture.ts'
import { dataTableModel, dataTableVm, filterDataRows, sortDataRows } from './data-table-vm.ts'

const scenario: Scenario = {
  format: 'keicast-scenario',
  version: 1,
  name: 'Test',
  states: { CA: { status: 'capped', cap_mph: 45 }, TX: 'capped' },
  makers: { suzuki: { dealer_reach: 0.3 } },
  nameplates: { carry: { offered: true, plan_volume: 8000 } },
}
const cellsOf = (id: 'states' | 'nameplates' | 'makers', key: string) => {
  const vm = dataTableVm(evidenceCatalog, id, scenario)
  const row = vm.rows.find((candidate) => candidate.key === key)
  return Object.fromEntries(vm.columns.map(({ name }, c) => [name, row?.cells[c]]))
}

describe('a table of the data set', () => {
  it('names rows first, with units in words', () => {
    const vm = dataTableVm(evidenceCatalog, 'nameplates', scenario)
    expect(vm.columns[0]?.label).toBe('Name')
    expect(vm.columns.find(({ name }) => name === 'plan_volume')?.unit).toBe('vehicles a year')
    expect(vm.columns.find(({ name }) => name === 'launch')?.unit).toBe('')
    expect(dataTableVm(evidenceCatalog, 'states', scenario).notes).toEqual([
      'One row a state. “Imported kei are”: as of 2025; kei_other is not a column.',
    ])
  })

  it('writes cells for people: names for references, words for flags, plain years', () => {
    const carry = cellsOf('nameplates', 'carry')
    expect(carry.maker?.text).toBe('Suzuki')
    expect(carry.body?.text).toBe('electric van')
    expect(carry.launch?.text).toBe('2029')
    expect(carry.ref_household?.text).toBe('–')
    expect(cellsOf('nameplates', 'clipper').ref_household?.text).toBe('Compact car')
    expect(cellsOf('states', 'TX').kei_confidence?.text).toBe('●●● high')
    expect(cellsOf('states', 'TX').id?.text).toBe('TX')
  })

  it('shows what the scenario says, and what it was', () => {
    expect(cellsOf('nameplates', 'carry').offered).toMatchObject({ text: 'yes', was: 'no' })
    expect(cellsOf('nameplates', 'carry').plan_volume?.was).toBeNull()
    expect(cellsOf('makers', 'suzuki').dealer_reach).toMatchObject({ text: '30', was: '0' })
    expect(cellsOf('states', 'CA').kei_status).toMatchObject({ text: 'capped', was: 'unclear' })
    expect(cellsOf('states', 'CA').kei_cap_mph).toMatchObject({ text: '45', was: '–' })
    expect(cellsOf('states', 'TX').kei_status?.was).toBeNull()
  })

  it('searches all cells and sorts blanks last either way', () => {
    const { rows, columns } = dataTableVm(evidenceCatalog, 'nameplates', scenario)
    expect(filterDataRows(rows, 'suzuki van').map(({ key }) => key)).toEqual(['carry'])
    expect(filterDataRows(rows, ' ')).toBe(rows)
    const column = columns.findIndex(({ name }) => name === 'ref_household')
    for (const isDescending of [true, false]) {
      expect(sortDataRows(rows, column, isDescending).map(({ key }) => key)).toEqual([
        'clipper',
        'carry',
      ])
    }
    const launch = columns.findIndex(({ name }) => name === 'launch')
    expect(sortDataRows(rows, launch, true)[0]?.key).toBe('carry')
  })

  it('exports numbers as numbers', () => {
    const model = dataTableModel(dataTableVm(evidenceCatalog, 'makers', scenario), 'Makers')
    expect(model.columns.map(({ title }) => title)).toEqual([
      'Name',
      'Id',
      'People near a dealer (%)',
      'Barred from the market',
    ])
    expect(model.rows[1]).toEqual(['Suzuki', 'suzuki', 30, 'no'])
  })
})
