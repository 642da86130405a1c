import { describe, expect, it } from 'vitest'
import { nearestPoint, pointAfter, spokenPoint, type ChartPoint } from './cursor.ts'

function point(x: number, y: number): ChartPoint {
  return { x, y, title: `${x}/${y}`, lines: [] }
}

describe('pointAfter', () => {
  const line = [point(0, 5), point(10, 2), point(20, 9)]
  const plane = [point(0, 0), point(100, 10), point(10, 100), point(110, 110)]

  it('starts at the first point', () => {
    expect(pointAfter(line, null, 'ArrowRight', 'x')).toBe(0)
  })
  it('walks along x and stops at the ends', () => {
    expect(pointAfter(line, 0, 'ArrowRight', 'x')).toBe(1)
    expect(pointAfter(line, 1, 'ArrowLeft', 'x')).toBe(0)
    expect(pointAfter(line, 0, 'ArrowLeft', 'x')).toBeNull()
    expect(pointAfter(line, 0, 'End', 'x')).toBe(2)
    expect(pointAfter(line, 2, 'Home', 'x')).toBe(0)
  })
  it('walks the plane towards the nearest point ahead', () => {
    expect(pointAfter(plane, 0, 'ArrowRight', 'plane')).toBe(1)
    expect(pointAfter(plane, 0, 'ArrowDown', 'plane')).toBe(2)
    expect(pointAfter(plane, 3, 'ArrowUp', 'plane')).toBe(1)
    expect(pointAfter(plane, 3, 'ArrowRight', 'plane')).toBeNull()
  })
  it('leaves other keys alone, and has nowhere to go without points', () => {
    expect(pointAfter(line, 0, 'Tab', 'x')).toBeNull()
    expect(pointAfter([], null, 'ArrowRight', 'x')).toBeNull()
  })
})

describe('nearestPoint', () => {
  const points = [point(0, 0), point(10, 100)]

  it('looks at x only, or at the plane', () => {
    expect(nearestPoint(points, 8, 0, 'x')).toBe(1)
    expect(nearestPoint(points, 8, 0, 'plane')).toBe(0)
  })
  it('finds none beyond its reach', () => {
    expect(nearestPoint(points, 60, 0, 'plane', 20)).toBeNull()
  })
})

it('reads a point out with its lines', () => {
  const lines = [
    { label: 'Suzuki Carry', value: '12' },
    { label: '', value: 'open' },
  ]
  expect(spokenPoint({ x: 0, y: 0, title: '2030', lines })).toBe('2030; Suzuki Carry: 12; open')
})
