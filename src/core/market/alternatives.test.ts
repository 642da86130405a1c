import { describe, expect, it } from 'vitest'
import { data } from '../../../test/model.fixture.ts'
import { nameplateOf, segmentRow } from '../../../test/rows.fixture.ts'
import { lineUpAlternatives } from './alternatives.ts'

const kei = [nameplateOf('n-box'), nameplateOf('grey-import')]
const tables = {
  nests: {
    notes: [],
    rows: [
      { nest: 'micro', lambda: 0.6 },
      { nest: 'car', lambda: 0.7 },
      { nest: 'outside', lambda: 1 },
    ],
  },
  segments: {
    notes: [],
    rows: [
      segmentRow('lsv', { nest: 'micro' }),
      segmentRow('used', { nest: 'outside' }),
      segmentRow('compact-car', { nest: 'car' }),
      segmentRow('midsize-car', { nest: 'car' }),
    ],
  },
}

describe('lineUpAlternatives', () => {
  it('sorts segments by nest, with those of the kei nest and then the kei last', () => {
    const { segments, nameplates, shape } = lineUpAlternatives(tables, kei, 8)
    expect(segments.map(({ segment }) => segment)).toEqual([
      'compact-car',
      'midsize-car',
      'used',
      'lsv',
    ])
    expect(nameplates).toEqual(kei)
    expect(shape).toEqual({
      cells: 8,
      attributes: 14,
      nestStart: Int32Array.of(0, 2, 3, 6),
      lambda: Float64Array.of(0.7, 1, 0.6),
      firstKei: 4,
    })
  })

  it('leaves room for a nest without segments', () => {
    const rows = tables.segments.rows.filter(({ nest }) => nest !== 'car')
    const { shape } = lineUpAlternatives({ ...tables, segments: { notes: [], rows } }, kei, 4)
    expect(shape.nestStart).toEqual(Int32Array.of(0, 0, 1, 4))
    expect(shape.firstKei).toBe(2)
  })

  it('holds every segment of the data set once', () => {
    const { segments, shape } = lineUpAlternatives(data, [], 4)
    expect(new Set(segments).size).toBe(data.segments.rows.length)
    expect(shape.lambda).toHaveLength(data.nests.rows.length)
    expect(shape.nestStart.at(-1)).toBe(data.segments.rows.length)
  })
})
