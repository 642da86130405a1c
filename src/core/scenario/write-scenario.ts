import type { Scenario } from './scenario.ts'

/** Keys of the file, in the order in which they are written. */
const KEY_ORDER = [
  'format',
  'version',
  'name',
  'notes',
  'horizon',
  'parameters',
  'federal',
  'states',
  'steering',
  'source',
  'makers',
  'nameplates',
  'series',
  'ensemble',
  'story',
] as const satisfies readonly (keyof Scenario)[]

/** Parts whose keys are ids and years; they are written in alphabetical order. */
const ID_MAPS = ['parameters', 'states', 'makers', 'nameplates'] as const

/**
 * Write a scenario as the text of a .kei file: UTF-8 JSON, two-space indent, keys always in the same
 * order, so that files differ only where scenarios do. Reading it back gives the same scenario.
 */
export function writeScenario(scenario: Scenario): string {
  const file: Record<string, unknown> = {}
  for (const key of KEY_ORDER) {
    const value = scenario[key]
    if (value === undefined) continue
    file[key] = (ID_MAPS as readonly string[]).includes(key) ? sortedByKey(value as object) : value
  }
  return `${JSON.stringify(file, null, 2)}\n`
}

function sortedByKey(map: object): object {
  return Object.fromEntries(Object.entries(map).sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)))
}
