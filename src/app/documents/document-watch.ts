import { watch } from 'node:fs'
import { basename, dirname } from 'node:path'

/** Watch what happens in a folder until the returned function is called. */
export type WatchFolder = (folder: string, onChange: (name: string | null) => void) => () => void

/** Watch a folder, not a file: a file that is replaced by a rename would take its watch along. */
export const watchFolder: WatchFolder = (folder, onChange) => {
  const watcher = watch(folder, { persistent: false }, (_event, name) => onChange(name))
  // A folder that is removed ends its watch; looking at intervals goes on.
  watcher.on('error', () => watcher.close())
  return () => watcher.close()
}

export interface WatchOptions {
  readonly watchFolder: WatchFolder
  /** Look whether a document's file has changed. */
  look(key: string): Promise<void>
  readonly log: (message: string, error?: unknown) => void
  /** How often to look at every file: network shares tell of no change. */
  readonly intervalMs: number
}

interface WatchedFolder {
  readonly stop: () => void
  /** Names of files by the key of their document. */
  readonly names: Map<string, string>
}

/** Notices when files may have changed, and has them looked at, each one by one. */
export class DocumentWatch {
  readonly #options: WatchOptions
  readonly #folders = new Map<string, WatchedFolder>()
  /** Documents that are being looked at, and whether to look once more after that. */
  readonly #looking = new Map<string, { again: boolean }>()
  #timer: NodeJS.Timeout | null = null

  constructor(options: WatchOptions) {
    this.#options = options
  }

  add(key: string, target: string): void {
    const path = dirname(target)
    const folder = this.#folders.get(path) ?? this.#open(path)
    folder.names.set(key, basename(target))
    this.#timer ??= setInterval(() => this.#lookAtAll(), this.#options.intervalMs).unref()
  }

  remove(key: string): void {
    for (const [path, { names, stop }] of this.#folders) {
      names.delete(key)
      if (names.size > 0) continue
      stop()
      this.#folders.delete(path)
    }
    if (this.#folders.size === 0) this.#stopTimer()
  }

  dispose(): void {
    for (const { stop } of this.#folders.values()) stop()
    this.#folders.clear()
    this.#stopTimer()
  }

  #open(path: string): WatchedFolder {
    const names = new Map<string, string>()
    const folder = { names, stop: this.#watch(path, names) }
    this.#folders.set(path, folder)
    return folder
  }

  #watch(path: string, names: ReadonlyMap<string, string>): () => void {
    try {
      return this.#options.watchFolder(path, (changed) => {
        for (const [key, name] of names) {
          if (changed === null || changed === name) this.#look(key)
        }
      })
    } catch (error) {
      this.#options.log(`${path} cannot be watched; its files are looked at now and then`, error)
      return () => undefined
    }
  }

  #lookAtAll(): void {
    for (const { names } of this.#folders.values()) {
      for (const key of names.keys()) this.#look(key)
    }
  }

  #look(key: string): void {
    const looking = this.#looking.get(key)
    if (looking !== undefined) {
      looking.again = true
      return
    }
    const state = { again: false }
    this.#looking.set(key, state)
    void this.#options
      .look(key)
      .catch((error: unknown) => {
        this.#options.log('a file could not be looked at', error)
      })
      .finally(() => {
        this.#looking.delete(key)
        if (state.again) this.#look(key)
      })
  }

  #stopTimer(): void {
    if (this.#timer !== null) clearInterval(this.#timer)
    this.#timer = null
  }
}
