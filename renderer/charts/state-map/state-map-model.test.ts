import { describe, expect, it } from 'vitest'
import { stateCodes } from '../../../src/core/market/sets.ts'
import { colourScale } from './colour-scale.ts'
import { stateMapModel, type Region, type StateMapInput } from './state-map-model.ts'
import { stateShapes } from './state-shapes.ts'
import { tilePlaces } from '../shared/tile-grid.ts'

function region(code: string, name: string, value: number): Region {
  return { code, name, value, said: String(value), access: 'open', lines: [] }
}

const regions = [
  region('TX', 'Texas', 50),
  region('DC', 'District of Columbia', 10),
  region('GA', 'Georgia', 0),
]
const input: StateMapInput = {
  layout: 'map',
  width: 700,
  height: 400,
  size: 13,
  regions,
  scale: colourScale([[50], [10], [0]], 'number'),
  legend: { title: 'New kei', keys: [{ access: 'closed', label: 'closed to them' }] },
}

describe('the two maps', () => {
  it('know every state and DC, each in a place of its own', () => {
    expect(tilePlaces.map(({ code }) => code).sort()).toEqual([...stateCodes].sort())
    expect(new Set(tilePlaces.map(({ column, row }) => `${column}/${row}`)).size).toBe(51)
    expect(stateShapes.size).toBe(51)
  })
})

describe('stateMapModel', () => {
  it('draws each state once on either map, within the room above the legend', () => {
    for (const layout of ['map', 'tiles'] as const) {
      const model = stateMapModel({ ...input, layout })
      expect(model.shapes.map(({ code }) => code)).toEqual(['TX', 'DC', 'GA'])
      for (const { x, y } of model.points) {
        expect(x).toBeGreaterThan(0)
        expect(x).toBeLessThan(700)
        expect(y).toBeLessThan(model.legend.top)
      }
    }
  })
  it('colours what is sold and leaves nothing uncoloured', () => {
    const [texas, , georgia] = stateMapModel(input).shapes
    expect(texas?.fill).toMatch(/^rgb/)
    expect(georgia?.fill).toBeNull()
  })
  it('names states that are large enough on the map, and all tiles', () => {
    const named = (layout: 'map' | 'tiles') =>
      stateMapModel({ ...input, layout }).shapes.map(({ label }) => label?.text ?? '')
    expect(named('map')).toEqual(['TX', '', 'GA'])
    expect(named('tiles')).toEqual(['TX', 'DC', 'GA'])
  })
  it('draws in hardly any room', () => {
    const model = stateMapModel({ ...input, width: 30, height: 30 })
    expect(model.shapes.every(({ path }) => path !== '')).toBe(true)
  })
})

describe('colourScale', () => {
  it('gets lighter with the value, in even steps', () => {
    const { colours, colourOf, isDark } = colourScale([[1, 100], [60], [90], [80]], 'number')
    expect(colours.length).toBeGreaterThan(10)
    expect(new Set(colours).size).toBe(colours.length)
    expect(colourOf(0.5)).toBe(colours[0])
    expect(colourOf(100)).toBe(colours.at(-1))
    expect(isDark(0.5)).toBe(true)
    expect(isDark(100)).toBe(false)
  })
  it('marks values where its steps have them', () => {
    const { marks, colours } = colourScale([[100]], 'number')
    expect(marks.map(({ label }) => label)).toEqual(['0', '20', '40', '60', '80', '100'])
    expect((marks[1]?.at ?? 0) * colours.length).toBeCloseTo(20 / 5, 9)
  })
  it('is not stretched by one that stands far out, and says that it goes on', () => {
    const most = Array.from({ length: 40 }, (_, i) => [i])
    const labels = (more: number[][]) =>
      colourScale([...most, ...more], 'number').marks.map(({ label }) => label)
    expect(labels([])).toEqual(['0', '10', '20', '30'])
    expect(labels([[500]])).toEqual(['0', '10', '20', '30', '38+'])
  })
  it('bears nothing but zeros and gaps', () => {
    expect(colourScale([[0, NaN]], 'number').colours).toEqual([])
    expect(colourScale([], 'number').marks).toEqual([])
    const model = stateMapModel({ ...input, scale: colourScale([], 'number') })
    expect(model.legend.swatches).toEqual([])
  })
})
