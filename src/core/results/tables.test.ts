import { describe, expect, it } from 'vitest'
import { data, runScenario } from '../../../test/model.fixture.ts'
import { groups, markets } from '../market/sets.ts'
import { toRunObject } from './run-object.ts'
import { tidyTables, type TidyTable } from './tables.ts'

const result = runScenario({
  horizon: { start: 2027, end: 2030 },
  federal: [{ year: 2028, path: 'kei-class' }],
  source: 'local',
  nameplates: { sakura: { launch: 2035 }, roox: { source: 'import', steering: 'rhd' } },
})
const run = toRunObject(result)
const tables = new Map(tidyTables(result).map((table) => [table.name, table]))

type Cell = string | number | null
type Record_ = Readonly<Record<string, Cell>>

function table(name: string): TidyTable {
  const found = tables.get(name)
  if (found === undefined) throw new Error(`no table ${name}`)
  return found
}

function records(name: string): Record_[] {
  const { columns, rows } = table(name)
  return rows.map((row) => Object.fromEntries(columns.map((column, at) => [column, row[at]!])))
}

function total(rows: readonly Record_[], column: string): number {
  return rows.reduce((sum, row) => sum + Number(row[column]), 0)
}

function expectClose(actual: number, expected: number): void {
  expect(Math.abs(actual - expected)).toBeLessThanOrEqual(1e-9 * Math.max(1, Math.abs(expected)))
}

const years = 4
const alternatives = Object.keys(run.sales)
const nameplates = Object.keys(run.price)
const states = data.states.rows.length
const segments = data.segments.rows.length

describe('tidy tables', () => {
  it.each([
    ['sales', years * alternatives.length],
    ['sales_by_state', years * states * alternatives.length],
    ['sales_by_market', years * markets.length * alternatives.length],
    ['sales_by_group', years * 4 * groups.length * alternatives.length],
    ['displaced', years * segments],
    ['prices', years * nameplates.length],
    ['earnings', Object.keys(run.npv).length],
    ['states', years * states],
    ['consumer_surplus', years * groups.length],
    ['impacts', years],
  ])('%s has a row for each observation, and no other', (name, count) => {
    const { columns, rows } = table(name)
    expect(rows).toHaveLength(count)
    for (const row of rows) expect(row).toHaveLength(columns.length)
  })

  it('are ten, each with a name of its own', () => {
    expect(tables.size).toBe(10)
  })

  it.each([...tables.keys()])('%s says in its header what each number counts', (name) => {
    const { columns, rows } = table(name)
    const dimensions = ['year', 'payback_year']
    const units =
      /_(?:vehicles|vehicles_per_year|usd|usd_per_buyer|share|gal|kwh|kg|occasions|deaths|factor)$/
    columns.forEach((column, at) => {
      const numeric = rows.some((row) => typeof row[at] === 'number')
      if (numeric && !dimensions.includes(column)) expect(column).toMatch(units)
    })
    expect(new Set(columns).size).toBe(columns.length)
  })

  it.each([...tables.keys()])('%s tells its rows apart by what is not a number', (name) => {
    const { columns, rows } = table(name)
    const keyed = columns.flatMap((column, at) =>
      column === 'year' || rows.some((row) => typeof row[at] === 'string') ? [at] : [],
    )
    const keys = rows.map((row) => keyed.map((at) => row[at]).join(' '))
    expect(new Set(keys).size).toBe(rows.length)
  })

  it.each([...tables.keys()])('%s holds numbers that are numbers', (name) => {
    const numbers = table(name)
      .rows.flat()
      .filter((cell) => typeof cell === 'number')
    expect(numbers.every(Number.isFinite)).toBe(true)
  })
})

