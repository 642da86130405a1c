import { describe, expect, it } from 'vitest'
import { fixtureRun } from '../../../charts/shared/run.fixture.ts'
import { householdsByArea } from './buyer-shares.ts'
import { buyersVm, type BuyersInput } from './buyers-vm.ts'

const states = {
  file: '',
  key: 'state',
  notes: [],
  columns: [],
  rows: [
    { state: 'CA', households: 100, urban_share: 0.8, core_of_urban: 0.25 },
    { state: 'TX', households: 100, urban_share: 0.2, core_of_urban: 0 },
  ],
}
const catalog = { states, parameters: [] }
const scenario = { parameters: { townShareOfNonCore: 0.5 } }

/** Groups: low-income mainstream, high-income enthusiast, farm; the enthusiasts buy in the core. */
const run = fixtureRun({
  newKeiByGroup: (_t, a, g) => (a === 0 ? [0, 30, 0] : [10, 0, 60])[g] ?? 0,
  occasionsByGroup: (_t, g) => [700, 200, 100][g] ?? 0,
})
const input: BuyersInput = {
  run,
  reference: null,
  referenceName: 'Status quo',
  scenario,
  catalog,
  year: 2031,
}

function rowsOf(vm: ReturnType<typeof buyersVm>, title: string) {
  const panel = vm.chart.panels.find((candidate) => candidate.title === title)
  return panel?.rows.map(({ label, share, benchmark }) => [label, share, benchmark])
}

describe('buyersVm', () => {
  it('divides all buyers by kind, and households by the rest', () => {
    const vm = buyersVm(input)
    expect(rowsOf(vm, 'Buyers')).toEqual([
      ['Households', 0.4, 0.9],
      ['Farms', 0.6, 0.1],
    ])
    expect(rowsOf(vm, 'Household income')).toEqual([
      ['Lowest third', 0.25, 700 / 900],
      ['Highest third', 0.75, 200 / 900],
    ])
    expect(rowsOf(vm, 'Where households live')?.map(([label, share]) => [label, share])).toEqual([
      ['Dense city', 0.75],
      ['Country', 0.25],
    ])
  })
  it('has shares that sum to 1 in every panel', () => {
    for (const { rows } of buyersVm(input).chart.panels) {
      expect(rows.reduce((sum, { share }) => sum + share, 0)).toBeCloseTo(1, 9)
      expect(rows.reduce((sum, { benchmark }) => sum + benchmark, 0)).toBeCloseTo(1, 9)
    }
  })
  it('tells who buys most above their usual share', () => {
    expect(buyersVm(input).title).toBe(
      'Households in dense cities buy 75% of the new kei that households take in 2031 but make 17% of their purchases',
    )
    const farms = fixtureRun({
      newKeiByGroup: (_t, a, g) => (g === 2 && a === 0 ? 60 : 0),
      occasionsByGroup: () => 1,
    })
    expect(buyersVm({ ...input, run: farms }).title).toBe(
      'Farms buy 100% of the new kei in 2031 but make 33% of all vehicle purchases',
    )
  })
  it('says that nobody stands out, and that none is sold', () => {
    const even = fixtureRun({
      newKeiByGroup: (_t, _a, g) => [70, 70, 10][g] ?? 0,
      occasionsByGroup: (_t, g) => [70, 70, 10][g] ?? 0,
    })
    const flat = { states: { ...states, rows: [] }, parameters: [] }
    expect(buyersVm({ ...input, run: even, catalog: flat }).title).toBe(
      'New kei in 2031 are bought much like other vehicles',
    )
    const vm = buyersVm({ ...input, run: fixtureRun({ occasionsByGroup: () => 1 }) })
    expect(vm.title).toMatch(/^No new kei is sold in 2031/)
    expect(rowsOf(vm, 'Buyers')?.[0]?.[1]).toBeNaN()
  })
  it('holds the reference’s shares beside, where it sells any', () => {
    const { chart, table } = buyersVm({ ...input, reference: run })
    expect(chart.panels[0]?.rows.map(({ ghost }) => ghost)).toEqual([0.4, 0.6])
    expect(table.columns.at(-1)?.title).toBe('Status quo (reference)')
    const empty = buyersVm({ ...input, reference: fixtureRun() })
    expect(empty.chart.panels[0]?.rows[0]?.ghost).toBeNaN()
  })
})

describe('householdsByArea', () => {
  it('divides what is urban into cores, towns and suburbs', () => {
    expect(Object.fromEntries(householdsByArea(catalog, scenario))).toEqual({
      core: 20,
      town: 40,
      suburb: 40,
      rural: 100,
    })
  })
})
