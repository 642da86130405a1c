import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { outcomeLayout } from '../../core/ensemble/outcomes.ts'
import { resolveScenario } from '../../core/scenario/resolve.ts'
import type { Scenario } from '../../core/scenario/scenario.ts'
import { openWorkbench } from '../workbench.ts'
import { loadCheckpoint, saveCheckpoint } from './checkpoint.ts'
import { countDraws, createDrawTable, STATUS } from './draw-table.ts'
import { workDraws, createControl } from './draw-task.ts'
import { fakeThreads } from './fake-threads.fixture.ts'
import type { DrawRate } from './draw-meter.ts'
import { runEnsemble, type EnsembleJob } from './run-ensemble.ts'

const workbench = openWorkbench()
const scenario: Scenario = {
  format: 'keicast-scenario',
  version: 1,
  name: 'one year',
  horizon: { start: 2028, end: 2028 },
}
const settings = { seed: 'test', draws: 6, method: 'sobol' } as const
const { width } = outcomeLayout(resolveScenario(workbench.data, scenario))
const hashes = { version: '1', scenarioHash: 's', dataVersion: 'd' }
const identity = { ...hashes, settings, width }

let folder: string
let path: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'keicast-run-'))
  path = join(folder, 'out.partial')
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] })
})
afterEach(() => {
  vi.useRealTimers()
  rmSync(folder, { recursive: true, force: true })
})

function setUp(overrides: Partial<EnsembleJob> = {}) {
  const fake = fakeThreads()
  const rates: DrawRate[] = []
  const problems: string[] = []
  let seconds = 0
  const ended = runEnsemble({
    workbench,
    scenario,
    settings,
    spawn: fake.spawn,
    workers: 2,
    checkpoint: { path, identity: hashes, resume: false },
    stop: new AbortController().signal,
    now: () => 1000 * (seconds += 1),
    onProgress: (rate) => rates.push(rate),
    onProblem: (problem) => problems.push(problem),
    ...overrides,
  })
  const begun = vi.waitFor(() => {
    expect(fake.threads.length).toBeGreaterThan(0)
    expect(fake.threads.at(-1)?.posted.length).toBe(1)
  })
  return { ...fake, ended, begun, rates, problems }
}

/** Keep the first draws of the ensemble, as they come out. */
async function keepDraws(draws: number) {
  const table = createDrawTable(settings.draws, width)
  table.status.fill(STATUS.failed, draws)
  const parts = [{ scenario, table }]
  const control = createControl()
  workDraws(workbench, { kind: 'draws', task: 1, thread: 0, settings, parts, control, redo: [] })
  await saveCheckpoint(path, identity, table)
  return table
}

describe('a run of an ensemble', () => {
  it('keeps a checkpoint from its beginning on, and every ten seconds', async () => {
    const { threads, begun, ended } = setUp()
    await begun
    const kept = async () => countDraws((await loadCheckpoint(path, identity))!).done
    expect(await kept()).toBe(0)
    for (let draws = 0; draws < 3; draws += 1) {
      const item = threads[0]!.take()!
      threads[0]!.claim(item)
      threads[0]!.complete(item)
    }
    vi.advanceTimersByTime(9_900)
    expect(await kept()).toBe(0)
    vi.advanceTimersByTime(100)
    await vi.waitFor(async () => {
      expect(await kept()).toBe(3)
    })
    threads.forEach((thread) => {
      thread.workAll()
    })
    expect(await ended).toMatchObject({ done: 6, failed: 0, partial: false })
    expect(await kept()).toBe(6)
  })

  it('says how far it has come, and lets its threads go at the end', async () => {
    const { threads, begun, ended, rates } = setUp({ checkpoint: null })
    await begun
    vi.advanceTimersByTime(400)
    threads.forEach((thread) => {
      thread.workAll()
    })
    await ended
    expect(rates.length).toBe(3)
    expect(rates[0]).toEqual({ done: 0, wanted: 6, rate: 0 })
    expect(rates.at(-1)).toEqual({ done: 6, wanted: 6, rate: 2 })
    expect(threads.every(({ isTerminated }) => isTerminated)).toBe(true)
  })

  it('ends its threads at once where it is stopped', async () => {
    const stop = new AbortController()
    const { threads, begun, ended } = setUp({ stop: stop.signal })
    await begun
    const item = threads[0]!.take()!
    threads[0]!.claim(item)
    stop.abort()
    expect(await ended).toMatchObject({ done: 0, failed: 0, partial: true })
    expect(threads.every(({ isTerminated }) => isTerminated)).toBe(true)
  })

  it('goes on to the end where the checkpoint cannot be written any more, and says so once', async () => {
    const { threads, begun, ended, problems } = setUp()
    await begun
    rmSync(folder, { recursive: true })
    vi.advanceTimersByTime(30_000)
    threads.forEach((thread) => {
      thread.workAll()
    })
    expect((await ended).done).toBe(6)
    expect(problems).toEqual([`${path} cannot be written: its folder does not exist`])
  })

  it('does not begin where no checkpoint can be written', async () => {
    const checkpoint = { path: join(folder, 'none', 'x'), identity: hashes, resume: false }
    const { threads, ended, begun } = setUp({ checkpoint })
    begun.catch(() => undefined)
    await expect(ended).rejects.toThrow('its folder does not exist')
    expect(threads).toEqual([])
  })

  it('goes on with the draws that were kept, on no more threads than there are draws left', async () => {
    const table = await keepDraws(5)
    const checkpoint = { path, identity: hashes, resume: true }
    const { threads, begun, ended } = setUp({ checkpoint })
    await begun
    expect(threads.length).toBe(1)
    const { status, rows } = threads[0]!.task.parts[0]!.table
    expect([...status]).toEqual([-1, -1, -1, -1, -1, 0])
    expect(rows.subarray(0, 5 * width)).toStrictEqual(table.rows.subarray(0, 5 * width))
    threads[0]!.workAll()
    expect((await ended).done).toBe(6)
  })

  it('that was through but for its outputs needs no thread', async () => {
    await keepDraws(6)
    const { threads, ended, begun } = setUp({
      checkpoint: { path, identity: hashes, resume: true },
    })
    begun.catch(() => undefined)
    expect(await ended).toMatchObject({ done: 6, partial: false })
    expect(threads).toEqual([])
  })

  it('refuses draws that come out otherwise now', async () => {
    const table = await keepDraws(3)
    table.rows[0] = 1 + table.rows[0]!
    await saveCheckpoint(path, identity, table)
    const before = readFileSync(path)
    const { ended, begun } = setUp({ checkpoint: { path, identity: hashes, resume: true } })
    begun.catch(() => undefined)
    await expect(ended).rejects.toThrow('belongs to another build of Keicast: draw 0')
    expect(readFileSync(path)).toEqual(before)
  })
})
