import { mkdir } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { assetsRoot } from '../app/assets.ts'
import { createApp } from '../app/create-app.ts'
import { startWebHost } from './server.ts'
import { spawnSimWorker } from './spawn-sim-worker.ts'
import { stateFolder } from './state-folder.ts'

export interface ServeOptions {
  /** Where documents are opened from and saved to. */
  readonly folder: string
  readonly version: string
  /** 0 or left out: any free port. */
  readonly port?: number
  /** Stop after so many minutes without a page; never where left out. */
  readonly idleMinutes?: number
  log(message: string): void
}

export interface Serving {
  /** Address with a token that is good for one browser, once. */
  readonly url: string
  /** Settles when it has stopped, asked to or idle. */
  readonly stopped: Promise<unknown>
  close(): Promise<void>
}

/** Serve the app to a browser on this computer. */
export async function serve(options: ServeOptions): Promise<Serving> {
  const listeners = new Set<(event: string, payload: unknown) => void>()
  const assetsFolder = assetsRoot()
  const state = stateFolder(process.platform, process.env)
  await mkdir(state, { recursive: true, mode: 0o700 })
  const app = await createApp({
    kind: 'browser',
    dialogs: null,
    // A page in a browser shows its own title and closes its own tab.
    window: {
      setTitle: () => undefined,
      setPresenting: () => undefined,
      openPresenter: () => false,
      close: () => undefined,
    },
    folder: options.folder,
    stateFolder: state,
    assetsFolder,
    version: options.version,
    noteRecent: () => undefined,
    announce: (name, payload) => {
      for (const listener of listeners) listener(name, payload)
    },
    log: (message, error) => {
      options.log(error instanceof Error ? `${message}: ${error.message}` : message)
    },
    spawnWorker: () => spawnSimWorker(assetsFolder),
  })
  const host = await startWebHost({
    rendererFolder: fileURLToPath(new URL('../../out/renderer', import.meta.url)),
    dispatch: app.dispatch,
    onAnnounce: (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    ...(options.port === undefined ? {} : { port: options.port }),
    ...(options.idleMinutes === undefined ? {} : { idleMinutes: options.idleMinutes }),
    log: (message) => {
      options.log(message)
    },
  })
  return {
    url: host.url,
    stopped: host.stopped,
    async close() {
      await host.close()
      await app.dispose()
    },
  }
}
