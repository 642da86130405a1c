import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { hasElectron, type Shell } from './launch-shell.ts'
import { call, events, eventually, isUp, logOf, ShellBench } from './shell.fixture.ts'

/** The built shell, unmodified but for the app in it, and a page that keeps what it is told. */

const bench = new ShellBench()
const userData = bench.newFolder()
const displays = [
  { x: 0, y: 0, width: 1920, height: 1080 },
  { x: 1920, y: 0, width: 1280, height: 720 },
]
let shell: Shell

beforeAll(async () => {
  await bench.build()
  shell = await bench.launch({ userData, env: { STAND_IN_DISPLAYS: JSON.stringify(displays) } })
})
beforeEach(async () => {
  await reload()
  await isUp(shell)
})
/** A navigation that was just refused may still end, and a reload with it. */
async function reload(triesLeft = 5): Promise<void> {
  try {
    await shell.page.reload()
  } catch (error) {
    if (triesLeft === 0) throw error
    await shell.page.waitForTimeout(200)
    await reload(triesLeft - 1)
  }
}

afterAll(async () => {
  await bench.killAll()
  bench.remove()
})

describe('the page’s bridge', () => {
  it('carries calls and refusals, buffers and typed arrays, both ways', async () => {
    expect(await shell.page.textContent('#state')).toContain('"host":"electron"')
    const unknown = await shell.page.evaluate('window.hostBridge.request("no.such", 1)')
    expect(unknown).toMatchObject({ ok: false, error: { code: 'unknown-call' } })
    const carried = await shell.page.evaluate(`(async () => {
      const sent = { bytes: new Uint8Array([1, 255]).buffer, odd: [NaN, -0, undefined],
        floats: Float64Array.of(0.1, Infinity) }
      const { value } = await window.hostBridge.request('test.echo', sent)
      return [value.bytes instanceof ArrayBuffer, [...new Uint8Array(value.bytes)].join(),
        value.floats instanceof Float64Array, [...value.floats].join(),
        Object.is(value.odd[1], -0), value.odd.length].join(' ')
    })()`)
    expect(carried).toBe('true 1,255 true 0.1,Infinity true 3')
  })

  it('gives the page two functions and nothing of Electron’s', async () => {
    const found = await shell.page.evaluate(`({
      bridge: Object.entries(window.hostBridge).map(([name, value]) => name + ' ' + typeof value),
      frozen: Object.isFrozen(window.hostBridge),
      returned: typeof window.hostBridge.subscribe('x', () => undefined),
      node: ['require', 'process', 'module', 'Buffer', 'ipcRenderer', 'electron', 'global']
        .filter((name) => name in window),
    })`)
    expect(found).toStrictEqual({
      bridge: ['request function', 'subscribe function'],
      frozen: true,
      returned: 'function',
      node: [],
    })
  })

  it('gives a listener the payload, never the event, and stops when told to', async () => {
    await shell.page.evaluate(`{
      window.heard = []
      window.stop = window.hostBridge.subscribe('menu.command', (...args) => heard.push(args))
    }`)
    await shell.clickMenu('File', 'Save')
    const heard = [[{ command: 'file.save' }]]
    await eventually(() => shell.page.evaluate('window.heard')).toStrictEqual(heard)
    await shell.page.evaluate('window.stop()')
    await shell.clickMenu('File', 'New')
    await eventually(async () => (await events(shell)).length).toBe(2)
    expect(await shell.page.evaluate('window.heard')).toStrictEqual(heard)
  })

  it('refuses what no structured clone can carry, as Electron does', async () => {
    const proxied = shell.page.evaluate(`window.hostBridge.request('test.echo', new Proxy({}, {}))`)
    await expect(proxied).rejects.toThrow(/could not be cloned/)
  })

  it('tells the page only the words of an error', async () => {
    const failed = shell.page.evaluate('window.hostBridge.request("test.fail")')
    await expect(failed).rejects.toThrow(/Error invoking remote method 'host:call'/)
  })

  // Only the stand-in lets a frame send at all.
  it.skipIf(hasElectron())('refuses calls from a frame in the page', async () => {
    await shell.page.evaluate(`document.body.append(document.createElement('iframe'))`)
    const frame = shell.page.frames().at(-1)
    const send = `standInSend('{"channel":"host:call","args":["app.hello",null]}')`
    expect(await frame?.evaluate(send)).toContain('untrusted frame')
    expect(logOf(userData)).toContain('refused a call from about:blank')
  })
})

describe('the preload', () => {
  it('is one small script that needs nothing but Electron', () => {
    const text = readFileSync(join(bench.folder, 'app/out/preload/preload.cjs'), 'utf8')
    const required = [...text.matchAll(/require\(([^)]*)\)/g)].map(([, name]) => name)
    expect(required).toStrictEqual(['"electron"'])
    expect(text).not.toMatch(/\bimport\b/)
    expect(text.length).toBeLessThan(1500)
  })
})

