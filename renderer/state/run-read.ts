import {
  axisLength,
  resultColumns,
  type ResultColumn,
  type RunColumns,
} from '../../src/contract/results.ts'

/** Read one entry of a run's column, by indices along its axes. */
export function entry(
  run: RunColumns,
  column: ResultColumn,
  ...indices: readonly number[]
): number {
  return run.columns[column][offsetOf(run, column, indices)] ?? NaN
}

/** View the entries of a column below its leading indices. */
export function row(
  run: RunColumns,
  column: ResultColumn,
  ...indices: readonly number[]
): Float64Array {
  const axes = resultColumns[column]
  const length = axes
    .slice(indices.length)
    .reduce((product, axis) => product * axisLength(run.index, axis), 1)
  const from = offsetOf(run, column, indices)
  return run.columns[column].subarray(from, from + length)
}

function offsetOf(run: RunColumns, column: ResultColumn, indices: readonly number[]): number {
  let at = 0
  resultColumns[column].forEach((axis, depth) => {
    at = at * axisLength(run.index, axis) + (indices[depth] ?? 0)
  })
  return at
}

/** New kei sold in the nation in year `t` of the run, vehicles. */
export function newKeiSold(run: RunColumns, t: number): number {
  return sumOf(
    run.index.nameplates.map((nameplate, n) => (nameplate.isNew ? salesOf(run, t, n) : 0)),
  )
}

/** Sales of nameplate `n` in the nation in year `t`, vehicles. */
export function salesOf(run: RunColumns, t: number, n: number): number {
  return entry(run, 'sales', t, run.index.segments.length + n)
}

/** New kei in all new vehicles sold, 25-year imports left out. */
export function newKeiShare(run: RunColumns, t: number): number {
  const conventional = sumOf(
    run.index.segments.map(({ id }, j) => (id === 'used' ? 0 : entry(run, 'sales', t, j))),
  )
  const kei = newKeiSold(run, t)
  return kei / (conventional + kei)
}

export function sumOf(values: Iterable<number>): number {
  let total = 0
  for (const value of values) total += value
  return total
}

/** Index of a year in the run, or of its nearest end. */
export function yearIndex(run: RunColumns, year: number): number {
  const { years } = run.index
  const at = years.indexOf(year)
  return at >= 0 ? at : year < (years[0] ?? 0) ? 0 : years.length - 1
}
