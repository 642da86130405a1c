import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type * as Electron from 'electron'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { hasElectron, launchShell, type Shell } from './launch-shell.ts'
import { call, events, eventually, isUp, letClose, logOf, ShellBench } from './shell.fixture.ts'

/** How the built shell starts, ends and recovers. Each test has a shell of its own. */

const bench = new ShellBench()
const { folder, main } = bench

beforeAll(() => bench.build())
afterEach(() => bench.killAll())
afterAll(() => bench.remove())

function isFullScreen({ BrowserWindow }: typeof Electron): boolean | undefined {
  return BrowserWindow.getAllWindows()[0]?.isFullScreen()
}
function emitOnWindow({ BrowserWindow }: typeof Electron, event: string): void {
  BrowserWindow.getAllWindows()[0]?.emit(event)
}
function crashPage({ BrowserWindow }: typeof Electron): void {
  BrowserWindow.getAllWindows()[0]?.webContents.forcefullyCrashRenderer()
}

describe('the window’s place', () => {
  it('is where it was', async () => {
    const userData = bench.newFolder()
    const shell = await bench.launch({ userData })
    const moved = { x: 300, y: 200, width: 1100, height: 720 }
    await shell.evaluate(({ BrowserWindow }, bounds) => {
      BrowserWindow.getAllWindows()[0]?.setBounds(bounds)
    }, moved)
    await shell.requestClose()
    await letClose(shell)
    expect(await shell.exited).toBe(0)
    const again = await bench.launch({ userData })
    const bounds = ({ BrowserWindow }: typeof Electron) =>
      BrowserWindow.getAllWindows()[0]?.getBounds()
    expect(await again.evaluate(bounds, null)).toStrictEqual(moved)
  })
})

describe('closing', () => {
  const asked = [{ name: 'window.closing', payload: {} }]

  it('asks the page, and waits for it', async () => {
    const shell = await bench.launch()
    await shell.requestClose()
    await eventually(() => events(shell)).toStrictEqual(asked)
    expect(await shell.page.textContent('#state')).toContain('version')
    await letClose(shell)
    expect(await shell.exited).toBe(0)
  })

  it('lets the app end its work before the process ends', async () => {
    const userData = bench.newFolder()
    const shell = await bench.launch({ userData })
    await shell.evaluate(({ app }) => app.quit(), null)
    await eventually(() => events(shell)).toStrictEqual(asked)
    await letClose(shell)
    expect(await shell.exited).toBe(0)
    expect(existsSync(join(userData, 'state/disposed'))).toBe(true)
  })

  it('does not ask a page that hangs', async () => {
    const shell = await bench.launch()
    await shell.evaluate(emitOnWindow, 'unresponsive')
    await shell.requestClose()
    expect(await shell.exited).toBe(0)
  })
})

describe('opening files', () => {
  const requested = (...ids: string[]) =>
    ids.map((id) => ({ name: 'file.requested', payload: { id } }))

  it('named on the command line', async () => {
    const shell = await bench.launch({ args: ['a.kei', '--flag', '/u/b.kei', 'c.txt'] })
    const expected = requested(join(folder, 'a.kei'), '/u/b.kei')
    await eventually(() => events(shell)).toStrictEqual(expected)
  })

  it('that the system asks for', async () => {
    const shell = await bench.launch()
    await shell.evaluate(({ app }) => {
      app.emit('open-file', { preventDefault: () => undefined }, '/u/c.kei')
    }, null)
    await eventually(() => events(shell)).toStrictEqual(requested('/u/c.kei'))
  })

  it('of a second start, which ends and leaves them to the first', async () => {
    const userData = bench.newFolder()
    const shell = await bench.launch({ userData })
    const second = launchShell({ main, userData, folder, args: ['d.kei'] })
    await expect(second).rejects.toThrow()
    await eventually(() => events(shell)).toStrictEqual(requested(join(folder, 'd.kei')))
    const count = ({ BrowserWindow }: typeof Electron) => BrowserWindow.getAllWindows().length
    expect(await shell.evaluate(count, null)).toBe(1)
  })

  it('is up to a new start once the first was killed', async () => {
    const userData = bench.newFolder()
    const shell = await bench.launch({ userData })
    await shell.kill()
    const again = await bench.launch({ userData, args: ['e.kei'] })
    await eventually(() => events(again)).toStrictEqual(requested(join(folder, 'e.kei')))
  })
})

