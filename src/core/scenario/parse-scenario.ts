import { z } from 'zod'
import type { MarketData } from '../data/market-data.ts'
import type { Problem } from '../data/problem.ts'
import { err, ok, type Result } from '../result.ts'
import type { Finding } from './finding.ts'
import { checkScenario, findWarnings } from './check-scenario.ts'
import { migrate, migrations } from './migrate.ts'
import { describeIssues, listProblems, problem } from './problems.ts'
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
    if (!file.ok) return err(listProblems(file.error, (one) => one))
    const place = ({ path, message }: Finding) => problem(path, file.value, message)
    const current = migrate(file.value.value, VERSION, migrations)
    if (!current.ok) return err(current.error.map(place))
    const parsed = schema.safeParse(current.value)
    if (!parsed.success) return err(describeIssues(parsed.error.issues, file.value, keys))
    const scenario = withoutNegativeZero(parsed.data) as Scenario
    const problems = checkScenario(data, scenario)
    if (problems.length > 0) return err(problems.map(place))
    const warnings = findWarnings(data, scenario).map(place)
    return ok({ scenario: sorted(scenario), warnings })
  }
}

/** Sort events by year; the checks see them in the order of the file, for their places. */
function sorted(scenario: Scenario): Scenario {
  const { federal, tariffs } = scenario
  return {
    ...scenario,
    ...(federal === undefined ? {} : { federal: byYear(federal) }),
    ...(tariffs === undefined ? {} : { tariffs: byYear(tariffs) }),
  }
}

function byYear<E extends { readonly year: number }>(events: readonly E[]): readonly E[] {
  return [...events].sort((a, b) => a.year - b.year)
}

/** Turn -0, which JSON can say but not write, into 0. */
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
