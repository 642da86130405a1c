import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { chromium, type Browser, type Page } from 'playwright'
import { quietFlags, requireChromium } from '../../scripts/chromium.js'
import { serveApp } from '../../scripts/served-page.js'

/** The app in the browser host: the built command line serves it, a real Chromium shows it. */
export interface Carrier {
  readonly page: Page
  /** Where documents are opened and saved. */
  readonly folder: string
  /** Everything that a strict policy stopped, or that failed in the page. */
  readonly complaints: string[]
  /** End it without a word, as a crash would. */
  kill(): Promise<void>
  close(): Promise<void>
}

export interface CarrierOptions {
  /** Kept between two starts, to see what survives. */
  readonly state?: string
  readonly folder?: string
  readonly width?: number
  readonly height?: number
  readonly colorScheme?: 'light' | 'dark'
}

let shared: Browser | undefined

/** One Chromium for all pages of a test file. */
export async function sharedBrowser(): Promise<Browser> {
  shared ??= await chromium.launch({ executablePath: requireChromium(), args: quietFlags })
  return shared
}

export async function closeSharedBrowser(): Promise<void> {
  await shared?.close()
  shared = undefined
}

export function temporaryFolder(): string {
  return mkdtempSync(join(tmpdir(), 'keicast-e2e-'))
}

export async function openInBrowser(options: CarrierOptions = {}): Promise<Carrier> {
  const folder = options.folder ?? temporaryFolder()
  const state = options.state ?? temporaryFolder()
  const { server, url } = await serveApp({ folder, state })
  const browser = await sharedBrowser()
  const context = await browser.newContext({
    viewport: { width: options.width ?? 1440, height: options.height ?? 900 },
    colorScheme: options.colorScheme ?? 'light',
    reducedMotion: 'reduce',
  })
  const page = await context.newPage()
  const complaints = collectComplaints(page)
  await page.addInitScript(() => {
    document.addEventListener('securitypolicyviolation', (event) => {
      console.error(`policy: ${event.violatedDirective} ${event.blockedURI} ${event.sample}`)
    })
  })
  await page.goto(url)
  await page.locator('dl').first().waitFor()
  return {
    page,
    folder,
    complaints,
    async kill() {
      server.kill('SIGKILL')
      await context.close()
    },
    async close() {
      await context.close()
      server.kill('SIGTERM')
      await new Promise((resolve) => server.once('exit', resolve))
      if (options.folder === undefined) rmSync(folder, { recursive: true, force: true })
      if (options.state === undefined) rmSync(state, { recursive: true, force: true })
    },
  }
}

function collectComplaints(page: Page): string[] {
  const complaints: string[] = []
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text())
  })
  page.on('pageerror', (error) => complaints.push(error.message))
  return complaints
}
