import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { chromium, type BrowserContext } from 'playwright'
import { requireChromium } from '../../../scripts/chromium.js'
import { fromWeb } from './web-address.ts'

const quiet = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

export interface Browser {
  readonly context: BrowserContext
  /** Where a test reaches the same pages. */
  readonly endpoint: string
}

/**
 * Start the Chromium whose pages stand for the shell's windows. Any other page is one that a page opens:
 * it loads nothing, and unless `mayOpen` it is gone before it is there, as in Electron.
 */
export async function startBrowser(
  profile: string,
  mayOpen: (url: string) => boolean,
): Promise<Browser> {
  const context = await chromium.launchPersistentContext(profile, {
    executablePath: requireChromium(),
    args: [...quiet, '--remote-debugging-port=0'],
    handleSIGINT: false,
    handleSIGTERM: false,
  })
  await context.route('**/*', async (route, request) => {
    const isAllowed = !request.isNavigationRequest() || mayOpen(fromWeb(request.url()))
    await route.abort(isAllowed ? 'failed' : 'aborted')
  })
  const [port, path] = (await readFile(join(profile, 'DevToolsActivePort'), 'utf8')).split('\n')
  return { context, endpoint: `ws://127.0.0.1:${port ?? ''}${path ?? ''}` }
}
