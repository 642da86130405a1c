import { EventEmitter } from 'node:events'
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setImmediate } from 'node:timers/promises'
import type { App, BrowserWindow, Dialog } from 'electron'
import { afterAll, describe, expect, it, vi } from 'vitest'
import { createCrashGuard, logLostHelpers } from '../../electron/crash-recovery.ts'
import { createLog } from '../../electron/log.ts'
import { createNativeDialogs } from '../../electron/native-dialogs.ts'
import { followOpenRequests, scenarioPaths } from '../../electron/open-with.ts'
import { disposeBeforeQuit } from '../../electron/quit.ts'
import { recentDocuments } from '../../electron/recent-documents.ts'

const folder = mkdtempSync(join(tmpdir(), 'keicast-parts-'))
afterAll(() => rmSync(folder, { recursive: true }))

describe('the crash guard', () => {
  it('tells single crashes from the third within a minute', () => {
    let now = 0
    const guard = createCrashGuard(() => now)
    expect(guard.isSingle()).toBe(true)
    now = 20_000
    expect(guard.isSingle()).toBe(true)
    now = 59_000
    expect(guard.isSingle()).toBe(false)
  })
  it('forgets after a minute', () => {
    let now = 0
    const guard = createCrashGuard(() => now)
    const answers = Array.from({ length: 6 }, () => {
      now += 31_000
      return guard.isSingle()
    })
    expect(answers).not.toContain(false)
  })
})

describe('lost helper processes', () => {
  it('are logged', () => {
    const app = new EventEmitter()
    const log: string[] = []
    logLostHelpers(app as unknown as App, (message) => log.push(message))
    app.emit('child-process-gone', {}, { type: 'GPU', reason: 'crashed', exitCode: 1 })
    expect(log).toStrictEqual(['a helper process is gone: GPU, crashed, exit code 1'])
  })
})

describe('scenarioPaths', () => {
  it('finds scenarios among switches and other words', () => {
    const args = ['electron', 'out/main/main.js', '--type=x.kei', 'a.kei', '/b/C.KEI', 'notes.txt']
    expect(scenarioPaths(args, '/home/u')).toStrictEqual(['/home/u/a.kei', '/b/C.KEI'])
  })
  it('understands file addresses of this computer', () => {
    const args = ['file:///home/u/a%20b.kei', 'file://elsewhere/c.kei', 'file:%zz.kei']
    expect(scenarioPaths(args, '/')).toStrictEqual(['/home/u/a b.kei'])
  })
})

describe('requests to open files', () => {
  it('wait for the app, whichever way they come, and come in order', () => {
    const app = new EventEmitter()
    const starts: string[] = []
    const requests = followOpenRequests(app as unknown as App, {
      argv: ['keicast', 'a.kei'],
      folder: '/u',
      onSecondStart: () => starts.push('again'),
    })
    const preventDefault = vi.fn()
    app.emit('open-file', { preventDefault }, '/u/b.kei')
    app.emit('second-instance', {}, ['keicast', 'c.kei'], '/v')
    const opened: string[] = []
    requests.serve((path) => opened.push(path))
    app.emit('second-instance', {}, ['keicast'], '/v')
    app.emit('open-file', { preventDefault }, '/u/d.kei')
    expect(opened).toStrictEqual(['/u/a.kei', '/u/b.kei', '/v/c.kei', '/u/d.kei'])
    expect(starts).toHaveLength(2)
    expect(preventDefault).toHaveBeenCalledTimes(2)
  })
})

