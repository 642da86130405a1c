import {
  areaTypes,
  DEFAULT_PATH,
  IMPORTERS,
  KEI_NEST,
  markets,
  OUTSIDE,
  stateCodes,
  type Market,
} from '../market/sets.ts'
import type { MarketData } from './market-data.ts'
import { vehicleProblem } from './vehicle-checks.ts'
import type { Problem } from './problem.ts'
import { cellPath, type Table } from './table.ts'

/** Sums of shares in the tables are written with a few digits. */
const SUM_TOLERANCE = 1e-6

/** Check what no single cell shows: that ids resolve, shares add up and everything is present. */
export function checkMarketData(data: MarketData): Problem[] {
  return [
    ...everyId('states.csv', 'state', data.states, stateCodes),
    ...everyId('areas.csv', 'area', data.areas, areaTypes),
    ...everyId('fleets.csv', 'market', data.fleets, ['delivery', 'campus', 'trades', 'farm']),
    ...everyId('state-law.csv', 'state', data.stateLaw, stateCodes),
    ...areaProblems(data),
    ...segmentProblems(data),
    ...targetProblems(data),
    ...nameplateProblems(data),
    ...keyRowProblems(data),
    ...stateLawProblems(data),
  ]
}

/** Line of a row in its file, counting from 1: after the notes and the header. */
function lineOf(table: Table<unknown>, index: number): number {
  return table.notes.length + 2 + index
}

function everyId<R extends object>(
  file: string,
  column: keyof R & string,
  table: Table<R>,
  ids: readonly string[],
): Problem[] {
  const present = table.rows.map((row) => String(row[column]))
  const missing = ids
    .filter((id) => !present.includes(id))
    .map((id) => ({ path: `${file}, column ${column}`, message: `no row for ${id}` }))
  const unknown = present.flatMap((id, index) =>
    ids.includes(id)
      ? []
      : [
          {
            path: cellPath(file, lineOf(table, index), column),
            message: `${id} is not known; allowed: ${ids.join(', ')}`,
          },
        ],
  )
  return [...missing, ...unknown]
}

function areaProblems({ areas }: MarketData): Problem[] {
  return areas.rows.flatMap((area, index) => {
    const at = (column: string) => cellPath('areas.csv', lineOf(areas, index), column)
    const tastes = area.taste_mainstream + area.taste_pragmatic + area.taste_enthusiast
    const travel = [1, area.g25, area.g35, area.g45, area.g55, area.g65, 0]
    const days = [1, area.days_gt_50, area.days_gt_80, area.days_gt_120, area.days_gt_250, 0]
    return [
      ...(Math.abs(tastes - 1) > SUM_TOLERANCE
        ? [
            {
              path: at('taste_mainstream'),
              message: `the three tastes add up to ${rounded(tastes)}, not 1`,
            },
          ]
        : []),
      ...(falls(travel)
        ? []
        : [{ path: at('g25'), message: 'shares above a speed must fall from g25 to g65' }]),
      ...(falls(days)
        ? []
        : [{ path: at('days_gt_50'), message: 'shares of days must fall from days_gt_50 on' }]),
    ]
  })
}

/** Drop the digits that adding up put there. */
function rounded(sum: number): number {
  return Number(sum.toFixed(6))
}

function falls(values: readonly number[]): boolean {
  return values.every((value, at) => at === 0 || value <= (values[at - 1] ?? value))
}

function segmentProblems({ segments, nests }: MarketData): Problem[] {
  const nestIds = nests.rows.map(({ nest }) => nest)
  return segments.rows.flatMap((segment, index) => {
    const at = (column: string) => cellPath('segments.csv', lineOf(segments, index), column)
    const vehicle = vehicleProblem(segment)
    return [
      ...(segment.nest !== null && nestIds.includes(segment.nest)
        ? []
        : [
            {
              path: at('nest'),
              message: `is ${segment.nest ?? 'blank'}; allowed: ${nestIds.join(', ')}`,
            },
          ]),
      ...(vehicle ? [{ path: at(vehicle.column), message: vehicle.message }] : []),
    ]
  })
}

