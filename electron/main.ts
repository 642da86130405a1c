import { join, resolve } from 'node:path'
import { app, BrowserWindow, dialog, protocol, session } from 'electron'
import { appScheme, createSchemeHandler } from './app-scheme.ts'
import { logLostHelpers } from './crash-recovery.ts'
import { createLog } from './log.ts'
import { followOpenRequests } from './open-with.ts'
import { startShell } from './shell.ts'
import { closeToOutsiders, refusePermissions } from './window.ts'

// This file is built to out/main; the same folders stand beside it in a package.
const root = resolve(import.meta.dirname, '../..')

protocol.registerSchemesAsPrivileged([appScheme])
app.enableSandbox()
if (process.platform === 'win32') app.setAppUserModelId('app.keicast.desktop')
const profile = app.commandLine.getSwitchValue('user-data-dir')
if (profile !== '') app.setPath('userData', resolve(profile))
const userData = app.getPath('userData')
const log = createLog(join(userData, 'logs', 'keicast.log'))

if (app.requestSingleInstanceLock()) {
  process.on('uncaughtException', fail)
  const requests = followOpenRequests(app, {
    argv: process.argv,
    folder: process.cwd(),
    onSecondStart: showWindow,
  })
  app.on('window-all-closed', () => app.quit()) // on macOS too: the app is its one window
  app.on('web-contents-created', (_event, contents) => closeToOutsiders(contents, log))
  logLostHelpers(app, log)
  app
    .whenReady()
    .then(() => {
      protocol.handle(appScheme.scheme, createSchemeHandler(join(root, 'out/renderer')))
      refusePermissions(session.defaultSession)
      return startShell({ root, userData, log, requests })
    })
    .catch(fail)
} else {
  app.quit()
}

function showWindow(): void {
  const [window] = BrowserWindow.getAllWindows()
  if (window?.isMinimized()) window.restore()
  window?.show()
  window?.focus()
}

/** End with a word why: what the main process holds can no longer be trusted. */
function fail(error: unknown): void {
  log('fatal', error)
  const message = error instanceof Error ? error.message : String(error)
  dialog.showErrorBox('Keicast has to close', `${message}\n\nUnsaved work is kept.`)
  app.exit(1)
}
