import { describe, expect, it } from 'vitest'
import { fixtureRun } from '../../../charts/shared/run.fixture.ts'
import { insteadVm, type InsteadInput } from './instead-vm.ts'

const run = fixtureRun({ displaced: (t, j) => ([25, 75][j] ?? 0) * t })
const input: InsteadInput = {
  run,
  reference: fixtureRun({ displaced: (_t, j) => (j === 0 ? 9 : 1) }),
  referenceName: 'Status quo',
  year: 2032,
  measure: 'vehicles',
}

describe('insteadVm', () => {
  it('says what kei are bought instead of', () => {
    expect(insteadVm(input).title).toBe(
      '75% of the kei sold in 2032 are bought instead of a used vehicle or keeping the old one; among new vehicles the compact car gives way most, to 25%',
    )
    const other = fixtureRun({ displaced: (_t, j) => (j === 0 ? 90 : 10) })
    expect(insteadVm({ ...input, run: other }).title).toBe(
      'The compact car gives way most to kei in 2032, to 90% of those sold; 10% are bought instead of a used vehicle or keeping the old one',
    )
  })
  it('says that no kei is sold', () => {
    const vm = insteadVm({ ...input, year: 2030, reference: null })
    expect(vm.title).toBe('No kei is sold in 2030, so none takes another vehicle’s place')
    expect(vm.summary).toContain('There are none.')
    expect(vm.chart.ghostLabel).toBeNull()
  })
  it('orders bars by what they come to, with the reference in the same unit', () => {
    const bars = (measure: InsteadInput['measure']) =>
      insteadVm({ ...input, measure }).chart.bars.map(({ label, said, ghost }) => [
        label,
        said,
        ghost,
      ])
    expect(bars('vehicles')).toEqual([
      ['Used vehicle, or keeping the old one', '150 (75%)', 1],
      ['Compact car', '50 (25%)', 9],
    ])
    expect(bars('share')).toEqual([
      ['Used vehicle, or keeping the old one', '75%', 0.1],
      ['Compact car', '25%', 0.9],
    ])
  })
  it('folds bars into one that is their sum', () => {
    const { chart } = insteadVm(input)
    expect(chart.fold(chart.bars)).toMatchObject({ label: '2 others', value: 200, ghost: 10 })
  })
  it('has a table of vehicles and shares', () => {
    expect(insteadVm(input).table.rows[0]).toEqual([
      'Used vehicle, or keeping the old one',
      150,
      0.75,
      1,
      0.1,
    ])
  })
})
