import { existsSync } from 'node:fs'
import { join, resolve } from 'node:path'
import type { Page } from 'playwright'
import type * as Electron from 'electron'
import type { Carrier, LaunchOptions } from './carrier.ts'
import type { DialogAnswer, DialogDesk, ShownDialog } from './dialog-answers.ts'
import { startElectron } from './real-electron.ts'
import { startStandIn } from './stand-in-process.ts'

const root = resolve(import.meta.dirname, '../..')

/** An item of a menu as a user sees it. */
export interface ShownMenuItem {
  readonly id: string | undefined
  readonly label: string
  readonly role: string | undefined
  readonly accelerator: string | undefined
  readonly enabled: boolean
  readonly items: readonly ShownMenuItem[]
}

/** A running shell as a user, and a test, meets it. */
export interface Shell {
  readonly kind: Carrier['kind']
  /** The window's page; another one after a crash. */
  readonly page: Page
  waitForPage(): Promise<Page>
  readonly evaluate: Carrier['evaluate']
  /** Click an item of the menu bar by its labels, as `clickMenu('File', 'Save')`. */
  clickMenu(...labels: readonly string[]): Promise<void>
  menu(): Promise<readonly ShownMenuItem[]>
  /** Answer the dialog that is open, or else the next one. */
  answerNextDialog(answer: DialogAnswer): Promise<void>
  /** All dialogs that were shown, answered or not. */
  dialogs(): Promise<readonly ShownDialog[]>
  title(): Promise<string>
  /** Ask the window to close, as its close button does. */
  requestClose(): Promise<void>
  readonly exited: Promise<number | null>
  /** End it without asking. */
  close(): Promise<void>
  /** End it as a power cut would. */
  kill(): Promise<void>
  /** End it without asking, and start it again on the same private folder. */
  relaunch(changes?: Partial<LaunchOptions>): Promise<Shell>
}

/** Whether a real Electron is there to carry the shell. */
export function hasElectron(): boolean {
  return existsSync(join(root, 'node_modules/electron/dist'))
}

let isSaid = false

/** Start the built shell: on the real Electron where its binary is, on the stand-in elsewhere. */
export async function launchShell(options: LaunchOptions): Promise<Shell> {
  const launch = { main: join(root, 'out/main/main.js'), args: [], env: {}, ...options }
  if (!existsSync(launch.main))
    throw new Error(`${launch.main} is not there; build the shell first`)
  const carrier = hasElectron() ? await startElectron(launch) : await startStandIn(launch)
  if (!isSaid) console.log(`desktop shell carried by: ${carrier.kind}`)
  isSaid = true
  await carrier.waitForPage()
  return createShell(carrier, options)
}

function createShell(carrier: Carrier, options: LaunchOptions): Shell {
  const { evaluate, exited, kind } = carrier
  async function close(): Promise<void> {
    const end = evaluate(({ app }) => {
      setTimeout(() => {
        app.exit(0)
      }, 0)
    }, null)
    await end.catch(() => undefined) // it has ended already
    await exited
    await carrier.release()
  }
  return {
    kind,
    evaluate,
    exited,
    get page() {
      const page = carrier.pages().at(-1)
      if (page === undefined) throw new Error('the shell shows no page')
      return page
    },
    waitForPage: () => carrier.waitForPage(),
    clickMenu: (...labels) => evaluate(clickMenuItem, labels),
    menu: () => evaluate(readMenu, null),
    answerNextDialog: (answer) => evaluate(giveAnswer, answer),
    dialogs: () => evaluate(readDialogs, null),
    title: () =>
      evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.getTitle() ?? '', null),
    requestClose: () =>
      evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.close(), null),
    close,
    async kill() {
      carrier.kill()
      await exited
      await carrier.release()
    },
    async relaunch(changes) {
      await close()
      return launchShell({ ...options, ...changes })
    },
  }
}

// These run in the main process, put there as source text.

/** A menu's item, whichever carrier made it. */
interface Item {
  readonly id?: string
  readonly label: string
  readonly role?: string
  readonly accelerator?: string | null
  readonly enabled: boolean
  readonly submenu?: { readonly items: readonly Item[] } | null
  readonly click: () => void
}

function clickMenuItem({ Menu }: typeof Electron, labels: readonly string[]): void {
  let items = (Menu.getApplicationMenu()?.items ?? []) as unknown as readonly Item[]
  let found: Item | undefined
  for (const label of labels) {
    found = items.find((item) => item.label.replace(/&(.)/g, '$1') === label)
    if (found === undefined) {
      throw new Error(`no “${label}” among ${items.map((item) => item.label).join(', ')}`)
    }
    items = found.submenu?.items ?? []
  }
  if (found?.enabled !== true) throw new Error(`“${labels.join(' > ')}” is not enabled`)
  found.click()
}

function readMenu({ Menu }: typeof Electron): ShownMenuItem[] {
  function read(items: readonly Item[]): ShownMenuItem[] {
    return items.map((item) => ({
      id: item.id,
      label: item.label.replace(/&(.)/g, '$1'),
      role: item.role,
      accelerator: item.accelerator ?? undefined,
      enabled: item.enabled,
      items: read(item.submenu?.items ?? []),
    }))
  }
  return read((Menu.getApplicationMenu()?.items ?? []) as unknown as readonly Item[])
}

function giveAnswer(_electron: typeof Electron, answer: DialogAnswer): void {
  const { dialogDesk } = globalThis as unknown as { dialogDesk: DialogDesk }
  dialogDesk.answer(answer)
}

function readDialogs(): readonly ShownDialog[] {
  const { dialogDesk } = globalThis as unknown as { dialogDesk: DialogDesk }
  return dialogDesk.shown
}
