import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { EnsembleProgress, EnsembleSettings } from '../../contract/ensemble.ts'
import type { Scenario } from '../../core/scenario/scenario.ts'
import { openWorkbench } from '../workbench.ts'
import type { DrawParts, DrawPool, DrawsEnded } from './draw-pool.ts'
import { STATUS } from './draw-table.ts'
import { createEnsembleService } from './ensemble-service.ts'
import type { SummaryWork } from './summary-work.ts'

const workbench = openWorkbench()
const scenario: Scenario = { format: 'keicast-scenario', version: 1, name: 'mine' }
const other: Scenario = { ...scenario, name: 'theirs', parameters: { tariffCar: 0.1 } }
const settings: EnsembleSettings = { seed: 'test', draws: 1000, method: 'sobol' }

/** A pool that does draws when the test says so. */
function fakePool() {
  const started: DrawParts[] = []
  let stops = 0
  let end: ((ended: DrawsEnded) => void) | undefined
  const pool: DrawPool = {
    threads: 1,
    warm: () => undefined,
    start(parts) {
      if (end !== undefined) throw new Error('an ensemble is under way')
      started.push(parts)
      const ended = new Promise<DrawsEnded>((resolve) => {
        end = resolve
      })
      return {
        ended,
        stop() {
          stops += 1
          finish({ kind: 'stopped', failure: null })
        },
      }
    },
    dispose: () => Promise.resolve(),
  }
  /** Mark so many draws of each part of the last ensemble as done. */
  function work(draws: number): void {
    for (const { table } of started.at(-1)?.parts ?? []) table.status.fill(STATUS.done, 0, draws)
  }
  function finish(ended: DrawsEnded = { kind: 'finished', failure: null }): void {
    const settle = end
    end = undefined
    settle?.(ended)
  }
  return { pool, started, work, finish, stops: () => stops }
}

function setUp() {
  const fake = fakePool()
  const reports: EnsembleProgress[] = []
  const summed: SummaryWork[] = []
  const service = createEnsembleService({
    workbench,
    pool: fake.pool,
    announce: (_event, payload) => {
      reports.push(payload as EnsembleProgress)
    },
    now: () => Date.now(),
    summarise(work) {
      summed.push(work)
      return Promise.resolve(new ArrayBuffer(8))
    },
  })
  const start = (mine: object, theirs: object | null = null, with_ = settings) =>
    service.start({ scenario: { ...mine }, reference: theirs && { ...theirs }, settings: with_ })
  return { ...fake, service, reports, summed, start }
}

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
})

describe('an ensemble', () => {
  it('that cannot be read is refused, and begins nothing', async () => {
    const { start, started } = setUp()
    const answer = await start({ ...scenario, parameters: { tarifCar: 1 } })
    expect(answer).toMatchObject({ kind: 'refused', problems: [{ path: 'parameters.tarifCar' }] })
    expect(await start(scenario, { format: 'other' })).toMatchObject({ kind: 'refused' })
    expect(started).toEqual([])
  })

  it('reports ten times a second at most, and its rate', async () => {
    const { start, reports, work } = setUp()
    expect(await start(scenario)).toEqual({ kind: 'started', run: 1 })
    for (let done = 1; done <= 20; done += 1) {
      work(done * 20)
      await vi.advanceTimersByTimeAsync(100)
    }
    expect(reports.length).toBe(20)
    expect(reports.at(-1)).toMatchObject({
      run: 1,
      state: 'running',
      done: 400,
      wanted: 1000,
      rate: 200,
    })
  })

  it('sums draws up from the tenth on, and again when they have grown by a quarter', async () => {
    const { start, summed, work } = setUp()
    await start(scenario)
    const sums: number[] = []
    for (const done of [5, 9, 10, 12, 13, 16, 17, 100, 124, 125]) {
      work(done)
      const before = summed.length
      await vi.advanceTimersByTimeAsync(100)
      if (summed.length > before) sums.push(done)
    }
    expect(sums).toEqual([10, 13, 17, 100, 125])
  })

  it('sums up once more at its end, however few are new, and tells a failure', async () => {
    const { start, reports, work, finish } = setUp()
    await start(scenario)
    work(1000)
    await vi.advanceTimersByTimeAsync(100)
    finish({ kind: 'finished', failure: 'no market' })
    await vi.advanceTimersByTimeAsync(0)
    expect(reports.at(-1)).toMatchObject({ state: 'finished', failure: 'no market' })
    expect(reports.at(-1)?.summaries.map(({ side }) => side)).toEqual(['scenario'])
    const said = reports.length
    await vi.advanceTimersByTimeAsync(1000)
    expect(reports.length).toBe(said)
  })

  it('without a draw has nothing to sum up', async () => {
    const { start, reports, finish } = setUp()
    await start(scenario)
    finish({ kind: 'finished', failure: 'no market' })
    await vi.advanceTimersByTimeAsync(0)
    expect(reports.at(-1)?.summaries).toEqual([])
  })

  it('stops where it is asked to, and says what is done', async () => {
    const { start, service, reports, work, stops } = setUp()
    await start(scenario)
    work(50)
    await service.stop()
    expect(stops()).toBe(1)
    expect(reports.at(-1)).toMatchObject({ state: 'stopped', done: 50 })
    expect(reports.at(-1)?.summaries.length).toBe(1)
    await service.stop()
    expect(stops()).toBe(1)
  })
})

