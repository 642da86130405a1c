import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { chromium, type BrowserContext } from 'playwright'
import { requireChromium } from '../../../scripts/chromium.js'

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
  /** The address that a page which is no window's asked for, told once. */
  readonly takeRefused: () => string | undefined
  /** Where a test reaches the same pages. */
  readonly endpoint: string
}

/** Start the Chromium whose pages stand for the shell's windows. */
export async function startBrowser(profile: string): Promise<Browser> {
  const context = await chromium.launchPersistentContext(profile, {
    executablePath: requireChromium(),
    args: [...quiet, '--remote-debugging-port=0'],
    handleSIGINT: false,
    handleSIGTERM: false,
  })
  // Only the windows' pages may load anything.
  let refused: string | undefined
  await context.route('**/*', async (route, request) => {
    refused = request.url()
    await route.abort()
  })
  const [port, path] = (await readFile(join(profile, 'DevToolsActivePort'), 'utf8')).split('\n')
  function takeRefused(): string | undefined {
    const taken = refused
    refused = undefined
    return taken
  }
  return { context, takeRefused, endpoint: `ws://127.0.0.1:${port ?? ''}${path ?? ''}` }
}
