import { describe, expect, it } from 'vitest'
import { sharePanelsModel, type SharePanelsInput } from './share-panels-model.ts'

const input: SharePanelsInput = {
  width: 1000,
  height: 400,
  size: 13,
  text: { share: 'Share', benchmark: 'Usual share', times: 'times', ghost: 'Status quo' },
  panels: [
    {
      title: 'Income',
      rows: [
        { label: 'Lowest third', share: 0.5, benchmark: 0.25, ghost: NaN },
        { label: 'Highest third', share: 0.1, benchmark: 0.4, ghost: 0.3 },
      ],
    },
    { title: 'Area', rows: [{ label: 'Country', share: NaN, benchmark: 0.2, ghost: NaN }] },
  ],
}

describe('sharePanelsModel', () => {
  it('tells who buys more than their share', () => {
    const [low, high] = sharePanelsModel(input).panels[0]?.rows ?? []
    expect(low).toMatchObject({ said: '50%', times: '2×', isOver: true, ghostX: null })
    expect(high).toMatchObject({ said: '10%', times: '0.25×', isOver: false })
    expect(low?.barX ?? 0).toBeLessThan(low?.benchmarkX ?? 0)
  })
  it('draws no bar and no multiple where nothing is bought', () => {
    const [row] = sharePanelsModel(input).panels[1]?.rows ?? []
    expect(row).toMatchObject({ barWidth: 0, said: '–', times: '', isOver: false })
  })
  it('sets panels side by side only where the height asks for it and the width has room', () => {
    const columns = (width: number, height: number) => {
      const { panels } = sharePanelsModel({ ...input, width, height })
      return new Set(panels.map(({ titleX }) => titleX)).size
    }
    expect(columns(1000, 400)).toBe(1)
    expect(columns(1000, 120)).toBe(2)
    expect(columns(500, 120)).toBe(1)
  })
  it('grows beyond the height that it is given rather than squeeze its text', () => {
    expect(sharePanelsModel({ ...input, height: 40 }).height).toBeGreaterThan(70)
    expect(sharePanelsModel(input).height).toBe(400)
  })
  it('draws without panels', () => {
    expect(sharePanelsModel({ ...input, panels: [] }).points).toEqual([])
  })
})
