import { csvParse, csvParseRows } from 'd3-dsv'
import { parquetMetadata, parquetReadObjects } from 'hyparquet'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { outcomeLayout, nameplateOffsets, yearlyOffset } from '../../core/ensemble/outcomes.ts'
import { drawScenario, planDraws } from '../../core/ensemble/plan-draws.ts'
import { resolveScenario } from '../../core/scenario/resolve.ts'
import type { Scenario } from '../../core/scenario/scenario.ts'
import { openWorkbench } from '../workbench.ts'
import { countDraws, createDrawTable, rowOf, STATUS } from './draw-table.ts'
import {
  drawRows,
  drawsParquet,
  ensembleJson,
  shortest,
  writeEnsembleCsv,
} from './ensemble-files.ts'
import { toEnsembleObject, type EnsembleObject, type EnsembleSource } from './ensemble-object.ts'
import type { EnsembleDraws } from './run-ensemble.ts'
import { drawsOf, summarise } from './summarise.ts'

const { data } = openWorkbench()
const scenario: Scenario = {
  format: 'keicast-scenario',
  version: 1,
  name: 'Odds, "quoted"',
  horizon: { start: 2029, end: 2030 },
  federal: [{ year: 2029, path: 'kei-class', odds: { 2029: 0.5 } }],
  ensemble: { hold: ['wacc'] },
}
const settings = { seed: 'test', draws: 8, method: 'sobol' } as const
const source: EnsembleSource = {
  scenario: { name: scenario.name, hash: 'aa' },
  dataVersion: 'bb',
  settings: { ...settings, hold: ['wacc'] },
}
const plan = planDraws(data, scenario, settings)
const layout = outcomeLayout(resolveScenario(data, scenario))
const first = nameplateOffsets(layout, 0)

/** Draws of which one failed, one is pending, and one has the first nameplate on sale without a payback. */
function someDraws(): EnsembleDraws {
  const table = createDrawTable(8, layout.width)
  table.rows.forEach((_, at) => {
    table.rows[at] = ((at * 31) % 997) / 7
  })
  for (let draw = 0; draw < 8; draw += 1) {
    rowOf(table, draw)[first.npv] = draw < 4 ? NaN : -1e6 * draw
    rowOf(table, draw)[first.paybackYear] = draw < 6 ? NaN : 2030
    for (let n = 1; n < layout.nameplates.length; n += 1) {
      rowOf(table, draw)[nameplateOffsets(layout, n).paybackYear] = NaN
    }
  }
  table.status.set([-1, STATUS.failed, -1, STATUS.pending, -1, -1, -1, -1])
  return { layout, table, ...countDraws(table), partial: true, failure: null }
}

const draws = someDraws()
const object = toEnsembleObject(source, draws)
const rows = drawRows(data, scenario, source, draws)
const workedOut = [0, 1, 2, 4, 5, 6, 7]

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'keicast-ensemble-'))
})
afterEach(() => {
  rmSync(folder, { recursive: true, force: true })
})

describe('an ensemble as JSON', () => {
  it('says what it was made of and what it is', () => {
    const read = JSON.parse(ensembleJson(object)) as EnsembleObject
    expect(read).toMatchObject({
      scenario: { name: scenario.name, hash: 'aa' },
      dataVersion: 'bb',
      settings: { ...settings, hold: ['wacc'] },
      partial: true,
      done: 6,
      failed: 1,
      years: [2029, 2030],
      percentiles: [5, 10, 25, 50, 75, 90, 95],
    })
    expect(read).toEqual(object)
  })

  it('holds the percentiles that a page is told', () => {
    const { columns } = summarise(drawsOf(layout, draws.table))
    const { stock } = object.outcomes
    // Outcome 2, both years; 201 quantiles each.
    expect(stock.percentiles[1]).toEqual(
      [10, 20, 50, 100, 150, 180, 190].map((place) => columns.quantiles[(2 * 2 + 1) * 201 + place]),
    )
    expect(stock.medianError).toEqual([...columns.medianError.subarray(4, 6)])
    expect(stock.unit).toBe('vehicles')
  })

  it('has no NPV of a nameplate that is never on sale', () => {
    const none = someDraws()
    for (let draw = 0; draw < 8; draw += 1) rowOf(none.table, draw)[first.npv] = NaN
    const { id } = layout.nameplates[0]!
    expect(toEnsembleObject(source, none).nameplates[id]).toMatchObject({ onSale: 0, npv: null })
    expect(object.nameplates[id]).toMatchObject({ onSale: 4 / 6, earnsBack: 2 / 6 })
    expect(object.nameplates[id]?.npv?.[3]).toBe(-5.5e6)
  })
})

