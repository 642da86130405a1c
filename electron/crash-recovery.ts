import type { App, BrowserWindow, Dialog } from 'electron'

type Log = (message: string) => void

/** Tells a single crash from a loop of them. */
export interface CrashGuard {
  /** Note a crash; false where it is one of `limit` within `windowMs`. */
  isSingle(): boolean
}

export function createCrashGuard(now: () => number, limit = 3, windowMs = 60_000): CrashGuard {
  let times: number[] = []
  return {
    isSingle() {
      times = [...times.filter((time) => now() - time < windowMs), now()]
      return times.length < limit
    },
  }
}

/** Offer to load the page again when it crashes or hangs; the app's state and its backups are not in it. */
export function recoverFromCrashes(
  window: BrowserWindow,
  dialog: Pick<Dialog, 'showMessageBox'>,
  guard: CrashGuard,
  log: Log,
): void {
  const contents = window.webContents
  let expected = false
  contents.on('preload-error', (_event, path, error) => log(`${path} failed: ${error.message}`))

  contents.on('render-process-gone', (_event, { reason, exitCode }) => {
    log(`the page's process is gone: ${reason}, exit code ${exitCode}`)
    if (reason === 'clean-exit' || expected) expected = false
    else void askAfterCrash(guard.isSingle())
  })

  async function askAfterCrash(isSingle: boolean): Promise<void> {
    const { response } = await dialog.showMessageBox(window, isSingle ? crashed : keepsCrashing)
    if (window.isDestroyed()) return
    if (response === 0) contents.reload()
    else window.destroy()
  }

  window.on('unresponsive', () => {
    log('the page does not respond')
    void askWhileHanging()
  })

  async function askWhileHanging(): Promise<void> {
    const answered = new AbortController()
    window.once('responsive', () => answered.abort())
    const options = { ...hanging, signal: answered.signal }
    const { response } = await dialog.showMessageBox(window, options)
    if (response !== 1 || answered.signal.aborted || window.isDestroyed()) return
    expected = true
    contents.forcefullyCrashRenderer()
    contents.reload()
  }
}

/** Log helper processes that died; Chromium starts them again by itself. */
export function logLostHelpers(app: Pick<App, 'on'>, log: Log): void {
  app.on('child-process-gone', (_event, { type, reason, exitCode }) => {
    log(`a helper process is gone: ${type}, ${reason}, exit code ${exitCode}`)
  })
}

const crashed = {
  type: 'error' as const,
  message: 'Keicast’s window stopped working',
  detail: 'Your work is kept. Reload the window to go on.',
  buttons: ['Reload', 'Quit'],
  defaultId: 0,
  cancelId: 0,
}
const keepsCrashing = {
  type: 'error' as const,
  message: 'Keicast’s window keeps stopping',
  detail:
    'It stopped three times within a minute. Your work is kept and offered at the next start; quitting and starting again is the best chance.',
  buttons: ['Try again', 'Quit'],
  defaultId: 1,
  cancelId: 1,
}
const hanging = {
  type: 'warning' as const,
  message: 'Keicast’s window does not respond',
  detail: 'Wait for it, or reload it. Your work is kept.',
  buttons: ['Wait', 'Reload'],
  defaultId: 0,
  cancelId: 0,
}
