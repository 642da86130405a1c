import type { ChildProcess } from 'node:child_process'
import type { Page } from 'playwright'

/** Start the browser host, documents in `folder`, settings and backups in `state`. */
export function serveApp(places: {
  readonly folder: string
  readonly state: string
}): Promise<{ readonly server: ChildProcess; readonly url: string }>

/** Open the app in a window of this size and colour scheme; call close() when done. */
export function openServedPage(options?: {
  readonly width?: number
  readonly height?: number
  readonly colorScheme?: 'light' | 'dark'
}): Promise<{ readonly page: Page; close(): Promise<void> }>

/** Open a sample scenario by its name, through the palette. */
export function openSample(page: Page, name: string): Promise<void>
