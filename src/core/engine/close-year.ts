import { nextAwareness } from '../market/awareness.ts'
import { survivalByAge } from '../market/stock.ts'
import type { ModelInputs } from '../scenario/resolve.ts'
import { slice } from './block.ts'
import type { RunBlocks } from './run-blocks.ts'
import type { SupplyYear } from './supply-plan.ts'
import { salesByAlternative } from './totals.ts'

/** Close a year (section 6): the stock of kei by state, and the next year's awareness. */
export function closeYear(
  { parameters: p, states, years }: ModelInputs,
  blocks: RunBlocks,
  t: number,
  supply: SupplyYear,
  segmentCount: number,
): void {
  const survival = survivalByAge(t + 1, p)
  const stock = slice(blocks.stock, t)
  const awareness = slice(blocks.awareness, t)
  const next = t + 1 < years.length ? slice(blocks.awareness, t + 1) : undefined
  const anyNewOnSale = supply.nameplates.some(({ cost }) => cost !== null)
  const sold = salesByAlternative(blocks, t, segmentCount)
  const keiSales = slice(blocks.keiSales, t)
  sold.forEach((value, at) => {
    keiSales[at % states.length] = (keiSales[at % states.length] as number) + value
  })
  const sales = blocks.keiSales.values
  states.forEach(({ row }, s) => {
    let keiStock = 0
    for (let vintage = 0; vintage <= t; vintage += 1) {
      keiStock += (sales[vintage * states.length + s] as number) * (survival[t - vintage] as number)
    }
    stock[s] = keiStock
    const year = { anyNewOnSale, isFirstYear: t === 0, keiStock, households: row.households }
    if (next !== undefined) next[s] = nextAwareness(awareness[s] ?? 0, year, p)
  })
}
