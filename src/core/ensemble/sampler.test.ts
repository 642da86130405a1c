import { describe, expect, it } from 'vitest'
import { createCoordinate } from './sampler.ts'
import type { SampleSettings } from './settings.ts'

const settings = (method: SampleSettings['method']): SampleSettings => ({
  ...{ seed: 'kei', draws: 64, method },
})
const column = (method: SampleSettings['method'], name: string, place: number) => {
  const coordinate = createCoordinate(settings(method), ['parameter', name], place)
  return Array.from({ length: 64 }, (_, index) => coordinate(index))
}

describe('a named dimension', () => {
  it.each(['sobol', 'lhs'] as const)(
    'has numbers of its own by %s, whatever its place',
    (method) => {
      expect(column(method, 'wacc', 3)).toEqual(column(method, 'wacc', 3))
      expect(column(method, 'wacc', 3)).not.toEqual(column(method, 'freight', 3))
    },
  )

  it('has its place in the Sobol sequence, and none in a Latin hypercube', () => {
    expect(column('sobol', 'wacc', 3)).not.toEqual(column('sobol', 'wacc', 4))
    expect(column('lhs', 'wacc', 3)).toEqual(column('lhs', 'wacc', 4))
  })

  it('shares nothing between the methods', () => {
    const [sobol, lhs] = [column('sobol', 'wacc', 3), column('lhs', 'wacc', 3)]
    expect(sobol.filter((u) => lhs.includes(u))).toEqual([])
  })
})
