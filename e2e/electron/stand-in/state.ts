import { rmSync } from 'node:fs'
import { startBrowser, type Browser } from './browser.ts'

/** The one browser of this process, shared by all parts of the stand-in. */
let started: { readonly browser: Promise<Browser>; readonly profile: string } | undefined

/** Start it, on a profile of its own: what a shell must keep it keeps itself. */
export function openBrowser(profile: string): Promise<Browser> {
  started ??= { browser: startBrowser(profile), profile }
  return started.browser
}

export function theBrowser(): Promise<Browser> {
  if (started === undefined) throw new Error('not before the app is ready')
  return started.browser
}

/** End the browser, if there is one; one that does not end in time is left to the system. */
export async function endBrowser(): Promise<void> {
  if (started === undefined) return
  const { browser, profile } = started
  const patience = new Promise((resolve) => setTimeout(resolve, 3000))
  await Promise.race([browser.then(({ context }) => context.close()), patience])
  rmSync(profile, { recursive: true, force: true, maxRetries: 3 })
}
