import type { MarketData } from '../data/market-data.ts'
import type { ParameterName } from '../data/parameters.ts'
import { nameplatesTable } from '../data/tables.ts'
import type { RunResult } from '../engine/result.ts'
import { sum } from '../numeric/sum.ts'
import { stateLaw } from '../market/federal-rules.ts'
import { horizonOf, resolveState } from '../scenario/resolve.ts'
import type { Odds, Scenario } from '../scenario/scenario.ts'
import { nameplateRows, stateRows, yearRows, type YearRow } from './headline.ts'

/** What differs between scenarios: in what goes in, and in what comes out. */

/** One input, as each scenario has it; the values differ. */
export interface InputDifference {
  readonly path: string
  readonly values: readonly string[]
}

/** List the inputs in which scenarios differ; a value that a scenario does not name is the data set's. */
export function compareInputs(data: MarketData, scenarios: readonly Scenario[]): InputDifference[] {
  const flat = scenarios.map((scenario) => flatten(data, scenario))
  const paths = [...new Set(flat.flatMap((map) => [...map.keys()]))]
  return paths
    .map((path) => ({
      path,
      values: flat.map((map, at) => map.get(path) ?? defaultAt(data, scenarios[at], path)),
    }))
    .filter(({ values }) => values.some((value) => value !== values[0]))
}

function flatten(data: MarketData, scenario: Scenario): ReadonlyMap<string, string> {
  const { start, end } = horizonOf(scenario)
  const entries: [string, string][] = [
    ['horizon', `${start} to ${end}`],
    ['federal', describeFederal(scenario)],
    ['tariffs', describeTariffs(scenario)],
    ['steering', scenario.steering ?? 'lhd'],
    ['source', scenario.source ?? 'import'],
  ]
  for (const [name, value] of Object.entries(scenario.parameters ?? {})) {
    if (value !== undefined) entries.push([`parameters.${name}`, String(value)])
  }
  for (const state of Object.keys(scenario.states ?? {})) {
    entries.push([`states.${state}`, describeState(data, scenario, state)])
  }
  for (const part of ['makers', 'nameplates', 'series'] as const) {
    for (const [id, columns] of Object.entries(scenario[part] ?? {})) {
      for (const [column, value] of Object.entries(columns as CellsByColumn)) {
        if (value === undefined || (value === null && nullIsDefault(part, column))) continue
        entries.push([`${part}.${id}.${column}`, value === null ? 'blank' : String(value)])
      }
    }
  }
  return new Map(entries)
}

/** A null blanks a column of the data set; in a key that only scenarios have it says nothing. */
function nullIsDefault(part: 'makers' | 'nameplates' | 'series', column: string): boolean {
  return part === 'nameplates' && !(column in nameplatesTable.columns)
}

function describeFederal({ federal = [] }: Scenario): string {
  const steps = federal.map(({ year, path, odds }) => `${year} ${path}${describeOdds(odds)}`)
  return steps.join(', ') || 'none'
}

function describeTariffs({ tariffs = [] }: Scenario): string {
  const steps = tariffs.map(({ year, tariffCar, tariffTruck, odds }) => {
    const rates = Object.entries({ tariffCar, tariffTruck }).filter(
      ([, rate]) => rate !== undefined,
    )
    const changes = rates.map(([name, rate]) => `${name} ${rate}`).join(' ')
    return `${year} ${changes}${describeOdds(odds)}`
  })
  return steps.join(', ') || 'as parameters'
}

function describeOdds(odds: Odds | undefined): string {
  if (odds === undefined) return ''
  const years = Object.entries(odds).map(([year, probability]) => `${year}: ${probability}`)
  return ` (odds ${years.join(' ') || 'of none'})`
}

