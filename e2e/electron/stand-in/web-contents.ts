import { randomUUID } from 'node:crypto'
import { EventEmitter } from 'node:events'
import { readFileSync } from 'node:fs'
import type { Frame, Page, Request as PageRequest, Route } from 'playwright'
import { appEvents, stoppable } from './events.ts'
import { answerCall } from './ipc-main.ts'
import { runPreload } from './page-side.ts'
import { answerRequest } from './protocol.ts'
import { defaultSession } from './session.ts'
import { theBrowser } from './state.ts'
import { fromWeb, originOf, toWeb } from './web-address.ts'
import { createCodec } from './wire.ts'

interface Preferences {
  readonly preload?: string
}
interface OpenDetails {
  readonly url: string
  readonly frameName: string
  readonly disposition: string
}
type OpenHandler = (details: OpenDetails) => { readonly action: 'allow' | 'deny' }

/** A frame of a page, as Electron's main process sees it. */
export interface WebFrame {
  readonly url: string
  readonly origin: string
  readonly parent: WebFrame | null
}

const SEND = 'standInSend'
const codec = createCodec()
let lastId = 0

/** A page of Chromium in the role of a window's contents. */
export class WebContents extends EventEmitter {
  readonly id = (lastId += 1)
  readonly session = defaultSession
  readonly #preload: string
  readonly #deliver = `standInDeliver${randomUUID()}`
  readonly #frames = new WeakMap<Frame, WebFrame>()
  #page: Page | undefined
  /** What is asked of the page is done in order. */
  #queue: Promise<unknown>
  #expected: string | undefined
  #openHandler: OpenHandler | undefined
  #url = ''
  #isCrashed = false
  #isDestroyed = false

  constructor(preferences: Preferences, size: { readonly width: number; readonly height: number }) {
    super()
    this.#preload = preferences.preload ? readFileSync(preferences.preload, 'utf8') : ''
    this.#queue = this.#open(size)
    appEvents.emit('web-contents-created', {}, this)
  }

  get mainFrame(): WebFrame | null {
    return this.#page === undefined ? null : this.#frameOf(this.#page.mainFrame())
  }
  getURL(): string {
    return this.#url
  }
  isDestroyed(): boolean {
    return this.#isDestroyed
  }
  setWindowOpenHandler(handler: OpenHandler): void {
    this.#openHandler = handler
  }

