import { describe, expect, it } from 'vitest'
import { fixtureRun } from '../../../charts/shared/run.fixture.ts'
import { fixtureEnsemble } from '../../../state/ensemble.fixture.ts'
import { cellText } from '../view-frame/table-model.ts'
import { howSureVm, type HowSureInput } from './how-sure-vm.ts'
import { firstThreshold } from './year-vm.ts'

/** New kei sold by a single run: 20,000 in 2030, 40,000 in 2031, 69,500 in 2032. */
const sold = [20_000, 40_000, 69_500]
const run = fixtureRun({ sales: (t, j) => (j === 2 ? (sold[t] ?? 0) : j < 2 ? 1e6 : 0) })
const referenceRun = fixtureRun({ sales: (t, j) => (j === 2 ? 1000 * t : 0) })

/** Each factor between 10,000 and 1,000,000 as likely as the other. */
const wide = (p: number) => 10_000 * 100 ** p
const nameplates = [
  {
    id: 'roox',
    label: 'Nissan Roox',
    onSale: 1,
    earnsBack: 0.21,
    npv: (p: number) => 4e8 * p - 2e8,
  },
  {
    id: 'clipper',
    label: 'Nissan Clipper Truck',
    onSale: 1,
    earnsBack: 0.787,
    npv: (p: number) => 6e9 * p - 6e7,
  },
  { id: 'never', label: 'Never', onSale: 0, earnsBack: 0, npv: () => NaN },
]
const scenario = fixtureEnsemble({
  quantile: (outcome, _t, p) => (outcome === 'newKei' ? wide(p) : 0),
  medianError: 4000,
  nameplates,
})
const reference = fixtureEnsemble({
  quantile: (outcome, _t, p) => (outcome === 'newKei' ? 2000 * p : 0),
  nameplates: nameplates.map((nameplate) => ({ ...nameplate, earnsBack: 0.1 })),
})
const difference = fixtureEnsemble({
  quantile: (outcome, _t, p) => (outcome === 'newKei' ? 100_000 * (p - 0.1) : 0),
  medianError: 1000,
})

const input: HowSureInput = {
  outcome: 'newKei',
  form: 'density',
  scale: 'log',
  threshold: 70_000,
  run,
  referenceRun,
  referenceName: 'Status quo',
  isSameScenario: false,
  sides: { scenario, reference, difference },
  isStale: false,
  isOver: false,
  year: 2032,
}

describe('over time', () => {
  it('says where eight in ten futures lie, and no digits that their error drowns', () => {
    expect(howSureVm('time', input).title).toBe(
      '8 in 10 futures put new kei sales in 2032 between 15,800 and 630,000',
    )
  })
  it('shows the single run at once, before any draw is done', () => {
    const vm = howSureVm('time', { ...input, sides: {} })
    expect(vm.title).toBe('A single run puts new kei sales in 2032 at 69,500; how sure is that?')
    expect(vm).toMatchObject({ kind: 'fan', fan: { bands: [], median: null } })
    expect(vm.kind === 'fan' && vm.fan.run?.values).toEqual(sold)
    expect(vm.kind === 'fan' && vm.fan.ghost).toEqual({
      label: 'Status quo',
      values: [0, 1000, 2000],
      band: null,
    })
  })
  it('has three bands about the median, over the reference’s median and its band of 80%', () => {
    const vm = howSureVm('time', input)
    if (vm.kind !== 'fan') throw new Error('expected a fan')
    const { bands, median, ghost } = vm.fan
    expect(bands.map(({ label }) => label)).toEqual([
      '95% of draws',
      '80% of draws',
      '50% of draws',
    ])
    expect(bands.map(({ low }) => Math.round(low[2] ?? 0))).toEqual([11_220, 15_849, 31_623])
    expect(bands.map(({ high }) => Math.round(high[2] ?? 0))).toEqual([891_251, 630_957, 316_228])
    expect(median?.label).toBe('Median 100,000')
    expect(ghost?.values[2]).toBe(1000)
    expect(ghost?.band?.high[2]).toBe(1800)
  })
  it('fades draws of a scenario that has changed, and says no more of them', () => {
    const vm = howSureVm('time', { ...input, isStale: true })
    expect(vm.title).toMatch(/^A single run puts/)
    expect(vm.kind === 'fan' && vm.fan.bands[0]?.label).toBe('95% of draws before the change')
    expect(vm.table.columns.map(({ title }) => title)).toEqual(['Year', 'Single run'])
  })
  it('has a table of percentiles, shown as far as they are known and saved in full', () => {
    const { table } = howSureVm('time', input)
    expect(table.columns.map(({ title }) => title)).toEqual([
      'Year',
      '5th percentile',
      '10th percentile',
      '25th percentile',
      'Median',
      '75th percentile',
      '90th percentile',
      '95th percentile',
      'Single run',
      '10th percentile, reference',
      'Median, reference',
      '90th percentile, reference',
    ])
    const row = table.rows[2] ?? []
    const shown = table.columns.map((column, c) => cellText(row[c], column, 2))
    expect(shown.slice(0, 5)).toEqual(['2032', '12,600', '15,800', '32,000', '100,000'])
    expect(row[2]).toBeCloseTo(15_848.93, 1)
  })
  it('says in words what it draws', () => {
    expect(howSureVm('time', input).summary).toBe(
      'New kei sold in a year. In 2032 the median of the draws is 100,000; 80% lie between 15,800 and 630,000. The single run gives 69,500. Status quo: median 1,000, 80% between 200 and 1,800.',
    )
  })
  it('looks at the last year where the chosen one is beyond it', () => {
    expect(howSureVm('time', { ...input, year: 2045 }).year).toBe(2032)
  })
  it('says where every future gives the same', () => {
    expect(howSureVm('time', { ...input, outcome: 'tariffRevenue' }).title).toBe(
      'Every future puts the tariff revenue in 2032 at $0',
    )
  })
})

