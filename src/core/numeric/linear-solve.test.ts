import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { near } from '../../../test/rows.fixture.ts'
import { solveInPlace } from './linear-solve.ts'

/** Solve and give the solution, or null where there is none. */
function solve(rows: readonly (readonly number[])[], b: readonly number[]): number[] | null {
  const right = Float64Array.from(b)
  return solveInPlace(Float64Array.from(rows.flat()), right) ? Array.from(right) : null
}

describe('solveInPlace', () => {
  it('solves two equations', () => {
    const equations = [
      [2, 1],
      [1, 3],
    ]
    expect(solve(equations, [5, 10])).toEqual(near([1, 3]))
  })

  it('solves three equations whose pivots are out of order', () => {
    const equations = [
      [0, 0, 4],
      [0, -5, 1],
      [2, 1, 1],
    ]
    expect(solve(equations, [12, -7, 7])).toEqual(near([1, 2, 3]))
  })

  it('takes the largest pivot, so that a tiny one does not drown the rest', () => {
    const equations = [
      [1e-20, 1],
      [1, 1],
    ]
    expect(solve(equations, [1, 2])).toEqual(near([1, 1]))
    const negative = [
      [1e-20, 1],
      [-1, 1],
    ]
    expect(solve(negative, [1, 0])).toEqual(near([1, 1]))
  })

  it('has nothing to do without equations', () => {
    expect(solve([], [])).toEqual([])
  })

  it.each([
    ['a zero matrix', [[0]], [1]],
    [
      'equations that say the same',
      [
        [1, 2],
        [2, 4],
      ],
      [3, 6],
    ],
    [
      'a last equation without a pivot',
      [
        [1, 0, 0],
        [0, 1, 0],
        [1, 1, 0],
      ],
      [1, 1, 2],
    ],
    ['a matrix that is not a number', [[NaN]], [1]],
    ['a right-hand side that is not a number', [[1]], [NaN]],
    ['a solution beyond what a double holds', [[1e-300]], [1e300]],
  ])('refuses %s', (_, equations, b) => {
    expect(solve(equations, b)).toBeNull()
  })

  it('gives back what was multiplied', () => {
    const entry = fc.integer({ min: -9, max: 9 })
    const system = fc.integer({ min: 1, max: 6 }).chain((n) =>
      fc.record({
        x: fc.array(entry, { minLength: n, maxLength: n }),
        rows: fc.array(fc.array(entry, { minLength: n, maxLength: n }), {
          minLength: n,
          maxLength: n,
        }),
      }),
    )
    const property = fc.property(system, ({ x, rows }) => {
      // A heavy diagonal, moved one row on: never singular, and every pivot needs a swap.
      const heavy = rows.map((row, i) => row.map((a, j) => (j === (i + 1) % x.length ? 100 : a)))
      const b = heavy.map((row) => row.reduce((sum, a, j) => sum + a * (x[j] ?? 0), 0))
      expect(solve(heavy, b)).toEqual(near(x, 10))
    })
    fc.assert(property, { numRuns: 300 })
  })
})
