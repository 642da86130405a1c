import { describe, expect, it } from 'vitest'
import { shapeOf } from '../../test/plain-logit.fixture.ts'
import { alternativeCount, createGroupShares, withoutKei } from './choice-kernel.ts'

const nests = [
  { lambda: 0.5, utilities: [0, 0] },
  { lambda: 0.8, utilities: [0, 0, 0] },
]
const shape = shapeOf(nests, { kei: 2, cells: 4 })

describe('a choice set', () => {
  it('counts its alternatives, kei included', () => {
    expect(alternativeCount(shape)).toBe(5)
  })

  it('loses the kei, and only the kei, from its last nest', () => {
    expect(withoutKei(shape)).toEqual({ ...shape, nestStart: Int32Array.of(0, 2, 3) })
    expect(shape.nestStart).toEqual(Int32Array.of(0, 2, 5))
  })

  it('has room for its shares by alternative and cell', () => {
    const { shares, sharesWithoutKei, logSum, logSumWithoutKei } = createGroupShares(shape)
    const lengths = [shares, sharesWithoutKei, logSum, logSumWithoutKei].map(({ length }) => length)
    expect(lengths).toEqual([20, 12, 4, 4])
  })
})
