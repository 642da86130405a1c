import { expect, it, onTestFinished } from 'vitest'
import { createHostClient } from '../contract/client.ts'
import { createApp } from './create-app.ts'
import {
  fakeHost,
  scenarioNamed,
  temporaryFolder,
  workbench,
} from './documents/documents.fixture.ts'
import type { WorkerPort } from './ports.ts'
import { doJob } from './workers/do-job.ts'
import type { JobRequest } from './workers/worker-protocol.ts'

/** The app with threads that run in this one, save for price curves, which never end. */
async function startApp() {
  const spawnWorker = (): WorkerPort => {
    let answer: (message: unknown) => void = () => undefined
    return {
      post(message) {
        const { job, work } = message as JobRequest
        if (work.kind === 'price-curve') return
        answer({ job, reply: doJob(workbench, work, () => 0) })
      },
      onMessage: (listener) => {
        answer = listener
      },
      onExit: () => undefined,
      terminate: () => Promise.resolve(),
    }
  }
  const app = await createApp({ ...fakeHost(temporaryFolder()), spawnWorker })
  onTestFinished(() => app.dispose())
  return createHostClient({ request: app.dispatch, subscribe: () => () => undefined })
}

const scenario = { ...scenarioNamed('a'), horizon: { start: 2026, end: 2026 } }

it('answers runs while it tries prices', async () => {
  const client = await startApp()
  void client.call('run.priceCurve', { scenario, nameplate: 'n-box', year: 2026 })
  for (const slot of ['current', 'reference', 'compare', 'split'] as const) {
    expect(await client.call('run.evaluate', { slot, scenario })).toMatchObject({ kind: 'done' })
  }
})

it('says which version, data and scenario results come from', async () => {
  const client = await startApp()
  const { version, dataVersion } = await client.call('app.hello')
  expect([version, dataVersion]).toEqual(['1.2.3', expect.stringMatching(/^[0-9a-f]{10}$/)])
  const hashOf = async (given: object) => {
    const reply = await client.call('run.evaluate', { slot: 'current', scenario: { ...given } })
    return reply.kind === 'done' ? reply.scenarioHash : reply
  }
  const hash = await hashOf(scenario)
  expect(hash).toMatch(/^[0-9a-f]{10}$/)
  const { name, ...rest } = scenario
  expect(await hashOf({ ...rest, name })).toBe(hash)
  expect(await hashOf({ ...scenario, steering: 'rhd' })).not.toBe(hash)
})
