import type { WorkerPort } from '../ports.ts'
import { STATUS } from './draw-table.ts'
import type { DrawTask } from './draw-task.ts'

/** A thread that does only what a test says, on the memory that a real one would share. */
export interface FakeThread {
  readonly posted: readonly unknown[]
  readonly isTerminated: boolean
  /** Take an item as a thread does: redone ones first. Undefined where none is left. */
  take(): number | undefined
  /** Mark an item that was taken as this thread's, and as done. */
  claim(item: number): void
  complete(item: number): void
  /** Take, claim and complete until none is left, then say so. */
  workAll(): void
  reply(failure?: string | null): void
  say(message: unknown): void
  die(reason: string): void
}

/** Make threads that tests hold in hand; a new one stands at the end of the list. */
export function fakeThreads() {
  const threads: FakeThread[] = []
  const spawn = (): WorkerPort => {
    const { thread, port } = createFake()
    threads.push(thread)
    return port
  }
  return { threads, spawn }
}

function createFake(): { readonly thread: FakeThread; readonly port: WorkerPort } {
  const posted: unknown[] = []
  const listeners = {
    message: (_: unknown): void => undefined,
    exit: (_: string): void => undefined,
  }
  let redo: number[] = []
  let isTerminated = false
  const task = () => {
    const last = posted.at(-1)
    if (last === undefined) throw new Error('nothing was asked of this thread')
    return last as DrawTask
  }
  const cell = (item: number) => {
    const { parts } = task()
    const part = parts[item % parts.length]
    if (part === undefined) throw new Error('no parts')
    return { status: part.table.status, draw: Math.floor(item / parts.length) }
  }
  const thread: FakeThread = {
    posted,
    get isTerminated() {
      return isTerminated
    },
    take() {
      const { control, parts, settings } = task()
      const item = redo.shift() ?? Atomics.add(control.next, 0, 1)
      return item < parts.length * settings.draws ? item : undefined
    },
    claim(item) {
      const { status, draw } = cell(item)
      Atomics.compareExchange(status, draw, STATUS.pending, task().thread + 1)
    },
    complete(item) {
      const { status, draw } = cell(item)
      Atomics.store(status, draw, STATUS.done)
    },
    workAll() {
      for (let item = thread.take(); item !== undefined; item = thread.take()) {
        thread.claim(item)
        const { status, draw } = cell(item)
        if (status[draw] === task().thread + 1) thread.complete(item)
      }
      thread.reply()
    },
    reply(failure = null) {
      listeners.message({ kind: 'draws-ended', task: task().task, failure })
    },
    say(message) {
      listeners.message(message)
    },
    die(reason) {
      listeners.exit(reason)
    },
  }
  const port: WorkerPort = {
    post(message) {
      posted.push(message)
      redo = [...(message as DrawTask).redo]
    },
    onMessage(listener) {
      listeners.message = listener
    },
    onExit(listener) {
      listeners.exit = listener
    },
    terminate() {
      isTerminated = true
      return Promise.resolve()
    },
  }
  return { thread, port }
}
