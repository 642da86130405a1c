import type { FileToken, Settings } from '../../../src/contract/calls.ts'
import type { Command } from '../../../src/contract/events.ts'
import type { Scenario } from '../../../src/core/scenario/scenario.ts'
import { showTheme } from '../../state/theme.ts'
import type { Workspace } from '../../state/workspace.svelte.ts'
import { en } from '../../strings/en.ts'
import { Asker } from '../../ui/ask.svelte.ts'
import { DocumentActions } from '../documents/document-actions.ts'
import type { ViewId } from '../views/registry.ts'

/** The sample that the app opens with: the market as it is. */
const FIRST_SAMPLE = 'status-quo'
/** Pause after a change before unsaved work is put away. */
const BACKUP_DELAY_MS = 500

type Overlay = 'none' | 'palette' | 'shortcuts' | 'tour'

/** What the app does on commands, events and time. The components only show it. */
export class AppController {
  readonly workspace: Workspace
  readonly asker = new Asker()
  readonly documents: DocumentActions
  readonly isMac = navigator.userAgent.includes('Mac')
  #view = $state.raw<ViewId>('adoption')
  #year = $state.raw(2045)
  #presenting = $state.raw(false)
  /** The browser shows nothing but the page; its word of leaving an earlier time may come late. */
  #fillsScreen = false
  #overlay = $state.raw<Overlay>('none')
  #settings = $state.raw<Settings>({ theme: 'system', tourDone: true })
  /** The file that another program changed, until the user says what to do. */
  #changedFile = $state.raw<FileToken | null>(null)
  #backupTimer: ReturnType<typeof setTimeout> | undefined

