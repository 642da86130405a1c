import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { HostClient } from '../../src/contract/client.ts'
import type { EnsembleProgress } from '../../src/contract/ensemble.ts'
import { encodeEnsemble } from '../../src/contract/frame.ts'
import type { Scenario } from '../../src/core/scenario/scenario.ts'
import { fixtureEnsemble } from './ensemble.fixture.ts'
import { ensembleRequest } from './ensemble-request.ts'
import { EnsembleSession, SETTLED_MS } from './ensemble-session.svelte.ts'

const today: Scenario = { format: 'keicast-scenario', version: 1, name: 'Today' }
const free: Scenario = { ...today, name: 'Free trade', parameters: { tariffCar: 0 } }
const request = ensembleRequest(free, today)

interface Asked {
  readonly name: string
  readonly input?: { readonly reference: unknown; readonly settings: unknown }
}

/** A host that begins runs 1, 2, … at once, or when the test says so. */
function drawingHost() {
  const asked: Asked[] = []
  const listeners = new Set<(progress: EnsembleProgress) => void>()
  const held: (() => void)[] = []
  let runs = 0
  let holds = false
  const host = {
    call(name: string, input: never) {
      asked.push({ name, input })
      if (name !== 'ensemble.start') return Promise.resolve(undefined)
      runs += 1
      const reply = { kind: 'started', run: runs }
      if (!holds) return Promise.resolve(reply)
      return new Promise((resolve) => held.push(() => resolve(reply)))
    },
    on(_name: string, listener: (progress: EnsembleProgress) => void) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  } as unknown as HostClient
  return {
    host,
    asked,
    listeners,
    names: () => asked.map(({ name }) => name.replace('ensemble.', '')),
    holdStarts: () => {
      holds = true
    },
    answerStart: async () => {
      held.shift()?.()
      await vi.advanceTimersByTimeAsync(0)
    },
    announce: (progress: Partial<EnsembleProgress>) => {
      const whole = { run: 1, state: 'running', done: 0, wanted: 2000, rate: 20 } as const
      for (const listener of listeners) {
        listener({ ...whole, failure: null, summaries: [], ...progress })
      }
    },
  }
}

const frame = (done: number) => encodeEnsemble(fixtureEnsemble({ done }))

