import { describe, expect, it } from 'vitest'
import { outcomeLayout, writeOutcomes } from '../../core/ensemble/outcomes.ts'
import { drawScenario, planDraws } from '../../core/ensemble/plan-draws.ts'
import type { SampleSettings } from '../../core/ensemble/settings.ts'
import { resolveScenario } from '../../core/scenario/resolve.ts'
import type { Scenario } from '../../core/scenario/scenario.ts'
import { openWorkbench, type Workbench } from '../workbench.ts'
import { createDrawTable, rowOf, STATUS } from './draw-table.ts'
import { createControl, workDraws, type DrawTask } from './draw-task.ts'

const workbench = openWorkbench()
const scenario: Scenario = {
  format: 'keicast-scenario',
  version: 1,
  name: 'two years',
  horizon: { start: 2028, end: 2029 },
  federal: [{ year: 2028, path: 'kei-class' }],
}
const settings: SampleSettings = { seed: 'test', draws: 4, method: 'sobol' }
const layout = outcomeLayout(resolveScenario(workbench.data, scenario))

function taskOf(overrides: Partial<DrawTask> = {}): DrawTask {
  const table = createDrawTable(settings.draws, layout.width)
  return {
    kind: 'draws',
    task: 7,
    thread: 1,
    settings,
    parts: [{ scenario, table }],
    control: createControl(),
    redo: [],
    ...overrides,
  }
}

function tableOf({ parts }: DrawTask) {
  return parts[0]!.table
}

/** Let the test look at each phase of each run before the task does. */
function watched(onPhase: () => void): Workbench {
  const run: Workbench['engine']['run'] = (inputs, next) =>
    workbench.engine.run(inputs, (phase) => {
      onPhase()
      next?.(phase)
    })
  return { ...workbench, engine: { run } }
}

describe('a thread’s share of the draws', () => {
  it('are rows of what each draw gives by itself', () => {
    const task = taskOf()
    expect(workDraws(workbench, task)).toEqual({ kind: 'draws-ended', task: 7, failure: null })
    const table = tableOf(task)
    expect([...table.status]).toEqual([-1, -1, -1, -1])
    const plan = planDraws(workbench.data, scenario, settings)
    for (let draw = 0; draw < settings.draws; draw += 1) {
      const run = workbench.run(drawScenario(plan, draw))
      if (!run.ok) throw new Error(run.error.message)
      const row = new Float32Array(layout.width)
      writeOutcomes(run.value, layout, row)
      expect(rowOf(table, draw)).toStrictEqual(row)
    }
  })

  it('leaves alone what is done, failed or another thread’s', () => {
    const task = taskOf()
    const table = tableOf(task)
    table.status.set([STATUS.done, 1, STATUS.failed, STATUS.pending])
    workDraws(workbench, task)
    expect([...table.status]).toEqual([STATUS.done, 1, STATUS.failed, STATUS.done])
    expect(rowOf(table, 0).every((value) => value === 0)).toBe(true)
  })

  it('begins with what a dead thread left, and takes the next item that nobody has', () => {
    const task = taskOf({ redo: [2] })
    task.control.next[0] = 3
    const order: number[] = []
    const table = tableOf(task)
    workDraws(
      watched(() => {
        const draw = table.status.indexOf(2)
        if (order.at(-1) !== draw) order.push(draw)
      }),
      task,
    )
    expect(order).toEqual([2, 3])
    expect([...table.status]).toEqual([0, 0, STATUS.done, STATUS.done])
  })

  it('takes the draws of two scenarios in turn', () => {
    const other = { ...scenario, parameters: { tariffCar: 0.1 } }
    const mine = createDrawTable(2, layout.width)
    const theirs = createDrawTable(2, layout.width)
    const parts = [
      { scenario, table: mine },
      { scenario: other, table: theirs },
    ]
    workDraws(workbench, taskOf({ settings: { ...settings, draws: 2 }, parts }))
    expect([...mine.status, ...theirs.status]).toEqual([-1, -1, -1, -1])
    expect(mine.rows).not.toStrictEqual(theirs.rows)
  })

  it('takes a table that two parts share once', () => {
    const table = createDrawTable(2, layout.width)
    let runs = 0
    const counting: Workbench = {
      ...workbench,
      engine: {
        run: (...args) => {
          runs += 1
          return workbench.engine.run(...args)
        },
      },
    }
    const parts = [
      { scenario, table },
      { scenario, table },
    ]
    workDraws(counting, taskOf({ settings: { ...settings, draws: 2 }, parts }))
    expect(runs).toBe(2)
  })
})

describe('a stop', () => {
  it('in the middle of a run leaves that draw pending and keeps those before it', () => {
    const task = taskOf()
    const table = tableOf(task)
    let phases = 0
    const reply = workDraws(
      watched(() => {
        phases += table.status[0] === STATUS.done ? 1 : 0
        if (phases === 3) Atomics.store(task.control.stop, 0, 1)
      }),
      task,
    )
    expect(reply).toEqual({ kind: 'draws-ended', task: 7, failure: null })
    expect([...table.status]).toEqual([STATUS.done, 0, 0, 0])
    // The phase in which it was asked for is the last one.
    expect(phases).toBe(3)
  })

  it('before the first draw leaves all of them', () => {
    const task = taskOf()
    Atomics.store(task.control.stop, 0, 1)
    workDraws(workbench, task)
    expect([...tableOf(task).status]).toEqual([0, 0, 0, 0])
  })

  it('leaves draws that come out the same when they are gone on with', () => {
    const stopped = taskOf()
    let phases = 0
    const stopping = watched(() => {
      phases += 1
      if (phases === 30) Atomics.store(stopped.control.stop, 0, 1)
    })
    workDraws(stopping, stopped)
    const table = tableOf(stopped)
    expect(table.status).toContain(STATUS.pending)
    expect(table.status).toContain(STATUS.done)
    workDraws(workbench, taskOf({ parts: stopped.parts }))
    const whole = taskOf()
    workDraws(workbench, whole)
    expect(table.rows).toStrictEqual(tableOf(whole).rows)
  })
})

describe('a draw', () => {
  it('without a result is marked, its row empty, and its reason told', () => {
    const impossible: Scenario = { ...scenario, parameters: { priceSensitivity: 1e6 } }
    const table = createDrawTable(settings.draws, layout.width)
    const reply = workDraws(workbench, taskOf({ parts: [{ scenario: impossible, table }] }))
    expect([...table.status]).toEqual([-2, -2, -2, -2])
    expect(reply.failure).toContain('could not be calibrated')
    expect(rowOf(table, 0).every(Number.isNaN)).toBe(true)
  })

  it('that ends its thread stays marked as that thread’s', () => {
    const task = taskOf()
    const broken = watched(() => {
      throw new Error('out of memory')
    })
    expect(() => workDraws(broken, task)).toThrow('out of memory')
    expect([...tableOf(task).status]).toEqual([2, 0, 0, 0])
  })
})
