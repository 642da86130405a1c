import type { ProblemInfo } from '../../src/contract/calls.ts'
import type { HostClient } from '../../src/contract/client.ts'
import type {
  EnsembleProgress,
  EnsembleSide,
  EnsembleSummary,
} from '../../src/contract/ensemble.ts'
import { decodeEnsemble } from '../../src/contract/frame.ts'
import type { EnsembleRequest } from './ensemble-request.ts'

/** Draws begin once a scenario has stood still this long, so that they don't take the levers' breath. */
export const SETTLED_MS = 500

/** Where an ensemble stands: waiting for the scenario to rest, under way, or over in one of three ways. */
export type EnsembleState =
  | { readonly kind: 'waiting' }
  | { readonly kind: 'running' }
  | { readonly kind: 'stopped' }
  | { readonly kind: 'finished' }
  | { readonly kind: 'refused'; readonly problems: readonly ProblemInfo[] }

/** What the draws say so far; a side is missing where nothing is known of it. */
export interface EnsembleShown {
  /** The key of the request that was drawn. */
  readonly key: string
  readonly sides: Readonly<Partial<Record<EnsembleSide, EnsembleSummary>>>
}

/** How far the draws have come, of both scenarios together. */
type Progress = Pick<EnsembleProgress, 'done' | 'wanted' | 'rate'>

const NO_PROGRESS: Progress = { done: 0, wanted: 0, rate: 0 }

/** The ensemble of what is on screen: begins by itself, stops when the scenario changes, keeps what is done. */
export class EnsembleSession {
  readonly #host: HostClient
  #state = $state.raw<EnsembleState>({ kind: 'waiting' })
  #shown = $state.raw<EnsembleShown | null>(null)
  #progress = $state.raw<Progress>(NO_PROGRESS)
  #failure = $state.raw<string | null>(null)
  /** What is followed; null while nobody looks. */
  #request: EnsembleRequest | null = null
  /** Number of the run that is listened to; null between runs. */
  #run: number | null = null
  /** Starts asked for, so that a late answer knows that it is late. */
  #asked = 0
  /** The start that the user called off. */
  #calledOff = 0

  constructor(host: HostClient) {
    this.#host = host
  }

  // Not derived: what is derived ends with the view that first asked for it.
  get state(): EnsembleState {
    return this.#state
  }
  get shown(): EnsembleShown | null {
    return this.#shown
  }
  get progress(): Progress {
    return this.#progress
  }
  /** Why a draw has no result, where one has none. */
  get failure(): string | null {
    return this.#failure
  }

  /** Draw this from when it has stood still for a moment until the returned function is called. */
  follow(request: EnsembleRequest): () => void {
    this.#request = request
    this.#state = { kind: 'waiting' }
    this.#progress = NO_PROGRESS
    this.#failure = null
    const unlisten = this.#host.on('ensemble.progress', (progress) => {
      this.#take(progress)
    })
    const timer = setTimeout(() => void this.#start(), SETTLED_MS)
    return () => {
      clearTimeout(timer)
      unlisten()
      this.#request = null
      this.#run = null
      if (this.#state.kind === 'running') void this.#stop()
    }
  }

  /** Stop drawing; what is done stays. */
  async cancel(): Promise<void> {
    this.#calledOff = this.#asked
    await this.#stop()
  }

  /** Go on with what was stopped. */
  async resume(): Promise<void> {
    if (this.#state.kind !== 'running') await this.#start()
  }

  async #start(): Promise<void> {
    const request = this.#request
    if (request === null) return
    this.#asked += 1
    const asked = this.#asked
    this.#state = { kind: 'running' }
    const reply = await this.#ask(request)
    if (asked !== this.#asked) return
    const isWanted = this.#request === request
    // A stop that came before the host had begun stopped nothing.
    if (reply.kind === 'started' && (!isWanted || this.#calledOff === asked)) void this.#stop()
    if (!isWanted) return
    if (reply.kind === 'started') this.#run = reply.run
    else this.#state = reply.kind === 'refused' ? reply : { kind: 'stopped' }
  }

  async #ask({ scenario, reference, settings }: EnsembleRequest) {
    try {
      return await this.#host.call('ensemble.start', {
        scenario: { ...scenario },
        reference: reference === null ? null : { ...reference },
        settings,
      })
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error)
      return { kind: 'refused' as const, problems: [{ path: '', message }] }
    }
  }

  #take({ run, state, failure, summaries, ...progress }: EnsembleProgress): void {
    if (run !== this.#run || this.#request === null) return
    this.#progress = progress
    this.#failure = failure ?? this.#failure
    if (summaries.length > 0) {
      const sides = Object.fromEntries(
        summaries.map(({ side, frame }) => [side, decodeEnsemble(frame)]),
      )
      this.#shown = { key: this.#request.key, sides }
    }
    if (state !== 'running') this.#run = null
    // Reports come ten times a second; what follows from the state is worked out only when it changes.
    if (this.#state.kind !== state) this.#state = { kind: state }
  }

  async #stop(): Promise<void> {
    try {
      await this.#host.call('ensemble.stop')
    } catch {
      // Without a host, nothing is drawn.
    }
  }
}

const sessions = new WeakMap<HostClient, EnsembleSession>()

/** The one session with a host, which draws one ensemble at a time; what it shows outlives the view. */
export function ensembleSessionOf(host: HostClient): EnsembleSession {
  const session = sessions.get(host) ?? new EnsembleSession(host)
  sessions.set(host, session)
  return session
}