describe('EnsembleSession', () => {
  beforeEach(() => {
    vi.useFakeTimers()
  })
  afterEach(() => {
    vi.useRealTimers()
  })

  it('begins once the scenario has stood still, both scenarios with the same numbers', async () => {
    const { host, asked, names } = drawingHost()
    const session = new EnsembleSession(host)
    session.follow(request)
    await vi.advanceTimersByTimeAsync(SETTLED_MS - 1)
    expect(names()).toEqual([])
    expect(session.state.kind).toBe('waiting')
    await vi.advanceTimersByTimeAsync(1)
    expect(names()).toEqual(['start'])
    expect(asked[0]?.input).toMatchObject({
      reference: { name: 'Today' },
      settings: { seed: 'kei', draws: 1000, method: 'sobol' },
    })
    expect(session.state.kind).toBe('running')
  })

  it('shows what the draws say, and how far they are', async () => {
    const { host, announce } = drawingHost()
    const session = new EnsembleSession(host)
    session.follow(request)
    await vi.advanceTimersByTimeAsync(SETTLED_MS)
    announce({ done: 30, summaries: [{ side: 'scenario', frame: frame(15) }] })
    expect(session.shown?.sides.scenario?.index.done).toBe(15)
    expect(session.progress).toEqual({ done: 30, wanted: 2000, rate: 20 })
    announce({ done: 40 })
    expect(session.shown?.sides.scenario?.index.done).toBe(15)
    announce({ state: 'finished', done: 2000, failure: 'no market clears' })
    expect(session.state.kind).toBe('finished')
    expect(session.failure).toBe('no market clears')
  })

  it('stops at once when the scenario changes, begins anew, and hears no more of the old run', async () => {
    const { host, names, announce, listeners } = drawingHost()
    const session = new EnsembleSession(host)
    const leave = session.follow(request)
    await vi.advanceTimersByTimeAsync(SETTLED_MS)
    announce({ summaries: [{ side: 'scenario', frame: frame(15) }] })
    leave()
    const changed = ensembleRequest({ ...free, parameters: { tariffCar: 0.1 } }, today)
    session.follow(changed)
    expect(names()).toEqual(['start', 'stop'])
    expect(session.state.kind).toBe('waiting')
    await vi.advanceTimersByTimeAsync(SETTLED_MS)
    expect(names()).toEqual(['start', 'stop', 'start'])
    announce({ run: 1, state: 'stopped', summaries: [{ side: 'scenario', frame: frame(99) }] })
    expect(session.state.kind).toBe('running')
    expect(session.shown).toMatchObject({ key: request.key })
    announce({ run: 2, summaries: [{ side: 'scenario', frame: frame(12) }] })
    expect(session.shown).toMatchObject({ key: changed.key })
    expect(listeners.size).toBe(1)
  })

  it('asks for nothing while a lever is dragged', async () => {
    const { host, names } = drawingHost()
    const session = new EnsembleSession(host)
    for (const step of [1, 2, 3]) {
      const leave = session.follow(
        ensembleRequest({ ...free, parameters: { tariffCar: step / 10 } }, today),
      )
      await vi.advanceTimersByTimeAsync(SETTLED_MS / 2)
      leave()
    }
    expect(names()).toEqual([])
  })

  it('is cancelled, and goes on from there', async () => {
    const { host, names, announce } = drawingHost()
    const session = new EnsembleSession(host)
    session.follow(request)
    await vi.advanceTimersByTimeAsync(SETTLED_MS)
    await session.cancel()
    announce({ state: 'stopped', done: 400 })
    expect(session.state.kind).toBe('stopped')
    expect(session.progress.done).toBe(400)
    await session.resume()
    expect(names()).toEqual(['start', 'stop', 'start'])
    announce({ run: 2, done: 420 })
    expect(session.state.kind).toBe('running')
  })

  it.each(['cancelled', 'left'])('stops what is %s before it has begun', async (how) => {
    const { host, names, holdStarts, answerStart } = drawingHost()
    holdStarts()
    const session = new EnsembleSession(host)
    const leave = session.follow(request)
    await vi.advanceTimersByTimeAsync(SETTLED_MS)
    if (how === 'left') leave()
    else await session.cancel()
    expect(names()).toEqual(['start', 'stop'])
    await answerStart()
    expect(names()).toEqual(['start', 'stop', 'stop'])
  })

  it('lets a new run be where the answer about an old one comes late', async () => {
    const { host, names, holdStarts, answerStart, announce } = drawingHost()
    holdStarts()
    const session = new EnsembleSession(host)
    const leave = session.follow(request)
    await vi.advanceTimersByTimeAsync(SETTLED_MS)
    leave()
    session.follow(request)
    await vi.advanceTimersByTimeAsync(SETTLED_MS)
    await answerStart()
    await answerStart()
    expect(names()).toEqual(['start', 'stop', 'start'])
    announce({ run: 2, state: 'finished', done: 2000 })
    expect(session.state.kind).toBe('finished')
  })

  it('says why nothing is drawn', async () => {
    const problems = [{ path: 'parameters', message: 'must be a number' }]
    const host = {
      call: () => Promise.resolve({ kind: 'refused', problems }),
      on: () => () => undefined,
    } as unknown as HostClient
    const session = new EnsembleSession(host)
    session.follow(request)
    await vi.advanceTimersByTimeAsync(SETTLED_MS)
    expect(session.state).toEqual({ kind: 'refused', problems })
    const broken = {
      call: () => Promise.reject(new Error('the connection is lost')),
      on: () => () => undefined,
    } as unknown as HostClient
    const other = new EnsembleSession(broken)
    other.follow(request)
    await vi.advanceTimersByTimeAsync(SETTLED_MS)
    expect(other.state).toMatchObject({ problems: [{ message: 'the connection is lost' }] })
  })
})
