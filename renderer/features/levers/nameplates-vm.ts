import type { Catalog } from '../../../src/contract/catalog.ts'
import type {
  MakerOverride,
  NameplateOverride,
  Scenario,
  Source,
  Steering,
} from '../../../src/core/scenario/scenario.ts'
import {
  makers as makersOf,
  nameplates as nameplatesOf,
  pathOf,
  type FederalPath,
  type MakerInfo,
  type NameplateInfo,
} from './catalog-rows.ts'
import { horizonOf } from './horizon-vm.ts'
import { anyDifference, differenceOf, type Difference } from './lever-edit.ts'
import { DEFAULT_PATH, DEFAULT_SOURCE, DEFAULT_STEERING, IMPORTERS } from './lever-limits.ts'
import { en } from '../../strings/en.ts'

const text = en.levers

/** A maker with its overrides applied. */
export interface MakerRow {
  readonly maker: MakerInfo
  readonly barred: boolean
  readonly reach: number
  readonly barredDifference: Difference
  readonly reachDifference: Difference
  readonly difference: Difference
  /** Why none of its nameplates is sold; null where they may be. */
  readonly notSold: string | null
}

/** A nameplate with its overrides applied, as a row of the table. */
export interface NameplateRow {
  readonly nameplate: NameplateInfo
  readonly makerLabel: string
  /** Not the 25-year import, to which only offered, reach and appeal apply. */
  readonly isNew: boolean
  readonly offered: boolean
  readonly numbers: Readonly<Record<NumberColumn, number | null>>
  /** Its own side and source; null where it goes with the scenario's. */
  readonly steering: Steering | null
  readonly source: Source | null
  readonly differences: Readonly<Record<Column, Difference>>
  readonly difference: Difference
  /** Body, launch and fixed price, in short. */
  readonly caption: string
  /** Why it has no effect; null where it does, or is not offered and says nothing. */
  readonly warning: string | null
}

export const numberColumns = [
  'launch',
  'price_usd',
  'partners',
  'dealer_reach',
  'plan_volume',
  'appeal',
] as const
export type NumberColumn = (typeof numberColumns)[number]
/** What an arrow key adds, as shown. */
export const stepsOfColumns: Readonly<Record<NumberColumn, number>> = {
  launch: 1,
  price_usd: 100,
  partners: 1,
  dealer_reach: 1,
  plan_volume: 1000,
  appeal: 0.1,
}
export const columns = ['offered', 'steering', 'source', ...numberColumns] as const
export type Column = (typeof columns)[number]

export function makerRows(catalog: Catalog, scenario: Scenario, reference: Scenario): MakerRow[] {
  return makersOf(catalog).map((maker) => {
    const own = makerValues(maker, scenario.makers?.[maker.id])
    const other = makerValues(maker, reference.makers?.[maker.id])
    const barredDifference = differenceOf(own.barred, maker.barred, other.barred)
    const reachDifference = differenceOf(own.reach, maker.dealerReach, other.reach)
    return {
      maker,
      ...own,
      barredDifference,
      reachDifference,
      difference: anyDifference([barredDifference, reachDifference]),
      notSold: makerProblem(own),
    }
  })
}

function makerValues(maker: MakerInfo, override: MakerOverride | undefined) {
  return {
    barred: override?.barred ?? maker.barred,
    reach: override?.dealer_reach ?? maker.dealerReach,
  }
}

function makerProblem({
  barred,
  reach,
}: {
  readonly barred: boolean
  readonly reach: number
}): string | null {
  if (barred) return text.makers.notSoldBarred
  return reach <= 0 ? text.makers.notSoldWithoutDealers : null
}

export function nameplateRows(
  catalog: Catalog,
  scenario: Scenario,
  reference: Scenario,
  paths: readonly FederalPath[],
): NameplateRow[] {
  const makers = makerRows(catalog, scenario, reference)
  return nameplatesOf(catalog).map((nameplate) => {
    const maker = makerOf(makers, nameplate.maker)
    const override = scenario.nameplates?.[nameplate.id]
    const otherOverride = reference.nameplates?.[nameplate.id]
    const initial = initialValues(nameplate, maker.reach)
    const own = applied(initial, override)
    const differences = columnDifferences(
      withOwnReach(own, override),
      withOwnReach(initial, undefined),
      withOwnReach(applied(initial, otherOverride), otherOverride),
    )
    return {
      nameplate,
      makerLabel: maker.maker.label,
      isNew: nameplate.maker !== IMPORTERS,
      offered: own.offered,
      numbers: own,
      steering: own.steering,
      source: own.source,
      differences,
      difference: anyDifference(Object.values(differences)),
      caption: captionOf(nameplate, own),
      warning: warningOf(nameplate, own, { maker, scenario, paths }),
    }
  })
}

