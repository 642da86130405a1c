// Serves the built app and opens it in a real Chromium, for pictures and for benches.
import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { chromium } from 'playwright'
import { requireChromium } from './chromium.js'

const root = fileURLToPath(new URL('..', import.meta.url))
const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

/** Open the app in a window of this size and colour scheme; call close() when done. */
export async function openServedPage({ width = 1440, height = 900, colorScheme = 'light' } = {}) {
  const places = ['state', 'files'].map((name) => mkdtempSync(join(tmpdir(), `keicast-${name}-`)))
  const [state, folder] = places
  const server = spawn(
    process.execPath,
    [join(root, 'bin/keicast.js'), 'serve', '--folder', folder],
    {
      env: { ...process.env, KEICAST_STATE: state },
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  )
  const url = await new Promise((resolve, reject) => {
    let printed = ''
    server.once('exit', (code) => reject(new Error(`the server ended with ${code}`)))
    server.stdout.on('data', (chunk) => {
      printed += chunk
      const found = /http:\S+/.exec(printed)?.[0]
      if (found && printed.includes('\n')) resolve(found)
    })
  })
  const browser = await chromium.launch({ executablePath: requireChromium(), args: FLAGS })
  const context = await browser.newContext({ viewport: { width, height }, colorScheme })
  const page = await context.newPage()
  await page.goto(url)
  await page.getByRole('button', { name: 'Skip the tour' }).click()
  return {
    page,
    async close() {
      await browser.close()
      server.kill()
      for (const place of places) rmSync(place, { recursive: true, force: true })
    },
  }
}

/** Open a sample scenario by its name, through the palette. */
export async function openSample(page, name) {
  await page.keyboard.press('Control+Shift+P')
  await page.keyboard.type(name)
  await page.keyboard.press('Enter')
  await page.getByRole('heading', { level: 1, name }).waitFor()
  await page.locator('[role=tabpanel][aria-busy=false]').waitFor()
}
