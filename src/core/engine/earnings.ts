import { earnings, type Earnings, type SaleYear } from '../market/net-present-value.ts'
import type { RunResult } from './result.ts'

type Sold = Pick<RunResult, 'inputs' | 'supply' | 'segmentCount' | 'national'>

/** Work out what each new nameplate earns (section 5); null for what was never on sale and for imports. */
export function allEarnings(result: Sold): (Earnings | null)[] {
  const { inputs, supply, segmentCount, national } = result
  return inputs.nameplates.map((_, n) => {
    const years: SaleYear[] = supply.flatMap(({ year, nameplates }, t) => {
      const cost = nameplates[n]?.cost
      if (!cost) return []
      const sold = national[t]?.[segmentCount + n] ?? 0
      return [{ year, sales: sold, price: cost.price, unit: cost.unit }]
    })
    const first = supply.find(({ nameplates }) => nameplates[n]?.cost)?.nameplates[n]?.cost
    return first ? earnings(years, first.nre, inputs.parameters) : null
  })
}
