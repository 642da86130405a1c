import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { Hello } from '../../../src/contract/calls.ts'
import type { HostClient } from '../../../src/contract/client.ts'
import { Workspace } from '../../state/workspace.svelte.ts'
import { AppController } from './app-controller.svelte.ts'

const turn = () => new Promise((resolve) => setTimeout(resolve))

/** A host whose runs end only when the test says so. */
function slowHost() {
  const asked: string[] = []
  const runs: (() => void)[] = []
  const listeners = new Map<string, (payload: never) => void>()
  function opened(name: string) {
    const scenario = { format: 'keicast-scenario', version: 1, name }
    return Promise.resolve({ kind: 'opened', token: null, fileName: name, scenario, warnings: [] })
  }
  const answers: Record<string, (input: { id: string }) => Promise<unknown>> = {
    'file.openSample': ({ id }) => opened(id),
    'file.openRecent': ({ id }) => opened(id),
    'run.evaluate': () =>
      new Promise((resolve) => {
        runs.push(() => resolve({ kind: 'superseded' }))
      }),
  }
  const host = {
    call(name: string, input: { id: string }) {
      asked.push(name)
      return answers[name]?.(input) ?? Promise.resolve(undefined)
    },
    on(name: string, listener: (payload: never) => void) {
      listeners.set(name, listener)
      return () => listeners.delete(name)
    },
  } as unknown as HostClient
  return {
    host,
    asked,
    finishRun: async () => {
      runs.shift()?.()
      await turn()
    },
    announce: (name: string, payload: object) => listeners.get(name)?.(payload as never),
  }
}

const hello = {
  settings: { theme: 'system', tourDone: true },
  recovered: [],
} as unknown as Hello

describe('the start of the app', () => {
  beforeEach(() => {
    vi.stubGlobal('navigator', { userAgent: '' })
    vi.stubGlobal('document', { documentElement: { removeAttribute: () => undefined } })
  })
  afterEach(() => {
    vi.unstubAllGlobals()
  })

  it('keeps a file that the system asks for until today’s market is the reference', async () => {
    const { host, asked, announce, finishRun } = slowHost()
    const workspace = new Workspace(host, hello)
    const app = new AppController(workspace)
    const started = app.start()
    announce('file.requested', { id: 'first.kei' })
    announce('file.requested', { id: 'second.kei' })
    await turn()
    await finishRun() // of the sample
    expect(asked).not.toContain('file.openRecent')
    await finishRun() // of the reference
    await started
    expect(workspace.reference.name).toBe('status-quo')
    await finishRun() // of the first file
    await finishRun()
    expect(workspace.scenario.name).toBe('second.kei')
    expect(workspace.reference.name).toBe('status-quo')
  })
})
