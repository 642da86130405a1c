import type { MarketData } from '../data/market-data.ts'
import { defaultParameters, parameterNames, type Parameters } from '../data/parameters.ts'
import type { FederalPathRow, NameplateRow, StateRow } from '../data/tables.ts'
import { DEFAULT_PATH, IMPORTERS, type StateStatus } from '../market/sets.ts'
import {
  DEFAULT_HORIZON,
  type NameplateOverride,
  type Scenario,
  type Source,
  type Steering,
} from './scenario.ts'

/** A federal path and the first year in which it is in force. */
export interface FederalPeriod {
  readonly from: number
  readonly path: FederalPathRow
}

/** The tariffs, and the first year in which they are in force. */
export interface TariffPeriod {
  readonly from: number
  /** Shares of customs value. */
  readonly tariffCar: number
  readonly tariffTruck: number
}

/** A state with its own kei law as the scenario has it. */
export interface StateInputs {
  readonly row: StateRow
  readonly status: StateStatus
  /** Posted limit of the roads that a capped state leaves open, mph; null where none is given. */
  readonly capMph: number | null
}

/** A kei nameplate on offer, with every override applied. */
export interface Nameplate extends NameplateRow {
  readonly maker: string
  /** Not the 25-year import. */
  readonly isNew: boolean
  readonly barred: boolean
  /** Share of the population near a dealer: its own or its maker's. */
  readonly reach: number
  readonly steering: Steering
  readonly source: Source
  readonly partners: number
  readonly appeal: number // utils
  /** Fixed retail price, USD; null for cost-plus. */
  readonly priceUsd: number | null
}

/** Everything a run depends on: the data set with one scenario's overrides applied. */
export interface ModelInputs {
  readonly data: MarketData
  readonly parameters: Parameters
  readonly years: readonly number[]
  /** By first year, the same path never twice in a row. */
  readonly federal: readonly FederalPeriod[]
  /** By first year; the first holds the parameters' own. */
  readonly tariffs: readonly TariffPeriod[]
  readonly states: readonly StateInputs[]
  readonly nameplates: readonly Nameplate[]
  /** National gasoline price, USD/gal, in years that the scenario names. */
  readonly gasoline: ReadonlyMap<number, number>
  /** New light vehicles sold, vehicles/yr, in years that the scenario names. */
  readonly newSales: ReadonlyMap<number, number>
}

/** Apply a checked scenario to the data set. */
export function resolveScenario(data: MarketData, scenario: Scenario): ModelInputs {
  const parameters = resolveParameters(data, scenario)
  return {
    data,
    parameters,
    years: horizonYears(scenario),
    federal: resolveFederal(data, scenario),
    tariffs: resolveTariffs(parameters, scenario),
    states: data.states.rows.map((row) => resolveState(row, scenario)),
    nameplates: resolveNameplates(data, scenario).filter(({ offered }) => offered),
    gasoline: yearMap(scenario.series?.gasoline),
    newSales: yearMap(scenario.series?.newSales),
  }
}

/** First and last model year of a scenario. */
export function horizonOf(scenario: Scenario): { readonly start: number; readonly end: number } {
  return {
    start: scenario.horizon?.start ?? DEFAULT_HORIZON.start,
    end: scenario.horizon?.end ?? DEFAULT_HORIZON.end,
  }
}

function horizonYears(scenario: Scenario): number[] {
  const { start, end } = horizonOf(scenario)
  return Array.from({ length: end - start + 1 }, (_, at) => start + at)
}

function resolveParameters(data: MarketData, scenario: Scenario): Parameters {
  const defaults = defaultParameters(data.parameters)
  const entries = parameterNames.map((name) => [
    name,
    scenario.parameters?.[name] ?? defaults[name],
  ])
  return Object.fromEntries(entries) as Parameters
}

function resolveFederal(data: MarketData, scenario: Scenario): FederalPeriod[] {
  const byId = (id: string): FederalPathRow => {
    const row = data.federalPaths.rows.find(({ path }) => path === id)
    if (row === undefined) throw new Error(`no federal path ${id}`)
    return row
  }
  const periods: FederalPeriod[] = [{ from: -Infinity, path: byId(DEFAULT_PATH) }]
  for (const { year, path } of scenario.federal ?? []) {
    if (periods.at(-1)?.path.path !== path) periods.push({ from: year, path: byId(path) })
  }
  return periods
}

/** Line up the tariffs; a rate that an entry leaves out stays what it was. */
function resolveTariffs(
  { tariffCar, tariffTruck }: Parameters,
  scenario: Pick<Scenario, 'tariffs'>,
): TariffPeriod[] {
  const periods: [TariffPeriod, ...TariffPeriod[]] = [{ from: -Infinity, tariffCar, tariffTruck }]
  for (const { year, ...rates } of scenario.tariffs ?? []) {
    const before = periods.at(-1) ?? periods[0]
    periods.push({
      from: year,
      tariffCar: rates.tariffCar ?? before.tariffCar,
      tariffTruck: rates.tariffTruck ?? before.tariffTruck,
    })
  }
  return periods
}

/** Apply a scenario to a state's law. */
export function resolveState(row: StateRow, scenario: Pick<Scenario, 'states'>): StateInputs {
  const override = scenario.states?.[row.state]
  if (override === undefined) return { row, status: row.kei_status, capMph: row.kei_cap_mph }
  const { status, cap_mph } = typeof override === 'string' ? { status: override } : override
  return { row, status, capMph: cap_mph ?? row.kei_cap_mph }
}

/** Apply a scenario to every nameplate of the data set, on offer or not. */
export function resolveNameplates(data: MarketData, scenario: Scenario): Nameplate[] {
  return data.nameplates.rows.map((row) => {
    const override: NameplateOverride = scenario.nameplates?.[row.id] ?? {}
    const { price_usd, steering, source, partners, dealer_reach, appeal, ...columns } = override
    const maker = resolveMaker(data, scenario, row.maker)
    return {
      ...row,
      ...defined(columns),
      maker: maker.maker,
      isNew: maker.maker !== IMPORTERS,
      barred: maker.barred,
      reach: dealer_reach ?? maker.dealer_reach,
      steering: steering ?? scenario.steering ?? 'lhd',
      source: source ?? scenario.source ?? 'import',
      partners: partners ?? 1,
      appeal: appeal ?? 0,
      priceUsd: price_usd ?? null,
    }
  })
}

function resolveMaker(data: MarketData, scenario: Scenario, id: string | null) {
  const row = data.makers.rows.find(({ maker }) => maker === id)
  if (row === undefined) throw new Error(`no maker ${id}`)
  return { ...row, ...defined(scenario.makers?.[row.maker] ?? {}) }
}

/** Leave out keys that are undefined, so that they do not hide what they are spread over. */
function defined<T extends object>(overrides: T): { [K in keyof T]: Exclude<T[K], undefined> } {
  const entries = Object.entries(overrides).filter(([, value]) => value !== undefined)
  return Object.fromEntries(entries) as { [K in keyof T]: Exclude<T[K], undefined> }
}

function yearMap(
  series: Readonly<Record<string, number>> | undefined,
): ReadonlyMap<number, number> {
  return new Map(Object.entries(series ?? {}).map(([year, value]) => [Number(year), value]))
}
