import type { BrowserWindow } from 'electron'
import type { WindowPort } from '../src/app/ports.ts'
import type { Closing } from './close-question.ts'
import type { PresenterWindow } from './presenter-window.ts'
import type { Stage } from './stage.ts'

/** The window as the app may use it. */
export function createWindowPort(
  window: BrowserWindow,
  closing: Closing,
  stage: Stage,
  presenter: PresenterWindow,
): WindowPort {
  // The window's title is what the page asks for by its call, not what its markup says.
  window.on('page-title-updated', (event) => event.preventDefault())
  return {
    setTitle(title, edited) {
      window.setTitle(title)
      if (process.platform === 'darwin') window.setDocumentEdited(edited) // marks the close button
    },
    setPresenting(on) {
      stage.setPresenting(on)
      if (!on) presenter.close()
    },
    openPresenter() {
      const place = window.getBounds()
      stage.moveToOtherDisplay()
      presenter.open(place)
      return true
    },
    close: () => closing.close(),
  }
}
