import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { chromium, type BrowserContext } from 'playwright'
import { quietFlags, requireChromium } from '../../../scripts/chromium.js'

export interface Browser {
  readonly context: BrowserContext
  /** Where a test reaches the same pages. */
  readonly endpoint: string
}

/** Start the Chromium whose pages stand for the shell's windows. */
export async function startBrowser(profile: string): Promise<Browser> {
  const context = await chromium.launchPersistentContext(profile, {
    executablePath: requireChromium(),
    args: [...quietFlags, '--remote-debugging-port=0'],
    handleSIGINT: false,
    handleSIGTERM: false,
  })
  // Only the windows' pages may load anything.
  await context.route('**/*', (route) => route.abort())
  const [port, path] = (await readFile(join(profile, 'DevToolsActivePort'), 'utf8')).split('\n')
  return { context, endpoint: `ws://127.0.0.1:${port ?? ''}${path ?? ''}` }
}
