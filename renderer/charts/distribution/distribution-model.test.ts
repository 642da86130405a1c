import { describe, expect, it } from 'vitest'
import { smoothDensity } from './density.ts'
import { distributionModel, type DistributionInput } from './distribution-model.ts'
import { roundThreshold, thresholdAfter } from './threshold.ts'

/** From 1,000 to 1,000,000, each factor as likely as the other. */
const wide = Float64Array.from({ length: 201 }, (_, i) => 1000 * 1000 ** (i / 200))
const none = new Float64Array(201)

const input: DistributionInput = {
  width: 700,
  height: 300,
  size: 13,
  scale: 'log',
  form: 'density',
  unit: 'vehicles',
  axisTitle: 'New kei sold in a year',
  densityTitle: 'How often',
  cumulativeTitle: 'Draws that pass it',
  curves: [
    { label: 'This scenario', quantiles: wide, draws: 1000, isGhost: false },
    { label: 'Status quo', quantiles: none, draws: 1000, isGhost: true },
  ],
  run: { label: 'Single run', value: 20_000 },
  threshold: 50_000,
}

describe('distributionModel', () => {
  it('puts the threshold and the single run on the scale', () => {
    const { x, thresholdX, runX } = distributionModel(input)
    expect(thresholdX).toBe(x.at(50_000))
    expect(runX).toBe(x.at(20_000))
  })
  it('fills what lies beyond the threshold', () => {
    const beyond = (threshold: number) =>
      distributionModel({ ...input, threshold }).curves[0]?.beyond.length ?? 0
    expect(beyond(100_000)).toBeLessThan(beyond(10_000))
    expect(beyond(1e9)).toBeLessThan(50)
  })
  it('draws the same value in every draw as a spike, and none where the scale has no room for it', () => {
    const spike = (scale: 'linear' | 'log') =>
      distributionModel({ ...input, scale }).curves[1]?.line
    expect(spike('linear')).toMatch(/^M[\d.]+,[\d.]+V[\d.]+$/)
    expect(spike('log')).toBe('')
  })
  it('draws the share of draws above each value, falling from all to none', () => {
    const { curves, yTicks, thresholdY, plot } = distributionModel({
      ...input,
      form: 'cumulative',
      threshold: 31_000,
    })
    const [first, last] = [curves[0]?.line.split('L')[0], curves[0]?.line.split('L').at(-1)]
    expect(Number(first?.split(',')[1])).toBeLessThan(plot.top + 3)
    expect(Number(last?.split(',')[1])).toBeGreaterThan(plot.bottom - 4)
    expect(yTicks.map(({ label }) => label)).toEqual(['0%', '25%', '50%', '75%', '100%'])
    expect(thresholdY).toBeCloseTo((plot.top + plot.bottom) / 2, -1)
  })
  it('shows all but the outermost draws', () => {
    const { x } = distributionModel({ ...input, scale: 'linear' })
    expect(x.low).toBe(0)
    expect(x.high).toBeGreaterThanOrEqual(900_000)
  })
})

describe('smoothDensity', () => {
  it('sums to the whole', () => {
    const positions = Array.from({ length: 200 }, (_, i) => 200 + i)
    const points = smoothDensity(positions, 200, { from: 0, to: 600, isWall: false })
    const step = (points[1]?.x ?? 0) - (points[0]?.x ?? 0)
    expect(points.reduce((sum, { density }) => sum + density * step, 0)).toBeCloseTo(1, 2)
  })
  it('smooths the more, the fewer draws there are', () => {
    const positions = Array.from({ length: 200 }, (_, i) => 200 + i)
    const highest = (draws: number) =>
      Math.max(
        ...smoothDensity(positions, draws, { from: 0, to: 600, isWall: false }).map(
          ({ density }) => density,
        ),
      )
    expect(highest(10)).toBeLessThan(highest(1000))
  })
  it('throws back what spills over a wall', () => {
    const positions = Array.from({ length: 200 }, (_, i) => i / 2)
    const open = smoothDensity(positions, 200, { from: 0, to: 600, isWall: false })
    const walled = smoothDensity(positions, 200, { from: 0, to: 600, isWall: true })
    expect(walled[0]?.density).toBeCloseTo(2 * (open[0]?.density ?? 0), 6)
  })
})

describe('thresholds', () => {
  const ends = { low: 1000, high: 1_000_000 }
  it('are round numbers', () => {
    expect(roundThreshold(51_234, 'log', ends)).toBe(51_000)
    expect(roundThreshold(51_234, 'linear', { low: 0, high: 1_000_000 })).toBe(50_000)
    expect(roundThreshold(0.012_34, 'linear', { low: 0, high: 0.1 })).toBe(0.0125)
    expect(roundThreshold(12, 'log', ends)).toBe(1000)
  })
  it('follow the keys of a slider', () => {
    expect(thresholdAfter(51_000, 'ArrowRight', 'log', ends)).toBe(52_000)
    expect(thresholdAfter(99_000, 'ArrowUp', 'log', ends)).toBe(100_000)
    expect(thresholdAfter(100_000, 'ArrowRight', 'log', ends)).toBe(110_000)
    expect(thresholdAfter(100_000, 'ArrowLeft', 'log', ends)).toBe(99_000)
    expect(thresholdAfter(50_000, 'PageDown', 'linear', { low: 0, high: 1_000_000 })).toBe(0)
    expect(thresholdAfter(50_000, 'Home', 'log', ends)).toBe(1000)
    expect(thresholdAfter(50_000, 'End', 'log', ends)).toBe(1_000_000)
    expect(thresholdAfter(50_000, 'Enter', 'log', ends)).toBeNull()
  })
})