/** Market shares of new vehicles: of all new ones in the household market, of all occasions in a fleet. */
function targetProblems({ segments, fleets }: MarketData): Problem[] {
  return markets.flatMap((market) => {
    const column = `share_${market}` as const
    const sum = segments.rows.reduce((total, row) => total + (row[column] ?? 0), 0)
    const outside = fleets.rows.find((fleet) => fleet.market === market)?.outside_share ?? 0
    const expected = 1 - outside
    if (Math.abs(sum - expected) <= SUM_TOLERANCE) return []
    return [
      {
        path: `segments.csv, column ${column}`,
        message: `adds up to ${rounded(sum)}, not ${rounded(expected)}`,
      },
    ]
  })
}

function nameplateProblems({ nameplates, makers, segments }: MarketData): Problem[] {
  const makerIds = makers.rows.map(({ maker }) => maker)
  return nameplates.rows.flatMap((row, index) => {
    const at = (column: string) => cellPath('nameplates.csv', lineOf(nameplates, index), column)
    const vehicle = vehicleProblem(row)
    const problems: Problem[] = vehicle
      ? [{ path: at(vehicle.column), message: vehicle.message }]
      : []
    if (row.maker === null || !makerIds.includes(row.maker)) {
      problems.push({
        path: at('maker'),
        message: `is ${row.maker ?? 'blank'}; allowed: ${makerIds.join(', ')}`,
      })
    }
    for (const market of markets) {
      const reference = row[`ref_${market}`]
      const sold = segmentsSoldTo(segments.rows, market)
      if (reference === null || sold.includes(reference)) continue
      const message = `is ${reference}; allowed: a segment sold there (${sold.join(', ')}), or blank`
      problems.push({ path: at(`ref_${market}`), message })
    }
    if (row.maker === IMPORTERS) return problems
    for (const column of ['unit_cost_jpy', 'plan_volume'] as const) {
      if (row[column] === null)
        problems.push({ path: at(column), message: 'is blank; a new nameplate needs it' })
    }
    return problems
  })
}

/** Name the segments that a market buys: those with a share above 0 there. */
export function segmentsSoldTo(
  segments: MarketData['segments']['rows'],
  market: Market,
): readonly string[] {
  return segments
    .filter((segment) => (segment[`share_${market}`] ?? 0) > 0)
    .map(({ segment }) => segment)
}

function keyRowProblems({ segments, nests, makers, federalPaths }: MarketData): Problem[] {
  const outside = segments.rows.find(({ segment }) => segment === OUTSIDE)
  const alone = segments.rows.filter(({ nest }) => nest === outside?.nest).length === 1
  const defaultPath = federalPaths.rows.find(({ path }) => path === DEFAULT_PATH)
  return [
    ...(outside && alone
      ? []
      : [{ path: 'segments.csv', message: `needs a segment ${OUTSIDE}, alone in its nest` }]),
    ...(nests.rows.some(({ nest }) => nest === KEI_NEST)
      ? []
      : [{ path: 'nests.csv', message: `needs a nest ${KEI_NEST}` }]),
    ...(makers.rows.some(({ maker }) => maker === IMPORTERS)
      ? []
      : [{ path: 'makers.csv', message: `needs a maker ${IMPORTERS}` }]),
    ...(defaultPath && !defaultPath.sale_allowed
      ? []
      : [{ path: 'federal-paths.csv', message: `needs a path ${DEFAULT_PATH} without sales` }]),
  ]
}

function stateLawProblems({ states, stateLaw }: MarketData): Problem[] {
  return stateLaw.rows.flatMap((law, index) => {
    const state = states.rows.find((row) => row.state === law.state)
    if (state === undefined) return []
    if (law.model_status === state.kei_status && law.model_cap_mph === state.kei_cap_mph) return []
    const path = cellPath('state-law.csv', lineOf(stateLaw, index), 'model_status')
    const message = `differs from kei_status and kei_cap_mph of ${law.state} in states.csv`
    return [{ path, message }]
  })
}
