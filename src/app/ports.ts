import type { Announce } from '../contract/events.ts'

/** What a host must supply to the app; the app knows no host. */

/** A file that a dialog gave. */
export interface ChosenFile {
  readonly path: string
}

export interface Dialogs {
  /** Ask for a scenario file to open; null where the user cancels. */
  chooseOpen(folder: string): Promise<ChosenFile | null>
  /** Ask where to save; null where the user cancels. */
  chooseSave(
    suggestion: string,
    folder: string,
    kind: 'kei' | 'png' | 'svg' | 'csv',
  ): Promise<ChosenFile | null>
}

export interface WindowPort {
  setTitle(title: string, edited: boolean): void
  setPresenting(on: boolean): void
  /** Open the presenter's window; false where the host has no windows of its own. */
  openPresenter(): boolean
  close(): void
}

export interface Host {
  readonly kind: 'electron' | 'browser'
  /** Null where the system has no dialogs for us; documents then live in `folder`. */
  readonly dialogs: Dialogs | null
  readonly window: WindowPort
  /** Where documents are looked for first, and live where there are no dialogs. */
  readonly folder: string
  /** Private place for settings and backups. */
  readonly stateFolder: string
  readonly assetsFolder: string
  readonly version: string
  /** Show a file in the system's own list of recent documents. */
  noteRecent(path: string): void
  announce: Announce
  log(message: string, error?: unknown): void
  spawnWorker: SpawnWorker
}

/** The only thing the app knows of a worker thread; each host supplies one. */
export interface WorkerPort {
  post(message: unknown): void
  onMessage(listener: (message: unknown) => void): void
  /** The thread ended or died. */
  onExit(listener: (reason: string) => void): void
  terminate(): Promise<void>
}
export type SpawnWorker = () => WorkerPort
