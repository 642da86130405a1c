import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { createEngine } from '../src/core/engine/engine.ts'
import { toRunObject, type RunObject } from '../src/core/results/run-object.ts'
import { createScenarioParser } from '../src/core/scenario/parse-scenario.ts'
import { resolveScenario } from '../src/core/scenario/resolve.ts'
import { kernels } from './kernels.fixture.ts'
import { data } from './model.fixture.ts'

/**
 * Scenarios with the numbers that an independent implementation of docs/model.md gives. The expected
 * numbers carry ten significant digits; a path with a volume cap is solved by iteration in both.
 */
const folder = join(import.meta.dirname, 'golden')
const names = readdirSync(folder).flatMap((file) => /^(.*)\.scenario\.json$/.exec(file)?.[1] ?? [])
const parse = createScenarioParser(data)

it('finds the golden cases', () => {
  expect(names.length).toBeGreaterThanOrEqual(5)
})

describe.each(kernels)('golden cases with %s', (_, kernel) => {
  const engine = createEngine(data, kernel)

  it.each(names)('%s', (name) => {
    const parsed = parse(readFileSync(join(folder, `${name}.scenario.json`), 'utf8'))
    if (!parsed.ok) throw new Error(JSON.stringify(parsed.error))
    const inputs = resolveScenario(data, parsed.value.scenario)
    const run = engine.run(inputs)
    if (!run.ok) throw new Error(run.error.message)
    const expected = JSON.parse(
      readFileSync(join(folder, `${name}.expected.json`), 'utf8'),
    ) as RunObject
    const capped = inputs.federal.some(({ path }) => path.volume_cap !== null)
    const { npv: actualNpv, ...actual } = toRunObject(run.value)
    const { npv: expectedNpv, ...rest } = expected
    expect(disagreements(actual, rest, capped ? 1e-6 : 1e-8)).toEqual([])
    expect(Object.keys(actualNpv)).toEqual(Object.keys(expectedNpv))
    for (const [id, value] of Object.entries(expectedNpv)) {
      const n = inputs.nameplates.findIndex((nameplate) => nameplate.id === id)
      const cost = run.value.supply.find(({ nameplates }) => nameplates[n]?.cost)?.nameplates[n]
        ?.cost
      const oneOff = (cost?.nre ?? NaN) + inputs.parameters.launchMarketing * 1e6
      const scale = Math.max(Math.abs(value), oneOff)
      expect(Math.abs((actualNpv[id] ?? NaN) - value) / scale).toBeLessThan(capped ? 1e-6 : 1e-8)
    }
  })
})

/** List the places at which the expected tree is not matched; the actual one may hold more. */
function disagreements(actual: unknown, expected: unknown, tolerance: number, path = ''): string[] {
  if (typeof expected === 'number') {
    const gap = Math.abs((actual as number) - expected) / Math.max(Math.abs(expected), 1e-12)
    return gap <= tolerance ? [] : [`${path}: ${String(actual)} is not ${expected}`]
  }
  if (typeof expected !== 'object' || expected === null) {
    return actual === expected ? [] : [`${path}: ${String(actual)} is not ${String(expected)}`]
  }
  return Object.entries(expected).flatMap(([key, value]) =>
    disagreements(
      (actual as Record<string, unknown> | undefined)?.[key],
      value,
      tolerance,
      `${path}/${key}`,
    ),
  )
}
