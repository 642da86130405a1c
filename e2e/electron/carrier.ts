import type { Page } from 'playwright'
import type * as Electron from 'electron'

/** How a start of the shell differs, and what carries it. */
export interface LaunchOptions {
  /** Private folder of this start: settings, backups, window place. */
  readonly userData: string
  readonly args?: readonly string[]
  readonly env?: Readonly<Record<string, string>>
  /** The built main script; the product's own unless a test builds another. */
  readonly main?: string
  /** Folder that it is started in, for names of files on the command line. */
  readonly folder?: string
}

/** What carries the shell; each is a process, and pages to look at. */
export interface Carrier {
  readonly kind: 'electron' | 'stand-in'
  readonly pages: () => readonly Page[]
  readonly waitForPage: () => Promise<Page>
  /** Run a function in the main process; it may refer to nothing outside itself. */
  readonly evaluate: <Argument, Value>(
    look: (electron: typeof Electron, argument: Argument) => Value | Promise<Value>,
    argument: Argument,
  ) => Promise<Value>
  /** Ends with the process; gives its exit code, null where a signal ended it. */
  readonly exited: Promise<number | null>
  /** End the process as a power cut would. */
  kill(): void
  /** Let go of what the test itself holds. */
  release(): Promise<void>
}
