import {
  alternativeCount,
  lastNestStart,
  type ChoiceKernel,
  type ChoiceRoom,
} from '../../kernel/choice-kernel.ts'
import type { FleetRow } from '../data/tables.ts'
import { lineUpAlternatives, type Alternatives } from '../market/alternatives.ts'
import type { Calibration } from '../market/calibration.ts'
import { energyPrices } from '../market/energy.ts'
import { marketScale, purchaseOccasions, type Population } from '../market/population.ts'
import {
  areaTypes,
  CALIBRATION_YEAR,
  groups,
  markets,
  type FleetMarket,
  type Market,
} from '../market/sets.ts'
import { fleetTastes, householdTastes, priceDisutility } from '../market/tastes.ts'
import { sum } from '../numeric/sum.ts'
import { err, ok, type Result } from '../result.ts'
import type { ModelInputs } from '../scenario/resolve.ts'
import { slice } from './block.ts'
import type { Calibrator } from './calibrator.ts'
import { closeYear } from './close-year.ts'
import {
  createAttributeTable,
  marketConstants,
  unitAttributes,
  UNIT_COUNT,
  type AttributeTable,
} from './choice-tables.ts'
import {
  createDemandModel,
  writeLasting,
  type DemandGroup,
  type DemandModel,
} from './demand-model.ts'
import { solveDemand, sumDemand } from './demand.ts'
import { allEarnings } from './earnings.ts'
import { computeImpacts } from './impacts.ts'
import type { AlternativeInfo, RunFailure, RunResult } from './result.ts'
import { createBlocks } from './run-blocks.ts'
import { planSupply } from './supply-plan.ts'
import { nationalSales } from './totals.ts'
import { followYears } from './yearly-moves.ts'

/** Phases of a run, for those who time it. */
export type Phase =
  'population' | 'calibration' | 'attributes' | 'shares' | 'sums' | 'stock' | 'outcomes'

export interface RunOptions {
  readonly kernel: ChoiceKernel
  readonly calibrate: Calibrator
  /** Called at the end of each phase. */
  readonly onPhase?: (phase: Phase) => void
}

/**
 * Run the model over a scenario's horizon (sections 2 to 7). A pure function: the same inputs give the same
 * bytes, on any host.
 */
export function runModel(inputs: ModelInputs, options: RunOptions): Result<RunResult, RunFailure> {
  const done = options.onPhase ?? (() => undefined)
  const setup = createSetup(inputs, options, done)
  if (!setup.ok) return setup
  const { demand, attributes, calibration } = setup.value
  const supply = planSupply(inputs)
  const blocks = createBlocks(inputs, demand.alternatives)
  const segmentCount = demand.alternatives.segments.length
  const alpha = Float64Array.from(groups, (group) => priceDisutility(group, inputs.parameters))

  const follow = followYears(demand.alternatives, inputs.parameters)

  for (const [t, year] of supply.entries()) {
    const since = year.year - CALIBRATION_YEAR
    const scale = marketScale(since, inputs.newSales.get(year.year), inputs.parameters)
    const energy = energyPrices(since, inputs.gasoline.get(year.year), inputs.parameters)
    const omega = solveDemand(demand, {
      supply: year,
      scale,
      awareness: slice(blocks.awareness, t),
      moves: follow(energy, year),
      refresh() {
        attributes.writeEnergy(energy)
        for (const n of attributes.writeSupply(year)) {
          writeLasting(demand, segmentCount + n, segmentCount + n + 1)
        }
      },
    })
    if (!omega.ok) return err({ kind: 'volume-cap', message: `in ${year.year}, ${omega.error}` })
    slice(blocks.omega, t).set(omega.value)
    done('shares')
    sumDemand(demand, scale, {
      alpha,
      salesByState: slice(blocks.salesByState, t),
      salesByGroup: slice(blocks.salesByGroup, t),
      displaced: slice(blocks.displaced, t),
      occasions: slice(blocks.occasions, t),
      surplus: slice(blocks.surplus, t),
    })
    done('sums')
    closeYear(inputs, blocks, t, year, segmentCount)
    done('stock')
  }
  const national = nationalSales(blocks)
  if (!national.every((row) => row.every(Number.isFinite))) return err(NOT_FINITE)
  const base = {
    inputs,
    alternatives: describeAlternatives(inputs),
    segmentCount,
    supply,
    ...blocks,
    national,
    calibrationEvaluations: calibration.map(({ evaluations }) => evaluations),
  }
  const result = { ...base, earnings: allEarnings(base), impacts: computeImpacts(base) }
  done('outcomes')
  return ok(result)
}

const NOT_FINITE: RunFailure = {
  kind: 'not-finite',
  message: 'sales are not finite numbers; check extreme parameters',
}

/** Calibrate every market as a run would (section 3.4), in the order of `markets`. */
export function calibrateModel(
  inputs: ModelInputs,
  options: RunOptions,
): Result<readonly Calibration[], RunFailure> {
  const setup = createSetup(inputs, options, () => undefined)
  return setup.ok ? ok(setup.value.calibration) : setup
}