describe('in a year', () => {
  it('says in odds how many futures pass the threshold, under the reference too', () => {
    expect(howSureVm('year', { ...input, threshold: 316_228 }).title).toBe(
      'In about 1 in 4 futures, new kei sales pass 316,000 in 2032; under the reference, in fewer than 1 in 100',
    )
    expect(howSureVm('year', { ...input, threshold: 1000 }).title).toBe(
      'In more than 99 in 100 futures, new kei sales pass 1,000 in 2032; under the reference, in about 1 in 2',
    )
  })
  it('says that of a reference without chance in it none or all pass', () => {
    const sides = { scenario, reference: fixtureEnsemble({ quantile: () => 500 }) }
    expect(howSureVm('year', { ...input, sides, threshold: 20_000 }).title).toMatch(/, in none$/)
    expect(howSureVm('year', { ...input, sides, threshold: 100 }).title).toMatch(/, in all$/)
  })
  it('says the odds with the threshold’s name to those who drag it by keyboard', () => {
    expect(howSureVm('year', input)).toMatchObject({
      thresholdLabel: '70,000',
      thresholdText: '70,000: passed in about 3 in 5 futures',
    })
  })
  it('tells where the single run lies, and how the curve was smoothed', () => {
    const vm = howSureVm('year', input)
    const note = vm.kind === 'year' ? vm.note : ''
    expect(note).toContain('58 ± 2% of the draws pass it.')
    expect(note).toContain('The single run lies below about 3 in 5 of them.')
    expect(note).toContain('Silverman')
    const cumulative = howSureVm('year', { ...input, form: 'cumulative' })
    expect(cumulative.kind === 'year' && cumulative.note).not.toContain('Silverman')
  })
  it('begins at the single run’s answer, as a round number', () => {
    expect(firstThreshold(run, 'newKei', 2032)).toBe(70_000)
    expect(firstThreshold(run, 'newKei', 2099)).toBe(70_000)
    expect(firstThreshold(fixtureRun(), 'newKei', 2032)).toBe(0)
  })
  it('waits for draws, or says how to have them', () => {
    expect(howSureVm('year', { ...input, sides: {} })).toMatchObject({
      kind: 'hint',
      hint: 'The first draws are on their way.',
    })
    expect(howSureVm('year', { ...input, sides: {}, isOver: true })).toMatchObject({
      hint: 'No draws are done. Continue to see how sure this is.',
    })
  })
})

describe('the difference', () => {
  it('says in how many futures the scenario sells more, and by how much', () => {
    expect(howSureVm('difference', input).title).toBe(
      'In about 9 in 10 futures, new kei sales in 2032 are above the reference’s, in half of all by over 40,000',
    )
  })
  it('says it the other way round', () => {
    const less = fixtureEnsemble({ quantile: (_o, _t, p) => -100 * p * p, medianError: 2 })
    expect(howSureVm('difference', { ...input, sides: { scenario, difference: less } }).title).toBe(
      'In more than 99 in 100 futures, new kei sales in 2032 are below the reference’s, in half of all by over 25',
    )
  })
  it('draws the differences and that of the single runs', () => {
    const vm = howSureVm('difference', input)
    expect(vm.kind === 'fan' && vm.fan.run?.values).toEqual([20_000, 39_000, 67_500])
    expect(vm.kind === 'fan' && vm.fan.median?.label).toBe('Median +40,000')
    expect(vm.table.rows).toHaveLength(3)
  })
  it('says where nothing differs', () => {
    const none = fixtureEnsemble()
    expect(howSureVm('difference', { ...input, sides: { scenario, difference: none } }).title).toBe(
      'In every future, new kei sales in 2032 are the same as the reference’s',
    )
    expect(howSureVm('difference', { ...input, isSameScenario: true })).toMatchObject({
      kind: 'hint',
      title: 'This scenario and its reference are the same',
    })
    expect(howSureVm('difference', { ...input, sides: { scenario } })).toMatchObject({
      kind: 'hint',
      hint: 'Give both scenarios the same first and last year.',
    })
  })
})

describe('nameplates', () => {
  it('says which earns its money back the likeliest, and how many others do', () => {
    const vm = howSureVm('nameplates', input)
    expect(vm.title).toBe(
      'Nissan Clipper Truck earns its money back in about 4 in 5 futures; 1 of 2 nameplates do in at least half',
    )
    expect(
      vm.kind === 'nameplates' &&
        vm.rows.map(({ label, share, npvRange }) => [label, share, npvRange]),
    ).toEqual([
      ['Nissan Clipper Truck', '79 ± 1%', '$540M to $5.34B'],
      ['Nissan Roox', '21 ± 1%', '−$160M to $160M'],
    ])
    expect(vm).toMatchObject({ hasReference: true })
  })
  it('shows in its table what the chart shows, and saves the numbers', () => {
    const { table } = howSureVm('nameplates', input)
    const shown = table.columns.map((column, c) => cellText(table.rows[0]?.[c], column, 0))
    expect(shown).toEqual(['Nissan Clipper Truck', '100%', '79 ± 1%', '$540M', '$2.94B', '$5.34B'])
    expect(table.rows[0]?.[2]).toBe(0.787)
  })
  it('says that none is on sale', () => {
    expect(
      howSureVm('nameplates', { ...input, sides: { scenario: fixtureEnsemble() } }),
    ).toMatchObject({
      kind: 'hint',
      title: 'No new nameplate is on sale in any future',
    })
  })
})
