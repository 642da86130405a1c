import { BrowserWindow, type Rectangle } from 'electron'
import { START_URL } from './app-scheme.ts'
import { webPreferences, type WindowLook } from './window.ts'

/** The window with the levers that a presenter keeps while the room sees the other one. */
export interface PresenterWindow {
  /** Open it at the edge of a place on the screen, or show the one that is open. */
  open(place: Rectangle): void
  close(): void
}

const WIDTH = 480

/**
 * The page in it talks to the page of the main window alone (renderer/state/presenter-channel.ts): it has no
 * preload and no way to the host. It goes when the main window goes.
 */
export function createPresenterWindow(main: BrowserWindow, look: WindowLook): PresenterWindow {
  let presenter: BrowserWindow | null = null
  const close = () => presenter?.destroy()
  main.on('closed', close)
  return {
    close,
    open({ x, y, height }) {
      if (presenter !== null) {
        presenter.focus()
        return
      }
      const opened = new BrowserWindow({
        ...{ x, y, height, width: WIDTH, minWidth: 360, minHeight: 480 },
        title: 'Keicast',
        icon: look.icon,
        webPreferences: webPreferences(null, look.devTools),
      })
      presenter = opened
      opened.setMenuBarVisibility(false)
      opened.on('closed', () => (presenter = null))
      void opened.loadURL(`${START_URL}#presenter`)
    },
  }
}
