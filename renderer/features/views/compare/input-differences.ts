import type { Catalog, ColumnInfo, TableInfo } from '../../../../src/contract/catalog.ts'
import type { Odds, Scenario, StateOverride } from '../../../../src/core/scenario/scenario.ts'
import { columnLabel } from '../evidence/column-words.ts'
import { shownQuantity, shownUnit } from '../evidence/quantity.ts'
import { parameterKind, type InputKind } from './split-scenario.ts'
import { en } from '../../../strings/en.ts'

const text = en.compare.inputWords

/** One input in which two scenarios differ. */
export interface InputDifference {
  /** Where it stands in a scenario's file, such as `nameplates.n-box.plan_volume`. */
  readonly path: string
  readonly label: string
  readonly kind: InputKind
  /** With units, in words; what a scenario leaves out is the data set's. */
  readonly current: string
  readonly reference: string
}

type Cell = string | number | boolean | null
type Flat = ReadonlyMap<string, string>

/** List the inputs in which two scenarios differ, decisions first. */
export function inputDifferences(
  reference: Scenario,
  current: Scenario,
  catalog: Catalog,
): InputDifference[] {
  const flat = { reference: flatten(reference, catalog), current: flatten(current, catalog) }
  const paths = new Set([...flat.current.keys(), ...flat.reference.keys()])
  const differences = [...paths].flatMap((path) => {
    const was = flat.reference.get(path) ?? defaultAt(reference, catalog, path)
    const is = flat.current.get(path) ?? defaultAt(current, catalog, path)
    if (was === is) return []
    const kind = kindOf(path, catalog)
    return [{ path, label: labelOf(path, catalog), kind, current: is, reference: was }]
  })
  return differences.sort((a, b) => Number(a.kind === 'world') - Number(b.kind === 'world'))
}

function kindOf(path: string, catalog: Catalog): InputKind {
  const [part = '', id = ''] = path.split('.')
  if (part === 'series') return 'world'
  return part === 'parameters' ? parameterKind(catalog, id) : 'decision'
}

/** What a scenario says, in words, by path. */
function flatten(scenario: Scenario, catalog: Catalog): Flat {
  const entries: [string, string][] = [
    ['federal', describeFederal(scenario, catalog)],
    ['tariffs', describeTariffs(scenario, catalog)],
    ['steering', text.steering[scenario.steering ?? 'lhd']],
    ['source', text.source[scenario.source ?? 'import']],
    ['horizon', describeHorizon(scenario)],
  ]
  for (const [name, value] of Object.entries(scenario.parameters ?? {})) {
    entries.push([`parameters.${name}`, describeParameter(catalog, name, value)])
  }
  for (const [id, override] of Object.entries(scenario.states ?? {})) {
    entries.push([`states.${id}`, describeState(catalog, id, override)])
  }
  for (const part of ['makers', 'nameplates'] as const) {
    for (const [id, columns] of Object.entries(scenario[part] ?? {})) {
      for (const [column, cell] of Object.entries(columns as Readonly<Record<string, Cell>>)) {
        const path = `${part}.${id}.${column}`
        // A null in a key that only scenarios have says what leaving it out says.
        if (cell === null && columnInfo(catalog[part], column) === undefined) continue
        entries.push([path, describeCell(catalog, part, column, cell)])
      }
    }
  }
  for (const [name, years] of Object.entries(scenario.series ?? {})) {
    entries.push([`series.${name}`, describeSeries(name, years)])
  }
  return new Map(entries)
}

/** What stands where a scenario leaves a path out. */
function defaultAt(scenario: Scenario, catalog: Catalog, path: string): string {
  const [part = '', id = '', column = ''] = path.split('.')
  if (part === 'parameters') {
    return describeParameter(catalog, id, catalog.parameters.find(({ name }) => name === id)?.value)
  }
  if (part === 'states') return describeState(catalog, id, undefined)
  if (part === 'series') return 'as the assumptions say'
  const table = part === 'makers' ? catalog.makers : catalog.nameplates
  const cell = table.rows.find((row) => row[table.key] === id)?.[column]
  if (cell !== undefined) {
    return describeCell(catalog, part as 'makers' | 'nameplates', column, cell)
  }
  return extraDefault(scenario, column)
}

/** What stands in place of a nameplate's key that only scenarios have. */
function extraDefault(scenario: Scenario, column: string): string {
  switch (column) {
    case 'steering':
      return text.steering[scenario.steering ?? 'lhd']
    case 'source':
      return text.source[scenario.source ?? 'import']
    case 'price_usd':
      return text.costPlus
    case 'dealer_reach':
      return text.makersOwn
    default:
      return column === 'partners' ? text.makers(1) : '0'
  }
}

/** Cap of a capped state that names none, mph. */
const DEFAULT_STATE_CAP_MPH = 45

