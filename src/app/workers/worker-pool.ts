import type { SpawnWorker, WorkerPort } from '../ports.ts'
import type { Job, JobAnswer, JobReply, JobRequest } from './worker-protocol.ts'

/** Answers simulation requests, the newest of each slot first of all. */
export interface SimulationThread {
  request<J extends Job>(slot: string, work: J): Promise<JobReply<J>>
  dispose(): Promise<void>
}

interface Waiting {
  readonly slot: string
  readonly work: Job
  readonly resolve: (reply: JobAnswer['reply']) => void
}

/**
 * Make a long-lived simulation thread: one job at a time, at most one waiting a slot, older ones waiting are
 * answered as superseded. A thread that dies is replaced, and its job fails.
 */
export function createSimulationThread(spawn: SpawnWorker): SimulationThread {
  return new Thread(spawn)
}

class Thread implements SimulationThread {
  readonly #spawn: SpawnWorker
  #worker: WorkerPort | undefined
  #running: (Waiting & { readonly job: number }) | undefined
  #waiting: readonly Waiting[] = []
  #jobs = 0
  #disposed = false

  constructor(spawn: SpawnWorker) {
    this.#spawn = spawn
  }

  request<J extends Job>(slot: string, work: J): Promise<JobReply<J>> {
    for (const stale of this.#waiting.filter((entry) => entry.slot === slot)) {
      stale.resolve({ kind: 'superseded' })
    }
    return new Promise((resolve) => {
      const entry = { slot, work, resolve: resolve as Waiting['resolve'] }
      this.#waiting = [...this.#waiting.filter((other) => other.slot !== slot), entry]
      this.#next()
    })
  }

  async dispose(): Promise<void> {
    this.#disposed = true
    for (const entry of [...this.#waiting, ...(this.#running ? [this.#running] : [])]) {
      entry.resolve({ kind: 'superseded' })
    }
    await this.#worker?.terminate()
  }

  #start(): WorkerPort {
    const started = this.#spawn()
    started.onMessage((message) => {
      const { job, reply } = message as JobAnswer
      if (this.#running?.job === job) this.#finish(reply)
    })
    started.onExit((reason) => {
      if (this.#worker !== started) return
      this.#worker = undefined
      if (this.#running === undefined || this.#disposed) return
      this.#finish({ kind: 'failed', message: `the simulation stopped (${reason}); try again` })
    })
    return started
  }

  #finish(reply: JobAnswer['reply']): void {
    const done = this.#running
    this.#running = undefined
    done?.resolve(reply)
    this.#next()
  }

  #next(): void {
    const [first, ...rest] = this.#waiting
    if (this.#running !== undefined || this.#disposed || first === undefined) return
    this.#waiting = rest
    this.#jobs += 1
    this.#running = { ...first, job: this.#jobs }
    this.#worker ??= this.#start()
    const message: JobRequest = { job: this.#jobs, work: first.work }
    this.#worker.post(message)
  }
}
