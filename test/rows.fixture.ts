import { expect } from 'vitest'
import type {
  AreaRow,
  FederalPathRow,
  FleetRow,
  SegmentRow,
  StateRow,
} from '../src/core/data/tables.ts'
import type { NameplateYear } from '../src/core/engine/supply-plan.ts'
import type { CostBuildUp } from '../src/core/market/cost.ts'
import { NO_CAP } from '../src/core/market/travel.ts'
import {
  resolveNameplates,
  type FederalPeriod,
  type Nameplate,
  type StateInputs,
} from '../src/core/scenario/resolve.ts'
import { data, scenarioWith } from './model.fixture.ts'

/** Rows of the product's own tables, with columns of a test's choice. */

function find<R>(rows: readonly R[], is: (row: R) => boolean): R {
  const row = rows.find(is)
  if (row === undefined) throw new Error('no such row')
  return row
}

export function stateRow(code: string, columns: Partial<StateRow> = {}): StateRow {
  return { ...find(data.states.rows, ({ state }) => state === code), ...columns }
}

export function areaRow(type: AreaRow['area'], columns: Partial<AreaRow> = {}): AreaRow {
  return { ...find(data.areas.rows, ({ area }) => area === type), ...columns }
}

export function fleetRow(id: FleetRow['market'], columns: Partial<FleetRow> = {}): FleetRow {
  return { ...find(data.fleets.rows, ({ market }) => market === id), ...columns }
}

export function segmentRow(id: string, columns: Partial<SegmentRow> = {}): SegmentRow {
  return { ...find(data.segments.rows, ({ segment }) => segment === id), ...columns }
}

export function pathRow(id: string, columns: Partial<FederalPathRow> = {}): FederalPathRow {
  return { ...find(data.federalPaths.rows, ({ path }) => path === id), ...columns }
}

/** A nameplate as a scenario without overrides resolves it: left-hand drive, imported. */
export function nameplateOf(id: string, columns: Partial<Nameplate> = {}): Nameplate {
  const all = resolveNameplates(data, scenarioWith({}))
  return { ...find(all, (nameplate) => nameplate.id === id), ...columns }
}

export function stateInputs(
  status: StateInputs['status'],
  capMph: number | null = null,
): StateInputs {
  return { row: stateRow('OH'), status, capMph }
}

export function period(from: number, path: FederalPathRow): FederalPeriod {
  return { from, path }
}

/** Match each of several numbers to so many decimals. */
export function near(values: Iterable<number>, decimals = 12): unknown[] {
  return Array.from(values, (value): unknown => expect.closeTo(value, decimals))
}

/** A cost build-up of nothing but the parts of a test's choice. */
export function costOf(parts: Partial<CostBuildUp>): CostBuildUp {
  const nothing = { factory: 0, leftHandDrive: 0, compliance: 0, tariff: 0, freight: 0 }
  const added = { localBuild: 0, oneOff: 0, makerMargin: 0, dealerMargin: 0 }
  return { ...nothing, ...added, price: 0, unit: 0, nre: 0, ...parts }
}

/** A nameplate freely on sale in its first year, in as many states as its availability says. */
export function nameplateYear(columns: Partial<NameplateYear>): NameplateYear {
  const availability = columns.availability ?? [1]
  return {
    onSale: true,
    price: 15_000,
    cost: null,
    availability,
    capMph: availability.map(() => NO_CAP),
    yearsOnSale: 0,
    makerCap: Infinity,
    ...columns,
  }
}
