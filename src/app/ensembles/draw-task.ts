import type { SampleSettings } from '../../core/ensemble/settings.ts'
import { outcomeLayout, writeOutcomes } from '../../core/ensemble/outcomes.ts'
import { drawScenario, planDraws, type DrawPlan } from '../../core/ensemble/plan-draws.ts'
import { resolveScenario } from '../../core/scenario/resolve.ts'
import type { Scenario } from '../../core/scenario/scenario.ts'
import type { Workbench } from '../workbench.ts'
import { rowOf, STATUS, type DrawTable } from './draw-table.ts'

/** What a thread needs to take its share of an ensemble's draws. */
export interface DrawTask {
  readonly kind: 'draws'
  readonly task: number
  /** Number of the thread, from 0. */
  readonly thread: number
  readonly settings: SampleSettings
  /** Scenarios that share their draws; item i is draw ⌊i/parts⌋ of part i mod parts. */
  readonly parts: readonly { readonly scenario: Scenario; readonly table: DrawTable }[]
  readonly control: DrawControl
  /** Items that a thread left undone when it died, to be done first. */
  readonly redo: readonly number[]
}

/** Int32 that all threads share. */
export interface DrawControl {
  /** [0]: the next item that nobody has taken. */
  readonly next: Int32Array<SharedArrayBuffer>
  /** [0]: 1 to stop as soon as can be. */
  readonly stop: Int32Array<SharedArrayBuffer>
}

export interface DrawReply {
  readonly kind: 'draws-ended'
  readonly task: number
  /** Why the first draw that failed here did. */
  readonly failure: string | null
}

export function createControl(): DrawControl {
  return {
    next: new Int32Array(new SharedArrayBuffer(4)),
    stop: new Int32Array(new SharedArrayBuffer(4)),
  }
}

class Stopped extends Error {}

/** Work out draws until none is left or the stop flag is set, which is looked at several times a run. */
export function workDraws(workbench: Workbench, task: DrawTask): DrawReply {
  const { parts, settings, control } = task
  const items = parts.length * settings.draws
  const plans = parts.map(({ scenario }) => planDraws(workbench.data, scenario, settings))
  const redo = [...task.redo]
  let failure: string | null = null
  try {
    for (;;) {
      const item = redo.shift() ?? Atomics.add(control.next, 0, 1)
      if (item >= items) break
      throwIfStopped(control)
      failure = workItem(workbench, task, plans, item) ?? failure
    }
  } catch (error) {
    if (!(error instanceof Stopped)) throw error
  }
  return { kind: 'draws-ended', task: task.task, failure }
}

/** Work out one item, unless it is done; gives why it failed. */
function workItem(
  workbench: Workbench,
  { parts, thread, control }: DrawTask,
  plans: readonly DrawPlan[],
  item: number,
): string | null {
  const part = item % parts.length
  const draw = Math.floor(item / parts.length)
  const { table } = parts[part] as DrawTask['parts'][number]
  if (Atomics.compareExchange(table.status, draw, STATUS.pending, thread + 1) !== STATUS.pending) {
    return null
  }
  try {
    const failure = workDraw(
      workbench,
      drawScenario(plans[part] as DrawPlan, draw),
      table,
      draw,
      control,
    )
    Atomics.store(table.status, draw, failure === null ? STATUS.done : STATUS.failed)
    return failure
  } catch (error) {
    // Any other error ends the thread; the claim stays, so that the pool knows over which draw.
    if (error instanceof Stopped) Atomics.store(table.status, draw, STATUS.pending)
    throw error
  }
}

function workDraw(
  { data, engine }: Workbench,
  scenario: Scenario,
  table: DrawTable,
  draw: number,
  control: DrawControl,
): string | null {
  const inputs = resolveScenario(data, scenario)
  const run = engine.run(inputs, () => {
    throwIfStopped(control)
  })
  if (!run.ok) {
    rowOf(table, draw).fill(NaN)
    return run.error.message
  }
  writeOutcomes(run.value, outcomeLayout(inputs), rowOf(table, draw))
  return null
}

function throwIfStopped({ stop }: DrawControl): void {
  if (Atomics.load(stop, 0) !== 0) throw new Stopped()
}