describe('the page’s policy', () => {
  const violations = () => shell.page.evaluate<string[]>('window.seen.violations')

  it('is kept by the page itself', async () => {
    await shell.page.click('#state')
    expect(await violations()).toStrictEqual([])
  })

  it.each([
    ['an inline script', `s = document.createElement('script'); s.textContent = 'window.hit = 1'`],
    [
      'a foreign script',
      `s = document.createElement('script'); s.src = 'https://example.org/x.js'`,
    ],
    ['a frame', `s = document.createElement('iframe'); s.src = 'https://example.org/'`],
    ['a style element', `s = document.createElement('style'); s.textContent = 'p { color: red }'`],
  ])('stops %s', async (_name, make) => {
    // A refusal by trusted types is thrown, and counts as well.
    await shell.page.evaluate(`{ let s; try { ${make}; document.body.append(s) } catch (error) {
      window.seen.violations.push(String(error)) } }`)
    await eventually(async () => (await violations()).length).toBeGreaterThan(0)
    expect(await shell.page.evaluate('window.hit')).toBeUndefined()
  })

  it('stops requests to other places, and markup from text', async () => {
    const answer = (code: string) =>
      shell.page.evaluate<string>(`(async () => { try { ${code}; return 'done' } catch (error) {
        return error.name } })()`)
    expect(await answer(`await fetch('https://example.org/')`)).toBe('TypeError')
    expect(await answer(`document.body.innerHTML = '<b>x</b>'`)).toBe('TypeError')
    expect(await answer(`await fetch('./index.html')`)).toBe('done')
  })
})

describe('the window', () => {
  it('opens sandboxed', async () => {
    const { preload, ...options } = await shell.evaluate(({ BrowserWindow }) => {
      const [window] = BrowserWindow.getAllWindows()
      // The stand-in keeps what it was given; Electron tells it on asking.
      const kept = window as unknown as { options?: { webPreferences: Record<string, unknown> } }
      const asked = window?.webContents as unknown as {
        getLastWebPreferences?: () => Record<string, unknown>
      }
      return { ...(kept.options?.webPreferences ?? asked.getLastWebPreferences?.()) }
    }, null)
    expect(preload).toBe(join(bench.folder, 'app/out/preload/preload.cjs'))
    expect(options).toMatchObject({
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      webSecurity: true,
    })
  })

  it.each([
    ['a script', `location.href = 'https://example.org/'`],
    ['an address of a file', `location.href = 'file:///etc/passwd'`],
    ['a look-alike of our origin', `location.href = location.origin.replace('bundle', 'evil')`],
  ])('stays where it is when %s leads away', async (_name, leave) => {
    const address = shell.page.url()
    await shell.page.evaluate(leave)
    await shell.page.waitForTimeout(300)
    expect(shell.page.url()).toBe(address)
    expect(await events(shell)).toStrictEqual([])
  })

  it('stays where it is when a link leads away, and says so in the log', async () => {
    const { page } = shell
    const address = page.url()
    await page.evaluate(`{ const a = document.createElement('a'); a.href = 'https://example.org/x'
      document.body.append(a); a.click() }`)
    await eventually(() => logOf(userData)).toContain('refused to go to https://example.org/x')
    expect(page.url()).toBe(address)
  })

  it.each([
    ['window.open', `void window.open('https://example.org/y')`, 'https://example.org/y'],
    [
      'a link to a new window',
      `{ const a = document.createElement('a'); a.href = 'https://example.org/z'
         a.target = '_blank'; document.body.append(a); a.click() }`,
      'https://example.org/z',
    ],
    ['a blank window', `void window.open()`, 'about:blank'],
  ])('opens no other by %s', async (_name, open, url) => {
    await shell.page.evaluate(open)
    await eventually(() => logOf(userData)).toContain(`refused to open a window for ${url}`)
    // Chromium itself keeps one blank page open.
    const others = () => shell.page.context().pages().length - 2
    if (!hasElectron()) await eventually(others).toBe(0)
  })

  it('is granted nothing but the clipboard to write and the full screen', async () => {
    const state = (name: string) =>
      shell.page.evaluate<string>(
        `navigator.permissions.query({ name: '${name}' }).then(({ state }) => state)`,
      )
    for (const name of ['geolocation', 'notifications', 'camera', 'microphone', 'clipboard-read']) {
      expect(await state(name), name).toBe('denied')
    }
    expect(await state('clipboard-write')).toBe('granted')
  })

  it('downloads nothing', async () => {
    const download = shell.page.waitForEvent('download', { timeout: 2000 }).catch(() => null)
    await shell.page.evaluate(`{ const a = document.createElement('a'); a.download = 'x.txt'
      a.href = URL.createObjectURL(new Blob(['x'])); a.click() }`)
    expect((await (await download)?.failure()) ?? 'canceled').toBe('canceled')
  })

  it('shows the title that the page gives, not the markup’s', async () => {
    expect(await shell.title()).toBe('Keicast')
    await call(shell, 'window.title', { title: '• Kei class – Keicast', edited: true })
    expect(await shell.title()).toBe('• Kei class – Keicast')
  })
})

