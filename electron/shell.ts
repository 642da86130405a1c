import { join } from 'node:path'
import { app, BrowserWindow, dialog, ipcMain, Menu, powerSaveBlocker, screen } from 'electron'
import { createApp } from '../src/app/create-app.ts'
import type { Host } from '../src/app/ports.ts'
import { START_URL } from './app-scheme.ts'
import { askBeforeClosing } from './close-question.ts'
import { createCrashGuard, recoverFromCrashes } from './crash-recovery.ts'
import { createPageLink } from './ipc-transport.ts'
import type { Log } from './log.ts'
import { createMenuBar } from './menu-bar.ts'
import { createNativeDialogs } from './native-dialogs.ts'
import type { OpenRequests } from './open-with.ts'
import { createPresenterWindow } from './presenter-window.ts'
import { disposeBeforeQuit } from './quit.ts'
import { recentDocuments } from './recent-documents.ts'
import { spawnSimWorker } from './spawn-sim-worker.ts'
import { createStage } from './stage.ts'
import { keepPlace, placeWindow, readPlace } from './window-place.ts'
import { createWindowPort } from './window-port.ts'
import { windowOptions, type WindowLook } from './window.ts'

export interface ShellParts {
  /** Folder that holds the built app and its assets. */
  readonly root: string
  readonly userData: string
  readonly log: Log
  readonly requests: OpenRequests
}

/** Open the window and join the app to it. */
export async function startShell({ root, userData, log, requests }: ShellParts): Promise<void> {
  const assetsFolder = join(root, 'assets')
  const options = {
    icon: join(root, 'assets/icons/icon.png'),
    devTools: !app.isPackaged,
  }
  const window = openWindow(root, userData, options, log)
  const link = createPageLink(ipcMain, window.webContents, log)
  const closing = askBeforeClosing(window, link, dialog)
  const stage = createStage(window, screen, powerSaveBlocker)
  recoverFromCrashes(window, dialog, createCrashGuard(Date.now), log)
  const menuBar = createMenuBar(Menu, {
    platform: process.platform,
    devTools: !app.isPackaged,
    command: (command) => link.announce('menu.command', { command }),
    openRecent: (id) => link.announce('file.requested', { id }),
  })

  const host: Host = {
    kind: 'electron',
    dialogs: createNativeDialogs(dialog, window),
    window: createWindowPort(window, closing, stage, createPresenterWindow(window, options)),
    folder: app.getPath('documents'),
    stateFolder: join(userData, 'state'),
    assetsFolder,
    version: app.getVersion(),
    noteRecent(path) {
      if (process.platform !== 'linux') app.addRecentDocument(path)
      showRecent()
    },
    announce: link.announce,
    log,
    spawnWorker: () => spawnSimWorker(assetsFolder),
  }
  // The page loads while the app opens its data; its first calls wait.
  const ready = createApp(host)
  window.loadURL(START_URL).catch((error: unknown) => log('the page did not load', error))
  const keicast = await ready
  disposeBeforeQuit(app, () => keicast.dispose())
  link.serve(keicast.dispatch)
  requests.serve((path) => keicast.openPath(path))
  showRecent()

  function showRecent(): void {
    void ready
      .then(({ dispatch }) => recentDocuments(dispatch))
      .then((recent) => menuBar.showRecent(recent))
  }
}

function openWindow(root: string, userData: string, look: WindowLook, log: Log): BrowserWindow {
  const placeFile = join(userData, 'window.json')
  const displays = [screen.getPrimaryDisplay(), ...screen.getAllDisplays()]
  const workAreas = displays.map(({ workArea }) => workArea)
  const place = placeWindow(readPlace(placeFile), workAreas)
  const preload = join(root, 'out/preload/preload.cjs')
  const window = new BrowserWindow(windowOptions(place, preload, look))
  window.once('ready-to-show', () => (place.maximized ? window.maximize() : window.show()))
  keepPlace(window, placeFile, log)
  return window
}
