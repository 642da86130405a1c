import { describe, expect, it } from 'vitest'
import { runColumns } from '../../../src/app/runs/run-columns.ts'
import { runScenario } from '../../../test/model.fixture.ts'
import { headlineTiles } from './headline-vm.ts'

const today = runColumns(runScenario({ horizon: { start: 2029, end: 2030 } }))
const kei = runColumns(
  runScenario({
    horizon: { start: 2029, end: 2030 },
    federal: [{ year: 2028, path: 'kei-class' }],
  }),
)
const tile = (label: string, tiles: ReturnType<typeof headlineTiles>) =>
  tiles.find((candidate) => candidate.label === label)!

describe('headlineTiles', () => {
  it('shows only years that the run has', () => {
    expect(headlineTiles(today, null).map(({ label }) => label)).toEqual([
      'New kei in 2030',
      'Share of new in 2030',
      'Biggest state',
      'Cheapest new kei',
      'Nameplates that earn',
    ])
  })

  it('says none rather than a number where no new kei is sold', () => {
    const tiles = headlineTiles(today, today)
    expect(tile('Biggest state', tiles).value).toBe('none')
    expect(tile('Cheapest new kei', tiles).value).toBe('none')
    expect(tile('Nameplates that earn', tiles).value).toBe('none')
    expect(tiles.every(({ change }) => change === 'same')).toBe(true)
  })

  it('tells the change against the reference, up or down', () => {
    const up = tile('New kei in 2030', headlineTiles(kei, today))
    expect(up).toMatchObject({ change: `+${up.value}`, direction: 'up' })
    const down = tile('New kei in 2030', headlineTiles(today, kei))
    expect(down).toMatchObject({ value: '0', change: `−${up.value}`, direction: 'down' })
    expect(tile('Cheapest new kei', headlineTiles(kei, today))).toMatchObject({
      change: 'was none',
      direction: 'same',
    })
  })
})
