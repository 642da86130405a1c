import { describe, expect, it } from 'vitest'
import { interpolate, type Point } from './interpolate.ts'

describe('interpolate', () => {
  const points: readonly Point[] = [
    [10, 1],
    [20, 0.5],
    [60, 0.1],
  ]

  it('gives the points themselves', () => {
    expect(points.map(([x]) => interpolate(points, x))).toEqual([1, 0.5, 0.1])
  })

  it('is linear between two points', () => {
    expect(interpolate(points, 12)).toBeCloseTo(0.9, 15) // 1 − 0.5·2/10
    expect(interpolate(points, 30)).toBeCloseTo(0.4, 15) // 0.5 − 0.4·10/40
    expect(interpolate(points, 59)).toBeCloseTo(0.11, 15) // 0.5 − 0.4·39/40
  })

  it('is constant outside its points', () => {
    expect(interpolate(points, -1000)).toBe(1)
    expect(interpolate(points, 9.999)).toBe(1)
    expect(interpolate(points, 60.001)).toBe(0.1)
    expect(interpolate(points, Infinity)).toBe(0.1)
  })

  it('is constant where it has one point', () => {
    expect([-1, 3, 7].map((x) => interpolate([[3, 5]], x))).toEqual([5, 5, 5])
  })

  it('needs a point', () => {
    expect(() => interpolate([], 1)).toThrow('at least one point')
  })
})
