import { describe, expect, it } from 'vitest'
import { fixtureIndex, fixtureRun } from '../../../charts/shared/run.fixture.ts'
import { adoptionTitle } from './adoption-title.ts'
import { adoptionVm, breakdownsOf, type AdoptionInput } from './adoption-vm.ts'

const catalog = {
  states: {
    file: '',
    key: 'state',
    notes: [],
    columns: [],
    rows: [{ state: 'CA', name: 'California' }],
  },
}

/** Alternatives: compact car, used, truck, wagon, import. */
const sold = [
  [10_000, 5000, 0, 0, 90],
  [10_000, 5000, 100, 0, 90],
  [10_000, 5000, 320, 80, 90],
]
const growing = fixtureRun({
  sales: (t, j) => sold[t]?.[j] ?? 0,
  keiByMarket: (t, m, n) => (m === 1 ? (sold[t]?.[n + 2] ?? 0) : 0),
  keiByState: (t, s, n) => (s === 0 ? (sold[t]?.[n + 2] ?? 0) : 0),
  stock: (t, s) => (s === 0 ? 100 * (t + 1) : 0),
})
const none = fixtureRun({ sales: (_t, j) => (j < 2 ? 10_000 : j === 4 ? 90 : 0) })

const input: AdoptionInput = {
  run: growing,
  reference: none,
  referenceName: 'Status quo',
  catalog,
  measure: 'sales',
  breakdown: 'nameplate',
}

describe('adoptionTitle', () => {
  it('says what the last year comes to, and what kind it is', () => {
    expect(adoptionTitle(growing, 'sales')).toBe(
      'New kei come to 400 a year by 2032, 3.8% of new vehicles; 8 in 10 are trucks and vans',
    )
    expect(adoptionTitle(growing, 'share')).toBe(
      'New kei reach 3.8% of new vehicles by 2032; 8 in 10 are trucks and vans',
    )
  })
  it('says that no new kei is sold, and what is sold instead', () => {
    expect(adoptionTitle(none, 'sales')).toBe(
      'No new kei is sold; 25-year-old imports come to 90 a year by 2032',
    )
    expect(adoptionTitle(fixtureRun(), 'share')).toBe('No new kei is sold')
  })
  it('tells of a peak, and of an end', () => {
    const peaking = fixtureRun({
      sales: (t, j) => (j === 3 ? ([10, 200, 50][t] ?? 0) : j === 0 ? 10_000 : 0),
    })
    expect(adoptionTitle(peaking, 'sales')).toBe(
      'New kei peak at 200 in 2031 and come to 50 a year by 2032; all are passenger cars',
    )
    const ending = fixtureRun({ sales: (t, j) => (j === 3 && t < 2 ? 10 : 0) })
    expect(adoptionTitle(ending, 'sales')).toBe('No new kei is sold by 2032, after 10 in 2030')
  })
  it('compares what is on the road with the start, where it has grown', () => {
    expect(adoptionTitle(growing, 'stock')).toBe(
      '300 kei are on the road by the end of 2032, 3 times as many as in 2030',
    )
    expect(adoptionTitle(none, 'stock')).toBe('0 kei are on the road by the end of 2032')
  })
})

describe('adoptionVm', () => {
  it('stacks new nameplates, with imports beside and the reference as a ghost', () => {
    const { chart } = adoptionVm(input)
    expect(chart.stack.map(({ label, values }) => [label, values])).toEqual([
      ['Suzuki Carry', [0, 100, 320]],
      ['Suzuki Spacia', [0, 0, 80]],
    ])
    expect(chart.beside.map(({ label }) => label)).toEqual(['25-year-old imports'])
    expect(chart.ghost).toEqual({ label: 'Status quo', values: [0, 0, 0] })
  })
  it('adds up to the same whichever way it is broken down', () => {
    for (const measure of ['sales', 'share', 'stock'] as const) {
      for (const breakdown of breakdownsOf(measure)) {
        const { chart } = adoptionVm({ ...input, measure, breakdown })
        const last = chart.stack.reduce((sum, { values }) => sum + (values.at(-1) ?? 0), 0)
        expect(last).toBeCloseTo({ sales: 400, share: 400 / 10_400, stock: 300 }[measure], 9)
      }
    }
  })
  it('names few series and puts the rest together', () => {
    const nameplates = Array.from({ length: 12 }, (_, n) => ({
      ...(fixtureIndex.nameplates[0] as (typeof fixtureIndex.nameplates)[number]),
      id: `n${n}`,
      label: `Kei ${n}`,
    }))
    const run = fixtureRun({ sales: (_t, j) => 100 - j }, { ...fixtureIndex, nameplates })
    const { chart, table } = adoptionVm({ ...input, run })
    expect(chart.stack.map(({ label }) => label)).toEqual([
      'Kei 0',
      'Kei 1',
      'Kei 2',
      'Kei 3',
      'Kei 4',
      'Kei 5',
      'Others',
    ])
    expect(table.columns).toHaveLength(1 + 1 + 12 + 1)
  })
  it('has a table with the chart’s numbers, and bears a reference of other years', () => {
    const late = fixtureRun({}, { ...fixtureIndex, years: [2032, 2033, 2034] })
    const { table, chart } = adoptionVm({ ...input, reference: late })
    expect(chart.ghost?.values).toEqual([NaN, NaN, 0])
    expect(table.columns.map(({ title }) => title)).toEqual([
      'Year',
      'All new kei',
      'Suzuki Carry',
      'Suzuki Spacia',
      '25-year-old imports',
      'Status quo (reference)',
    ])
    expect(table.rows[2]).toEqual([2032, 400, 320, 80, 90, 0])
  })
  it('says in words what it draws, also without a reference and without sales', () => {
    expect(adoptionVm(input).summary).toContain('Suzuki Carry 320, Suzuki Spacia 80')
    const empty = adoptionVm({ ...input, run: fixtureRun(), reference: null })
    expect(empty.summary).toBe('New kei sold in a year: 0 in 2030, 0 in 2032.')
    expect(empty.chart.stack).toEqual([])
  })
})
