import type {
  BrowserWindowConstructorOptions,
  Session,
  WebContents,
  WebPreferences,
} from 'electron'
import { isOwnUrl } from './app-scheme.ts'
import type { Place } from './window-place.ts'

/** What every page of ours runs under; none of it is negotiable. */
export function webPreferences(preload: string | null, devTools: boolean): WebPreferences {
  return {
    ...(preload !== null && { preload }),
    devTools,
    sandbox: true,
    contextIsolation: true,
    nodeIntegration: false,
    nodeIntegrationInWorker: false,
    nodeIntegrationInSubFrames: false,
    webviewTag: false,
    webSecurity: true,
    allowRunningInsecureContent: false,
    safeDialogs: true,
    // The spell checker fetches its dictionaries from the network.
    spellcheck: false,
  }
}

export interface WindowLook {
  readonly icon: string
  readonly devTools: boolean
}

export function windowOptions(
  place: Place,
  preload: string,
  { icon, devTools }: WindowLook,
): BrowserWindowConstructorOptions {
  return {
    ...place.bounds,
    minWidth: 800,
    minHeight: 560,
    title: 'Keicast',
    icon,
    show: false,
    webPreferences: webPreferences(preload, devTools),
  }
}

/** Keep a page where it is: no leaving the app's origin, no new windows, no guest pages. */
export function closeToOutsiders(
  contents: Pick<WebContents, 'on' | 'setWindowOpenHandler'>,
  log: (message: string) => void,
): void {
  function stay(details: { readonly url: string; preventDefault(): void }): void {
    if (isOwnUrl(details.url)) return
    details.preventDefault()
    log(`refused to go to ${details.url}`)
  }
  contents.on('will-navigate', stay)
  contents.on('will-frame-navigate', stay)
  contents.on('will-redirect', stay)
  contents.on('will-attach-webview', (event) => event.preventDefault())
  contents.setWindowOpenHandler(({ url }) => {
    log(`refused to open a window for ${url}`)
    return { action: 'deny' }
  })
}

/** What our page may use without asking; Electron grants everything unless told otherwise. */
const granted: readonly string[] = ['clipboard-sanitized-write', 'fullscreen']

/** Refuse all devices, permissions and downloads but what `granted` names, and that to our page only. */
export function refusePermissions(
  session: Pick<
    Session,
    | 'setPermissionRequestHandler'
    | 'setPermissionCheckHandler'
    | 'setDevicePermissionHandler'
    | 'on'
  >,
): void {
  session.setPermissionRequestHandler((_contents, permission, callback, { requestingUrl }) => {
    callback(granted.includes(permission) && isOwnUrl(requestingUrl))
  })
  session.setPermissionCheckHandler(
    (_contents, permission, requestingOrigin) =>
      granted.includes(permission) && isOwnUrl(requestingOrigin),
  )
  session.setDevicePermissionHandler(() => false)
  session.on('will-download', (event) => event.preventDefault())
}
