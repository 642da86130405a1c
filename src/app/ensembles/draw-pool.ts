import type { SampleSettings } from '../../core/ensemble/settings.ts'
import type { Scenario } from '../../core/scenario/scenario.ts'
import type { SpawnWorker, WorkerPort } from '../ports.ts'
import type { WarmUp } from '../workers/worker-protocol.ts'
import { STATUS, type DrawTable } from './draw-table.ts'
import { createControl, type DrawReply, type DrawTask } from './draw-task.ts'

/** A draw whose thread died this often has no result; a thread that died so often over none is given up. */
const MOST_DEATHS = 3

export interface DrawParts {
  readonly settings: SampleSettings
  readonly parts: readonly { readonly scenario: Scenario; readonly table: DrawTable }[]
}

export interface DrawsEnded {
  readonly kind: 'finished' | 'stopped'
  /** Why a draw failed, where one did. */
  readonly failure: string | null
}

/** Draws under way. */
export interface RunningDraws {
  readonly ended: Promise<DrawsEnded>
  /** Ask all threads to stop; what is done is kept. */
  stop(): void
}

/** Long-lived threads that work out draws, one ensemble at a time. */
export interface DrawPool {
  readonly threads: number
  /** Start the threads ahead of the first ensemble. */
  warm(): void
  /** Work out every draw that is pending. Only one ensemble may be under way. */
  start(work: DrawParts): RunningDraws
  dispose(): Promise<void>
}

export function createDrawPool(spawn: SpawnWorker, threads: number): DrawPool {
  return new Pool(spawn, threads)
}

interface Current {
  readonly task: Omit<DrawTask, 'thread' | 'redo'>
  readonly busy: Set<number>
  /** How often a thread died on an item. */
  readonly deaths: Map<number, number>
  /** How often each thread died before it had taken an item. */
  readonly idleDeaths: number[]
  lastDeath: string | null
  readonly end: (ended: DrawsEnded) => void
  failure: string | null
}

class Pool implements DrawPool {
  readonly threads: number
  readonly #spawn: SpawnWorker
  readonly #workers: (WorkerPort | undefined)[]
  #current: Current | undefined
  #tasks = 0
  #disposed = false

  constructor(spawn: SpawnWorker, threads: number) {
    this.#spawn = spawn
    this.threads = threads
    this.#workers = Array.from({ length: threads }, () => undefined)
  }

  warm(): void {
    if (this.#disposed) return
    this.#workers.forEach((worker, thread) => {
      if (worker === undefined) this.#worker(thread).post({ kind: 'warm-up' } satisfies WarmUp)
    })
  }

  start({ settings, parts }: DrawParts): RunningDraws {
    if (this.#current !== undefined) throw new Error('an ensemble is under way')
    this.#tasks += 1
    const control = createControl()
    const ended = new Promise<DrawsEnded>((resolve) => {
      this.#current = {
        task: { kind: 'draws', task: this.#tasks, settings, parts, control },
        busy: new Set(this.#workers.keys()),
        deaths: new Map(),
        idleDeaths: this.#workers.map(() => 0),
        lastDeath: null,
        end: resolve,
        failure: null,
      }
    })
    this.#sendAll()
    return {
      ended,
      stop() {
        Atomics.store(control.stop, 0, 1)
      },
    }
  }

  async dispose(): Promise<void> {
    this.#disposed = true
    const current = this.#current
    this.#current = undefined
    if (current !== undefined) {
      Atomics.store(current.task.control.stop, 0, 1)
      current.end({ kind: 'stopped', failure: current.failure })
    }
    await Promise.all(this.#workers.flatMap((worker) => (worker ? [worker.terminate()] : [])))
  }

  #worker(thread: number): WorkerPort {
    return (this.#workers[thread] ??= this.#startWorker(thread))
  }

  #startWorker(thread: number): WorkerPort {
    const worker = this.#spawn()
    worker.onMessage((message) => {
      const reply = message as DrawReply
      const isOwn = this.#workers[thread] === worker && reply.task === this.#current?.task.task
      if (isOwn) this.#finish(thread, reply.failure)
    })
    worker.onExit((reason) => {
      if (this.#workers[thread] !== worker || this.#disposed) return
      this.#workers[thread] = undefined
      if (this.#current?.busy.has(thread) === true) this.#replace(this.#current, thread, reason)
    })
    return worker
  }

  #sendAll(): void {
    this.#workers.forEach((_, thread) => {
      this.#send(thread, [])
    })
  }

  #send(thread: number, redo: readonly number[]): void {
    if (this.#current === undefined) return
    const task: DrawTask = { ...this.#current.task, thread, redo }
    this.#worker(thread).post(task)
  }

  /** Give what a dead thread left undone to a new one. */
  #replace(current: Current, thread: number, reason: string): void {
    const { parts } = current.task
    const failure = `the simulation stopped (${reason})`
    const taken = parts.flatMap(({ table }, part) =>
      Array.from(table.status.keys())
        .filter((draw) => Atomics.load(table.status, draw) === thread + 1)
        .map((draw) => {
          const item = draw * parts.length + part
          const deaths = (current.deaths.get(item) ?? 0) + 1
          current.deaths.set(item, deaths)
          const lost = deaths >= MOST_DEATHS
          if (lost) current.failure = failure
          Atomics.store(table.status, draw, lost ? STATUS.failed : STATUS.pending)
          return { item, lost }
        }),
    )
    const idleDeaths = (current.idleDeaths[thread] ?? 0) + (taken.length === 0 ? 1 : 0)
    current.idleDeaths[thread] = idleDeaths
    if (idleDeaths < MOST_DEATHS) {
      const redo = taken.flatMap(({ item, lost }) => (lost ? [] : [item]))
      this.#send(thread, redo)
      return
    }
    current.lastDeath = failure
    this.#finish(thread, null)
  }

  #finish(thread: number, failure: string | null): void {
    const current = this.#current
    if (current === undefined) return
    const { control } = current.task
    current.failure ??= failure
    current.busy.delete(thread)
    if (current.busy.size > 0) return
    const stopped = Atomics.load(control.stop, 0) !== 0
    if (!stopped && this.#leftOver(current)) {
      this.#workers.forEach((_, each) => current.busy.add(each))
      Atomics.store(control.next, 0, 0)
      this.#sendAll()
      return
    }
    this.#current = undefined
    current.end({ kind: stopped ? 'stopped' : 'finished', failure: current.failure })
  }

  /**
   * Tell whether draws are left though every thread is through: a thread that dies takes along the item that it
   * had counted off but not begun. Where no thread can be kept alive, they have no result.
   */
  #leftOver(current: Current): boolean {
    const { task, idleDeaths } = current
    const left = task.parts.filter(({ table }) => table.status.includes(STATUS.pending))
    if (left.length === 0) return false
    if (idleDeaths.some((deaths) => deaths < MOST_DEATHS)) return true
    current.failure ??= current.lastDeath
    for (const { table } of left) {
      table.status.forEach((state, draw) => {
        if (state === STATUS.pending) Atomics.store(table.status, draw, STATUS.failed)
      })
    }
    return false
  }
}