describe('the tables agree with the object of the run:', () => {
  it('sales, which say what kind an alternative is', () => {
    for (const { year, alternative, sales_vehicles, kind } of records('sales')) {
      expect(sales_vehicles).toBe(run.sales[String(alternative)]![Number(year) - 2027])
      const expected =
        alternative === 'grey-import'
          ? 'import-25'
          : nameplates.includes(String(alternative))
            ? 'new-kei'
            : 'segment'
      expect(kind).toBe(expected)
    }
  })

  it.each(['sales_by_state', 'sales_by_market', 'sales_by_group'])('%s add up to sales', (name) => {
    const sums = new Map<string, number>()
    for (const { year, alternative, sales_vehicles } of records(name)) {
      const key = `${year} ${alternative}`
      sums.set(key, (sums.get(key) ?? 0) + Number(sales_vehicles))
    }
    for (const id of alternatives) {
      run.years.forEach((year, t) => {
        expectClose(sums.get(`${year} ${id}`) ?? NaN, run.sales[id]![t]!)
      })
    }
  })

  it('sales of groups say income, role and taste of households and leave them blank for fleets', () => {
    for (const { market, income, role, taste } of records('sales_by_group')) {
      const blank = [income, role, taste].map((cell) => cell === null)
      const fleet = market !== 'household'
      expect(blank).toEqual([fleet, fleet, fleet])
    }
  })

  it('displaced vehicles', () => {
    for (const { year, segment, displaced_vehicles } of records('displaced')) {
      expect(displaced_vehicles).toBe(run.displaced[String(year)]![String(segment)])
    }
  })

  it('prices, blank where a nameplate is not on sale', () => {
    for (const { year, nameplate, price_usd } of records('prices')) {
      expect(price_usd).toBe(run.price[String(nameplate)]![Number(year) - 2027])
    }
  })

  it('the parts of a price, which add up to it, up to the unit cost on the way', () => {
    const priced = records('prices').filter(({ factory_usd }) => factory_usd !== null)
    expect(priced.length).toBeGreaterThan(0)
    for (const row of priced) {
      const add = (...columns: string[]) =>
        columns.reduce((sum, column) => sum + Number(row[column]), 0)
      const unit = add(
        ...['factory_usd', 'left_hand_drive_usd', 'compliance_usd', 'tariff_usd', 'freight_usd'],
        'local_build_usd',
      )
      expectClose(unit, Number(row.unit_cost_usd))
      expectClose(
        unit + add('one_off_usd', 'maker_margin_usd', 'dealer_margin_usd'),
        Number(row.price_usd),
      )
    }
  })

  it('the parts of a price are blank for imports that nobody builds, and before a launch', () => {
    const blank = records('prices').filter(({ factory_usd }) => factory_usd === null)
    const kinds = new Set(blank.map(({ nameplate, year }) => (year === 2027 ? 2027 : nameplate)))
    expect([...kinds]).toEqual(expect.arrayContaining([2027, 'sakura', 'grey-import']))
    for (const row of blank) expect(row.unit_cost_usd).toBeNull()
  })

  it('a local build bears no tariff and no freight, a right-hand-drive one no conversion', () => {
    for (const row of records('prices').filter(({ factory_usd }) => factory_usd !== null)) {
      const imported = row.nameplate === 'roox'
      expect([row.tariff_usd === 0, row.freight_usd === 0]).toEqual([!imported, !imported])
      expect(row.left_hand_drive_usd === 0).toBe(imported)
    }
  })

  it('earnings', () => {
    const npv = records('earnings').map(({ nameplate, npv_usd }) => [nameplate, npv_usd])
    expect(Object.fromEntries(npv)).toEqual(run.npv)
  })

  it('awareness, and stock at the end of the last year', () => {
    for (const { year, state, awareness_share, kei_stock_vehicles } of records('states')) {
      expect(awareness_share).toBe(run.awareness[String(state)]![Number(year) - 2027])
      if (year === 2030) expect(kei_stock_vehicles).toBe(run.stock[String(state)])
    }
  })

  it('kei sold in a state are those of its new nameplates and its 25-year imports', () => {
    const imports = records('sales_by_state').filter(
      ({ alternative }) => alternative === 'grey-import',
    )
    for (const { year, state, kei_sold_vehicles } of records('states')) {
      const imported = imports.find((row) => row.year === year && row.state === state)
      const fresh = run.keiSalesByState[String(year)]![String(state)]!
      expectClose(Number(kei_sold_vehicles), fresh + Number(imported?.sales_vehicles))
    }
  })

  it('consumer surplus, by buyer and in all', () => {
    const rows = records('consumer_surplus')
    for (const row of rows) {
      expectClose(
        Number(row.surplus_usd_per_buyer) * Number(row.purchase_occasions),
        Number(row.surplus_usd),
      )
    }
    for (const { year, consumer_surplus_usd } of records('impacts')) {
      const ofYear = rows.filter((row) => row.year === year)
      expectClose(total(ofYear, 'surplus_usd'), Number(consumer_surplus_usd))
    }
  })

  it('purchase occasions are all that is bought, new, used and kept', () => {
    for (const year of run.years) {
      const ofYear = (name: string) => records(name).filter((row) => row.year === year)
      expectClose(
        total(ofYear('consumer_surplus'), 'purchase_occasions'),
        total(ofYear('sales'), 'sales_vehicles'),
      )
    }
  })

  it('tariff revenue is that of the one nameplate that is imported new', () => {
    for (const { year, tariff_revenue_usd } of records('impacts')) {
      const roox = records('prices').find((row) => row.nameplate === 'roox' && row.year === year)
      const sold = run.sales.roox![Number(year) - 2027]!
      expectClose(Number(tariff_revenue_usd), Number(roox?.tariff_usd) * sold)
    }
  })
})
