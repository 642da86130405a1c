import {
  columnLength,
  resultColumns,
  axisLength,
  type ResultColumn,
  type ResultIndex,
  type RunColumns,
} from '../../../src/contract/results.ts'

/** Small made-up runs, for tests of what views say and charts draw. */

type CellOf = (...indices: number[]) => number

const nameplate = {
  maker: 'suzuki',
  isNew: true,
  source: 'import',
  steering: 'lhd',
  partners: 1,
  planVolume: null,
} as const

/** 3 years, 3 states, 3 buyer groups, 2 segments, and a truck, a wagon and the 25-year import. */
export const fixtureIndex: ResultIndex = {
  years: [2030, 2031, 2032],
  states: ['CA', 'GA', 'TX'],
  markets: ['household', 'farm'],
  areas: ['core', 'rural'],
  groups: [
    {
      id: 'household-low-primary-mainstream',
      market: 'household',
      income: 'low',
      role: 'primary',
      taste: 'mainstream',
    },
    {
      id: 'household-high-additional-enthusiast',
      market: 'household',
      income: 'high',
      role: 'additional',
      taste: 'enthusiast',
    },
    { id: 'farm', market: 'farm' },
  ],
  segments: [
    { id: 'compact-car', label: 'Compact car' },
    { id: 'used', label: 'Used vehicle or keep' },
  ],
  nameplates: [
    { ...nameplate, id: 'carry', label: 'Suzuki Carry', body: 'truck' },
    { ...nameplate, id: 'spacia', label: 'Suzuki Spacia', body: 'tall-wagon' },
    {
      ...nameplate,
      id: 'grey-import',
      label: '25-year-old import',
      maker: 'importers',
      body: 'truck',
      isNew: false,
    },
  ],
  costParts: ['factory', 'tariff'],
  impacts: ['carbonKg'],
}

/** A run whose columns are 0 but for those that are given, as functions of the indices. */
export function fixtureRun(
  cells: Partial<Record<ResultColumn, CellOf>> = {},
  index: ResultIndex = fixtureIndex,
): RunColumns {
  const names = Object.keys(resultColumns) as ResultColumn[]
  const columns = Object.fromEntries(
    names.map((name) => [name, filled(index, name, cells[name] ?? (() => 0))]),
  ) as Record<ResultColumn, Float64Array>
  return { index, columns }
}

function filled(index: ResultIndex, name: ResultColumn, cell: CellOf): Float64Array {
  const sizes = resultColumns[name].map((axis) => axisLength(index, axis))
  return Float64Array.from({ length: columnLength(index, name) }, (_, at) => {
    let rest = at
    const indices = sizes.toReversed().map((size) => {
      const own = rest % size
      rest = (rest - own) / size
      return own
    })
    return cell(...indices.toReversed())
  })
}
