import { availableParallelism } from 'node:os'
import { unlink } from 'node:fs/promises'
import { assetFolder, assetsRoot } from '../../app/assets.ts'
import { realTarget } from '../../app/atomic-write.ts'
import { dataVersion } from '../../app/data-files.ts'
import { CheckpointError } from '../../app/ensembles/checkpoint.ts'
import {
  drawRows,
  drawsParquet,
  ensembleCsvPaths,
  ensembleJson,
  writeEnsembleCsv,
} from '../../app/ensembles/ensemble-files.ts'
import {
  toEnsembleObject,
  type EnsembleObject,
  type EnsembleSource,
} from '../../app/ensembles/ensemble-object.ts'
import {
  runEnsemble,
  type EnsembleCheckpoint,
  type EnsembleDraws,
} from '../../app/ensembles/run-ensemble.ts'
import { fingerprint } from '../../app/fingerprint.ts'
import { isStream, refuseInputs, writeOutput } from '../../app/export-files.ts'
import { MOST_DRAWS, scenarioSettings, type SampleSettings } from '../../core/ensemble/settings.ts'
import type { Scenario } from '../../core/scenario/scenario.ts'
import { writeScenario } from '../../core/scenario/write-scenario.ts'
import { spawnSimWorker } from '../../web-host/spawn-sim-worker.ts'
import { ensembleSummary } from '../ensemble-summary.ts'
import { wholeNumber } from '../options.ts'
import { createProgress } from '../progress.ts'
import {
  CommandError,
  EXIT,
  openSession,
  readScenario,
  type Session,
  type Streams,
} from '../session.ts'
import { vehicles } from '../text.ts'

export interface EnsembleOptions {
  readonly draws?: string
  readonly seed?: string
  readonly method?: SampleSettings['method']
  readonly workers?: string
  readonly json?: string
  readonly csv?: string
  readonly parquet?: string
  readonly resume?: boolean
  readonly quiet?: boolean
}

const MOST_WORKERS = 256
const LONGEST_SEED = 200

/** keicast ensemble: draw a scenario many times, print what the draws say, write them. */
export async function ensemble(
  file: string,
  options: EnsembleOptions,
  version: string,
  streams: Streams,
): Promise<void> {
  const session = openSession(streams, { quiet: options.quiet === true || options.json === '-' })
  const workers = workersOf(options)
  const scenario = await readScenario(session, file, streams)
  const settings = settingsFor(options, scenario)
  const source = sourceOf(scenario, settings)
  const checkpoint = await checkpointOf(options, file, source, version)
  const stop = new AbortController()
  const release = stopOnSignal(stop)
  try {
    const draws = await drawAll({ session, scenario, settings, workers, checkpoint, stop, streams })
    await tell(session, draws, { file, options, scenario, source, checkpoint, streams })
  } catch (error) {
    if (error instanceof CheckpointError) throw new CommandError(error.message, EXIT.usage)
    throw error
  } finally {
    release()
  }
}

function workersOf({ workers }: EnsembleOptions): number {
  if (workers === undefined) return availableParallelism()
  return wholeNumber('--workers', workers, { least: 1, most: MOST_WORKERS })
}

/** Settle what is drawn: options first, then the scenario's own settings. */
function settingsFor(options: EnsembleOptions, scenario: Scenario): SampleSettings {
  const own = scenarioSettings(scenario)
  const seed = options.seed ?? own.seed
  if (seed.length < 1 || seed.length > LONGEST_SEED) {
    throw new CommandError(
      `--seed has ${seed.length} characters; give 1 to ${LONGEST_SEED}`,
      EXIT.usage,
    )
  }
  const draws = options.draws ?? String(own.draws)
  return {
    seed,
    draws: wholeNumber('--draws', draws, { least: 1, most: MOST_DRAWS }),
    method: options.method ?? own.method,
  }
}

function sourceOf(scenario: Scenario, settings: SampleSettings): EnsembleSource {
  return {
    scenario: { name: scenario.name, hash: fingerprint(writeScenario(scenario)) },
    dataVersion: dataVersion(assetFolder('data')),
    settings: { ...settings, hold: scenario.ensemble?.hold ?? [] },
  }
}

/** Check where outputs go, and choose the checkpoint's place: beside the first of them that is a file. */
async function checkpointOf(
  options: EnsembleOptions,
  file: string,
  source: EnsembleSource,
  version: string,
): Promise<EnsembleCheckpoint | null> {
  const { json, csv, parquet, resume = false } = options
  if (parquet === '-' || csv === '-') {
    throw new CommandError('only --json writes to standard output', EXIT.usage)
  }
  const files = [
    ...(json === undefined || json === '-' ? [] : [json]),
    ...(parquet ? [parquet] : []),
  ]
  const kept = [...(json === '-' ? [] : [json]), csv, parquet].filter((path) => path !== undefined)
  const path = await firstFile(kept)
  const outputs = [...files, ...(csv === undefined ? [] : ensembleCsvPaths(csv))]
  const all = [...outputs, ...(path === null ? [] : [path])]
  await refuseInputs(all, file === '-' ? [] : [file])
  await refuseDoubles(all)
  if (path !== null) {
    const scenarioHash = source.scenario.hash
    const identity = { version, scenarioHash, dataVersion: source.dataVersion }
    return { path, identity, resume }
  }
  if (!resume) return null
  const message =
    '--resume needs --json, --csv or --parquet: draws are kept beside the first output'
  throw new CommandError(message, EXIT.usage)
}

