import type { Catalog, ParameterInfo, TableInfo } from '../../../src/contract/catalog.ts'
import type { ParameterName } from '../../../src/core/data/parameters.ts'
import type { StateStatus } from '../../../src/core/market/sets.ts'

/** The tables that levers are made of, read from the catalog cell by cell. */

type Row = TableInfo['rows'][number]

export interface FederalPath {
  readonly id: string
  readonly label: string
  readonly saleAllowed: boolean
  readonly speedCapMph: number | null
  readonly volumeCap: number | null
  readonly oneOffMusd: number
  readonly unitUsd: number
  readonly preEmptsStates: boolean
  readonly usBuiltOnly: boolean
}

export function federalPaths(catalog: Catalog): FederalPath[] {
  return catalog.federalPaths.rows.map((row) => ({
    id: textOf(row, 'path'),
    label: textOf(row, 'label'),
    saleAllowed: flagOf(row, 'sale_allowed'),
    speedCapMph: numberOrNull(row, 'speed_cap_mph'),
    volumeCap: numberOrNull(row, 'volume_cap'),
    oneOffMusd: numberOf(row, 'compliance_nre_musd'),
    unitUsd: numberOf(row, 'compliance_unit_usd'),
    preEmptsStates: flagOf(row, 'state_pre_emption'),
    usBuiltOnly: flagOf(row, 'us_built_only'),
  }))
}

/** Find a path; one that the data set lacks is refused when a scenario is read. */
export function pathOf(paths: readonly FederalPath[], id: string): FederalPath {
  const path = paths.find((one) => one.id === id)
  if (path === undefined) throw new Error(`no federal path ${id}`)
  return path
}

export interface StateLaw {
  readonly status: StateStatus
  /** Posted limit of the roads that a capped state leaves open; null where none is given. */
  readonly capMph: number | null
}

export interface StateInfo {
  readonly code: string
  readonly name: string
  readonly today: StateLaw
  /** What is known of the law, and whence. */
  readonly note: string | null
  readonly source: string | null
  readonly confidence: string
}

export function states(catalog: Catalog): StateInfo[] {
  const laws = new Map(catalog.stateLaw.rows.map((row) => [textOf(row, 'state'), row]))
  return catalog.states.rows.map((row) => {
    const law = laws.get(textOf(row, 'state'))
    return {
      code: textOf(row, 'state'),
      name: textOf(row, 'name'),
      today: {
        status: oneOf(textOf(row, 'kei_status'), ['legal', 'capped', 'unclear', 'prohibited']),
        capMph: numberOrNull(row, 'kei_cap_mph'),
      },
      note: law ? textOrNull(law, 'note') : null,
      source: law ? textOrNull(law, 'source') : null,
      confidence: textOf(row, 'kei_confidence'),
    }
  })
}

export interface MakerInfo {
  readonly id: string
  readonly label: string
  readonly dealers: number
  readonly dealerReach: number
  readonly barred: boolean
}

export function makers(catalog: Catalog): MakerInfo[] {
  return catalog.makers.rows.map((row) => ({
    id: textOf(row, 'maker'),
    label: textOf(row, 'label'),
    dealers: numberOf(row, 'us_dealers'),
    dealerReach: numberOf(row, 'dealer_reach'),
    barred: flagOf(row, 'barred'),
  }))
}

export interface NameplateInfo {
  readonly id: string
  readonly label: string
  readonly maker: string
  readonly body: string
  readonly offered: boolean
  readonly launch: number
  readonly planVolume: number | null
}

export function nameplates(catalog: Catalog): NameplateInfo[] {
  return catalog.nameplates.rows.map((row) => ({
    id: textOf(row, 'id'),
    label: textOf(row, 'label'),
    maker: textOf(row, 'maker'),
    body: textOf(row, 'body').replaceAll('-', ' ').replace(/^ev\b/, 'EV'),
    offered: flagOf(row, 'offered'),
    launch: numberOf(row, 'launch'),
    planVolume: numberOrNull(row, 'plan_volume'),
  }))
}

/** Name a parameter as scenarios do: the data set holds the model's parameters and no others. */
export function nameOf(parameter: ParameterInfo): ParameterName {
  return parameter.name as ParameterName
}

/** Find a parameter that the panel knows by name. */
export function parameterOf(catalog: Catalog, name: ParameterName): ParameterInfo {
  const parameter = catalog.parameters.find((one) => one.name === name)
  if (parameter === undefined) throw new Error(`no parameter ${name}`)
  return parameter
}

function textOf(row: Row, column: string): string {
  const cell = row[column]
  if (typeof cell !== 'string') throw wrongCell(row, column, 'a text')
  return cell
}

function textOrNull(row: Row, column: string): string | null {
  return row[column] === null ? null : textOf(row, column)
}

function numberOf(row: Row, column: string): number {
  const cell = row[column]
  if (typeof cell !== 'number') throw wrongCell(row, column, 'a number')
  return cell
}

function numberOrNull(row: Row, column: string): number | null {
  return row[column] === null ? null : numberOf(row, column)
}

function flagOf(row: Row, column: string): boolean {
  const cell = row[column]
  if (typeof cell !== 'boolean') throw wrongCell(row, column, 'true or false')
  return cell
}

function oneOf<const W extends string>(word: string, allowed: readonly W[]): W {
  const match = allowed.find((one) => one === word)
  if (match === undefined) throw new Error(`${word} is none of ${allowed.join(', ')}`)
  return match
}

function wrongCell(row: Row, column: string, expected: string): Error {
  return new Error(`${column} of ${JSON.stringify(row)} is not ${expected}`)
}
