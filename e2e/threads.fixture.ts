import { createHash } from 'node:crypto'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { assetsRoot } from '../src/app/assets.ts'
import { STATUS, type DrawTable } from '../src/app/ensembles/draw-table.ts'
import type { DrawTask } from '../src/app/ensembles/draw-task.ts'
import type { SpawnWorker, WorkerPort } from '../src/app/ports.ts'
import { root } from './command-line.fixture.ts'

/** Real simulation threads, as they were built. */

const built = pathToFileURL(join(root, 'dist/web-host/spawn-sim-worker.js')).href
const { spawnSimWorker } = (await import(built)) as {
  readonly spawnSimWorker: (assetsFolder: string) => WorkerPort
}

export const spawnThread: SpawnWorker = () => spawnSimWorker(assetsRoot())

/** Threads, and a call as soon as so many of their draws are done. */
export function watchedThreads(draws: number, onDone: (threads: readonly WorkerPort[]) => void) {
  const threads: WorkerPort[] = []
  let isCalled = false
  const spawn: SpawnWorker = () => {
    const thread = spawnThread()
    threads.push(thread)
    return {
      ...thread,
      post(message) {
        thread.post(message)
        if ((message as DrawTask).parts[0] !== undefined) {
          watch((message as DrawTask).parts[0]!.table)
        }
      },
    }
  }
  const watch = ({ status }: DrawTable) => {
    if (isCalled) return
    if (status.filter((state) => state === STATUS.done).length < draws) {
      setImmediate(() => {
        watch({ status } as DrawTable)
      })
      return
    }
    isCalled = true
    onDone(threads)
  }
  return { spawn, threads, isCalled: () => isCalled }
}

/** Hash everything that a table holds. */
export function hashTable({ rows, status }: DrawTable): string {
  const hash = createHash('sha256')
  for (const { buffer } of [rows, status]) hash.update(new Uint8Array(buffer))
  return hash.digest('hex')
}