describe('menus', () => {
  it('give their commands to the page', async () => {
    await shell.clickMenu('File', 'Save As…')
    await shell.clickMenu('Edit', 'Undo')
    await shell.clickMenu('Help', 'Keyboard Shortcuts')
    const expected = ['file.saveAs', 'edit.undo', 'help.shortcuts'].map((command) => ({
      name: 'menu.command',
      payload: { command },
    }))
    await eventually(() => events(shell)).toStrictEqual(expected)
  })

  it('list recent documents, which open by their id', async () => {
    const none = shell.clickMenu('File', 'Open Recent', 'No recent documents')
    await expect(none).rejects.toThrow('not enabled')
    await call(shell, 'test.note', { path: '/u/plans/kei.kei' })
    const recent = async () => {
      const file = (await shell.menu()).find(({ label }) => label === 'File')
      const submenu = file?.items.find(({ label }) => label === 'Open Recent')
      return submenu?.items.map(({ label }) => label)
    }
    await eventually(recent).toStrictEqual(['kei.kei'])
    await shell.clickMenu('File', 'Open Recent', 'kei.kei')
    const expected = [{ name: 'file.requested', payload: { id: '/u/plans/kei.kei' } }]
    await eventually(() => events(shell)).toStrictEqual(expected)
  })
})

describe('dialogs', () => {
  it('are the system’s, and give what was chosen', async () => {
    await shell.answerNextDialog({ path: '/u/a.kei' })
    expect(await call(shell, 'test.open', { folder: '/u' })).toStrictEqual({ path: '/u/a.kei' })
    await shell.answerNextDialog(null)
    const input = { name: 'chart.png', folder: '/u', kind: 'png' }
    expect(await call(shell, 'test.save', input)).toBeNull()
    const shown = (await shell.dialogs()).map(({ kind, options }) => [kind, options.defaultPath])
    expect(shown).toStrictEqual([
      ['open', '/u'],
      ['save', '/u/chart.png'],
    ])
  })
})

describe('the simulation thread', () => {
  it('runs from the build, and its numbers arrive as they are', async () => {
    const reply = await shell.page.evaluate(`window.hostBridge
      .request('test.worker', { message: { job: 1 } })
      .then(({ value }) => [JSON.stringify(value.message), value.workerData.assetsFolder,
        [...new Float64Array(value.bytes)].join()])`)
    expect(reply).toStrictEqual(['{"job":1}', join(bench.folder, 'app/assets'), '1,NaN,3'])
  })
  it('says why it ended', async () => {
    const ended = await call(shell, 'test.worker', { message: 'die' })
    expect(ended).toStrictEqual({ reason: 'the thread died' })
  })
})

describe('presenting', () => {
  function stage() {
    return shell.evaluate(({ BrowserWindow }) => {
      const [window] = BrowserWindow.getAllWindows()
      return {
        fullScreen: window?.isFullScreen(),
        menuBar: window?.isMenuBarVisible(),
        x: window?.getBounds().x,
      }
    }, null)
  }

  it('fills the screen without menus, and gives both back', async () => {
    await call(shell, 'window.present', { on: true })
    expect(await stage()).toMatchObject({ fullScreen: true, menuBar: false })
    await call(shell, 'window.present', { on: false })
    await eventually(stage).toMatchObject({ fullScreen: false, menuBar: true })
  })

  // A real Electron has the displays that it has.
  it.skipIf(hasElectron())(
    'uses the other display where there is one, and comes back',
    async () => {
      const before = await stage()
      await shell.clickMenu('Present', 'Present with Levers in Their Own Window')
      const expected = [{ name: 'menu.command', payload: { command: 'view.presenter' } }]
      await eventually(() => events(shell)).toStrictEqual(expected)
      expect(await call(shell, 'window.presenter')).toBe(true)
      await call(shell, 'window.present', { on: true })
      expect(await stage()).toStrictEqual({ fullScreen: true, menuBar: false, x: 1920 })
      await call(shell, 'window.present', { on: false })
      await eventually(stage).toStrictEqual(before)
    },
  )
})
