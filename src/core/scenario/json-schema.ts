import { z } from 'zod'
import type { MarketData } from '../data/market-data.ts'
import { createScenarioSchema } from './schema.ts'

/** Write the published JSON Schema (draft 2020-12) of scenario files; the parser's own schema, exported. */
export function scenarioJsonSchema(data: MarketData): string {
  const schema = z.toJSONSchema(createScenarioSchema(data), { reused: 'ref' })
  return `${JSON.stringify(schema, null, 2)}\n`
}
