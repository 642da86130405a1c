import type { FileToken, Hello, ProblemInfo, RunReply } from '../../src/contract/calls.ts'
import type { HostClient } from '../../src/contract/client.ts'
import { decodeFrame } from '../../src/contract/frame.ts'
import type { RunColumns } from '../../src/contract/results.ts'
import type { Scenario } from '../../src/core/scenario/scenario.ts'
import { change, redo, startHistory, undo, type History } from './history.ts'

/** What the page shows of a run: none yet, the last good one, or why there is none. */
export type RunState =
  | { readonly kind: 'starting' }
  | { readonly kind: 'shown'; readonly run: RunColumns; readonly elapsedMs: number }
  | { readonly kind: 'refused'; readonly problems: readonly ProblemInfo[] }
  | { readonly kind: 'failed'; readonly message: string }

export interface Reference {
  readonly name: string
  readonly scenario: Scenario
}

interface DocumentFile {
  readonly token: FileToken | null
  readonly fileName: string
}

/** The open document, its history, its results and the reference they are held against. */
export class Workspace {
  readonly host: HostClient
  readonly hello: Hello
  #history = $state.raw<History<Scenario>>(startHistory(NOTHING_YET))
  #saved = $state.raw<Scenario | null>(NOTHING_YET)
  #file = $state.raw<DocumentFile>({ token: null, fileName: 'Untitled' })
  #reference = $state.raw<Reference>({ name: '', scenario: emptyScenario() })
  #current = $state.raw<RunState>({ kind: 'starting' })
  /** The last run that was shown, kept on screen while a scenario has none. */
  #lastRun = $state.raw<RunColumns | null>(null)
  #referenceRun = $state.raw<RunColumns | null>(null)
  #scenarioHash = $state.raw<string | null>(null)
  #warnings = $state.raw<readonly ProblemInfo[]>([])
  #documentId = $state.raw(newDocumentId())
  #pending = $state.raw(0)

  readonly scenario = $derived(this.#history.present)
  readonly edited = $derived(this.#history.present !== this.#saved)
  readonly fileName = $derived(this.#file.fileName)
  readonly token = $derived(this.#file.token)
  readonly documentId = $derived(this.#documentId)
  readonly undoLabel = $derived(this.#history.past.at(-1)?.label ?? null)
  readonly redoLabel = $derived(this.#history.future[0]?.label ?? null)
  readonly reference = $derived(this.#reference)
  readonly state = $derived(this.#current)
  readonly run = $derived(this.#lastRun)
  readonly referenceRun = $derived(this.#referenceRun)
  readonly warnings = $derived(this.#warnings)
  /** Names the scenario of the run that is shown. */
  readonly scenarioHash = $derived(this.#scenarioHash)
  /** What is shown is not yet of the scenario on screen. */
  readonly busy = $derived(this.#pending > 0)

  constructor(host: HostClient, hello: Hello) {
    this.host = host
    this.hello = hello
  }

  /** Show a scenario as the open document, with a history of its own. */
  async open(scenario: Scenario, file: DocumentFile, isSaved: boolean): Promise<void> {
    this.#history = startHistory(scenario)
    this.#saved = isSaved ? scenario : null
    this.#file = file
    this.#documentId = newDocumentId()
    await this.#evaluate()
  }

  /** Change the scenario; changes of one group in quick succession are one step of undo. */
  async edit(label: string, scenario: Scenario, group: string | null = null): Promise<void> {
    this.#history = change(this.#history, scenario, { label, group, atMs: performance.now() })
    await this.#evaluate()
  }

  async undo(): Promise<void> {
    this.#history = undo(this.#history)
    await this.#evaluate()
  }

  async redo(): Promise<void> {
    this.#history = redo(this.#history)
    await this.#evaluate()
  }

  /** Note that what is on screen, or was when saving began, is in a file. */
  noteSaved(file: DocumentFile, scenario: Scenario): void {
    this.#file = file
    this.#saved = scenario
  }

  /** Hold results against another scenario from now on. */
  async pin(reference: Reference): Promise<void> {
    this.#reference = reference
    const reply = await this.host.call('run.evaluate', {
      slot: 'reference',
      scenario: { ...reference.scenario },
    })
    if (reply.kind === 'done') this.#referenceRun = decodeFrame(reply.frame)
  }

  async #evaluate(): Promise<void> {
    const scenario = this.#history.present
    this.#pending += 1
    try {
      this.#show(
        await this.host.call('run.evaluate', { slot: 'current', scenario: { ...scenario } }),
      )
    } finally {
      this.#pending -= 1
    }
  }

  #show(reply: RunReply): void {
    switch (reply.kind) {
      case 'done': {
        const run = decodeFrame(reply.frame)
        this.#lastRun = run
        this.#warnings = reply.warnings
        this.#scenarioHash = reply.scenarioHash
        this.#current = { kind: 'shown', run, elapsedMs: reply.elapsedMs }
        break
      }
      case 'refused':
        this.#current = { kind: 'refused', problems: reply.problems }
        break
      case 'failed':
        this.#current = { kind: 'failed', message: reply.message }
        break
      case 'superseded':
        break
    }
  }
}

/** Stands in until the first document is open. */
const NOTHING_YET = emptyScenario()

/** A scenario that differs from the data set in nothing. */
export function emptyScenario(): Scenario {
  return { format: 'keicast-scenario', version: 1, name: 'Untitled' }
}

function newDocumentId(): string {
  return crypto.randomUUID()
}
