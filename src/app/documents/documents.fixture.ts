import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import type { EventName } from '../../contract/events.ts'
import type { Scenario } from '../../core/scenario/scenario.ts'
import { writeScenario } from '../../core/scenario/write-scenario.ts'
import { assetFolder } from '../assets.ts'
import type { ChosenFile, Host } from '../ports.ts'
import { openWorkbench } from '../workbench.ts'
import { createDocumentHandlers, type DocumentOptions } from './document-handlers.ts'

/** What tests of documents share: a folder of their own, a host without a window, scenarios. */

export const workbench = openWorkbench()
export const { parse } = workbench

/** Make a folder that is removed after the test. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'keicast-documents-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

export function scenarioNamed(name: string, notes = ''): Scenario {
  return { format: 'keicast-scenario', version: 1, name, notes }
}

export function textNamed(name: string, notes = ''): string {
  return writeScenario(scenarioNamed(name, notes))
}

/** Name of the scenario in a file; throws where there is none that can be read. */
export function nameIn(path: string): string {
  const parsed = parse(readFileSync(path, 'utf8'))
  if (!parsed.ok) throw new Error(`${path}: ${JSON.stringify(parsed.error)}`)
  return parsed.value.scenario.name
}

export interface FakeHost extends Host {
  readonly announced: { readonly name: EventName; readonly payload: unknown }[]
  readonly logged: string[]
  readonly noted: string[]
  /** Answers of the dialogs, first one first; null cancels. */
  readonly answers: (ChosenFile | null)[]
  /** What the dialogs were asked. */
  readonly asked: unknown[][]
}

/** Make a host that keeps what it is told. */
export function fakeHost(folder: string, kind: Host['kind'] = 'electron'): FakeHost {
  const answers: (ChosenFile | null)[] = []
  const asked: unknown[][] = []
  const ask = (...question: unknown[]) => {
    asked.push(question)
    return Promise.resolve(answers.shift() ?? null)
  }
  const announced: FakeHost['announced'] = []
  const logged: string[] = []
  const noted: string[] = []
  return {
    kind,
    dialogs: kind === 'browser' ? null : { chooseOpen: ask, chooseSave: ask },
    window: {
      setTitle: ignore,
      setPresenting: ignore,
      openPresenter: () => false,
      close: ignore,
    },
    folder: join(folder, 'documents'),
    stateFolder: join(folder, 'state'),
    assetsFolder: join(assetFolder('scenarios'), '..'),
    version: '1.2.3',
    noteRecent: (path) => noted.push(path),
    announce: (name, payload) => announced.push({ name, payload }),
    log: (message) => logged.push(message),
    spawnWorker: () => {
      throw new Error('documents run nothing')
    },
    announced,
    logged,
    noted,
    answers,
    asked,
  }
}

/** Start the document handlers over a folder; they end with the test. */
export async function startHandlers(host: Host, options: DocumentOptions = {}) {
  const documents = await createDocumentHandlers(host, workbench, {
    watchIntervalMs: 50,
    ...options,
  })
  onTestFinished(() => documents.dispose())
  return documents
}

function ignore(): void {
  return undefined
}
