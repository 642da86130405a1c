import type { EventEmitter } from 'node:events'
import { mkdirSync, readFileSync } from 'node:fs'
import { homedir, tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { BrowserWindow } from './browser-window.ts'
import { takeLock, type Lock } from './instance-lock.ts'
import { appEvents, stoppable } from './events.ts'
import { endBrowser, openBrowser } from './state.ts'

const packageFolder = findPackage(dirname(resolve(process.argv[1] ?? '.')))
const manifest = JSON.parse(readFileSync(join(packageFolder, 'package.json'), 'utf8')) as {
  readonly name: string
  readonly productName?: string
  readonly version: string
}
const name = manifest.productName ?? manifest.name
const config = process.env.XDG_CONFIG_HOME ?? join(homedir(), '.config')
const paths = new Map([
  ['home', homedir()],
  ['appData', config],
  ['userData', join(config, name)],
  ['documents', join(homedir(), 'Documents')],
  ['temp', tmpdir()],
])
const recentDocuments: string[] = []
let lock: Lock | null = null
let isReady = false
let isQuitting = false
let isExiting = false

function findPackage(folder: string): string {
  try {
    readFileSync(join(folder, 'package.json'))
    return folder
  } catch {
    const parent = dirname(folder)
    if (parent === folder) throw new Error(`no package.json above ${process.argv[1] ?? ''}`)
    return findPackage(parent)
  }
}

async function end(code: number): Promise<void> {
  appEvents.emit('quit', {}, code)
  lock?.release()
  await endBrowser()
  process.exit(code)
}

function finishQuitting(): void {
  const event = stoppable()
  appEvents.emit('will-quit', event)
  if (event.defaultPrevented) isQuitting = false
  else void end(0)
}

appEvents.on('all-windows-closed', () => {
  if (isExiting) return
  if (isQuitting) finishQuitting()
  else if (!appEvents.emit('window-all-closed')) app.quit()
})

/** The application object; its events are those of `appEvents`. */
export const app = Object.assign(appEvents, {
  isPackaged: false,
  name,
  /** Kept for tests. */
  recentDocuments,
  commandLine: {
    getSwitchValue(wanted: string): string {
      const prefix = `--${wanted}=`
      return process.argv.find((arg) => arg.startsWith(prefix))?.slice(prefix.length) ?? ''
    },
  },
  whenReady: () =>
    isReady ? Promise.resolve() : new Promise<void>((done) => void app.once('ready', done)),
  isReady: () => isReady,
  getName: () => name,
  getVersion: () => manifest.version,
  getAppPath: () => packageFolder,
  getPath(wanted: string): string {
    const path = paths.get(wanted)
    if (path === undefined) throw new Error(`the stand-in knows no path named ${wanted}`)
    return path
  },
  setPath(wanted: string, path: string): void {
    mkdirSync(path, { recursive: true })
    paths.set(wanted, path)
  },
  enableSandbox(): void {
    if (isReady) throw new Error('app.enableSandbox() can only be called before app is ready')
  },
  setAppUserModelId: (): void => undefined,
  addRecentDocument: (path: string): void => void recentDocuments.push(path),
  requestSingleInstanceLock(): boolean {
    const userData = app.getPath('userData')
    mkdirSync(userData, { recursive: true })
    lock = takeLock(userData, (args, folder) => {
      app.emit('second-instance', {}, args, folder, null)
    })
    return lock !== null
  },
  quit(): void {
    const event = stoppable()
    app.emit('before-quit', event)
    if (event.defaultPrevented) return
    const windows = BrowserWindow.getAllWindows()
    isQuitting = windows.length > 0
    for (const window of windows) window.close()
    if (BrowserWindow.getAllWindows().length > 0) isQuitting = false
    else if (windows.length === 0) finishQuitting()
  },
  exit(code = 0): void {
    isExiting = true
    for (const window of BrowserWindow.getAllWindows()) window.destroy()
    void end(code)
  },
})

// The main script runs first; the app is ready when there is a browser to show windows in.
setImmediate(() => {
  if (app.listenerCount('ready') === 0) return
  void openBrowser(join(app.getPath('userData'), `chromium-${process.pid}`)).then(() => {
    isReady = true
    app.emit('ready', {}, {})
  })
})

export type App = typeof app & EventEmitter
