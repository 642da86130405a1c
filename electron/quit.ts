import type { App } from 'electron'

/** Time that the app has to end its work when it quits; what it must not lose is written long before. */
const GRACE_MS = 2000

/** Let the app end its work before the process ends. */
export function disposeBeforeQuit(
  app: Pick<App, 'on' | 'quit'>,
  dispose: () => Promise<void>,
): void {
  let isDone = false
  app.on('will-quit', (event) => {
    if (isDone) return
    event.preventDefault()
    const patience = new Promise((resolve) => setTimeout(resolve, GRACE_MS))
    void Promise.race([dispose(), patience])
      .catch(() => undefined) // there is nobody left to tell
      .then(() => {
        isDone = true
        app.quit()
      })
  })
}