type Values = Readonly<Record<NumberColumn, number | null>> & {
  readonly offered: boolean
  readonly steering: Steering | null
  readonly source: Source | null
}

function initialValues(nameplate: NameplateInfo, reach: number): Values {
  return {
    offered: nameplate.offered,
    launch: nameplate.launch,
    price_usd: null,
    partners: 1,
    dealer_reach: reach,
    plan_volume: nameplate.planVolume,
    appeal: 0,
    steering: null,
    source: null,
  }
}

function applied(initial: Values, override: NameplateOverride | undefined): Values {
  const said = Object.fromEntries(
    columns.flatMap((column) => {
      const value = override?.[column] ?? null
      return value === null ? [] : [[column, value]]
    }),
  )
  return { ...initial, ...said }
}

function columnDifferences(
  own: Values,
  initial: Values,
  other: Values,
): Record<Column, Difference> {
  const entries = columns.map((column) => [
    column,
    differenceOf(own[column], initial[column], other[column]),
  ])
  return Object.fromEntries(entries) as Record<Column, Difference>
}

/** A reach that merely follows the maker's is the maker's difference, not the nameplate's. */
function withOwnReach(values: Values, override: NameplateOverride | undefined): Values {
  return { ...values, dealer_reach: override?.dealer_reach ?? null }
}

function captionOf({ body, maker }: NameplateInfo, { launch, price_usd }: Values): string {
  if (maker === IMPORTERS) return body
  const from = launch === null ? [] : [text.nameplates.from(launch)]
  const price = price_usd === null ? [] : [text.nameplates.fixedPrice(price_usd)]
  return [body, ...from, ...price].join(', ')
}

interface WarningContext {
  readonly maker: MakerRow
  readonly scenario: Scenario
  readonly paths: readonly FederalPath[]
}

function warningOf(nameplate: NameplateInfo, own: Values, context: WarningContext): string | null {
  const { maker, scenario, paths } = context
  const override = scenario.nameplates?.[nameplate.id]
  if (!own.offered) {
    const says = Object.keys(override ?? {}).some((column) => column !== 'offered')
    return says ? text.nameplates.notOffered : null
  }
  if (maker.barred) return text.nameplates.makerBarred(maker.maker.label)
  if ((own.dealer_reach ?? 0) <= 0) return text.nameplates.withoutDealers
  if (nameplate.maker === IMPORTERS) return null
  const { end } = horizonOf(scenario)
  const launch = own.launch ?? 0
  if (launch > end) return text.nameplates.launchedTooLate(end)
  const source = own.source ?? scenario.source ?? DEFAULT_SOURCE
  return source === 'import' && isOnlyForUsBuilt(scenario, paths, launch)
    ? text.nameplates.usBuiltOnly
    : null
}

/** Paths in force in some year of the horizon from `from` on. */
function pathsInForce(
  scenario: Scenario,
  paths: readonly FederalPath[],
  from: number,
): FederalPath[] {
  const { start, end } = horizonOf(scenario)
  const entries = [{ year: -Infinity, path: DEFAULT_PATH }, ...(scenario.federal ?? [])]
  return entries.flatMap(({ year, path }, at) => {
    const until = entries[at + 1]?.year ?? Infinity
    return year <= end && until > Math.max(start, from) ? [pathOf(paths, path)] : []
  })
}

function isOnlyForUsBuilt(
  scenario: Scenario,
  paths: readonly FederalPath[],
  launch: number,
): boolean {
  const open = pathsInForce(scenario, paths, launch).filter(({ saleAllowed }) => saleAllowed)
  return open.length > 0 && open.every(({ usBuiltOnly }) => usBuiltOnly)
}

/** Tell whether some path of the horizon lets new kei be sold at all. */
export function isSaleAllowed(scenario: Scenario, paths: readonly FederalPath[]): boolean {
  return pathsInForce(scenario, paths, -Infinity).some(({ saleAllowed }) => saleAllowed)
}

export function steeringDifference(scenario: Scenario, reference: Scenario): Difference {
  const side = (one: Scenario) => one.steering ?? DEFAULT_STEERING
  return differenceOf(side(scenario), DEFAULT_STEERING, side(reference))
}

export function sourceDifference(scenario: Scenario, reference: Scenario): Difference {
  const source = (one: Scenario) => one.source ?? DEFAULT_SOURCE
  return differenceOf(source(scenario), DEFAULT_SOURCE, source(reference))
}

function makerOf(rows: readonly MakerRow[], id: string): MakerRow {
  const row = rows.find(({ maker }) => maker.id === id)
  if (row === undefined) throw new Error(`no maker ${id}`)
  return row
}
