import { makersTable, nameplatesTable } from '../data/tables.ts'
import type { EnsembleSettings, MakerOverride, NameplateOverride, Scenario } from './scenario.ts'

/** Keys of the file, in the order in which they are written. */
const SCENARIO_KEYS = [
  'format',
  'version',
  'name',
  'notes',
  'horizon',
  'parameters',
  'federal',
  'tariffs',
  'states',
  'steering',
  'source',
  'makers',
  'nameplates',
  'series',
  'ensemble',
  'story',
] as const satisfies readonly (keyof Scenario)[]
const ENSEMBLE_KEYS = [
  'seed',
  'draws',
  'method',
  'hold',
] as const satisfies readonly (keyof EnsembleSettings)[]
const MAKER_KEYS = Object.keys(makersTable.columns) as (keyof MakerOverride)[]
const NAMEPLATE_KEYS = [
  ...Object.keys(nameplatesTable.columns),
  ...['price_usd', 'steering', 'source', 'partners', 'dealer_reach', 'appeal'],
] as (keyof NameplateOverride)[]

/**
 * Write a scenario as the text of a .kei file: UTF-8 JSON, two-space indent, keys always in the same
 * order, so that files differ only where scenarios do. Reading it back gives the same scenario.
 */
export function writeScenario(scenario: Scenario): string {
  const { horizon, federal, tariffs, series, ensemble } = scenario
  const file = inOrder(SCENARIO_KEYS, {
    ...scenario,
    horizon: horizon && inOrder(['start', 'end'], horizon),
    parameters: byKey(scenario.parameters, (value) => value),
    federal: federal?.map((entry) => inOrder(['year', 'path', 'odds'], entry)),
    tariffs: tariffs?.map((entry) => inOrder(['year', 'tariffCar', 'tariffTruck', 'odds'], entry)),
    states: byKey(scenario.states, (state) =>
      typeof state === 'string' ? state : inOrder(['status', 'cap_mph'], state),
    ),
    makers: byKey(scenario.makers, (maker) => inOrder(MAKER_KEYS, maker)),
    nameplates: byKey(scenario.nameplates, (nameplate) => inOrder(NAMEPLATE_KEYS, nameplate)),
    series: series && inOrder(['gasoline', 'newSales'], series),
    ensemble: ensemble && inOrder(ENSEMBLE_KEYS, ensemble),
  })
  return `${JSON.stringify(file, null, 2)}\n`
}

function inOrder<T extends object>(keys: readonly (keyof T & string)[], object: T): object {
  return Object.fromEntries(keys.map((key) => [key, object[key]]))
}

/** Sort a map whose keys are ids; JSON.stringify leaves out what is undefined. */
function byKey<V>(
  map: Readonly<Record<string, V>> | undefined,
  write: (value: V) => unknown,
): object | undefined {
  if (map === undefined) return undefined
  const entries = Object.entries(map).sort(([a], [b]) => (a < b ? -1 : 1))
  return Object.fromEntries(entries.map(([key, value]) => [key, write(value)]))
}