describe('the file dialogs', () => {
  const window = {} as unknown as BrowserWindow
  function dialogs(paths: (string | null)[]) {
    const shown: { defaultPath?: string; filters?: object }[] = []
    function next(options: { defaultPath?: string }) {
      shown.push(options)
      const path = paths.shift() ?? null
      const canceled = path === null
      return Promise.resolve({ canceled, filePath: path ?? '', filePaths: canceled ? [] : [path] })
    }
    const dialog = {
      showOpenDialog: (_window: unknown, options: object) => next(options),
      showSaveDialog: (_window: unknown, options: object) => next(options),
    }
    return { shown, ...createNativeDialogs(dialog as unknown as Dialog, window) }
  }

  it('give the file that was chosen, null where none was', async () => {
    const made = dialogs(['/a/x.kei', null, '/b/y.png', null])
    expect(await made.chooseOpen('/')).toStrictEqual({ path: '/a/x.kei' })
    expect(await made.chooseOpen('/')).toBeNull()
    expect(await made.chooseSave('y', '/', 'png')).toStrictEqual({ path: '/b/y.png' })
    expect(await made.chooseSave('y', '/', 'png')).toBeNull()
  })
  it('start where the last of their kind ended', async () => {
    const made = dialogs(['/a/x.kei', '/b/y.png', null, null, null])
    await made.chooseOpen('/first')
    await made.chooseSave('y.png', '/first', 'png')
    await made.chooseOpen('/first')
    await made.chooseSave('x.kei', '/first', 'kei')
    await made.chooseSave('z.csv', '/first', 'csv')
    expect(made.shown.map(({ defaultPath }) => defaultPath)).toStrictEqual([
      '/first',
      '/first/y.png',
      '/a',
      '/a/x.kei',
      '/b/z.csv',
    ])
  })
  it('keep a cancelled dialog’s folder out of it', async () => {
    const made = dialogs([null, null])
    await made.chooseOpen('/first')
    await made.chooseOpen('/second')
    expect(made.shown.map(({ defaultPath }) => defaultPath)).toStrictEqual(['/first', '/second'])
  })
  it('take a suggestion for a name, never for a path', async () => {
    const made = dialogs([null])
    await made.chooseSave('../../etc/passwd', '/first', 'kei')
    expect(made.shown[0]).toMatchObject({
      defaultPath: '/first/passwd',
      filters: [{ name: 'Keicast scenario', extensions: ['kei'] }],
    })
  })
})

describe('quitting', () => {
  function quitting(dispose: () => Promise<void>) {
    const events = new EventEmitter()
    const app = Object.assign(events, { quit: vi.fn() })
    disposeBeforeQuit(app as unknown as App, dispose)
    const preventDefault = vi.fn()
    return { app, preventDefault, tell: () => events.emit('will-quit', { preventDefault }) }
  }

  it.each([
    ['done', () => Promise.resolve()],
    ['failed', () => Promise.reject(new Error('no'))],
  ])('goes on when the app’s work is %s', async (_name, dispose) => {
    const { app, preventDefault, tell } = quitting(dispose)
    tell()
    expect(preventDefault).toHaveBeenCalledOnce()
    await vi.waitFor(() => expect(app.quit).toHaveBeenCalledOnce())
    tell()
    expect(preventDefault).toHaveBeenCalledOnce()
  })
  it('does not wait for ever', async () => {
    vi.useFakeTimers()
    const { app, tell } = quitting(() => new Promise(() => undefined))
    tell()
    await vi.advanceTimersByTimeAsync(2000)
    vi.useRealTimers()
    expect(app.quit).toHaveBeenCalledOnce()
  })
})

describe('the log', () => {
  const at = () => new Date('2026-11-22T03:00:00Z')
  it('keeps the time, the words and the cause', () => {
    const path = join(folder, 'logs', 'keicast.log')
    const log = createLog(path, at)
    log('a call failed', new Error('no room'))
    expect(readFileSync(path, 'utf8')).toMatch(
      /^2026-11-22T03:00:00.000Z a call failed\nError: no room\n/,
    )
  })
  it('does not grow without end', () => {
    const path = join(folder, 'full.log')
    writeFileSync(path, 'x'.repeat(1_000_001))
    createLog(path, at)('new')
    expect(statSync(`${path}.old`).size).toBe(1_000_001)
    expect(readFileSync(path, 'utf8')).toBe('2026-11-22T03:00:00.000Z new\n')
  })
  it('never throws', () => {
    const error = vi.spyOn(console, 'error').mockImplementation(() => undefined)
    writeFileSync(join(folder, 'blocker'), '')
    createLog(join(folder, 'blocker', 'keicast.log'))('lost')
    expect(error).toHaveBeenCalledOnce()
    error.mockRestore()
  })
})

describe('recentDocuments', () => {
  const documents = [{ id: '1', fileName: 'a.kei', folder: '/u' }]
  it('asks the app', async () => {
    const dispatch = vi.fn(() => Promise.resolve({ ok: true, value: documents } as const))
    expect(await recentDocuments(dispatch)).toStrictEqual(documents)
    expect(dispatch).toHaveBeenCalledWith('file.recent', undefined)
  })
  it('is none where the app can’t tell', async () => {
    const error = { code: 'internal', message: 'no' } as const
    expect(await recentDocuments(() => Promise.resolve({ ok: false, error }))).toStrictEqual([])
    await setImmediate()
  })
})
