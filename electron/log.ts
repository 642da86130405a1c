import { appendFileSync, mkdirSync, renameSync, statSync } from 'node:fs'
import { dirname } from 'node:path'
import { inspect } from 'node:util'

export type Log = (message: string, error?: unknown) => void

const MAX_BYTES = 1_000_000

/** Write to a log file of bounded size: what it held before is kept as one older file. */
export function createLog(path: string, now: () => Date = () => new Date()): Log {
  return (message, error) => {
    const cause = error === undefined ? '' : `\n${inspect(error)}`
    try {
      mkdirSync(dirname(path), { recursive: true })
      if ((statSync(path, { throwIfNoEntry: false })?.size ?? 0) > MAX_BYTES) {
        renameSync(path, `${path}.old`)
      }
      appendFileSync(path, `${now().toISOString()} ${message}${cause}\n`)
    } catch (failure) {
      console.error(message, error, failure) // a full disk must not end the app
    }
  }
}
