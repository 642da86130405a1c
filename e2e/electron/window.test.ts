import { EventEmitter } from 'node:events'
import { readdirSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import type { Session, WebContents } from 'electron'
import { describe, expect, it } from 'vitest'
import {
  closeToOutsiders,
  refusePermissions,
  webPreferences,
  windowOptions,
} from '../../electron/window.ts'

const root = resolve(import.meta.dirname, '../..')

describe('the window’s options', () => {
  it('put the page in a sandbox without Node', () => {
    expect(webPreferences('/preload.cjs', false)).toMatchObject({
      preload: '/preload.cjs',
      devTools: false,
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      webviewTag: false,
      webSecurity: true,
      allowRunningInsecureContent: false,
      spellcheck: false,
    })
  })

  it('turn on nothing experimental', () => {
    const names = Object.keys(webPreferences('/preload.cjs', true))
    expect(names).not.toContain('experimentalFeatures')
    expect(names).not.toContain('enableBlinkFeatures')
  })

  it('show no window before its page', () => {
    const place = { bounds: { width: 1000, height: 700 }, maximized: false }
    const options = windowOptions(place, '/preload.cjs', { icon: '/icon.png', devTools: false })
    expect(options).toMatchObject({ width: 1000, height: 700, show: false, title: 'Keicast' })
    expect(options.webPreferences).toStrictEqual(webPreferences('/preload.cjs', false))
  })
})

describe('closeToOutsiders', () => {
  type OpenHandler = Parameters<WebContents['setWindowOpenHandler']>[0]
  function closed() {
    const events = new EventEmitter()
    const log: string[] = []
    let openHandler: OpenHandler | undefined
    const contents = Object.assign(events, {
      setWindowOpenHandler: (handler: OpenHandler) => (openHandler = handler),
    })
    closeToOutsiders(contents as unknown as WebContents, (message) => log.push(message))
    return { events, log, open: (url: string) => openHandler?.({ url } as never) }
  }
  function tryTo(events: EventEmitter, name: string, url: string): boolean {
    let prevented = false
    events.emit(name, { url, preventDefault: () => (prevented = true) })
    return !prevented
  }

  const ways = ['will-navigate', 'will-frame-navigate', 'will-redirect']
  it.each(ways)('lets a page %s to our own origin only', (way) => {
    const { events, log } = closed()
    expect(tryTo(events, way, 'app://bundle/index.html')).toBe(true)
    const outside = ['app://bundle.evil/', 'https://example.org/', 'file:///etc/passwd', 'data:,x']
    for (const url of [...outside, 'javascript:alert(1)', 'not a url']) {
      expect(tryTo(events, way, url)).toBe(false)
      expect(log.at(-1)).toContain(url)
    }
  })

  it('opens no window, not even of our own', () => {
    const { open } = closed()
    for (const url of ['https://example.org/', 'app://bundle/index.html', 'about:blank']) {
      expect(open(url)).toStrictEqual({ action: 'deny' })
    }
  })

  it('attaches no guest page', () => {
    const { events } = closed()
    expect(tryTo(events, 'will-attach-webview', 'app://bundle/')).toBe(false)
  })
})

describe('refusePermissions', () => {
  function refusing() {
    const handlers: Record<string, (...args: unknown[]) => unknown> = {}
    const keep = (name: string) => (handler: (...args: unknown[]) => unknown) => {
      handlers[name] = handler
    }
    const session = {
      setPermissionRequestHandler: keep('request'),
      setPermissionCheckHandler: keep('check'),
      setDevicePermissionHandler: keep('device'),
      on: (name: string, handler: (...args: unknown[]) => unknown) => keep(name)(handler),
    }
    refusePermissions(session as unknown as Session)
    function request(permission: string, requestingUrl: string): unknown {
      let answer: unknown
      const callback = (granted: unknown) => (answer = granted)
      handlers.request?.(null, permission, callback, { requestingUrl })
      return answer
    }
    return { handlers, request }
  }
  const ours = 'app://bundle/index.html'

  it.each(['clipboard-sanitized-write', 'fullscreen'])('grants %s to our page only', (name) => {
    const { handlers, request } = refusing()
    expect(request(name, ours)).toBe(true)
    expect(handlers.check?.(null, name, 'app://bundle/', {})).toBe(true)
    expect(request(name, 'https://example.org/')).toBe(false)
    expect(handlers.check?.(null, name, 'https://example.org/', {})).toBe(false)
    expect(handlers.check?.(null, name, '', {})).toBe(false)
  })

  it.each([
    'media',
    'geolocation',
    'notifications',
    'clipboard-read',
    'openExternal',
    'display-capture',
    'midi',
    'pointerLock',
    'fileSystem',
    'serial',
    'hid',
    'usb',
    'unknown',
  ])('refuses %s', (name) => {
    const { handlers, request } = refusing()
    expect(request(name, ours)).toBe(false)
    expect(handlers.check?.(null, name, 'app://bundle/', {})).toBe(false)
  })

  it('refuses devices and downloads', () => {
    const { handlers } = refusing()
    expect(handlers.device?.({})).toBe(false)
    let prevented = false
    handlers['will-download']?.({ preventDefault: () => (prevented = true) })
    expect(prevented).toBe(true)
  })
})

describe('the sources', () => {
  function sources(folder: string): [name: string, text: string][] {
    return readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
      .filter((name) => /\.(ts|svelte|html)$/.test(name))
      .map((name) => [join(folder, name), readFileSync(join(root, folder, name), 'utf8')])
  }

  it('open nothing outside the app and turn no protection off', () => {
    const forbidden =
      /openExternal|openPath\(['"`]|webSecurity: false|allowRunningInsecureContent: true|experimentalFeatures|enableBlinkFeatures|nodeIntegration\w*: true|bypassCSP|executeJavaScript|sendSync|setCertificateVerifyProc|certificate-error|appendSwitch|file:\/\/|@electron\/remote/
    for (const [name, text] of sources('electron')) expect(text, name).not.toMatch(forbidden)
  })

  it('have no webview', () => {
    for (const [name, text] of [...sources('electron'), ...sources('renderer')]) {
      expect(text, name).not.toMatch(/<webview|allowpopups/i)
    }
  })

  it('keep Electron to the shell', () => {
    for (const [name, text] of [...sources('src'), ...sources('renderer')]) {
      expect(text, name).not.toMatch(/from ['"]electron['"]/)
    }
  })
})
