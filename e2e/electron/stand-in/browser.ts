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
  await context.route('**/*', (route) => route.abort())
  const [port, path] = (await readFile(join(profile, 'DevToolsActivePort'), 'utf8')).split('\n')
  return { context, endpoint: `ws://127.0.0.1:${port ?? ''}${path ?? ''}` }
}
