import { z } from 'zod'
import type { MarketData } from '../data/market-data.ts'
import type { Problem } from '../data/problem.ts'
import { err, ok, type Result } from '../result.ts'
import { checkScenario, findWarnings } from './check-scenario.ts'
import { migrate, migrations } from './migrate.ts'
import { describeIssues, problem } from './problems.ts'
import { readJson } from './read-json.ts'
import { createScenarioSchema } from './schema.ts'
import { VERSION, type Scenario } from './scenario.ts'

/** A scenario that can be run, and what in it is legal but can't take effect or is out of the ordinary. */
export interface ParsedScenario {
  readonly scenario: Scenario
  readonly warnings: readonly Problem[]
}

export type ParseScenario = (text: string) => Result<ParsedScenario, readonly Problem[]>

/**
 * Make the reader of scenario files for a data set. It takes an untrusted text of any version and gives
 * the scenario, or every problem with its path, its line and what is allowed there.
 */
export function createScenarioParser(data: MarketData): ParseScenario {
  const schema = createScenarioSchema(data)
  const keys = schemaKeys(schema)
  return (text) => {
    const file = readJson(text)
    if (!file.ok) return file
    const current = migrate(file.value.value, VERSION, migrations)
    if (!current.ok) return current
    const parsed = schema.safeParse(current.value)
    if (!parsed.success) return err(describeIssues(parsed.error.issues, file.value, keys))
    const scenario = normalise(parsed.data)
    const problems = checkScenario(data, scenario)
    if (problems.length > 0) {
      return err(problems.map(({ path, message }) => problem(path, file.value, message)))
    }
    const warnings = findWarnings(data, scenario)
    return ok({
      scenario,
      warnings: warnings.map(({ path, message }) => problem(path, file.value, message)),
    })
  }
}

/** Sort federal paths by year; turn -0, which JSON can say but not write, into 0. */
function normalise(scenario: Scenario): Scenario {
  const plain = withoutNegativeZero(scenario) as Scenario
  if (plain.federal === undefined) return plain
  return { ...plain, federal: [...plain.federal].sort((a, b) => a.year - b.year) }
}

function withoutNegativeZero(value: unknown): unknown {
  if (Object.is(value, -0)) return 0
  if (Array.isArray(value)) return value.map(withoutNegativeZero)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [key, withoutNegativeZero(inner)]),
  )
}

interface SchemaNode {
  readonly properties?: Readonly<Record<string, SchemaNode>>
  readonly items?: SchemaNode
  readonly anyOf?: readonly SchemaNode[]
}

/** Look up which keys the schema allows at a path. */
function schemaKeys(schema: z.ZodType): (path: readonly PropertyKey[]) => readonly string[] {
  const root = z.toJSONSchema(schema) as SchemaNode
  return (path) => {
    let nodes: readonly SchemaNode[] = [root]
    for (const step of path) {
      nodes = nodes
        .flatMap(alternatives)
        .flatMap((node) => node.properties?.[String(step)] ?? node.items ?? [])
    }
    return nodes.flatMap(alternatives).flatMap((node) => Object.keys(node.properties ?? {}))
  }
}

function alternatives(node: SchemaNode): readonly SchemaNode[] {
  return node.anyOf ?? [node]
}
