import { countDraws, type DrawTable } from './draw-table.ts'

/** How far an ensemble is, and how fast it goes on. */
export interface DrawRate {
  /** Draws of every side that have a result or can have none. */
  readonly done: number
  readonly wanted: number
  /** Draws a second since the meter was made; 0 before the first. */
  readonly rate: number
}

/** Measure the draws of an ensemble's sides, of which all have as many. */
export function createDrawMeter(tables: readonly DrawTable[], now: () => number): () => DrawRate {
  const wanted = tables[0]?.draws ?? 0
  const count = () => {
    const all = tables.reduce((sum, table) => {
      const { done, failed } = countDraws(table)
      return sum + done + failed
    }, 0)
    return all / tables.length
  }
  const started = now()
  const before = count()
  return () => {
    const done = count()
    const seconds = (now() - started) / 1000
    return { done: Math.floor(done), wanted, rate: seconds > 0 ? (done - before) / seconds : 0 }
  }
}
