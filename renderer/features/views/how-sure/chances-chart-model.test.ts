import { describe, expect, it } from 'vitest'
import { chancesChartModel } from './chances-chart-model.ts'

const row = (id: string, value: number) => ({
  id,
  label: `Nissan ${id}`,
  earnsBack: { value, error: 0.02 },
  share: '79 ± 2%',
  referenceShare: 0.5,
  npvMedian: '$430M',
  npvRange: '−$70M to $5.7B',
})
const input = {
  rows: [row('Clipper', 0.79), row('Roox', 0)],
  width: 1000,
  height: 400,
  textSize: 13,
  referenceName: 'Status quo',
}

describe('chancesChartModel', () => {
  it('has bars from none to all of the draws, their error at the end', () => {
    const { rows, left, right } = chancesChartModel(input)
    expect(rows[0]?.length).toBeCloseTo(0.79 * (right - left))
    expect(rows[0]?.error[0]).toBeCloseTo(left + 0.77 * (right - left))
    expect(rows[1]).toMatchObject({ length: 0 })
    expect(rows[1]?.error[0]).toBe(left)
  })
  it('marks the reference where there is one', () => {
    expect(chancesChartModel(input).rows[0]?.ghostX).not.toBeNull()
    expect(chancesChartModel({ ...input, referenceName: null }).rows[0]?.ghostX).toBeNull()
  })
  it('puts names above the bars where it is narrow, and numbers within its width', () => {
    const wide = chancesChartModel(input)
    const narrow = chancesChartModel({ ...input, width: 560 })
    expect(wide.left).toBeGreaterThan(50)
    expect(narrow.left).toBe(0)
    for (const { columns } of [wide, narrow]) expect(columns[0]?.x).toBeGreaterThan(0)
    expect(narrow.right).toBeLessThan(narrow.columns[0]?.x ?? 0)
  })
})
