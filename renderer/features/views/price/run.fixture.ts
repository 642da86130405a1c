import {
  columnLength,
  resultColumns,
  type ResultColumn,
  type ResultIndex,
  type RunColumns,
} from '../../../../src/contract/results.ts'
import type { Catalog } from '../../../../src/contract/catalog.ts'

/** A small run to test views with: one segment, one state, and what a test says. */

type Nameplate = ResultIndex['nameplates'][number]
type FixtureNameplate = Partial<Nameplate> & {
  readonly id: string
  readonly label: string
  readonly maker: string
  readonly npv?: number
  readonly paybackYear?: number
  readonly breakEvenVolume?: number
}

interface FixtureInput {
  readonly years: readonly number[]
  readonly nameplates: readonly FixtureNameplate[]
  /** Values by the column's indices; NaN where nothing is said. */
  readonly values?: Partial<Record<ResultColumn, (...indices: readonly number[]) => number>>
}

type ValueOf = (...indices: number[]) => number

export function fixtureRun({ years, nameplates, values = {} }: FixtureInput): RunColumns {
  const index: ResultIndex = {
    years: [...years],
    states: ['CA'],
    markets: ['household'],
    areas: ['core'],
    groups: [{ id: 'all', market: 'household' }],
    segments: [{ id: 'compact-car', label: 'Compact car' }],
    nameplates: nameplates.map(({ id, label, maker, ...rest }) => ({
      id,
      label,
      maker,
      body: rest.body ?? 'truck',
      isNew: rest.isNew ?? true,
      source: rest.source ?? 'import',
      steering: rest.steering ?? 'lhd',
      partners: rest.partners ?? 1,
      planVolume: rest.planVolume ?? 10_000,
    })),
    costParts: [
      'factory',
      'leftHandDrive',
      'compliance',
      'tariff',
      'freight',
      'localBuild',
      'oneOff',
      'makerMargin',
      'dealerMargin',
    ],
    impacts: [],
  }
  const said: Partial<Record<ResultColumn, ValueOf>> = {
    npv: (n) => nameplates[n]?.npv ?? NaN,
    paybackYear: (n) => nameplates[n]?.paybackYear ?? NaN,
    breakEvenVolume: (n) => nameplates[n]?.breakEvenVolume ?? NaN,
    ...values,
  }
  const columns = Object.fromEntries(
    (Object.keys(resultColumns) as ResultColumn[]).map((name) => {
      return [name, fill(index, name, said[name] ?? (() => NaN))]
    }),
  ) as Record<ResultColumn, Float64Array>
  return { index, columns }
}

function fill(index: ResultIndex, name: ResultColumn, value: ValueOf): Float64Array {
  const sizes = resultColumns[name].map((axis) => {
    if (axis === 'alternatives') return index.segments.length + index.nameplates.length
    return index[axis].length
  })
  return Float64Array.from({ length: columnLength(index, name) }, (_, at) => {
    let rest = at
    const indices = sizes.toReversed().map((size) => {
      const i = rest % size
      rest = Math.floor(rest / size)
      return i
    })
    return value(...indices.toReversed())
  })
}

const makerRows = [
  { maker: 'honda', label: 'Honda' },
  { maker: 'nissan', label: 'Nissan' },
  { maker: 'daihatsu', label: 'Daihatsu (Toyota)' },
]

export const fixtureCatalog: Pick<Catalog, 'makers'> = {
  makers: { file: 'makers.csv', key: 'maker', notes: [], columns: [], rows: makerRows },
}
