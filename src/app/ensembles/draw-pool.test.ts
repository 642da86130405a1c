import { describe, expect, it } from 'vitest'
import type { Scenario } from '../../core/scenario/scenario.ts'
import { createDrawPool, type DrawPool } from './draw-pool.ts'
import { createDrawTable, STATUS } from './draw-table.ts'
import { fakeThreads } from './fake-threads.fixture.ts'

const scenario: Scenario = { format: 'keicast-scenario', version: 1, name: 'test' }

function begin(threads: number, draws: number) {
  const fake = fakeThreads()
  const pool = createDrawPool(fake.spawn, threads)
  const table = createDrawTable(draws, 1)
  return { ...fake, pool, table, running: start(pool, table) }
}

function start(pool: DrawPool, table: ReturnType<typeof createDrawTable>) {
  const settings = { seed: 'test', draws: table.draws, method: 'sobol' } as const
  return pool.start({ settings, parts: [{ scenario, table }] })
}

/** Tell whether a promise has settled by now. */
async function isSettled(promise: Promise<unknown>): Promise<boolean> {
  const pending = Symbol('pending')
  return (await Promise.race([promise, Promise.resolve(pending)])) !== pending
}

describe('a pool of threads', () => {
  it('ends when every thread is through, and keeps them for the next ensemble', async () => {
    const { threads, pool, table, running } = begin(2, 5)
    threads[0]!.workAll()
    expect(await isSettled(running.ended)).toBe(false)
    threads[1]!.workAll()
    expect(await running.ended).toEqual({ kind: 'finished', failure: null })
    expect(table.status.every((state) => state === STATUS.done)).toBe(true)
    const next = start(pool, createDrawTable(3, 1))
    expect(threads.length).toBe(2)
    threads.forEach((thread) => {
      thread.workAll()
    })
    expect((await next.ended).kind).toBe('finished')
  })

  it('starts threads ahead of the first ensemble where it is asked to', () => {
    const { spawn, threads } = fakeThreads()
    const pool = createDrawPool(spawn, 2)
    expect(threads.length).toBe(0)
    pool.warm()
    start(pool, createDrawTable(1, 1))
    expect(threads.length).toBe(2)
  })

  it('does one ensemble at a time', () => {
    const { pool } = begin(1, 5)
    expect(() => start(pool, createDrawTable(5, 1))).toThrow('an ensemble is under way')
  })

  it('tells why a draw failed', async () => {
    const { threads, running } = begin(1, 1)
    threads[0]!.take()
    threads[0]!.reply('no market')
    threads[0]!.workAll()
    expect((await running.ended).failure).toBe('no market')
  })

  it('asks to stop, and ends when the threads have answered', async () => {
    const { threads, running, table } = begin(2, 100)
    const item = threads[0]!.take()!
    threads[0]!.claim(item)
    threads[0]!.complete(item)
    running.stop()
    const { control } = threads[0]!.task
    expect(Atomics.load(control.stop, 0)).toBe(1)
    threads[0]!.reply()
    threads[1]!.reply()
    expect(await running.ended).toEqual({ kind: 'stopped', failure: null })
    expect(table.status[item]).toBe(STATUS.done)
  })

  it('ignores what an earlier ensemble’s thread still says', async () => {
    const { threads, pool, running } = begin(1, 1)
    threads[0]!.workAll()
    await running.ended
    const next = start(pool, createDrawTable(1, 1))
    const { task } = threads[0]!.task
    threads[0]!.say({ kind: 'draws-ended', task, failure: null })
    expect(await isSettled(next.ended)).toBe(false)
  })
})

