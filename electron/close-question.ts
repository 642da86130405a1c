import type { BrowserWindow, Dialog } from 'electron'
import type { PageLink } from './ipc-transport.ts'

/** A page asked this long ago may be stuck: closing again then offers a way out. */
const PATIENCE_MS = 3000

export interface Closing {
  /** The page has nothing left to ask. */
  readonly close: () => void
}

/**
 * Ask the page before the window closes. A page that can't answer (not up, crashed, hanging) is not asked:
 * its unsaved work is in the backups and comes back at the next start.
 */
export function askBeforeClosing(
  window: BrowserWindow,
  link: PageLink,
  dialog: Pick<Dialog, 'showMessageBox'>,
): Closing {
  let mayClose = false
  let hangs = false
  let askedAt: number | null = null
  window.on('unresponsive', () => (hangs = true))
  window.on('responsive', () => (hangs = false))

  function close(): void {
    mayClose = true
    window.close()
  }

  async function offerWayOut(): Promise<void> {
    const { response } = await dialog.showMessageBox(window, {
      type: 'question',
      message: 'Close Keicast without an answer?',
      detail: 'The window is still asking what to do. Unsaved work is kept for the next start.',
      buttons: ['Go back', 'Close'],
      defaultId: 0,
      cancelId: 0,
    })
    if (response === 1) close()
  }

  window.on('close', (event) => {
    if (mayClose || hangs || !link.isUp()) return
    event.preventDefault()
    if (askedAt !== null && Date.now() - askedAt > PATIENCE_MS) void offerWayOut()
    askedAt = Date.now()
    link.announce('window.closing', {})
  })
  // The page asks through window.closing; its own question before unloading would block without a word.
  window.webContents.on('will-prevent-unload', (event) => event.preventDefault())
  return { close }
}
