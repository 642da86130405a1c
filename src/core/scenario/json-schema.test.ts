import Ajv2020 from 'ajv/dist/2020.js'
import fc from 'fast-check'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { data } from '../../../test/model.fixture.ts'
import { scenarioArbitrary } from '../../../test/scenario.arbitrary.ts'
import { assetFolder } from '../../app/assets.ts'
import { scenarioJsonSchema } from './json-schema.ts'
import { createScenarioSchema } from './schema.ts'

const published = scenarioJsonSchema(data)
// Ajv knows no `title` beside `properties` in its strict mode; nothing else is switched off by this.
const ajv = new Ajv2020.default({ strict: false })
const accepts = ajv.compile(JSON.parse(published) as object)
const schema = createScenarioSchema(data)

type Key = string | number
type Path = readonly Key[]

/** The paths of all values inside a value, itself among them. */
function pathsOf(value: unknown, path: Path = []): Path[] {
  if (typeof value !== 'object' || value === null) return [path]
  const inner = Object.entries(value).flatMap(([key, part]) =>
    pathsOf(part, [...path, Array.isArray(value) ? Number(key) : key]),
  )
  return [path, ...inner]
}

/** A copy with the object or list at `path` changed. */
function changed(value: unknown, path: Path, change: (part: unknown) => unknown): unknown {
  const [step, ...rest] = path
  if (step === undefined) return change(value)
  if (Array.isArray(value)) {
    return value.map((part, at) => (at === step ? changed(part, rest, change) : (part as unknown)))
  }
  const entries = Object.entries(value as object).map(([key, part]: [string, unknown]) => [
    key,
    key === step ? changed(part, rest, change) : part,
  ])
  return Object.fromEntries(entries)
}

function keysChanged(part: unknown, change: (keys: [string, unknown][]) => [string, unknown][]) {
  if (typeof part !== 'object' || part === null || Array.isArray(part)) return part
  return Object.fromEntries(change(Object.entries(part)))
}

const otherValues = [
  ...[null, true, false, [], {}, [[]], [{}], { status: 'capped' }, { year: 2030, path: 'lsv' }],
  ...['', 'x', 'legal', 'lhd', 'import', 'sobol', '0.5', 'compact-car', 'x'.repeat(201)],
  ...[0, -1, 1, 0.5, -0.5, 1.5, 2, 12, 13, 45, 100, 101, 1999, 2000, 2026, 2060, 2061],
  ...[1e6, 1_000_001, 1e9, 1e17, 1e300, -1e300, 5e-324],
]
const otherKeys = ['colour', '', 'status', 'start', 'steering', '2030', 'n-box', 'toString', 'NY']

/** A scenario with one thing in it changed, which may or may not be allowed. */
const mutants = scenarioArbitrary(data, { maxYears: 30 }).chain((scenario) => {
  const path = fc.constantFrom(...pathsOf(scenario))
  const replaced = fc
    .tuple(path, fc.constantFrom<unknown>(...otherValues))
    .map(([at, other]) => changed(scenario, at, () => other))
  const nudged = fc
    .tuple(path, fc.constantFrom(-1e6, -1, -0.1, 0.1, 1, 1e6))
    .map(([at, by]) =>
      changed(scenario, at, (part) => (typeof part === 'number' ? part + by : part)),
    )
  const removed = fc
    .tuple(path, fc.nat())
    .map(([at, which]) =>
      changed(scenario, at, (part) =>
        keysChanged(part, (all) => all.filter((_, index) => index !== which % all.length)),
      ),
    )
  const renamed = fc
    .tuple(path, fc.nat(), fc.constantFrom(...otherKeys))
    .map(([at, which, name]) =>
      changed(scenario, at, (part) =>
        keysChanged(part, (all) =>
          all.map(([key, inner], index) => [index === which % all.length ? name : key, inner]),
        ),
      ),
    )
  const added = fc
    .tuple(path, fc.constantFrom(...otherKeys), fc.constantFrom<unknown>(...otherValues))
    .map(([at, name, other]) =>
      changed(scenario, at, (part) =>
        Array.isArray(part)
          ? [...(part as unknown[]), other]
          : keysChanged(part, (all) => [...all, [name, other]]),
      ),
    )
  return fc.oneof({ arbitrary: replaced, weight: 3 }, nudged, removed, renamed, added)
})

describe('the published JSON Schema', () => {
  it('is the file in assets/schema', () => {
    const file = readFileSync(join(assetFolder('schema'), 'scenario.schema.json'), 'utf8')
    expect(
      file === published,
      'assets/schema/scenario.schema.json is out of date; write it again: npm run build && node bin/keicast.js schema > assets/schema/scenario.schema.json',
    ).toBe(true)
  })

  it('says draft 2020-12, and what may be set in which unit and range', () => {
    const document = JSON.parse(published) as Record<string, unknown>
    expect(document).toMatchObject({
      $schema: 'https://json-schema.org/draft/2020-12/schema',
      title: 'Keicast scenario',
      properties: {
        parameters: {
          properties: {
            tariffCar: {
              type: 'number',
              minimum: 0,
              description:
                'Tariff on cars from Japan (share of customs value); plausible 0.025 to 0.25',
            },
            amortYears: { minimum: 1, description: expect.stringMatching(/; held at 6$/) as never },
          },
        },
        ensemble: { properties: { draws: { type: 'integer', description: 'draws' } } },
      },
    })
  })

  it('has definitions for parts that are used more than once, and no others', () => {
    const { $defs } = JSON.parse(published) as { $defs: object }
    for (const name of Object.keys($defs)) {
      expect(published.split(`"#/$defs/${name}"`).length - 1).toBeGreaterThan(1)
    }
    expect(Object.keys($defs).length).toBeGreaterThan(0)
  })

  it('takes every scenario that the reader takes', () => {
    fc.assert(
      fc.property(scenarioArbitrary(data, { maxYears: 30 }), (scenario) => {
        expect(accepts(scenario) ? [] : accepts.errors).toEqual([])
        expect(schema.safeParse(scenario).success).toBe(true)
      }),
      { numRuns: 300 },
    )
  })

  it('agrees with the reader’s schema on scenarios with anything changed in them', () => {
    let refused = 0
    const numRuns = 3000
    fc.assert(
      fc.property(mutants, (mutant) => {
        const verdict = accepts(mutant)
        refused += verdict ? 0 : 1
        expect(schema.safeParse(mutant).success).toBe(verdict)
      }),
      { numRuns },
    )
    // Both verdicts are common enough for the agreement to mean something.
    expect(refused / numRuns).toBeGreaterThan(0.2)
    expect(refused / numRuns).toBeLessThan(0.95)
  })

  it.each<[string, object, boolean]>([
    ['200 characters of two code units each', { name: '🚙'.repeat(200) }, true],
    ['201 of them', { name: '🚙'.repeat(201) }, false],
    ['a nameplate of another table', { nameplates: { honda: {} } }, false],
    ['a segment not sold to a market', { nameplates: { carry: { ref_household: 'utv' } } }, false],
    ['a new nameplate without a cost', { nameplates: { carry: { unit_cost_jpy: null } } }, false],
    ['an import without one', { nameplates: { 'grey-import': { unit_cost_jpy: null } } }, true],
    ['a slide', { story: { slides: [{}] } }, false],
    ['no slide', { story: { slides: [] } }, true],
  ])('and the reader agree on %s', (_, fields, verdict) => {
    const scenario = { format: 'keicast-scenario', version: 1, name: 'test', ...fields }
    expect([accepts(scenario), schema.safeParse(scenario).success]).toEqual([verdict, verdict])
  })
})
