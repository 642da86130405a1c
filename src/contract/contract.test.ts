import { describe, expect, it } from 'vitest'
import { createHostClient, type Transport } from './client.ts'
import { createDispatcher } from './dispatcher.ts'
import type { Handlers } from './calls.ts'

/** Handlers of which a test fills in only what it calls. */
function handlers(some: Partial<Handlers>): Handlers {
  return some as Handlers
}

/** Client and dispatcher joined by a structured copy, as a process boundary would. */
function joined(some: Partial<Handlers>, reported: unknown[] = []) {
  const dispatch = createDispatcher(handlers(some), (error) => reported.push(error))
  const transport: Transport = {
    request: async (name, input) => structuredClone(await dispatch(name, input)),
    subscribe: () => () => undefined,
  }
  return { client: createHostClient(transport), dispatch }
}

describe('the contract', () => {
  it('carries a call to its handler and the answer back', async () => {
    const { client } = joined({
      'file.list': () => Promise.resolve([{ name: 'a.kei', modifiedMs: 1 }]),
    })
    expect(await client.call('file.list')).toEqual([{ name: 'a.kei', modifiedMs: 1 }])
  })

  it.each(['nothing', '__proto__', 'constructor', 7, null])(
    'refuses a call named %s',
    async (name) => {
      const { dispatch } = joined({})
      expect(await dispatch(name, undefined)).toMatchObject({
        ok: false,
        error: { code: 'unknown-call' },
      })
    },
  )

  it('refuses input that does not fit, with its place, and calls no handler', async () => {
    let called = false
    const { dispatch } = joined({
      'file.openNamed': () => {
        called = true
        return Promise.resolve({ kind: 'cancelled' as const })
      },
    })
    const answer = await dispatch('file.openNamed', { name: 7 })
    expect(answer).toMatchObject({ ok: false, error: { code: 'bad-input' } })
    expect(answer.ok ? '' : answer.error.message).toMatch(/^name: /)
    expect(called).toBe(false)
  })

  it('reports a handler’s fault and tells the page no more than that there was one', async () => {
    const reported: unknown[] = []
    const fault = new Error('/home/somebody/secret.kei')
    const { client } = joined({ 'file.list': () => Promise.reject(fault) }, reported)
    await expect(client.call('file.list')).rejects.toThrow(/something went wrong/)
    expect(reported).toEqual([fault])
  })

  it('refuses an answer that breaks the contract', async () => {
    const { client } = joined({
      'file.list': () => Promise.resolve([{ name: 7 }] as never),
    })
    await expect(client.call('file.list')).rejects.toThrow()
  })

  it('checks the payload of events', () => {
    let push: (payload: unknown) => void = () => undefined
    const client = createHostClient({
      request: () => Promise.resolve({ ok: true, value: undefined }),
      subscribe: (_, listener) => {
        push = listener
        return () => undefined
      },
    })
    const seen: string[] = []
    client.on('file.requested', ({ id }) => seen.push(id))
    push({ id: 'a' })
    expect(() => push({ id: 7 })).toThrow()
    expect(seen).toEqual(['a'])
  })
})
