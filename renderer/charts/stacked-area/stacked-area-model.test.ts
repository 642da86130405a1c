import { describe, expect, it } from 'vitest'
import { stackedAreaModel, type StackedAreaInput } from './stacked-area-model.ts'

const input: StackedAreaInput = {
  width: 700,
  height: 300,
  size: 13,
  years: [2030, 2031, 2032],
  unit: 'vehicles',
  axisTitle: 'New kei sold in a year',
  stack: [
    { label: 'Suzuki Carry', category: 0, values: [0, 50, 100] },
    { label: 'Suzuki Spacia', category: 1, values: [0, 50, 60] },
  ],
  totalLabel: 'All new kei',
  beside: [{ label: '25-year-old imports', category: 6, values: [10, 10, 10] }],
  ghost: { label: 'Status quo', values: [0, 0, NaN] },
}

describe('stackedAreaModel', () => {
  it('stacks series upon each other from zero', () => {
    const { layers, y, plot } = stackedAreaModel(input)
    expect(layers).toHaveLength(2)
    expect(y.scale(0)).toBe(plot.bottom)
    const top = y
      .scale(160)
      .toFixed(3)
      .replace(/\.?0+$/, '')
    expect(layers[1]?.path).toContain(top)
  })
  it('says at each year what there is, from the top, with the sum and the reference', () => {
    const { points } = stackedAreaModel(input)
    expect(points[2]?.title).toBe('2032')
    expect(points[2]?.lines.map(({ label, value }) => `${label} ${value}`)).toEqual([
      'Suzuki Spacia 60',
      'Suzuki Carry 100',
      'All new kei 160',
      '25-year-old imports 10',
      'Status quo –',
    ])
  })
  it('names every series at its end without overlap, and no ghost that ended before', () => {
    const { labels } = stackedAreaModel(input)
    expect(
      labels.map(({ lines, value }) => `${lines.map(({ text }) => text).join(' ')} ${value}`),
    ).toEqual(['Suzuki Carry 100', 'Suzuki Spacia 60', '25-year-old imports 10'])
    const ys = labels.flatMap(({ lines }) => lines.map(({ y }) => y)).sort((a, b) => a - b)
    ys.slice(1).forEach((y, i) => expect(y - (ys[i] as number)).toBeGreaterThanOrEqual(13))
  })
  it('keeps names within the chart at any width', () => {
    for (const width of [320, 700, 1400]) {
      const { labels, plot } = stackedAreaModel({ ...input, width })
      expect(plot.right).toBeGreaterThan(plot.left)
      expect(labels.every(({ x }) => x < width)).toBe(true)
    }
  })
  it('leaves a gap where there is no number', () => {
    const gap = { label: 'Suzuki Carry', category: 0, values: [1, NaN, 2] }
    const { layers, totalPath } = stackedAreaModel({ ...input, stack: [gap] })
    expect(totalPath.match(/M/g)).toHaveLength(2)
    expect(layers[0]?.path).not.toContain('NaN')
  })
  it('draws nothing at all, only zeros, and a single year', () => {
    const empty = stackedAreaModel({ ...input, stack: [], beside: [], ghost: null })
    expect(empty.layers).toEqual([])
    expect(empty.y.ticks.length).toBeGreaterThan(1)
    const single = stackedAreaModel({
      ...input,
      years: [2030],
      stack: [{ label: 'Suzuki Carry', category: 0, values: [5] }],
      beside: [],
      ghost: null,
    })
    expect(single.layers[0]?.path).toMatch(/^M.*L.*Z$/)
    expect(single.points).toHaveLength(1)
  })
})
