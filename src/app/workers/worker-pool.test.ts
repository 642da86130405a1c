import { describe, expect, it } from 'vitest'
import type { WorkerPort } from '../ports.ts'
import { createSimulationThread } from './worker-pool.ts'
import type { Job, JobAnswer, JobRequest } from './worker-protocol.ts'

/** A thread that answers only when the test says so. */
function fakeThreads() {
  const threads: { posted: JobRequest[]; answer(at: number): void; die(reason: string): void }[] =
    []
  const spawn = (): WorkerPort => {
    const posted: JobRequest[] = []
    let onMessage: (message: unknown) => void = () => undefined
    let onExit: (reason: string) => void = () => undefined
    threads.push({
      posted,
      answer(at) {
        const job = posted[at]?.job ?? -1
        const reply: JobAnswer['reply'] = { kind: 'failed', message: `job ${at}` }
        onMessage({ job, reply } satisfies JobAnswer)
      },
      die: (reason) => {
        onExit(reason)
      },
    })
    return {
      post: (message) => posted.push(message as JobRequest),
      onMessage: (listener) => {
        onMessage = listener
      },
      onExit: (listener) => {
        onExit = listener
      },
      terminate: () => Promise.resolve(),
    }
  }
  return { threads, spawn }
}

const work = (name: string): Job => ({ kind: 'evaluate', scenario: { name } })

describe('a simulation thread', () => {
  it('answers the newest of a slot and supersedes those still waiting', async () => {
    const { threads, spawn } = fakeThreads()
    const thread = createSimulationThread(spawn)
    const first = thread.request('current', work('a'))
    const second = thread.request('current', work('b'))
    const third = thread.request('current', work('c'))
    expect(await second).toEqual({ kind: 'superseded' })
    threads[0]!.answer(0)
    expect(await first).toEqual({ kind: 'failed', message: 'job 0' })
    threads[0]!.answer(1)
    expect(await third).toEqual({ kind: 'failed', message: 'job 1' })
    expect(threads[0]!.posted.map((request) => request.work)).toEqual([work('a'), work('c')])
  })

  it('keeps slots apart', async () => {
    const { threads, spawn } = fakeThreads()
    const thread = createSimulationThread(spawn)
    const running = thread.request('current', work('a'))
    const current = thread.request('current', work('b'))
    const reference = thread.request('reference', work('c'))
    for (const at of [0, 1, 2]) threads[0]!.answer(at)
    expect((await Promise.all([running, current, reference])).map(({ kind }) => kind)).toEqual([
      'failed',
      'failed',
      'failed',
    ])
  })

  it('uses one long-lived thread, and a new one only after it died', async () => {
    const { threads, spawn } = fakeThreads()
    const thread = createSimulationThread(spawn)
    const lost = thread.request('current', work('a'))
    const next = thread.request('current', work('b'))
    threads[0]!.die('out of memory')
    expect(await lost).toMatchObject({
      kind: 'failed',
      message: expect.stringContaining('out of memory') as string,
    })
    expect(threads.length).toBe(2)
    threads[1]!.answer(0)
    expect(await next).toMatchObject({ kind: 'failed' })
  })

  it('answers what is open as superseded when it is disposed of', async () => {
    const { spawn } = fakeThreads()
    const thread = createSimulationThread(spawn)
    const running = thread.request('current', work('a'))
    const waiting = thread.request('current', work('b'))
    await thread.dispose()
    expect([await running, await waiting]).toEqual([{ kind: 'superseded' }, { kind: 'superseded' }])
  })
})
