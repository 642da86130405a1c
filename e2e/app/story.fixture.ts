import { readFileSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import type { Locator, Page } from 'playwright'
import { afterAll, afterEach, beforeEach, describe, expect } from 'vitest'
import { closeSharedBrowser } from './browser-carrier.fixture.ts'
import { carriers, openApp, type CarrierName, type OpenApp } from './carrier.fixture.ts'

export const views = [
  'Adoption',
  'Where',
  'Instead of what',
  'Price',
  'Who earns',
  'Who buys',
  'Compare',
  'How sure',
  'Evidence',
  'Japan',
] as const
export type ViewName = (typeof views)[number]

export const SAMPLE = 'A federal kei class from 2028'
/** A lever with a slider, and what it is called. */
export const LEVER = '25-year-old imports available'

/** Tell stories to both carriers, each story to an app of its own past its tour. */
export function tellOnBoth(tell: (story: Story, carrier: CarrierName) => void): void {
  describe.each(carriers)('in the %s', (carrier) => {
    const story = new Story(carrier)
    beforeEach(async () => {
      story.app = await openApp(carrier)
      await story.app.page.getByRole('button', { name: 'Skip the tour' }).click()
    })
    afterEach(async () => {
      // A violation of the page's policy is among them.
      expect(story.app.complaints).toEqual([])
      await story.app.close()
    })
    tell(story, carrier)
  })
  afterAll(closeSharedBrowser)
}

/** What people do in a story, on whichever carrier. */
export class Story {
  readonly carrier: CarrierName
  app!: OpenApp

  constructor(carrier: CarrierName) {
    this.carrier = carrier
  }

  get page(): Page {
    return this.app.page
  }
  /** The view's own title, which states the finding. */
  get heading(): Locator {
    return this.page.getByRole('tabpanel').getByRole('heading', { level: 2 }).first()
  }
  get tabs(): Locator {
    return this.page.getByRole('tablist', { name: 'Views' })
  }
  get selectedTab(): Locator {
    return this.tabs.getByRole('tab', { selected: true })
  }
  get dialog(): Locator {
    return this.page.getByRole('dialog')
  }
  /** The document's name, with a dot while it is unsaved. */
  get name(): Locator {
    return this.page.getByRole('heading', { level: 1 })
  }

  at(file: string): string {
    return join(this.app.folder, file)
  }

  tile(label: string): Promise<string> {
    return this.page.locator('dl > div', { hasText: label }).locator('dd.value').innerText()
  }

  isEdited(): Promise<boolean> {
    return this.name.locator('.dot').isVisible()
  }

  async becomesEdited(edited: boolean): Promise<void> {
    await expect.poll(() => this.isEdited()).toBe(edited)
  }

  /** Wait until what is shown is of the scenario on screen. */
  async settled(): Promise<void> {
    await this.page.locator('[role=tabpanel][aria-busy=false]').waitFor()
  }

  async show(view: ViewName): Promise<void> {
    await this.tabs.getByRole('tab', { name: view, exact: true }).click()
    await this.heading.waitFor()
  }

  async showAs(form: 'Chart' | 'Table'): Promise<void> {
    await this.page.getByRole('tabpanel').getByLabel(form, { exact: true }).check()
  }

  /** Open a sample as one can in both: by typing its name into the palette. */
  async openSample(name: string): Promise<void> {
    await this.app.choose('View', /Find a command|Command Palette/)
    await this.page.keyboard.type(name)
    await this.page.keyboard.press('Enter')
    await this.named(name)
    await this.settled()
  }

  async named(name: string): Promise<void> {
    await expect.poll(() => this.name.innerText()).toMatch(new RegExp(`^${name}•?$`))
  }

  /** Drag a lever to its highest value. */
  async moveLever(label = LEVER, key = 'End'): Promise<void> {
    const search = this.page.getByRole('searchbox').first()
    await search.fill(label)
    const slider = this.page.getByRole('slider', { name: new RegExp(label) }).first()
    await slider.press(key)
    await search.fill('')
  }

  /** Put a scenario of this name into the folder of documents. */
  write(file: string, name: string, more: object = {}): string {
    const path = this.at(file)
    const scenario = { format: 'keicast-scenario', version: 1, name, ...more }
    writeFileSync(path, `${JSON.stringify(scenario, null, 2)}\n`)
    return path
  }

  read(file: string): Record<string, unknown> {
    return JSON.parse(readFileSync(this.at(file), 'utf8')) as Record<string, unknown>
  }

  /** Open a file: from the list in the browser host, in the system's dialog in the shell. */
  async open(file: string): Promise<void> {
    await this.app.shell?.answerNextDialog({ path: this.at(file) })
    await this.app.choose('File', /^Open…/)
    if (this.app.shell === null) await this.dialog.getByRole('button', { name: file }).click()
  }

  /** Save under a name: typed in the browser host, chosen in the system's dialog in the shell. */
  async saveAs(file: string): Promise<void> {
    await this.app.shell?.answerNextDialog({ path: this.at(file) })
    await this.app.choose('File', /Save as/i)
    if (this.app.shell === null) await this.typeName(basename(file))
  }

  async typeName(file: string): Promise<void> {
    await this.page.getByLabel('File name').fill(file)
    await this.answer('Save')
  }

  async answer(button: string): Promise<void> {
    await this.dialog.getByRole('button', { name: button, exact: true }).click()
  }

  async asks(title: RegExp | string): Promise<void> {
    await this.dialog.getByRole('heading', { name: title }).waitFor()
  }

  /** The shell's keys are its menu's: the system presses them, not the page. */
  async present(): Promise<void> {
    if (this.app.shell === null) await this.page.keyboard.press('F5')
    else await this.app.choose('Present', /Present This View/)
    await this.tabs.waitFor({ state: 'detached' })
  }

  async stopPresenting(): Promise<void> {
    await this.page.keyboard.press('Escape')
    await this.tabs.waitFor()
  }
}
