/**
 * The results of an ensemble's draws, in memory that all threads share. Which thread works out a draw leaves
 * no trace in it.
 */

/** Of an item, or 1 + the number of the thread that works on it. */
export const STATUS = { pending: 0, done: -1, failed: -2 } as const

export interface DrawTable {
  readonly draws: number
  /** Numbers a draw. */
  readonly width: number
  /** `[draw × width + column]` */
  readonly rows: Float32Array<SharedArrayBuffer>
  /** One a draw. */
  readonly status: Int32Array<SharedArrayBuffer>
}

export function createDrawTable(draws: number, width: number): DrawTable {
  return {
    draws,
    width,
    rows: new Float32Array(new SharedArrayBuffer(4 * draws * width)),
    status: new Int32Array(new SharedArrayBuffer(4 * draws)),
  }
}

/** View a draw's row. */
export function rowOf({ rows, width }: DrawTable, draw: number): Float32Array {
  return rows.subarray(draw * width, (draw + 1) * width)
}

/** Count the draws that have a result, and those that can have none. */
export function countDraws({ status }: DrawTable): {
  readonly done: number
  readonly failed: number
} {
  let done = 0
  let failed = 0
  for (const state of status) {
    if (state === STATUS.done) done += 1
    else if (state === STATUS.failed) failed += 1
  }
  return { done, failed }
}

/** Give the same draws room for more, or for fewer of them; what is under way counts as pending. */
export function resizeTable(table: DrawTable, draws: number): DrawTable {
  if (table.draws === draws) return table
  const resized = createDrawTable(draws, table.width)
  const kept = Math.min(draws, table.draws)
  resized.rows.set(table.rows.subarray(0, kept * table.width))
  resized.status.set(table.status.subarray(0, kept).map((state) => (state > 0 ? 0 : state)))
  return resized
}