interface Setup {
  readonly demand: DemandModel
  readonly attributes: AttributeTable
  readonly calibration: readonly Calibration[]
}

/**
 * Do what comes before the first year: population (section 2), attributes (section 3.1), tastes
 * (section 3.2) and calibration (section 3.4), and make ready for demand (section 3.3).
 */
function createSetup(
  inputs: ModelInputs,
  { kernel, calibrate }: RunOptions,
  done: (phase: Phase) => void,
): Result<Setup, RunFailure> {
  const { data, parameters: p } = inputs
  const population = populationOf(inputs)
  const alternatives = lineUpAlternatives(
    data,
    inputs.nameplates,
    population.states.length * areaTypes.length,
  )
  const { shape } = alternatives
  const room = kernel.open(shape)
  const buyers = createBuyers(inputs, room, population)
  done('population')
  const values = room.column(alternativeCount(shape) * shape.attributes * shape.cells)
  const attributes = createAttributeTable(alternatives, population, p, values)
  attributes.writeEnergy(energyPrices(0, undefined, p))
  const demandGroups = createGroups(room, buyers)
  writeLasting({ room, attributes: values, groups: demandGroups }, 0, alternativeCount(shape))
  done('attributes')
  const calibrated = calibrate(room, {
    alternatives,
    attributes: values,
    tastes: buyers.tastes,
    lasting: demandGroups.map(({ lasting }) => lasting),
    occasions: buyers.occasions,
    shares: demandGroups.map(({ shares }) => shares),
    outsideShare: (market) =>
      market === 'household' ? p.outsideShare : fleetOf(inputs, market).outside_share,
  })
  if (!calibrated.ok) return err({ kind: 'calibration', message: calibrated.error })
  demandGroups.forEach(({ market, constants }) => {
    const { constants: found } = calibrated.value[market] as Calibration
    constants.set(marketConstants(alternatives, markets[market] as Market, found, p))
  })
  done('calibration')
  const demand = createDemandModel(
    {
      room,
      alternatives,
      dealerValue: p.dealerValue,
      attributes: values,
      groups: demandGroups,
    },
    unitAttributes(population),
    resultRows(inputs, alternatives),
  )
  return ok({ demand, attributes, calibration: calibrated.value })
}

/** Make room for every group. */
function createGroups(
  room: ChoiceRoom,
  { tastes, occasions }: ReturnType<typeof createBuyers>,
): DemandGroup[] {
  const count = alternativeCount(room.shape)
  return groups.map(({ market }, g) => ({
    market: markets.indexOf(market),
    tastes: tastes[g] as Float64Array,
    constants: room.column(count),
    lasting: room.column(count * room.shape.cells),
    shares: room.shares(),
    free: new Float64Array(count - lastNestStart(room.shape)),
    held: room.column(count - lastNestStart(room.shape)),
    units: room.column(UNIT_COUNT * room.shape.cells),
    occasions: occasions[g] as Float64Array,
    allOccasions: sum(occasions[g] as Float64Array),
    aware: room.column(room.shape.cells),
    unaware: room.column(room.shape.cells),
  }))
}

/** Put purchase occasions and tastes into the room's columns, one a group. */
function createBuyers(inputs: ModelInputs, room: ChoiceRoom, population: Population) {
  const { cells } = room.shape
  const all = purchaseOccasions(population, inputs.parameters)
  const occasions = groups.map((_, g) => {
    const column = room.column(cells)
    column.set(all.subarray(g * cells, (g + 1) * cells))
    return column
  })
  const tastes = groups.map((group) => {
    const column = room.column(room.shape.attributes)
    column.set(
      group.market === 'household'
        ? householdTastes(group, inputs.parameters)
        : fleetTastes(fleetOf(inputs, group.market), inputs.parameters),
    )
    return column
  })
  return { occasions, tastes }
}

function fleetOf({ data }: ModelInputs, market: FleetMarket): FleetRow {
  return data.fleets.rows.find((row) => row.market === market) as FleetRow
}

function populationOf({ data, states }: ModelInputs): Population {
  const areas = areaTypes.map((type) => {
    const row = data.areas.rows.find(({ area }) => area === type)
    if (row === undefined) throw new Error(`no area ${type}`)
    return row
  })
  return { states: states.map(({ row }) => row), areas, fleets: data.fleets.rows }
}

/** Place of each alternative of the choice set among the results. */
function resultRows({ data }: ModelInputs, { segments, nameplates }: Alternatives): Int32Array {
  const order = data.segments.rows.map(({ segment }) => segment)
  return Int32Array.from([
    ...segments.map(({ segment }) => order.indexOf(segment)),
    ...nameplates.map((_, n) => segments.length + n),
  ])
}

function describeAlternatives({ data, nameplates }: ModelInputs): AlternativeInfo[] {
  return [
    ...data.segments.rows.map(({ segment, label }) => ({
      id: segment,
      label,
      kind: 'segment' as const,
    })),
    ...nameplates.map(({ id, label, isNew }) => ({
      id,
      label,
      kind: isNew ? ('new-kei' as const) : ('import-25' as const),
    })),
  ]
}
