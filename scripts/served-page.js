// Serves the built app and opens it in a real Chromium, for pictures and for benches.
import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { chromium } from 'playwright'
import { quietFlags, requireChromium } from './chromium.js'

const root = fileURLToPath(new URL('..', import.meta.url))

/**
 * Start the browser host, documents in `folder`, settings and backups in `state`.
 *
 * @returns the process, and the address that opens the app once
 */
export function serveApp({ folder, state }) {
  const server = spawn(
    process.execPath,
    [join(root, 'bin/keicast.js'), 'serve', '--folder', folder],
    {
      env: { ...process.env, KEICAST_STATE: state },
      stdio: ['ignore', 'pipe', 'pipe'],
    },
  )
  return new Promise((resolve, reject) => {
    let printed = ''
    let errors = ''
    server.stderr.on('data', (chunk) => {
      errors += chunk
    })
    server.stdout.on('data', (chunk) => {
      printed += chunk
      const url = /http:\S+/.exec(printed)?.[0]
      if (url && printed.includes('\n')) resolve({ server, url })
    })
    server.once('exit', (code) => reject(new Error(`the server ended with ${code}: ${errors}`)))
  })
}

/** Open the app in a window of this size and colour scheme; call close() when done. */
export async function openServedPage({ width = 1440, height = 900, colorScheme = 'light' } = {}) {
  const places = ['state', 'files'].map((name) => mkdtempSync(join(tmpdir(), `keicast-${name}-`)))
  const [state, folder] = places
  const { server, url } = await serveApp({ folder, state })
  const browser = await chromium.launch({ executablePath: requireChromium(), args: quietFlags })
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