function describeFederal({ federal = [] }: Scenario, { federalPaths }: Catalog): string {
  const label = (id: string) =>
    federalPaths.rows.find(({ path }) => path === id)?.label?.toString() ?? id
  const steps = federal.map(
    ({ year, path, odds }) => `${text.from(label(path), year)}${inOdds(odds)}`,
  )
  return steps.join(text.then) || text.importsOnly
}

function describeTariffs({ tariffs = [] }: Scenario, catalog: Catalog): string {
  const steps = tariffs.map(({ year, odds, ...rates }) => {
    const said = (['tariffCar', 'tariffTruck'] as const).flatMap((name) => {
      const rate = rates[name]
      return rate === undefined ? [] : [text.tariffOn[name](describeParameter(catalog, name, rate))]
    })
    return `${text.from(said.join(text.and), year)}${inOdds(odds)}`
  })
  return steps.join(text.then) || text.asAssumed
}

function inOdds(odds: Odds | undefined): string {
  if (odds === undefined) return ''
  const years = Object.entries(odds).map(([year, odd]) =>
    text.inYear(`${Math.round(odd * 100)}%`, year),
  )
  return text.odds(years.join(', '))
}

function describeHorizon({ horizon }: Scenario): string {
  return text.years(horizon?.start ?? 2026, horizon?.end ?? 2045)
}

function describeParameter({ parameters }: Catalog, name: string, value = NaN): string {
  const unit = parameters.find((parameter) => parameter.name === name)?.unit
  return shownQuantity(value, shownUnit(unit, name))
}

/** Say what a state's law comes to: its status, and the cap where one has effect. */
function describeState(catalog: Catalog, id: string, override: StateOverride | undefined): string {
  const row = catalog.states.rows.find(({ state }) => state === id)
  const given = typeof override === 'string' ? { status: override } : override
  const status = given?.status ?? (row?.kei_status as keyof typeof text.status)
  if (status !== 'capped') return text.status[status]
  const cap = given?.cap_mph ?? (row?.kei_cap_mph as number | null | undefined)
  return text.roadsUpTo(cap ?? DEFAULT_STATE_CAP_MPH)
}

function describeCell(
  catalog: Catalog,
  part: 'makers' | 'nameplates',
  column: string,
  cell: Cell,
): string {
  if (cell === null) return text.blank
  if (typeof cell === 'boolean') return cell ? text.yes : text.no
  if (column === 'steering') return text.steering[cell as keyof typeof text.steering]
  if (column === 'source') return text.source[cell as keyof typeof text.source]
  if (typeof cell === 'string') return cell
  const info = columnInfo(catalog[part], column) ?? extraColumns[column]
  if (info?.unit === 'year') return String(cell)
  if (column === 'partners') return text.makers(cell)
  return shownQuantity(cell, shownUnit(info?.unit, column))
}

/** Units of a nameplate's keys that only scenarios have. */
const extraColumns: Readonly<Record<string, Pick<ColumnInfo, 'unit'>>> = {
  price_usd: { unit: 'USD' },
  dealer_reach: { unit: 'share' },
  appeal: { unit: 'utils' },
}

function columnInfo(table: TableInfo, column: string): ColumnInfo | undefined {
  return table.columns.find(({ name }) => name === column)
}

const seriesUnits: Readonly<Record<string, string>> = {
  gasoline: 'USD/gal',
  newSales: 'vehicles/yr',
}

function describeSeries(name: string, years: Readonly<Record<string, number>> | undefined): string {
  const unit = shownUnit(seriesUnits[name])
  const entries = Object.entries(years ?? {})
  const said = entries.map(([year, value]) => text.inYear(shownQuantity(value, unit), year))
  return said.join(', ') || text.asAssumed
}

/** Say which input a path is. */
function labelOf(path: string, catalog: Catalog): string {
  const [part = '', id = '', column = ''] = path.split('.')
  switch (part) {
    case 'federal':
      return text.labels.federal
    case 'tariffs':
      return text.labels.tariffs
    case 'steering':
      return text.labels.steering
    case 'source':
      return text.labels.source
    case 'horizon':
      return text.labels.horizon
    case 'series':
      return text.labels.series[id] ?? id
    case 'parameters':
      return catalog.parameters.find(({ name }) => name === id)?.label ?? id
    case 'states':
      return text.labels.stateLaw(nameIn(catalog.states, id, 'name'))
    default: {
      const table = part === 'makers' ? catalog.makers : catalog.nameplates
      return `${columnLabel(column)}, ${nameIn(table, id, 'label')}`
    }
  }
}

function nameIn(table: TableInfo, id: string, column: string): string {
  return table.rows.find((row) => row[table.key] === id)?.[column]?.toString() ?? id
}
