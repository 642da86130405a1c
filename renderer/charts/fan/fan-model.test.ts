import { describe, expect, it } from 'vitest'
import { fanModel, type FanInput } from './fan-model.ts'

const input: FanInput = {
  width: 700,
  height: 300,
  size: 13,
  scale: 'linear',
  years: [2030, 2031, 2032],
  unit: 'vehicles',
  axisTitle: 'New kei sold in a year',
  bands: [
    { label: '95% of draws', low: [0, 10, 20], high: [0, 700, 1400] },
    { label: '80% of draws', low: [0, 20, 40], high: [0, 350, 780] },
  ],
  median: { label: 'Median', values: [0, 90, 180] },
  run: { label: 'Single run', values: [0, 30, 70] },
  ghost: {
    label: 'Status quo, median',
    values: [0, 0, NaN],
    band: { low: [0, 0, 0], high: [0, 0, 0] },
  },
  spoken: [2030, 2031, 2032].map((year) => ({ title: String(year), lines: [] })),
}

describe('fanModel', () => {
  it('is a handful of paths, however many draws there were', () => {
    const { bands, median, run, ghost, ghostBand } = fanModel(input)
    expect(bands).toHaveLength(2)
    for (const path of [...bands, median, run, ghost, ghostBand]) expect(path).toMatch(/^M/)
    for (const path of bands) expect(path).not.toContain('NaN')
  })
  it('names bands at their upper ends and lines at theirs, without overlap', () => {
    const { labels } = fanModel(input)
    expect(labels.map(({ lines }) => lines.map(({ text }) => text).join(' '))).toEqual([
      '95% of draws',
      '80% of draws',
      'Median',
      'Single run',
    ])
    const ys = labels.flatMap(({ lines }) => lines.map(({ y }) => y)).sort((a, b) => a - b)
    ys.slice(1).forEach((y, i) => expect(y - (ys[i] as number)).toBeGreaterThanOrEqual(13))
  })
  it('names bands at their lower ends where they reach farther down', () => {
    const flipped = (values: readonly number[]) => values.map((value) => -value)
    const { labels, y } = fanModel({
      ...input,
      bands: input.bands.map(({ label, low, high }) => ({
        label,
        low: flipped(high),
        high: flipped(low),
      })),
      median: { label: 'Median', values: flipped(input.median?.values ?? []) },
      run: null,
      ghost: null,
    })
    expect(labels[0]?.leader).toContain(`,${y.at(-1400).toFixed(1)}L`)
  })
  it('draws a single run alone until there are draws', () => {
    const { bands, median, run, points } = fanModel({ ...input, bands: [], median: null })
    expect([bands, median]).toEqual([[], ''])
    expect(run).toMatch(/^M/)
    expect(points).toHaveLength(3)
  })
  it('marks zero only where values lie on both sides of it', () => {
    expect(fanModel(input).zeroY).toBeNull()
    const loss = { label: 'Median', values: [-50, 0, 50] }
    const { zeroY, plot } = fanModel({ ...input, median: loss })
    expect(zeroY).toBeGreaterThan(plot.top)
    expect(zeroY).toBeLessThan(plot.bottom)
  })
  it('stays within its size on either scale, presenting or not', () => {
    for (const scale of ['linear', 'log'] as const) {
      for (const [width, size] of [
        [320, 13],
        [1200, 18],
      ] as const) {
        const { plot, labels, y } = fanModel({ ...input, scale, width, size })
        expect(plot.right).toBeGreaterThan(plot.left)
        expect(labels.every(({ x }) => x < width)).toBe(true)
        expect(y.at(0)).toBeCloseTo(plot.bottom)
      }
    }
  })
  it('draws a single year as a short stretch', () => {
    const year = (values: readonly number[]) => values.slice(0, 1)
    const { bands, median } = fanModel({
      ...input,
      years: [2030],
      bands: [{ label: '80% of draws', low: [10], high: [40] }],
      median: { label: 'Median', values: [20] },
      run: null,
      ghost: null,
      spoken: year([2030]).map((at) => ({ title: String(at), lines: [] })),
    })
    expect(median).toMatch(/^M.*L/)
    expect(bands[0]).toMatch(/^M.*L.*Z$/)
  })
})
