import type { Alternatives } from '../market/alternatives.ts'
import { areaTypes, groups, markets } from '../market/sets.ts'
import type { ModelInputs } from '../scenario/resolve.ts'
import { createBlock, slice } from './block.ts'

export type RunBlocks = ReturnType<typeof createBlocks>

/** Make room for a run, with awareness at the start of its first year (section 6). */
export function createBlocks(inputs: ModelInputs, { segments, nameplates }: Alternatives) {
  const year = inputs.years.length
  const state = inputs.states.length
  const alternative = segments.length + nameplates.length
  const blocks = {
    salesByState: createBlock({ year, market: markets.length, alternative, state }),
    salesByGroup: createBlock({ year, group: groups.length, alternative, area: areaTypes.length }),
    displaced: createBlock({ year, segment: segments.length }),
    occasions: createBlock({ year, group: groups.length }),
    surplus: createBlock({ year, group: groups.length }),
    omega: createBlock({ year, nameplate: nameplates.length }),
    awareness: createBlock({ year, state }),
    stock: createBlock({ year, state }),
    keiSales: createBlock({ year, state }),
  }
  slice(blocks.awareness, 0).fill(inputs.parameters.awarenessStart)
  return blocks
}