describe('a thread that dies', () => {
  it('is replaced, and only the draw it was at is done again', async () => {
    const { threads, table, running } = begin(2, 6)
    const done = threads[0]!.take()!
    threads[0]!.claim(done)
    threads[0]!.complete(done)
    const lost = threads[0]!.take()!
    threads[0]!.claim(lost)
    const theirs = threads[1]!.take()!
    threads[1]!.claim(theirs)
    threads[0]!.die('killed')
    expect(threads.length).toBe(3)
    expect(threads[2]!.task.redo).toEqual([lost])
    expect(threads[2]!.task.thread).toBe(0)
    expect(table.status[done]).toBe(STATUS.done)
    expect(table.status[lost]).toBe(STATUS.pending)
    expect(table.status[theirs]).toBe(2)
    threads[2]!.workAll()
    threads[1]!.complete(theirs)
    threads[1]!.workAll()
    expect(await running.ended).toEqual({ kind: 'finished', failure: null })
    expect(table.status.every((state) => state === STATUS.done)).toBe(true)
  })

  it('says nothing that counts any more', async () => {
    const { threads, running } = begin(1, 2)
    threads[0]!.die('killed')
    threads[0]!.reply()
    expect(await isSettled(running.ended)).toBe(false)
    threads[1]!.workAll()
    expect((await running.ended).kind).toBe('finished')
  })

  it('counts once, though its error and its exit are both told', () => {
    const { threads } = begin(1, 6)
    threads[0]!.claim(threads[0]!.take()!)
    threads[0]!.die('out of memory')
    threads[0]!.die('thread ended with 1')
    expect(threads.length).toBe(2)
  })

  it('loses no draw that it had counted off but not begun', async () => {
    const { threads, table, running } = begin(2, 4)
    threads[0]!.take()
    threads[0]!.die('killed')
    threads[1]!.workAll()
    threads[2]!.workAll()
    expect(await isSettled(running.ended)).toBe(false)
    threads[1]!.workAll()
    threads[2]!.workAll()
    expect(await running.ended).toEqual({ kind: 'finished', failure: null })
    expect(table.status.every((state) => state === STATUS.done)).toBe(true)
  })

  it('three times over one draw marks that draw, and says why', async () => {
    const { threads, table, running } = begin(1, 3)
    const item = threads[0]!.take()!
    threads[0]!.claim(item)
    threads[0]!.die('out of memory')
    for (const at of [1, 2]) {
      expect(threads[at]!.take()).toBe(item)
      threads[at]!.claim(item)
      threads[at]!.die('out of memory')
    }
    expect(threads[3]!.task.redo).toEqual([])
    threads[3]!.workAll()
    expect(await running.ended).toEqual({
      kind: 'finished',
      failure: 'the simulation stopped (out of memory)',
    })
    expect([...table.status]).toEqual([STATUS.failed, STATUS.done, STATUS.done])
  })

  it('before it takes a draw, three times, is given up; the others go on', async () => {
    const { threads, table, running } = begin(2, 3)
    threads[0]!.die('no memory')
    threads[2]!.die('no memory')
    threads[3]!.die('no memory')
    expect(threads.length).toBe(4)
    threads[1]!.workAll()
    expect(await running.ended).toEqual({ kind: 'finished', failure: null })
    expect(table.status.every((state) => state === STATUS.done)).toBe(true)
  })

  it('as all others do leaves draws without a result, not an ensemble without an end', async () => {
    const { threads, table, running } = begin(1, 3)
    for (const at of [0, 1, 2]) threads[at]!.die('no memory')
    expect(await running.ended).toEqual({
      kind: 'finished',
      failure: 'the simulation stopped (no memory)',
    })
    expect([...table.status]).toEqual([STATUS.failed, STATUS.failed, STATUS.failed])
  })

  it('between two ensembles is replaced when the next begins', () => {
    const { threads, pool } = begin(1, 1)
    threads[0]!.workAll()
    threads[0]!.die('killed')
    expect(threads.length).toBe(1)
    start(pool, createDrawTable(1, 1))
    expect(threads.length).toBe(2)
  })
})

describe('a pool that is let go', () => {
  it('ends its threads and what is under way', async () => {
    const { threads, pool, running } = begin(2, 10)
    await pool.dispose()
    expect(threads.every(({ isTerminated }) => isTerminated)).toBe(true)
    expect(await running.ended).toEqual({ kind: 'stopped', failure: null })
  })

  it('starts no thread in place of those it ends', async () => {
    const { threads, pool } = begin(2, 10)
    threads[0]!.claim(threads[0]!.take()!)
    const disposed = pool.dispose()
    threads[0]!.die('thread ended with 1')
    await disposed
    expect(threads.length).toBe(2)
  })
})
