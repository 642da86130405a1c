import { describe, expect, it } from 'vitest'
import type { Scenario } from '../../../../src/core/scenario/scenario.ts'
import { evidenceCatalog } from './catalog.fixture.ts'
import {
  allowedWords,
  assumptionRows,
  assumptionTable,
  editLabel,
  evidenceTitle,
  filterRows,
  isAllowed,
  sortRows,
  type Filter,
} from './evidence-vm.ts'
import { rangeBarModel } from './range-bar-model.ts'

const scenario: Scenario = {
  format: 'keicast-scenario',
  version: 1,
  name: 'Test',
  parameters: { gasolinePrice: 4.5, tariffTruck: 0.1, freight: 1700 },
}
const rows = assumptionRows(evidenceCatalog, scenario)
const everything: Filter = { search: '', confidence: 'any', changedOnly: false }
const names = (shown: readonly { readonly name: string }[]) => shown.map(({ name }) => name)

describe('the evidence view', () => {
  it('says how many assumptions there are, how many are weak, and how many changed', () => {
    expect(evidenceTitle(rows)).toBe('5 assumptions, 2 of them weak; 2 changed in this scenario')
    expect(evidenceTitle(assumptionRows(evidenceCatalog, { ...scenario, parameters: {} }))).toBe(
      '5 assumptions, 2 of them weak',
    )
  })

  it('marks what differs from the default, not what repeats it', () => {
    expect(names(rows.filter(({ isChanged }) => isChanged))).toEqual([
      'gasolinePrice',
      'tariffTruck',
    ])
  })

  it('finds by every word, in label, source, group and unit', () => {
    expect(names(filterRows(rows, { ...everything, search: 'EIA gallon' }))).toEqual([
      'gasolinePrice',
    ])
    expect(names(filterRows(rows, { ...everything, search: 'customs' }))).toEqual(['tariffTruck'])
    expect(filterRows(rows, { ...everything, search: 'gasoline tariff' })).toEqual([])
    expect(names(filterRows(rows, { ...everything, confidence: 'low' }))).toEqual([
      'freight',
      'outsideShare',
    ])
    expect(filterRows(rows, { ...everything, changedOnly: true })).toHaveLength(2)
  })

  it('sorts by certainty, by width of range and by departure from the default', () => {
    const by = (key: 'confidence' | 'range' | 'value' | 'label', isDescending: boolean) =>
      names(sortRows(rows, { key, isDescending }))
    expect(by('confidence', false).slice(0, 2)).toEqual(['freight', 'outsideShare'])
    expect(by('range', true).at(-1)).toBe('outsideShare')
    expect(by('value', true).slice(0, 2)).toEqual(['tariffTruck', 'gasolinePrice'])
    expect(by('label', false)[0]).toBe('gasolinePrice')
    expect(sortRows(rows, { key: 'given', isDescending: false })).toBe(rows)
  })

  it('knows what may be typed, in the unit shown', () => {
    const [gasoline, tariff, , , share] = rows
    expect(allowedWords(gasoline!)).toBe('0.01 or more')
    expect(allowedWords(share!)).toBe('from 1 to 99')
    expect(isAllowed(share!, 1)).toBe(false)
    expect(isAllowed(share!, NaN)).toBe(false)
    expect(isAllowed(tariff!, 0.4)).toBe(true)
    expect(editLabel(tariff!, 0.05)).toBe('Set Tariff on trucks to 5% of customs value')
  })

  it('exports values in the unit shown, a column for each heading', () => {
    const table = assumptionTable(rows, 'caption')
    expect(table.rows[1]?.slice(3, 8)).toEqual([10, 25, 15, 25, '% of customs value'])
    expect(table.rows.every((row) => row.length === table.columns.length)).toBe(true)
  })
})

describe('the range bar', () => {
  it('keeps low, default, value and high in order, whatever they are', () => {
    const bar = rangeBarModel({ width: 100, low: 2, high: 4, default: 3, value: 9 })
    expect([bar.lowX, bar.defaultX, bar.highX, bar.valueX]).toEqual(
      [bar.lowX, bar.defaultX, bar.highX, bar.valueX].toSorted((a, b) => a - b),
    )
    expect(bar.valueX).toBeLessThanOrEqual(100)
  })

  it('draws a fixed value in the middle', () => {
    expect(rangeBarModel({ width: 100, low: 0, high: 0, default: 0, value: 0 }).valueX).toBe(50)
  })
})