describe('an ensemble as tables', () => {
  const tables = async () => {
    await writeEnsembleCsv(join(folder, 'a', 'b'), object, rows)
    const read = (name: string) => readFileSync(join(folder, 'a', 'b', `${name}.csv`), 'utf8')
    return {
      percentiles: read('percentiles'),
      nameplates: read('nameplates'),
      draws: read('draws'),
    }
  }

  it('are three, in a folder that is made where it is not there, each marked partial', async () => {
    const texts = await tables()
    expect(readdirSync(join(folder, 'a', 'b')).sort()).toEqual([
      'draws.csv',
      'nameplates.csv',
      'percentiles.csv',
    ])
    for (const text of Object.values(texts)) {
      expect(csvParse(text).every(({ partial }) => partial === 'true')).toBe(true)
    }
  })

  it('have a row a year and percentile, units in the header', async () => {
    const { percentiles } = await tables()
    const [header, ...cells] = csvParseRows(percentiles)
    expect(header).toEqual([
      'year',
      'percentile',
      'new_kei_vehicles',
      'new_kei_share',
      'stock_vehicles',
      'carbon_saved_t',
      'extra_driver_deaths',
      'consumer_surplus_usd',
      'tariff_revenue_usd',
      'partial',
    ])
    expect(cells.length).toBe(14)
    expect(cells[3]?.slice(0, 3)).toEqual([
      '2029',
      '50',
      String(object.outcomes.newKei.percentiles[0]?.[3]),
    ])
  })

  it('have a row a nameplate', async () => {
    const { nameplates } = await tables()
    const [row] = csvParse(nameplates)
    expect(row).toMatchObject({
      nameplate: layout.nameplates[0]!.id,
      on_sale_share: String(4 / 6),
      npv_p50_usd: '-5500000',
    })
  })

  it('have a row a draw: what was drawn, and what came out of it', async () => {
    const read = csvParse((await tables()).draws)
    expect(read.map(({ draw }) => Number(draw))).toEqual(workedOut)
    for (const row of read) {
      const drawn = drawScenario(plan, Number(row.draw))
      expect(Number(row['parameter_tariffCar [share of customs value]'])).toBe(
        drawn.parameters?.tariffCar,
      )
      expect(Number(row['appeal_utils_n-box'])).toBe(drawn.nameplates?.['n-box']?.appeal)
      expect(row.federal_year_0).toBe(String(drawn.federal?.[0]?.year ?? ''))
      expect(Object.keys(row)).not.toContain('parameter_wacc [1/yr]')
      const sold = rowOf(draws.table, Number(row.draw))[yearlyOffset(layout, 'newKei') + 1]!
      if (row.draw !== '1') expect(Math.fround(Number(row.new_kei_vehicles_2030))).toBe(sold)
    }
    expect(read[1]).toMatchObject({ draw: '1', new_kei_vehicles_2030: '' })
    const { id } = layout.nameplates[0]!
    expect(read.map((row) => row[`payback_year_${id}`])).toEqual([
      '',
      '',
      '',
      '',
      '',
      '2030',
      '2030',
    ])
    expect(read[0]![`npv_usd_${id}`]).toBe('')
    expect(new Set(read.map(({ federal_year_0 }) => federal_year_0))).toEqual(new Set(['2029', '']))
  })
})

describe('draws as Parquet', () => {
  const bytes = drawsParquet(rows)
  const file = bytes.buffer as ArrayBuffer

  it('read back as they were, whatever is missing as null', async () => {
    const read = await parquetReadObjects({ file })
    expect(read.map(({ draw }) => draw as number)).toEqual(workedOut)
    for (const row of read) {
      for (const { name, value } of rows.columns) {
        expect(row[name] ?? null).toBe(value(row.draw as number))
      }
    }
    expect(Object.keys(read[0]!)).toEqual(rows.columns.map(({ name }) => name))
    expect(read[1]).toMatchObject({ draw: 1, new_kei_vehicles_2030: null })
  })

  it('have whole years, full doubles and singles', () => {
    const { schema } = parquetMetadata(file)
    const typeOf = (column: string) => schema.find(({ name }) => name === column)?.type
    expect(typeOf('draw')).toBe('INT32')
    expect(typeOf('federal_year_0')).toBe('INT32')
    expect(typeOf('parameter_tariffCar')).toBe('DOUBLE')
    expect(typeOf('new_kei_vehicles_2030')).toBe('FLOAT')
  })

  it('say in their metadata what they are, with the unit of every column', () => {
    const { key_value_metadata } = parquetMetadata(file)
    const entry = key_value_metadata?.find(({ key }) => key === 'keicast')
    const said = JSON.parse(entry?.value ?? '') as { units: Record<string, string> }
    expect(said).toMatchObject({
      scenario: source.scenario,
      dataVersion: 'bb',
      settings: source.settings,
      partial: true,
      done: 6,
      failed: 1,
    })
    expect(Object.keys(said.units)).toEqual(rows.columns.map(({ name }) => name))
    expect(said.units.parameter_tariffCar).toBe('share of customs value')
  })

  it('have the same bytes every time', () => {
    expect(drawsParquet(rows)).toStrictEqual(bytes)
  })
})

describe('the shortest decimal of a single', () => {
  it('reads back as the same single, and says no more than it must', () => {
    for (const decimal of [0, 0.1, -0.007, 123456.7, 16777216, 1e-30, 3.4e38]) {
      expect(shortest(Math.fround(decimal))).toBe(decimal)
    }
    for (let bits = 1; bits < 2 ** 31; bits += 40_000_003) {
      const value = new Float32Array(Uint32Array.of(bits).buffer)[0]!
      if (Number.isNaN(value)) continue
      expect(Math.fround(shortest(value))).toBe(value)
    }
  })
})