async function firstFile(outputs: readonly string[]): Promise<string | null> {
  for (const output of outputs) {
    if (!(await isStream(output))) return `${output.replace(/[/\\]+$/u, '')}.partial`
  }
  return null
}

async function refuseDoubles(paths: readonly string[]): Promise<void> {
  const targets = await Promise.all(paths.map((path) => realTarget(path)))
  const double = paths.find((_, at) => targets.indexOf(targets[at] as string) < at)
  if (double === undefined) return
  throw new CommandError(`${double} is named for two outputs; name another file`, EXIT.usage)
}

/** Stop at the first Ctrl-C; a second one ends the process at once. */
function stopOnSignal(stop: AbortController): () => void {
  const signals = ['SIGINT', 'SIGTERM'] as const
  const abort = () => {
    stop.abort()
  }
  for (const signal of signals) process.once(signal, abort)
  return () => {
    for (const signal of signals) process.off(signal, abort)
  }
}

interface Drawing {
  readonly session: Session
  readonly scenario: Scenario
  readonly settings: SampleSettings
  readonly workers: number
  readonly checkpoint: EnsembleCheckpoint | null
  readonly stop: AbortController
  readonly streams: Streams
}

async function drawAll(drawing: Drawing): Promise<EnsembleDraws> {
  const { session, scenario, settings, workers, checkpoint, stop, streams } = drawing
  const progress = createProgress(streams, session.quiet)
  const assets = assetsRoot()
  try {
    return await runEnsemble({
      workbench: session.workbench,
      scenario,
      settings,
      spawn: () => spawnSimWorker(assets),
      workers,
      checkpoint,
      stop: stop.signal,
      now: () => performance.now(),
      onProgress: (at) => {
        progress.update(at)
      },
      onProblem: (message) => {
        session.note(message)
      },
    })
  } finally {
    progress.end()
  }
}

interface Telling {
  readonly file: string
  readonly options: EnsembleOptions
  readonly scenario: Scenario
  readonly source: EnsembleSource
  readonly checkpoint: EnsembleCheckpoint | null
  readonly streams: Streams
}

/** Print and write what the draws say; then let go of the checkpoint, or say how to go on. */
async function tell(session: Session, draws: EnsembleDraws, telling: Telling): Promise<void> {
  const { source, checkpoint } = telling
  if (draws.done > 0) {
    const object = toEnsembleObject(source, draws)
    session.say(ensembleSummary(object, draws, session.style))
    try {
      await writeOutputs(session, draws, object, telling)
    } catch (error) {
      if (checkpoint !== null) session.note(`${checkpoint.path} keeps the draws for --resume`)
      throw error
    }
  }
  if (draws.failed > 0 && draws.failure !== null) {
    session.note(`a draw without a result: ${draws.failure}`)
  }
  if (draws.partial) throw new CommandError(stopped(draws, source, checkpoint), EXIT.stopped)
  if (checkpoint !== null) await unlink(checkpoint.path)
  if (draws.done > 0) return
  throw new CommandError(
    `no draw has a result: ${draws.failure ?? 'no reason is known'}`,
    EXIT.failure,
  )
}

function stopped(
  { done }: EnsembleDraws,
  { settings }: EnsembleSource,
  checkpoint: EnsembleCheckpoint | null,
): string {
  const how = `stopped after ${vehicles(done)} of ${vehicles(settings.draws)} draws`
  if (done === 0) return `${how}; nothing is written`
  if (checkpoint === null) return how
  return `${how}; ${checkpoint.path} keeps them, and the same command with --resume goes on`
}

async function writeOutputs(
  session: Session,
  draws: EnsembleDraws,
  object: EnsembleObject,
  { options, scenario, source, streams }: Telling,
): Promise<void> {
  const { json, csv, parquet } = options
  if (json === '-') streams.out(ensembleJson(object))
  else if (json !== undefined) {
    await writeOutput(json, ensembleJson(object))
    session.note(`wrote ${json}`)
  }
  if (csv === undefined && parquet === undefined) return
  const rows = drawRows(session.workbench.data, scenario, source, draws)
  if (csv !== undefined) {
    const paths = await writeEnsembleCsv(csv, object, rows)
    session.note(`wrote ${paths.length} tables to ${csv}`)
  }
  if (parquet !== undefined) {
    await writeOutput(parquet, drawsParquet(rows))
    session.note(`wrote ${parquet}`)
  }
}
