import { EventEmitter } from 'node:events'
import { setImmediate } from 'node:timers/promises'
import type { IpcMain, WebContents } from 'electron'
import { describe, expect, it } from 'vitest'
import { createPageLink, isOwnTopFrame } from '../../electron/ipc-transport.ts'

const top = { origin: 'app://bundle', parent: null, url: 'app://bundle/index.html' }

describe('isOwnTopFrame', () => {
  it('knows our window’s own page', () => {
    expect(isOwnTopFrame({ senderFrame: top }, { mainFrame: top })).toBe(true)
  })

  it.each([
    { name: 'a frame that is gone', senderFrame: null },
    { name: 'a frame in our page', senderFrame: { ...top, parent: top } },
    { name: 'our page in another window', senderFrame: { ...top } },
  ])('refuses $name', ({ senderFrame }) => {
    expect(isOwnTopFrame({ senderFrame }, { mainFrame: top })).toBe(false)
  })

  it('refuses a page that is a frame of another, in whatever window', () => {
    const framed = { ...top, parent: top }
    expect(isOwnTopFrame({ senderFrame: framed }, { mainFrame: framed })).toBe(false)
  })

  it.each(['https://example.org', 'app://bundle.evil', 'null', '', 'file://', 'APP://BUNDLE'])(
    'refuses a page of origin “%s” in our window',
    (origin) => {
      const frame = { ...top, origin }
      expect(isOwnTopFrame({ senderFrame: frame }, { mainFrame: frame })).toBe(false)
    },
  )
})

describe('the page link', () => {
  type Handler = (event: object, ...args: unknown[]) => Promise<unknown>
  function link() {
    const handlers = new Map<string, Handler>()
    const sent: unknown[][] = []
    const log: string[] = []
    const contents = Object.assign(new EventEmitter(), {
      mainFrame: top,
      send: (...args: unknown[]) => sent.push(args),
    })
    const ipcMain = {
      handle: (channel: string, handler: Handler) => handlers.set(channel, handler),
    }
    const made = createPageLink(
      ipcMain as unknown as Pick<IpcMain, 'handle'>,
      contents as unknown as WebContents,
      (message) => log.push(message),
    )
    const call = (name: unknown, input?: unknown, senderFrame: unknown = top) =>
      handlers.get('host:call')?.({ senderFrame }, name, input)
    return { ...made, contents, handlers, sent, log, call }
  }
  const echo = (name: unknown, input: unknown) =>
    Promise.resolve({ ok: true, value: [name, input] } as const)
  const closing = ['host:event', 'window.closing', {}]

  it('has one channel for calls', () => {
    expect([...link().handlers.keys()]).toStrictEqual(['host:call'])
  })

  it('gives our page’s calls to the dispatcher, those made before it is there too', async () => {
    const { call, serve } = link()
    const early = call('app.hello', 1)
    serve(echo)
    expect(await early).toStrictEqual({ ok: true, value: ['app.hello', 1] })
    expect(await call('b', 2)).toStrictEqual({ ok: true, value: ['b', 2] })
  })

  it('refuses others before the dispatcher hears of them, and says so', async () => {
    const { call, serve, log } = link()
    const heard: unknown[] = []
    serve((name) => {
      heard.push(name)
      return echo(name, undefined)
    })
    const foreign = { ...top, parent: top, url: 'https://example.org/' }
    await expect(call('app.hello', undefined, foreign)).rejects.toThrow('untrusted')
    await expect(call('app.hello', undefined, null)).rejects.toThrow('untrusted')
    expect(heard).toStrictEqual([])
    expect(log[0]).toContain('https://example.org/')
  })

  it('holds events until the page has made a call, then sends them in order', async () => {
    const { announce, call, isUp, serve, sent } = link()
    serve(echo)
    announce('file.requested', { id: 'a' })
    announce('menu.command', { command: 'file.save' })
    await setImmediate()
    expect(sent).toStrictEqual([])
    expect(isUp()).toBe(false)
    await call('app.hello')
    await setImmediate()
    expect(isUp()).toBe(true)
    expect(sent).toStrictEqual([
      ['host:event', 'file.requested', { id: 'a' }],
      ['host:event', 'menu.command', { command: 'file.save' }],
    ])
    announce('window.closing', {})
    expect(sent.at(-1)).toStrictEqual(closing)
  })

  it.each([
    ['is loaded again', 'did-start-navigation', { isMainFrame: true, isSameDocument: false }],
    ['crashes', 'render-process-gone', {}],
  ])('holds events again when the page %s', async (_name, event, details) => {
    const { announce, call, contents, isUp, serve, sent } = link()
    serve(echo)
    await call('app.hello')
    await setImmediate()
    contents.emit(event, details)
    expect(isUp()).toBe(false)
    announce('window.closing', {})
    expect(sent).toStrictEqual([])
    await call('app.hello')
    await setImmediate()
    expect(sent).toStrictEqual([closing])
  })

  it('goes on when only a frame navigates, or the page within itself', async () => {
    const { call, contents, isUp, serve } = link()
    serve(echo)
    await call('app.hello')
    await setImmediate()
    contents.emit('did-start-navigation', { isMainFrame: false, isSameDocument: false })
    contents.emit('did-start-navigation', { isMainFrame: true, isSameDocument: true })
    expect(isUp()).toBe(true)
  })
})
