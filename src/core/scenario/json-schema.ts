import { z } from 'zod'
import type { MarketData } from '../data/market-data.ts'
import { createScenarioSchema } from './schema.ts'

/** Write the published JSON Schema (draft 2020-12) of scenario files; the parser's own schema, exported. */
export function scenarioJsonSchema(data: MarketData): string {
  const schema = z.toJSONSchema(createScenarioSchema(data), { reused: 'ref' })
  return `${JSON.stringify(withFewDefinitions(schema), null, 2)}\n`
}

interface Definitions {
  readonly $defs?: Readonly<Record<string, object>>
}
const REFERENCE = /"#\/\$defs\/([^"]+)"/g

/** Put definitions that are used once where they are used: zod makes one of every part. */
function withFewDefinitions({ $defs = {}, ...root }: Definitions): object {
  const uses = new Map<string, number>()
  for (const [, name = ''] of JSON.stringify({ root, $defs }).matchAll(REFERENCE)) {
    uses.set(name, (uses.get(name) ?? 0) + 1)
  }
  const isShared = (name: string) => (uses.get(name) ?? 0) > 1
  const inline = (node: unknown): unknown => {
    if (Array.isArray(node)) return node.map(inline)
    if (typeof node !== 'object' || node === null) return node
    const name = '$ref' in node ? String(node.$ref).slice('#/$defs/'.length) : ''
    if (name !== '' && !isShared(name)) return inline($defs[name])
    return Object.fromEntries(Object.entries(node).map(([key, part]) => [key, inline(part)]))
  }
  const shared = Object.entries($defs).filter(([name]) => isShared(name))
  return inline({ ...root, $defs: Object.fromEntries(shared) }) as object
}
