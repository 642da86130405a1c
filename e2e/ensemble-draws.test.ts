import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { rowOf, STATUS } from '../src/app/ensembles/draw-table.ts'
import { runEnsemble, type EnsembleJob } from '../src/app/ensembles/run-ensemble.ts'
import { openWorkbench } from '../src/app/workbench.ts'
import { writeOutcomes } from '../src/core/ensemble/outcomes.ts'
import { drawScenario, planDraws } from '../src/core/ensemble/plan-draws.ts'
import type { Scenario } from '../src/core/scenario/scenario.ts'
import { writeScenario } from '../src/core/scenario/write-scenario.ts'
import { hashTable, spawnThread, watchedThreads } from './threads.fixture.ts'

/** Ensembles on real threads: which thread works out a draw, and when, leaves no trace. */

const workbench = openWorkbench()
const settings = { seed: 'kei', draws: 1000, method: 'sobol' } as const
const scenario: Scenario = {
  format: 'keicast-scenario',
  version: 1,
  name: 'default',
  federal: [{ year: 2028, path: 'kei-class' }],
}
/** A few years with an event that some draws don't have, so that many draws take little time. */
const short: Scenario = {
  ...scenario,
  name: 'short',
  horizon: { start: 2028, end: 2030 },
  federal: [{ year: 2028, path: 'kei-class', odds: { 2028: 0.4, 2029: 0.3 } }],
}
const shortSettings = { ...settings, draws: 40 }

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'keicast-draws-'))
})
afterEach(() => {
  rmSync(folder, { recursive: true, force: true })
})

function jobOf(overrides: Partial<EnsembleJob>): EnsembleJob {
  return {
    workbench,
    scenario: short,
    settings: shortSettings,
    spawn: spawnThread,
    workers: 2,
    checkpoint: null,
    stop: new AbortController().signal,
    now: () => performance.now(),
    onProgress: () => undefined,
    onProblem: (message) => {
      throw new Error(message)
    },
    ...overrides,
  }
}

function checkpointOf(resume: boolean) {
  const identity = { version: 'test', scenarioHash: 'short', dataVersion: 'data' }
  return { path: join(folder, 'out.json.partial'), identity, resume }
}

describe('the first ten draws of the default ensemble', () => {
  it('equal ten single runs, of the scenario and of its file, to the byte', async () => {
    const watched = watchedThreads(10, () => {
      stop.abort()
    })
    const stop = new AbortController()
    // One thread takes them in their order.
    const job = jobOf({
      scenario,
      settings,
      workers: 1,
      spawn: watched.spawn,
      stop: stop.signal,
    })
    const { layout, table } = await runEnsemble(job)
    const plan = planDraws(workbench.data, scenario, settings)
    for (let draw = 0; draw < 10; draw += 1) {
      expect(table.status[draw]).toBe(STATUS.done)
      const drawn = drawScenario(plan, draw)
      const parsed = workbench.parse(writeScenario(drawn))
      if (!parsed.ok) throw new Error(JSON.stringify(parsed.error))
      for (const single of [drawn, parsed.value.scenario]) {
        const run = workbench.run(single)
        if (!run.ok) throw new Error(run.error.message)
        const row = new Float32Array(layout.width)
        writeOutcomes(run.value, layout, row)
        expect(rowOf(table, draw)).toStrictEqual(row)
      }
    }
  })
})

describe('an ensemble', () => {
  it('has the same bytes on 1, 2 and 3 threads, stopped and gone on with, and with a thread killed', async () => {
    const whole = await runEnsemble(jobOf({ workers: 1 }))
    expect([whole.done, whole.failed, whole.partial]).toEqual([40, 0, false])
    const hash = hashTable(whole.table)
    for (const workers of [2, 3]) {
      expect(hashTable((await runEnsemble(jobOf({ workers }))).table)).toBe(hash)
    }

    for (const [first, then] of [
      [1, 3],
      [2, 1],
    ] as const) {
      const stop = new AbortController()
      const { spawn } = watchedThreads(7, () => {
        stop.abort()
      })
      const stopping = jobOf({
        spawn,
        workers: first,
        stop: stop.signal,
        checkpoint: checkpointOf(false),
      })
      const partial = await runEnsemble(stopping)
      expect(partial.partial).toBe(true)
      expect(partial.done).toBeGreaterThanOrEqual(7)
      expect(partial.done).toBeLessThan(40)
      expect(readdirSync(folder)).toEqual(['out.json.partial'])
      const resumed = await runEnsemble(jobOf({ workers: then, checkpoint: checkpointOf(true) }))
      expect(resumed.partial).toBe(false)
      expect(hashTable(resumed.table)).toBe(hash)
      rmSync(join(folder, 'out.json.partial'))
    }

    const killing = watchedThreads(5, ([victim]) => void victim?.terminate())
    const survived = await runEnsemble(jobOf({ spawn: killing.spawn }))
    expect(killing.threads.length).toBe(3)
    expect(survived.failure).toBeNull()
    expect(hashTable(survived.table)).toBe(hash)
  })

  it('stopped before it begins gives no draws', async () => {
    const { done, partial } = await runEnsemble(jobOf({ stop: AbortSignal.abort() }))
    expect([done, partial]).toEqual([0, true])
  })
})
