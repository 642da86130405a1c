import { EventEmitter } from 'node:events'
import { theBrowser } from './state.ts'
import { toWeb } from './web-address.ts'

type RequestHandler = (
  contents: unknown,
  permission: string,
  callback: (granted: boolean) => void,
  details: object,
) => void
type CheckHandler = (
  contents: unknown,
  permission: string,
  origin: string,
  details: object,
) => boolean

/** Electron's names of permissions and Chromium's. */
const permissions: Readonly<Record<string, readonly string[]>> = {
  geolocation: ['geolocation'],
  notifications: ['notifications'],
  media: ['camera', 'microphone'],
  midi: ['midi'],
  'clipboard-read': ['clipboard-read'],
  'clipboard-sanitized-write': ['clipboard-write'],
  'storage-access': ['storage-access'],
  'local-fonts': ['local-fonts'],
}

class Session extends EventEmitter {
  #onRequest: RequestHandler | null = null
  #onCheck: CheckHandler | null = null

  setPermissionRequestHandler(handler: RequestHandler | null): void {
    this.#onRequest = handler
  }
  setPermissionCheckHandler(handler: CheckHandler | null): void {
    this.#onCheck = handler
  }
  setDevicePermissionHandler(): void {
    // No page here has devices.
  }

  /** Grant a page's origin what the shell's handlers grant it. Without them that is everything. */
  async grant(contents: unknown, appOrigin: string): Promise<void> {
    const { context } = await theBrowser()
    const granted = Object.entries(permissions)
      .filter(([name]) => this.#isGranted(contents, name, appOrigin))
      .flatMap(([, names]) => names)
    await context.grantPermissions(granted, { origin: toWeb(appOrigin) })
  }

  #isGranted(contents: unknown, name: string, origin: string): boolean {
    const details = { requestingUrl: `${origin}/index.html`, isMainFrame: true }
    if (this.#onCheck?.(contents, name, origin, details) === true) return true
    if (this.#onRequest === null) return true
    let granted = false
    this.#onRequest(contents, name, (answer) => (granted = answer), details)
    return granted
  }
}

export const defaultSession = new Session()
export const session = { defaultSession }