  readonly view = $derived(this.#view)
  readonly year = $derived(this.#year)
  readonly presenting = $derived(this.#presenting)
  readonly overlay = $derived(this.#overlay)
  readonly settings = $derived(this.#settings)
  readonly changedOnDisk = $derived.by(
    () => this.#changedFile !== null && this.#changedFile === this.workspace.token,
  )

  constructor(workspace: Workspace) {
    this.workspace = workspace
    this.documents = new DocumentActions(workspace, this.asker)
    this.#settings = workspace.hello.settings
    showTheme(this.#settings.theme)
  }

  /** Open the first document, listen to the host, offer what was lost. */
  async start(): Promise<() => void> {
    const { host } = this.workspace
    const started = this.#openFirst()
    // A file that the system asks for meanwhile waits, or it could become the reference.
    let opening: Promise<void> = started
    const stop = [
      host.on('menu.command', ({ command }) => void this.run(command)),
      host.on('file.changedOnDisk', ({ token }) => {
        this.#changedFile = token
      }),
      host.on('file.requested', ({ id }) => {
        opening = opening.then(() => this.documents.openRecent(id))
      }),
      host.on('window.closing', () => void this.#close()),
    ]
    await started
    return () => {
      for (const end of stop) end()
    }
  }

  /** Show the market as it is, make it the reference, and offer what was lost. */
  async #openFirst(): Promise<void> {
    await this.documents.openSample(FIRST_SAMPLE)
    const { scenario, hello } = this.workspace
    await this.workspace.pin({ name: scenario.name, scenario })
    await this.documents.recover()
    if (!hello.settings.tourDone) this.#overlay = 'tour'
  }

  /** Change the scenario, and put the unsaved state away a moment later. */
  async edit(label: string, scenario: Scenario, group: string | null = null): Promise<void> {
    const done = this.workspace.edit(label, scenario, group)
    this.#backUpSoon()
    await done
  }

  show(view: ViewId): void {
    this.#view = view
  }

  showYear(year: number): void {
    this.#year = year
  }

  showOverlay(overlay: Overlay): void {
    if (this.#overlay === 'tour' && overlay !== 'tour') {
      void this.putSettings({ ...this.#settings, tourDone: true })
    }
    this.#overlay = overlay
  }

  async putSettings(settings: Settings): Promise<void> {
    this.#settings = settings
    showTheme(this.#settings.theme)
    await this.workspace.host.call('settings.put', settings)
  }

  async present(on: boolean): Promise<void> {
    if (on === this.#presenting) return
    this.#presenting = on
    this.#fillsScreen = false
    await this.workspace.host.call('window.present', { on })
    try {
      if (on) {
        await document.documentElement.requestFullscreen()
        this.#fillsScreen = true
      } else if (document.fullscreenElement !== null) await document.exitFullscreen()
    } catch {
      // Full screen may be refused, e.g. without a key press; the large view is shown all the same.
    }
  }

  /** Hear that the browser entered or left full screen, e.g. by its own key. */
  noteFullscreen(): void {
    if (document.fullscreenElement === null && this.#fillsScreen) void this.present(false)
  }

  /** Give the presenter the levers in a window of their own: the shell's, or one that the page opens. */
  async #openPresenter(): Promise<void> {
    if (await this.workspace.host.call('window.presenter')) return
    window.open(`${location.pathname}#presenter`, 'keicast-presenter', 'width=480,height=860')
  }

  /** Load the file that another program changed, or keep what is on screen. */
  async answerChangedOnDisk(answer: 'reload' | 'keep'): Promise<void> {
    // Unsaved changes are not given up without a word; who cancels still has the bar.
    if (answer === 'keep' || (await this.documents.revert())) this.#changedFile = null
  }

  async run(command: Command): Promise<void> {
    switch (command) {
      case 'file.new':
        return this.documents.create()
      case 'file.open':
        return this.documents.open()
      case 'file.save':
        if (await this.documents.save()) this.#changedFile = null
        return
      case 'file.saveAs':
        await this.documents.saveAs()
        return
      case 'file.duplicate':
        return this.documents.duplicate()
      case 'file.revert':
        await this.documents.revert()
        return
      case 'edit.undo':
        this.#backUpSoon()
        return this.workspace.undo()
      case 'edit.redo':
        this.#backUpSoon()
        return this.workspace.redo()
      case 'scenario.pin': {
        const { scenario } = this.workspace
        return this.workspace.pin({ name: scenario.name, scenario })
      }
      case 'view.present':
        return this.present(!this.#presenting)
      case 'view.presenter':
        await this.#openPresenter()
        return this.present(true)
      case 'view.palette':
        this.showOverlay('palette')
        return
      case 'help.tour':
        this.showOverlay('tour')
        return
      case 'help.shortcuts':
        this.showOverlay('shortcuts')
        return
    }
  }

  /** Commands that have nothing to do now. */
  disabledCommands(): Command[] {
    const { undoLabel, redoLabel, token, edited } = this.workspace
    return [
      ...(undoLabel === null ? (['edit.undo'] as const) : []),
      ...(redoLabel === null ? (['edit.redo'] as const) : []),
      ...(token === null || !edited ? (['file.revert'] as const) : []),
    ]
  }

  /** Menu labels that name what they would undo. */
  commandLabels(): Partial<Record<Command, string>> {
    const { undoLabel, redoLabel } = this.workspace
    const { 'edit.undo': undo, 'edit.redo': redo } = en.commands
    return {
      'edit.undo': undoLabel === null ? undo : `${undo}: ${undoLabel}`,
      'edit.redo': redoLabel === null ? redo : `${redo}: ${redoLabel}`,
    }
  }

  #backUpSoon(): void {
    clearTimeout(this.#backupTimer)
    this.#backupTimer = setTimeout(() => void this.#backUp(), BACKUP_DELAY_MS)
  }

  async #backUp(): Promise<void> {
    const { host, documentId, fileName, token, scenario, edited } = this.workspace
    if (edited) {
      await host.call('backup.put', { documentId, fileName, token, scenario: { ...scenario } })
    } else {
      await host.call('backup.drop', { documentId })
    }
  }

  async #close(): Promise<void> {
    if (!(await this.documents.mayLeave())) return
    clearTimeout(this.#backupTimer)
    await this.workspace.host.call('window.close')
  }
}