  async loadURL(url: string): Promise<void> {
    this.#url = url
    await this.#do(async (page) => {
      await defaultSession.grant(this, originOf(toWeb(url)))
      this.#expected = url
      await page.goto(toWeb(url))
    })
  }

  reload(): void {
    void this.#do(async (page) => {
      let current = page
      if (this.#isCrashed) {
        // A crashed page can't be loaded again; a new one takes its place.
        const size = page.viewportSize() ?? { width: 1280, height: 720 }
        await this.#open(size)
        await page.close()
        current = this.#page ?? page
      }
      this.#expected = this.#url
      await current.goto(toWeb(this.#url))
    })
  }

  send(channel: string, ...args: unknown[]): void {
    const text = codec.encode(args)
    void this.#do((page) =>
      page.evaluate(
        ([name, to, what]) => {
          const globals = globalThis as unknown as Record<
            string,
            (to: string, what: string) => void
          >
          globals[name]?.(to, what)
        },
        [this.#deliver, channel, text] as const,
      ),
    )
  }

  forcefullyCrashRenderer(): void {
    void this.#do(async (page) => {
      const devTools = await page.context().newCDPSession(page)
      const gone = new Promise((resolve) => page.once('crash', resolve))
      void devTools.send('Page.crash').catch(() => undefined) // never answered
      await gone
    })
  }

  destroy(): void {
    if (this.#isDestroyed) return
    this.#isDestroyed = true
    void this.#queue.then(() => this.#page?.close())
    this.emit('destroyed')
  }

  /** Wait until all that was asked of the page is done. */
  async settled(): Promise<void> {
    await this.#queue
  }

  #do<T>(action: (page: Page) => Promise<T>): Promise<T | undefined> {
    const done = this.#queue.then(() =>
      this.#page === undefined || this.#isDestroyed ? undefined : action(this.#page),
    )
    // A page that navigates away or is closed meanwhile ends what was asked of it.
    this.#queue = done.catch((error: unknown) => {
      if (process.env.STAND_IN_DEBUG !== undefined) console.error(error)
    })
    return done
  }

  async #open(size: { readonly width: number; readonly height: number }): Promise<void> {
    const { context } = await theBrowser()
    const page = await context.newPage()
    this.#page = page
    this.#isCrashed = false
    await page.setViewportSize({ width: size.width, height: size.height })
    await page.exposeBinding(SEND, ({ frame }, text: string) =>
      answerCall({ sender: this, senderFrame: this.#frameOf(frame) }, text),
    )
    await page.addInitScript(`(${runPreload.toString()})((${createCodec.toString()})(),
      ${JSON.stringify({ send: SEND, deliver: this.#deliver })},
      function (require) {\n${this.#preload}\n})`)
    await page.route('**/*', (route, request) => this.#answer(page, route, request))
    this.#watch(page)
    // Chromium opens a new window all the same: it can load nothing, and goes at once if it is refused.
    const devTools = await context.newCDPSession(page)
    let isRefused = false
    devTools.on('Page.windowOpen', ({ url }) => (isRefused = !this.#mayOpen(url)))
    page.on('popup', (popup) => void (isRefused && closePage(popup)))
    await devTools.send('Page.enable')
  }

  #watch(page: Page): void {
    page.on('load', () => {
      this.emit('did-finish-load')
      this.emit('ready-to-show')
    })
    page.on('download', (download) => {
      const event = stoppable()
      this.session.emit('will-download', event, { getURL: () => fromWeb(download.url()) }, this)
      if (event.defaultPrevented) void download.cancel()
    })
    page.on('crash', () => {
      this.#isCrashed = true
      this.emit('render-process-gone', {}, { reason: 'crashed', exitCode: 5 })
    })
  }

  async #answer(page: Page, route: Route, request: PageRequest): Promise<void> {
    if (request.isNavigationRequest() && !this.#mayNavigate(page, request)) {
      await route.abort('aborted')
      return
    }
    await answerRequest(route, request)
  }

  /** Tell listeners of a navigation; what the page itself set off they may stop. */
  #mayNavigate(page: Page, request: PageRequest): boolean {
    const url = fromWeb(request.url())
    const isMainFrame = request.frame() === page.mainFrame()
    const isOurs = isMainFrame && url === this.#expected
    if (isOurs) this.#expected = undefined
    else {
      const event = stoppable({ url, isMainFrame, isSameDocument: false })
      this.emit('will-frame-navigate', event)
      if (isMainFrame) this.emit('will-navigate', event)
      if (event.defaultPrevented) return false
    }
    this.emit('did-start-navigation', { url, isMainFrame, isSameDocument: false })
    return true
  }

  /** Ask the shell about a new window; without a handler Electron opens it. */
  #mayOpen(address: string): boolean {
    const url = address === '' ? 'about:blank' : fromWeb(address)
    const details = { url, frameName: '', disposition: 'new-window' }
    return this.#openHandler?.(details).action !== 'deny'
  }

  /** One object for each frame, so that listeners may compare them. */
  #frameOf(frame: Frame): WebFrame {
    const known = this.#frames.get(frame)
    if (known !== undefined) return known
    const parentOf = (): WebFrame | null => {
      const parent = frame.parentFrame()
      return parent === null ? null : this.#frameOf(parent)
    }
    const made: WebFrame = {
      get url() {
        return fromWeb(frame.url())
      },
      get origin(): string {
        // Blank frames have the origin of the page that made them.
        return frame.url().startsWith('about:')
          ? (parentOf()?.origin ?? 'null')
          : originOf(frame.url())
      },
      get parent() {
        return parentOf()
      },
    }
    this.#frames.set(frame, made)
    return made
  }
}

/** Close a page. One that is changing processes meanwhile may miss it, so it is told until it is gone. */
async function closePage(page: Page): Promise<void> {
  const devTools = await page.context().newCDPSession(page)
  while (!page.isClosed()) {
    await devTools.send('Page.close').catch(() => undefined) // it is gone
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
}
