import { EventEmitter } from 'node:events'
import { appEvents, stoppable } from './events.ts'
import type { Rectangle } from './screen.ts'
import { WebContents } from './web-contents.ts'

interface Options {
  readonly x?: number
  readonly y?: number
  readonly width?: number
  readonly height?: number
  readonly title?: string
  readonly show?: boolean
  readonly webPreferences?: { readonly preload?: string }
}

const all = new Set<BrowserWindow>()

/** A window: its state is kept here, what it shows is a page of Chromium. */
export class BrowserWindow extends EventEmitter {
  readonly webContents: WebContents
  /** What the shell asked for, kept for tests. */
  readonly options: Options
  /** Every title that was shown, kept for tests. */
  readonly titles: string[] = []
  #bounds: Rectangle
  #state = {
    visible: false,
    maximized: false,
    minimized: false,
    fullScreen: false,
    menuBar: true,
    focused: false,
    edited: false,
  }
  #isDestroyed = false

  static getAllWindows(): BrowserWindow[] {
    return [...all]
  }

  constructor(options: Options) {
    super()
    this.options = options
    const { x = 100, y = 100, width = 800, height = 600 } = options
    this.#bounds = { x, y, width, height }
    this.#state.visible = options.show ?? true
    this.webContents = new WebContents(options.webPreferences ?? {}, this.#bounds)
    this.webContents.once('ready-to-show', () => this.emit('ready-to-show'))
    all.add(this)
    appEvents.emit('browser-window-created', {}, this)
  }

  loadURL(url: string): Promise<void> {
    return this.webContents.loadURL(url)
  }

  close(): void {
    if (this.#isDestroyed) return
    const event = stoppable()
    this.emit('close', event)
    if (!event.defaultPrevented) this.destroy()
  }
  destroy(): void {
    if (this.#isDestroyed) return
    this.#isDestroyed = true
    all.delete(this)
    this.webContents.destroy()
    this.emit('closed')
    if (all.size === 0) setImmediate(() => appEvents.emit('all-windows-closed'))
  }
  isDestroyed(): boolean {
    return this.#isDestroyed
  }

  setTitle(title: string): void {
    this.titles.push(title)
  }
  getTitle(): string {
    return this.titles.at(-1) ?? this.options.title ?? ''
  }
  setDocumentEdited(edited: boolean): void {
    this.#state.edited = edited
  }

  getBounds(): Rectangle {
    return this.#bounds
  }
  getNormalBounds(): Rectangle {
    return this.#bounds
  }
  setBounds(bounds: Partial<Rectangle>): void {
    this.#bounds = { ...this.#bounds, ...bounds }
  }

  show(): void {
    this.#state.visible = true
    this.emit('show')
  }
  focus(): void {
    this.#state.focused = true
    this.emit('focus')
  }
  maximize(): void {
    this.#state.maximized = true
    this.show()
  }
  minimize(): void {
    this.#state.minimized = true
  }
  restore(): void {
    this.#state.minimized = false
  }
  setFullScreen(on: boolean): void {
    this.#state.fullScreen = on
    // As on a real desktop, the change is told of when it has happened.
    setImmediate(() => this.emit(on ? 'enter-full-screen' : 'leave-full-screen'))
  }
  setMenuBarVisibility(on: boolean): void {
    this.#state.menuBar = on
  }
  isVisible = (): boolean => this.#state.visible
  isFocused = (): boolean => this.#state.focused
  isMaximized = (): boolean => this.#state.maximized
  isMinimized = (): boolean => this.#state.minimized
  isFullScreen = (): boolean => this.#state.fullScreen
  isMenuBarVisible = (): boolean => this.#state.menuBar
  isDocumentEdited = (): boolean => this.#state.edited
}
