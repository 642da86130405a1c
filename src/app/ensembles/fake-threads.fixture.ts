import type { WorkerPort } from '../ports.ts'
import { STATUS } from './draw-table.ts'
import type { DrawTask } from './draw-task.ts'

/** Make threads that tests hold in hand; a new one stands at the end of the list. */
export function fakeThreads() {
  const threads: FakeThread[] = []
  const spawn = (): WorkerPort => {
    const thread = new FakeThread()
    threads.push(thread)
    return thread.port
  }
  return { threads, spawn }
}

/** A thread that does only what a test says, on the memory that a real one would share. */
export class FakeThread {
  readonly posted: unknown[] = []
  readonly port: WorkerPort
  isTerminated = false
  #redo: number[] = []
  #onMessage: (message: unknown) => void = () => undefined
  #onExit: (reason: string) => void = () => undefined

  constructor() {
    this.port = {
      post: (message) => {
        this.posted.push(message)
        if (isTask(message)) this.#redo = [...message.redo]
      },
      onMessage: (listener) => {
        this.#onMessage = listener
      },
      onExit: (listener) => {
        this.#onExit = listener
      },
      terminate: () => {
        this.isTerminated = true
        return Promise.resolve()
      },
    }
  }

  /** The last ensemble that it was given a share of. */
  get task(): DrawTask {
    const task = this.posted.findLast(isTask)
    if (task === undefined) throw new Error('nothing was asked of this thread')
    return task
  }

  /** Take an item as a thread does: redone ones first. Undefined where none is left. */
  take(): number | undefined {
    const { control, parts, settings } = this.task
    const item = this.#redo.shift() ?? Atomics.add(control.next, 0, 1)
    return item < parts.length * settings.draws ? item : undefined
  }

  /** Mark an item as this thread's, where it is pending. */
  claim(item: number): void {
    const { status, draw } = this.#cell(item)
    Atomics.compareExchange(status, draw, STATUS.pending, this.task.thread + 1)
  }

  complete(item: number): void {
    const { status, draw } = this.#cell(item)
    Atomics.store(status, draw, STATUS.done)
  }

  /** Take, claim and complete until none is left, then say so. */
  workAll(): void {
    for (let item = this.take(); item !== undefined; item = this.take()) {
      this.claim(item)
      const { status, draw } = this.#cell(item)
      if (status[draw] === this.task.thread + 1) this.complete(item)
    }
    this.reply()
  }

  reply(failure: string | null = null): void {
    this.say({ kind: 'draws-ended', task: this.task.task, failure })
  }

  say(message: unknown): void {
    this.#onMessage(message)
  }

  die(reason: string): void {
    this.#onExit(reason)
  }

  #cell(item: number) {
    const { parts } = this.task
    const part = parts[item % parts.length]
    if (part === undefined) throw new Error('no parts')
    return { status: part.table.status, draw: Math.floor(item / parts.length) }
  }
}

function isTask(message: unknown): message is DrawTask {
  return (message as { readonly kind: string }).kind === 'draws'
}
