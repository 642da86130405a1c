import { outcomeLayout, writeOutcomes, type OutcomeLayout } from '../../core/ensemble/outcomes.ts'
import { drawScenario, planDraws } from '../../core/ensemble/plan-draws.ts'
import type { SampleSettings } from '../../core/ensemble/settings.ts'
import { resolveScenario } from '../../core/scenario/resolve.ts'
import type { Scenario } from '../../core/scenario/scenario.ts'
import type { SpawnWorker } from '../ports.ts'
import type { Workbench } from '../workbench.ts'
import {
  CheckpointError,
  loadCheckpoint,
  refuseCheckpoint,
  saveCheckpoint,
  type EnsembleIdentity,
} from './checkpoint.ts'
import { createDrawMeter, type DrawRate } from './draw-meter.ts'
import { createDrawPool } from './draw-pool.ts'
import { countDraws, createDrawTable, rowOf, STATUS, type DrawTable } from './draw-table.ts'

/** Runs an ensemble from its first draw, or from where one was stopped, to its end or to a stop. */

export interface EnsembleJob {
  readonly workbench: Workbench
  readonly scenario: Scenario
  readonly settings: SampleSettings
  readonly spawn: SpawnWorker
  readonly workers: number
  /** Where draws are kept on the way; null to keep none. */
  readonly checkpoint: EnsembleCheckpoint | null
  /** Stops the ensemble: draws under way are given up, those done are kept. */
  readonly stop: AbortSignal
  readonly now: () => number
  /** Called a few times a second. */
  readonly onProgress: (progress: DrawRate) => void
  /** What went wrong but does not end the ensemble. */
  readonly onProblem: (message: string) => void
}

export interface EnsembleCheckpoint {
  readonly path: string
  /** The versions and the scenario that its draws belong to. */
  readonly identity: Pick<EnsembleIdentity, 'version' | 'scenarioHash' | 'dataVersion'>
  /** Go on with what it holds. */
  readonly resume: boolean
}

export interface EnsembleDraws {
  readonly layout: OutcomeLayout
  readonly table: DrawTable
  readonly done: number
  readonly failed: number
  /** Stopped before every draw was worked out. */
  readonly partial: boolean
  /** Why a draw failed, where one did. */
  readonly failure: string | null
}

const REPORT_MS = 200
const SAVE_MS = 10_000

export async function runEnsemble(job: EnsembleJob): Promise<EnsembleDraws> {
  const { workbench, scenario, settings, checkpoint } = job
  const layout = outcomeLayout(resolveScenario(workbench.data, scenario))
  const identity = checkpoint && { ...checkpoint.identity, settings, width: layout.width }
  const table = await startingTable(job, layout, identity)
  // Written before any work, so that a place that cannot be written to is known at once.
  if (checkpoint && identity) await saveCheckpoint(checkpoint.path, identity, table)
  const save = createSaver(job, table, identity)
  const failure = table.status.includes(STATUS.pending) ? await work(job, table, save) : null
  await save()
  const { done, failed } = countDraws(table)
  return { layout, table, done, failed, partial: done + failed < settings.draws, failure }
}

async function startingTable(
  { workbench, scenario, settings, checkpoint }: EnsembleJob,
  layout: OutcomeLayout,
  identity: EnsembleIdentity | null,
): Promise<DrawTable> {
  const fresh = createDrawTable(settings.draws, layout.width)
  if (checkpoint === null || identity === null) return fresh
  if (!checkpoint.resume) {
    await refuseCheckpoint(checkpoint.path)
    return fresh
  }
  const kept = await loadCheckpoint(checkpoint.path, identity)
  if (kept === null) return fresh
  const first = kept.status.indexOf(STATUS.done)
  if (first < 0) return kept
  const again = drawAgain(workbench, scenario, settings, layout, first)
  if (again === null || !sameBytes(again, rowOf(kept, first))) {
    throw new CheckpointError(
      `${checkpoint.path} belongs to another build of Keicast: draw ${first} now has another result; remove it to start anew`,
    )
  }
  return kept
}

/** Work out a draw on this thread; null where it has no result. */
function drawAgain(
  workbench: Workbench,
  scenario: Scenario,
  settings: SampleSettings,
  layout: OutcomeLayout,
  draw: number,
): Float32Array | null {
  const plan = planDraws(workbench.data, scenario, settings)
  const result = workbench.run(drawScenario(plan, draw))
  if (!result.ok) return null
  const row = new Float32Array(layout.width)
  writeOutcomes(result.value, layout, row)
  return row
}

function sameBytes(a: Float32Array, b: Float32Array): boolean {
  return a.every((value, at) => Object.is(value, b[at]))
}

/** Make a function that writes the checkpoint, one at a time; a failure is told once. */
function createSaver(
  { checkpoint, onProblem }: EnsembleJob,
  table: DrawTable,
  identity: EnsembleIdentity | null,
): () => Promise<void> {
  let saving = Promise.resolve()
  let told = false
  const saveOnce = async () => {
    if (checkpoint === null || identity === null) return
    try {
      await saveCheckpoint(checkpoint.path, identity, table)
    } catch (error) {
      if (!told) onProblem((error as Error).message)
      told = true
    }
  }
  return () => {
    saving = saving.then(saveOnce)
    return saving
  }
}

/** Work out what is pending; gives why a draw failed. */
async function work(
  job: EnsembleJob,
  table: DrawTable,
  save: () => Promise<void>,
): Promise<string | null> {
  const { scenario, settings, stop } = job
  if (stop.aborted) return null
  const pending = table.status.filter((state) => state === STATUS.pending).length
  const pool = createDrawPool(job.spawn, Math.min(job.workers, pending))
  const running = pool.start({ settings, parts: [{ scenario, table }] })
  const meter = createDrawMeter([table], job.now)
  const report = () => {
    job.onProgress(meter())
  }
  const timers = [setInterval(report, REPORT_MS), setInterval(() => void save(), SAVE_MS)]
  const end = () => {
    // Threads are ended, not asked: one that is still starting would answer late.
    void pool.dispose()
  }
  stop.addEventListener('abort', end)
  const { failure } = await running.ended
  stop.removeEventListener('abort', end)
  timers.forEach((timer) => {
    clearInterval(timer)
  })
  // From here on nobody writes to the table.
  await pool.dispose()
  report()
  return failure
}
