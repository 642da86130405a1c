import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { data } from '../../../test/model.fixture.ts'
import { parameterNames, type ParameterSpec } from '../data/parameters.ts'
import { spreadAround, valueAt } from './distribution.ts'

type Spec = Parameters<typeof spreadAround>[0]
const free = { min: null, max: null }
const normal: Spec = { shape: 'normal', value: 10, low: 8, high: 12, ...free }
const lognormal: Spec = { shape: 'lognormal', value: 10, low: 5, high: 20, ...free }

// Quantiles of the standard normal distribution, from tables.
const [Q90, Q975, Q99] = [1.2815515655446004, 1.959963984540054, 2.3263478740408408]

const at = (spec: Spec, u: number, centre?: number) => valueAt(spreadAround(spec, centre), u)

describe('a normal parameter', () => {
  it('has its low and high as 10th and 90th percentile where they lie evenly around its value', () => {
    expect(at(normal, 0.1)).toBeCloseTo(8, 12)
    expect(at(normal, 0.5)).toBe(10)
    expect(at(normal, 0.9)).toBeCloseTo(12, 12)
  })

  it('has other percentiles from the tables', () => {
    const sd = 4 / (2 * Q90)
    expect(at(normal, 0.975)).toBeCloseTo(10 + sd * Q975, 12)
    expect(at(normal, 0.01)).toBeCloseTo(10 - sd * Q99, 12)
  })

  it('has the mean at its value and the whole range as its spread where they do not', () => {
    const skewed = { ...normal, low: 9, high: 15 }
    expect(at(skewed, 0.5)).toBe(10)
    expect(at(skewed, 0.9) - at(skewed, 0.1)).toBeCloseTo(6, 12)
  })

  it('keeps its deviation around another value', () => {
    expect(at(normal, 0.9, 30)).toBeCloseTo(32, 12)
    expect(at(normal, 0.1, -1)).toBeCloseTo(-3, 12)
  })
})

describe('a log-normal parameter', () => {
  it('has low and high as 10th and 90th percentile where they lie evenly around its value', () => {
    expect(at(lognormal, 0.1)).toBeCloseTo(5, 12)
    expect(at(lognormal, 0.5)).toBe(10)
    expect(at(lognormal, 0.9)).toBeCloseTo(20, 12)
  })

  it('has other percentiles from the tables', () => {
    const logSd = Math.log(4) / (2 * Q90)
    expect(at(lognormal, 0.975)).toBeCloseTo(10 * Math.exp(logSd * Q975), 11)
  })

  it('keeps its relative spread around another value', () => {
    expect(at(lognormal, 0.9, 1)).toBeCloseTo(2, 12)
    expect(at(lognormal, 0.1, 1)).toBeCloseTo(0.5, 12)
  })

  it.each([0, -1])('stays at %d, which has no logarithm', (centre) => {
    for (const u of [0.001, 0.5, 0.999]) expect(at(lognormal, u, centre)).toBe(centre)
  })
})

describe('a fixed parameter', () => {
  it('stays at its value, or at the scenario’s', () => {
    const fixed: Spec = { ...normal, shape: 'fixed', low: 10, high: 10 }
    expect([at(fixed, 0.01), at(fixed, 0.99), at(fixed, 0.99, 7)]).toEqual([10, 10, 7])
  })
})

describe('what makes sense', () => {
  it('bounds a draw: one outside is moved to the edge', () => {
    const bounded = { ...normal, min: 7.5, max: 11 }
    expect(at(bounded, 1e-9)).toBe(7.5)
    expect(at(bounded, 0.9)).toBe(11)
    expect(at(bounded, 0.5)).toBe(10)
    expect(at({ ...lognormal, max: 15 }, 0.999)).toBe(15)
  })

  it('knows no −0', () => {
    const share = { ...normal, value: 0, low: -1, high: 1, min: null, max: -0 }
    expect(Object.is(at(share, 0.9), 0)).toBe(true)
  })
})

describe('every parameter of the data set', () => {
  const u = fc.double({ min: 2 ** -33, max: 1 - 2 ** -33, noNaN: true })
  const specs = parameterNames.map((name): [string, ParameterSpec] => [name, data.parameters[name]])

  it.each(specs)('%s is drawn within what makes sense, the higher the quantile', (_, spec) => {
    const distribution = spreadAround(spec)
    fc.assert(
      fc.property(u, u, (one, other) => {
        const [low, high] = [Math.min(one, other), Math.max(one, other)]
        const [a, b] = [valueAt(distribution, low), valueAt(distribution, high)]
        expect(a).toBeLessThanOrEqual(b)
        expect(a >= (spec.min ?? -Infinity) && b <= (spec.max ?? Infinity)).toBe(true)
        expect(Number.isFinite(a)).toBe(true)
      }),
      { numRuns: 50 },
    )
  })
})
