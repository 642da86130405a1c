import type { BrowserWindow, Display, PowerSaveBlocker, Rectangle, Screen } from 'electron'

/** Shows the window to a room: full screen, without menus, on a screen that does not go dark. */
export interface Stage {
  setPresenting(on: boolean): void
  /** Move to another display, until presenting ends; false where there is none. */
  moveToOtherDisplay(): boolean
}

export function createStage(
  window: BrowserWindow,
  screen: Pick<Screen, 'getAllDisplays' | 'getDisplayMatching'>,
  powerSaveBlocker: Pick<PowerSaveBlocker, 'start' | 'stop'>,
): Stage {
  let show: { readonly blocker: number; readonly wasFullScreen: boolean } | null = null
  let home: Rectangle | null = null

  function goHome(): void {
    if (home !== null && !window.isDestroyed()) window.setBounds(home)
    home = null
  }

  function setPresenting(on: boolean): void {
    if (on === (show !== null) || window.isDestroyed()) return
    if (on) {
      const blocker = powerSaveBlocker.start('prevent-display-sleep')
      show = { blocker, wasFullScreen: window.isFullScreen() }
      showMenuBar(window, false)
      window.setFullScreen(true)
    } else if (show !== null) {
      powerSaveBlocker.stop(show.blocker)
      showMenuBar(window, true)
      if (show.wasFullScreen) goHome()
      else {
        // Bounds given while the window still covers the screen are lost.
        window.once('leave-full-screen', goHome)
        window.setFullScreen(false)
      }
      show = null
    }
  }
  // A page that is loaded again does not know that it was presenting.
  window.webContents.on('render-process-gone', () => setPresenting(false))

  return {
    setPresenting,
    moveToOtherDisplay() {
      if (show !== null) return false
      const current = screen.getDisplayMatching(window.getBounds())
      const other = otherDisplay(screen.getAllDisplays(), current.id)
      if (other === undefined) return false
      home = window.getBounds()
      window.setBounds(other.workArea)
      return true
    },
  }
}

/** On macOS the menu bar is the screen's, and goes by itself. */
function showMenuBar(window: BrowserWindow, on: boolean): void {
  if (process.platform !== 'darwin') window.setMenuBarVisibility(on)
}

function otherDisplay(displays: readonly Display[], current: number): Display | undefined {
  return displays.find(({ id }) => id !== current)
}