/** Say what a state's law comes to: its status, and the cap where one has effect. */
function describeState(data: MarketData, scenario: Pick<Scenario, 'states'>, id: string): string {
  const row = data.states.rows.find(({ state }) => state === id)
  if (row === undefined) throw new Error(`no state ${id}`)
  const state = resolveState(row, scenario)
  return state.status === 'capped' ? `capped at ${stateLaw(state).capMph} mph` : state.status
}

/** What stands where a scenario leaves a path out. */
function defaultAt(data: MarketData, scenario: Scenario | undefined, path: string): string {
  const [part, id = '', column = ''] = path.split('.')
  if (part === 'parameters') return String(data.parameters[id as ParameterName].value)
  if (part === 'states') return describeState(data, {}, id)
  if (part === 'series') return 'as parameters'
  const row =
    part === 'makers'
      ? data.makers.rows.find(({ maker }) => maker === id)
      : data.nameplates.rows.find((nameplate) => nameplate.id === id)
  const value = (row as CellsByColumn | undefined)?.[column]
  if (value !== undefined) return value === null ? 'blank' : String(value)
  return defaultExtra(scenario, column)
}

type CellsByColumn = Readonly<Record<string, string | number | boolean | null | undefined>>

/** What stands in place of a key that only scenarios have. */
function defaultExtra(scenario: Scenario | undefined, column: string): string {
  if (column === 'steering') return scenario?.steering ?? 'lhd'
  if (column === 'source') return scenario?.source ?? 'import'
  if (column === 'price_usd') return 'cost-plus'
  if (column === 'dealer_reach') return 'its maker’s'
  return column === 'partners' ? '1' : '0'
}

/** One result, in numbers of one unit; null where a scenario has none. */
export interface ResultMeasure {
  readonly label: string
  readonly unit: 'vehicles' | 'share' | 'USD' | 'count' | 'text'
  readonly values: readonly (number | string | null)[]
}

/** Years at which scenarios are compared, so far as they run. */
export const COMPARED_YEARS = [2030, 2035, 2040, 2045] as const

/** Line up the headline results of several runs. */
export function compareResults(results: readonly RunResult[]): ResultMeasure[] {
  const rows = results.map(yearRows)
  const last = rows.map((all) => all.at(-1) as YearRow)
  const npvs = results.map((result) => nameplateRows(result).flatMap(({ npv }) => npv ?? []))
  const inYear = (year: number) => rows.map((years) => years.find((row) => row.year === year))
  const years = COMPARED_YEARS.filter((year) => inYear(year).some((row) => row !== undefined))
  return [
    ...years.map((year) => ({
      label: `New kei sold in ${year}`,
      unit: 'vehicles' as const,
      values: inYear(year).map((row) => row?.newKei ?? null),
    })),
    {
      label: 'New kei sold, all years',
      unit: 'vehicles',
      values: rows.map((all) => sum(all.map(({ newKei }) => newKei))),
    },
    {
      label: '25-year imports sold, all years',
      unit: 'vehicles',
      values: rows.map((all) => sum(all.map(({ imports }) => imports))),
    },
    {
      label: 'Share of new vehicles, last year',
      unit: 'share',
      values: last.map(({ share }) => share),
    },
    {
      label: 'Awareness, last year',
      unit: 'share',
      values: last.map(({ awareness }) => awareness),
    },
    {
      label: 'Cheapest new kei, last year',
      unit: 'USD',
      values: last.map(({ cheapest }) => cheapest),
    },
    {
      label: 'Biggest state, last year',
      unit: 'text',
      values: results.map((result) => stateRows(result, result.supply.length - 1)[0]?.name ?? null),
    },
    {
      label: 'Nameplates sold new',
      unit: 'count',
      values: npvs.map((all) => all.length),
    },
    {
      label: 'of them with a positive NPV',
      unit: 'count',
      values: npvs.map((all) => all.filter((npv) => npv > 0).length),
    },
    {
      label: 'NPV of all nameplates',
      unit: 'USD',
      values: npvs.map(sum),
    },
  ]
}