describe('a page that crashes', () => {
  async function shownDialogs(shell: Shell, count: number) {
    await eventually(async () => (await shell.dialogs()).length).toBe(count)
    return (await shell.dialogs()).map(({ options }) => options.message)
  }
  async function reload(shell: Shell): Promise<void> {
    const crashed = shell.page
    await shell.answerNextDialog({ button: 'Reload' })
    await eventually(() => shell.kind === 'electron' || shell.page !== crashed).toBe(true)
    await isUp(shell)
  }

  it('is loaded again on request, and told what it was to be told', async () => {
    const userData = bench.newFolder()
    const shell = await bench.launch({ userData })
    await shell.evaluate(crashPage, null)
    expect(await shownDialogs(shell, 1)).toStrictEqual(['Keicast’s window stopped working'])
    await shell.clickMenu('File', 'Save')
    await reload(shell)
    await eventually(async () => (await events(shell)).length).toBe(1)
    expect(logOf(userData)).toContain("the page's process is gone")
  })

  it('three times within a minute ends in advice', async () => {
    const shell = await bench.launch()
    for (const round of [1, 2]) {
      await shell.evaluate(crashPage, null)
      await shownDialogs(shell, round)
      await reload(shell)
    }
    await shell.evaluate(crashPage, null)
    const messages = await shownDialogs(shell, 3)
    expect(messages.at(-1)).toBe('Keicast’s window keeps stopping')
    await shell.answerNextDialog({ button: 'Quit' }).catch(() => undefined)
    expect(await shell.exited).toBe(0)
  })

  it('gives the full screen back, and closes without being asked', async () => {
    const shell = await bench.launch()
    await call(shell, 'window.present', { on: true })
    await shell.evaluate(crashPage, null)
    await shownDialogs(shell, 1)
    expect(await shell.evaluate(isFullScreen, null)).toBe(false)
    await shell.requestClose()
    expect(await shell.exited).toBe(0)
  })

  it('or hangs, may be waited for or loaded again', async () => {
    const shell = await bench.launch()
    await shell.evaluate(emitOnWindow, 'unresponsive')
    expect(await shownDialogs(shell, 1)).toStrictEqual(['Keicast’s window does not respond'])
    await shell.evaluate(emitOnWindow, 'responsive') // the dialog goes by itself
    await shell.evaluate(emitOnWindow, 'unresponsive')
    await shownDialogs(shell, 2)
    await reload(shell)
    expect(await shell.dialogs()).toHaveLength(2)
  })
})

describe('a fault in the main process', () => {
  it('is logged, told of, and ends it', async () => {
    const userData = bench.newFolder()
    const shell = await bench.launch({ userData })
    await shell.evaluate(() => {
      setTimeout(() => {
        throw new Error('a bug')
      }, 0)
    }, null)
    expect(await shell.exited).toBe(1)
    expect(logOf(userData)).toMatch(/fatal\nError: a bug/)
  })

  // A real Electron's end comes to Playwright without words.
  it.skipIf(hasElectron())('at the start is logged and ends it', async () => {
    const userData = bench.newFolder()
    const started = launchShell({ main, userData, env: { FAKE_APP_FAILS: '1' } })
    await expect(started).rejects.toThrow('ended with 1')
    expect(logOf(userData)).toMatch(/fatal\nError: the data set is damaged/)
  })
})
