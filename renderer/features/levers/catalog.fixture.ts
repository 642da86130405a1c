import { createCatalog } from '../../../src/app/catalog.ts'
import { parseMarketData } from '../../../src/core/data/parse-market-data.ts'
import { createScenarioParser } from '../../../src/core/scenario/parse-scenario.ts'
import type { Scenario } from '../../../src/core/scenario/scenario.ts'

/** The product's own data set, as a renderer is given it, and what the product says of a scenario. */

const files = import.meta.glob<string>('../../../assets/data/*', {
  query: '?raw',
  import: 'default',
  eager: true,
})
const texts = Object.fromEntries(
  Object.entries(files).map(([path, text]) => [path.replace(/^.*\//, ''), text]),
)
const parsed = parseMarketData(texts)
if (!parsed.ok) throw new Error(JSON.stringify(parsed.error))

export const data = parsed.value
export const catalog = createCatalog(data)
const parse = createScenarioParser(data)

export const untouched: Scenario = { format: 'keicast-scenario', version: 1, name: 'Untouched' }

/** Say what the product refuses in a scenario, in its own words; empty where it takes it. */
export function refusals(scenario: Scenario): string[] {
  const answer = parse(JSON.stringify(scenario))
  return answer.ok ? [] : answer.error.map(({ path, message }) => `${path} ${message}`)
}
