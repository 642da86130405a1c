import { describe, expect, it } from 'vitest'
import { fixtureRun } from '../../../charts/shared/run.fixture.ts'
import { stateCard } from './state-card-vm.ts'
import { firstSubject, ratesOf } from './where-data.ts'
import { whereScale, whereVm, type WhereInput } from './where-vm.ts'

const bare = { file: '', key: 'state', notes: [], columns: [] }
const catalog = {
  states: {
    ...bare,
    rows: [
      stateRow('CA', 'California', { kei_status: 'unclear', sales_tax: 0.1 }),
      stateRow('GA', 'Georgia', { kei_status: 'prohibited' }),
      stateRow('TX', 'Texas', { kei_status: 'capped', kei_cap_mph: 35 }),
    ],
  },
  stateLaw: {
    ...bare,
    rows: [{ state: 'TX', note: 'a policy of 2024', source: 'DMV', confidence: 'H' }],
  },
}

function stateRow(state: string, name: string, more: Record<string, string | number>) {
  const common = { households: 100_000, new_sales_2024: 10_000, sales_tax: 0, kei_cap_mph: null }
  return { state, name, ...common, ...more }
}

/** Year, state, nameplate: the truck sells in California and Texas, the import in Texas. */
const run = fixtureRun({
  keiByState: (t, s, n) => (n === 0 ? ([20, 0, 60][s] ?? 0) * t : n === 2 && s === 2 ? 7 : 0),
  openShare: (t, s) => (s === 1 ? (t === 2 ? 1 : 0) : s === 0 && t === 0 ? 0.5 : 1),
  capMph: (_t, s) => (s === 2 ? 45 : 999),
  awareness: () => 0.34,
  stock: () => 1200,
  price: (_t, n) => [12_000, NaN, 5000][n] ?? NaN,
})
const choice = { run, catalog, subject: 'fresh', rate: 'households' } as const
const input: WhereInput = {
  ...choice,
  reference: null,
  referenceName: 'Status quo',
  scenario: {},
  year: 2031,
  scale: whereScale(choice),
}

describe('whereVm', () => {
  it('says where kei sell best, against the nation, and where they may not be sold', () => {
    expect(whereVm(input).title).toBe(
      'New kei sell best in Texas in 2031: 60 per 100,000 households, 2.3 times the nation’s; 1 state is closed to them',
    )
    expect(whereVm({ ...input, rate: 'units' }).title).toBe(
      'Texas buys the most new kei in 2031: 60, 75% of the nation’s; 1 state is closed to them',
    )
    expect(whereVm({ ...input, subject: 'imports', rate: 'vehicles' }).title).toBe(
      '25-year-old imports sell best in Texas in 2031: 0.7 per 1,000 new vehicles, 3 times the nation’s; 1 state is closed to them',
    )
    expect(whereVm({ ...input, subject: 'road' }).title).toBe(
      'Kei are most common on the roads of California in 2031: 1,200 per 100,000 households',
    )
  })
  it('says that nothing is sold, and that every state is closed', () => {
    expect(whereVm({ ...input, year: 2030 }).title).toBe(
      'No new kei is sold in 2030; 1 state is closed to them',
    )
    expect(whereVm({ ...input, run: fixtureRun() }).title).toBe(
      'No new kei is sold in 2031; every state is closed to them',
    )
  })
  it('knows closed from unclear from open, by the law that counts for the subject', () => {
    const access = (more: Partial<WhereInput>) =>
      whereVm({ ...input, ...more }).chart.regions.map((region) => region.access)
    expect(access({})).toEqual(['open', 'closed', 'open'])
    expect(access({ year: 2030 })).toEqual(['unclear', 'closed', 'open'])
    expect(access({ subject: 'imports' })).toEqual(['unclear', 'closed', 'open'])
    expect(access({ subject: 'imports', scenario: { states: { GA: 'legal' } } })).toEqual([
      'unclear',
      'open',
      'open',
    ])
    expect(access({ subject: 'road' })).toEqual(['unknown', 'unknown', 'unknown'])
  })
  it('keeps its colours over the years', () => {
    expect(whereScale(choice).colourOf(120)).toBe(input.scale.colours.at(-1))
    expect(whereScale(choice).colourOf(1)).toBe(input.scale.colours[0])
  })
  it('has a table from the most to the least, with the reference', () => {
    const { table } = whereVm({ ...input, reference: fixtureRun() })
    expect(table.columns.map(({ title }) => title)).toEqual([
      'State',
      'New kei sold',
      'New kei sold',
      'Status quo (reference)',
      'Law',
    ])
    expect(table.rows).toEqual([
      ['Texas', 60, 60, 0, 'open'],
      ['California', 20, 20, 0, 'open'],
      ['Georgia', 0, 0, 0, 'closed'],
    ])
  })
  it('says in words what it draws', () => {
    expect(whereVm(input).summary).toBe(
      'New kei sold per 100,000 households, 2031. Highest: Texas 60, California 20. Closed: Georgia.',
    )
  })
})

describe('what there is to choose', () => {
  it('starts with imports where no new kei is ever sold', () => {
    expect(firstSubject(run)).toBe('fresh')
    expect(firstSubject(fixtureRun())).toBe('imports')
  })
  it('does not hold a stock against a year’s sales', () => {
    expect(ratesOf('road')).not.toContain('vehicles')
  })
})

describe('stateCard', () => {
  const card = (state: string, year: number, scenario = {}) =>
    stateCard({ run, catalog, scenario, year, state })

  it('tells the law of today, and of the year', () => {
    expect(card('TX', 2031)?.law.map(({ value }) => value)).toEqual([
      'Legal on roads posted up to 35 mph',
      'Open on roads posted up to 45 mph',
    ])
    expect(card('GA', 2030)?.law.map(({ value }) => value)).toEqual([
      'Not allowed',
      'May not be sold before 2032',
    ])
    expect(card('CA', 2030)?.law.map(({ value }) => value)).toEqual([
      'Unclear',
      'Unclear until 2031, so counted as half open',
    ])
    expect(card('CA', 2031)?.law.at(-1)?.value).toBe('Open on all roads')
  })
  it('tells what the scenario changes', () => {
    const changed = card('GA', 2031, { states: { GA: { status: 'capped', cap_mph: 25 } } })
    expect(changed?.law[1]).toEqual({
      label: 'In this scenario',
      value: 'Legal on roads posted up to 25 mph',
    })
  })
  it('says that no federal rule lets new kei be sold', () => {
    const closed = fixtureRun({ capMph: () => NaN })
    const law = stateCard({ run: closed, catalog, scenario: {}, year: 2031, state: 'TX' })?.law
    expect(law?.at(-1)?.value).toBe('No federal rule lets new kei be sold')
  })
  it('gives the evidence with its source and how sure it is', () => {
    expect(card('TX', 2031)).toMatchObject({
      note: 'A policy of 2024.',
      source: 'Source: DMV',
      confidence: 'well supported',
    })
  })
  it('gives the price with the state’s tax, and what is sold', () => {
    expect(card('CA', 2031)?.facts.map(({ value }) => value)).toEqual(['34%', '$13,200', '1,200'])
    expect(card('TX', 2031)?.sales.map(({ label, value }) => `${label} ${value}`)).toEqual([
      'Suzuki Carry 60',
      '25-year-old import 7',
      'All 67',
    ])
    expect(card('GA', 2031)?.sales).toEqual([{ label: 'All', value: 'None' }])
  })
  it('has no card for a place that the run does not know', () => {
    expect(card('XX', 2031)).toBeNull()
  })
})