describe('ensembles one after the other', () => {
  it('stop the one before', async () => {
    const { start, reports, stops, started } = setUp()
    await start(scenario)
    expect(await start(other)).toEqual({ kind: 'started', run: 2 })
    expect(stops()).toBe(1)
    expect(started.length).toBe(2)
    expect(reports.at(-1)).toMatchObject({ run: 1, state: 'stopped' })
  })

  it('asked for at once: only the newest begins', async () => {
    const { start, started } = setUp()
    const answers = await Promise.all([start(scenario), start(other), start(scenario)])
    expect(answers.map(({ kind }) => kind)).toEqual(['superseded', 'superseded', 'started'])
    expect(started.length).toBe(1)
  })

  it('keep the draws of a scenario that is asked for again, under whatever name', async () => {
    const { start, started, work } = setUp()
    await start(scenario)
    work(1000)
    await start(other)
    await start({ ...scenario, name: 'renamed', notes: 'and noted' })
    expect(started[2]?.parts[0]?.table).toBe(started[0]?.parts[0]?.table)
    expect(started[1]?.parts[0]?.table).not.toBe(started[0]?.parts[0]?.table)
  })

  it.each([
    ['another seed', scenario, { ...settings, seed: 'b' }],
    ['another method', scenario, { ...settings, method: 'lhs' as const }],
    ['another parameter', other, settings],
    ['another held parameter', { ...scenario, ensemble: { hold: ['wacc'] } }, settings],
  ])('begin anew with %s', async (_, changed, with_) => {
    const { start, started, work } = setUp()
    await start(scenario)
    work(1000)
    await start(changed, null, with_)
    expect(started[1]?.parts[0]?.table.status).not.toContain(STATUS.done)
  })

  it('keep Sobol draws when more are wanted, and none of a Latin hypercube', async () => {
    const { start, started, work } = setUp()
    for (const method of ['sobol', 'lhs'] as const) {
      await start(scenario, null, { ...settings, method })
      work(1000)
      await start(scenario, null, { ...settings, method, draws: 1500 })
    }
    const kept = started.map(({ parts }) => {
      const status = parts[0]?.table.status ?? []
      return [status.length, status.filter((state) => state === STATUS.done).length]
    })
    expect([kept[1], kept[3]]).toEqual([
      [1500, 1000],
      [1500, 0],
    ])
  })

  it('let go of the oldest', async () => {
    const { start, started, work } = setUp()
    const seeded = (seed: string) => start(scenario, null, { ...settings, seed })
    for (const seed of ['a', 'b', 'c', 'd', 'e', 'f', 'g']) {
      await seeded(seed)
      work(1000)
    }
    await seeded('g')
    await seeded('a')
    expect(started[7]?.parts[0]?.table).toBe(started[6]?.parts[0]?.table)
    expect(started[8]?.parts[0]?.table).not.toBe(started[0]?.parts[0]?.table)
  })
})

describe('an ensemble beside a reference', () => {
  it('draws both with the same settings, and sums up both and their difference', async () => {
    const { start, started, summed, reports, work, finish } = setUp()
    await start(scenario, other)
    expect(started[0]?.settings).toEqual(settings)
    expect(started[0]?.parts.map((part) => part.scenario.name)).toEqual(['mine', 'theirs'])
    work(1000)
    finish()
    await vi.advanceTimersByTimeAsync(0)
    expect(summed.map(({ side }) => side)).toEqual(['scenario', 'reference', 'difference'])
    const [mine, theirs, difference] = summed
    expect(difference?.table).toBe(mine?.table)
    expect(difference?.reference).toBe(theirs?.table)
    expect(reports.at(-1)).toMatchObject({ done: 1000, wanted: 1000 })
  })

  it('has no difference where the years are others', async () => {
    const { start, summed, work, finish } = setUp()
    await start(scenario, { ...other, horizon: { end: 2030 } })
    work(1000)
    finish()
    await vi.advanceTimersByTimeAsync(0)
    expect(summed.map(({ side }) => side)).toEqual(['scenario', 'reference'])
  })

  it('that is the same scenario draws it once', async () => {
    const { start, started, reports, work, finish } = setUp()
    await start(scenario, { ...scenario, name: 'the same' })
    const [mine, theirs] = started[0]?.parts ?? []
    expect(mine?.table).toBe(theirs?.table)
    work(1000)
    finish()
    await vi.advanceTimersByTimeAsync(0)
    expect(reports.at(-1)).toMatchObject({ done: 1000, wanted: 1000 })
  })

  it('is not summed up before both have enough draws', async () => {
    const { start, started, summed } = setUp()
    await start(scenario, other)
    started[0]?.parts[0]?.table.status.fill(STATUS.done)
    await vi.advanceTimersByTimeAsync(300)
    expect(summed).toEqual([])
  })
})
