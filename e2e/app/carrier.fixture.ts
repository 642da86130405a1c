import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Locator, Page } from 'playwright'
import { expect } from 'vitest'
import { launchShell, type Shell } from '../electron/launch-shell.ts'
import { openInBrowser } from './browser-carrier.fixture.ts'

/** One app, two carriers: the same stories are told to both. */
export const carriers = ['browser host', 'desktop shell'] as const
export type CarrierName = (typeof carriers)[number]

export interface OpenApp {
  readonly page: Page
  /** Everything that the strict policy stopped, or that failed in the page. */
  readonly complaints: readonly string[]
  /** Where documents live in the browser host; the shell asks with its dialogs. */
  readonly folder: string
  /** The shell itself, for its menus and dialogs. */
  readonly shell: Shell | null
  /** Choose a command from the menus, by the menu's and the item's label. */
  choose(menu: string, item: RegExp): Promise<void>
  /** End it without a word, as a power cut would, and start it again. */
  crashAndReopen(): Promise<OpenApp>
  close(): Promise<void>
}

interface Places {
  readonly state: string
  readonly folder: string
}

/** Open the app on private folders of its own, or on a folder of documents that is there already. */
export function openApp(carrier: CarrierName, folder?: string): Promise<OpenApp> {
  const places = { state: temporary('state'), folder: folder ?? temporary('files') }
  return carrier === 'browser host' ? openHost(places) : openShell(places)
}

function temporary(name: string): string {
  return mkdtempSync(join(tmpdir(), `keicast-${name}-`))
}

function removePlaces({ state, folder }: Places): void {
  for (const path of [state, folder]) rmSync(path, { recursive: true, force: true, maxRetries: 3 })
}

async function openHost(places: Places): Promise<OpenApp> {
  const host = await openInBrowser(places)
  const { page } = host
  return {
    page,
    complaints: host.complaints,
    folder: places.folder,
    shell: null,
    async choose(menu, item) {
      await page.getByRole('button', { name: menu, exact: true }).click()
      const items = page.getByRole('menuitem')
      // Recent files join the others a moment later.
      const find = async () => (await labelsOf(items)).findIndex((label) => item.test(label))
      await expect.poll(find).toBeGreaterThanOrEqual(0)
      await items.nth(await find()).click()
    },
    async crashAndReopen() {
      await host.kill()
      return openHost(places)
    },
    async close() {
      await host.close()
      removePlaces(places)
    },
  }
}

/** What items are called, without their keys. */
function labelsOf(items: Locator): Promise<string[]> {
  return items.evaluateAll((all) =>
    all.map((item) => (item.querySelector('span') ?? item).textContent.trim()),
  )
}

async function openShell(places: Places, started?: Shell): Promise<OpenApp> {
  const shell = started ?? (await launchShell({ userData: places.state }))
  const { page } = shell
  const complaints: string[] = []
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text())
  })
  page.on('pageerror', (error) => complaints.push(error.message))
  await page.locator('dl').first().waitFor()
  return {
    page,
    complaints,
    folder: places.folder,
    shell,
    async choose(menu, item) {
      const bar = await shell.menu()
      const found = bar
        .find(({ label }) => label.replace('&', '') === menu)
        ?.items.find(({ label }) => item.test(label))
      if (found === undefined) throw new Error(`no ${String(item)} in the menu ${menu}`)
      await shell.clickMenu(menu, found.label)
    },
    async crashAndReopen() {
      await shell.kill()
      return openShell(places, await launchShell({ userData: places.state }))
    },
    async close() {
      await shell.close()
      removePlaces(places)
    },
  }
}
