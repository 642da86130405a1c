import { AxeBuilder } from '@axe-core/playwright'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { afterAll, afterEach, beforeEach, describe, expect, it } from 'vitest'
import { closeSharedBrowser } from './browser-carrier.fixture.ts'
import { carriers, openApp, type OpenApp } from './carrier.fixture.ts'

/** What people do with Keicast, told to both carriers. */

const views = [
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
]

afterAll(closeSharedBrowser)

describe.each(carriers)('in the %s', (carrier) => {
  let app: OpenApp
  beforeEach(async () => {
    app = await openApp(carrier)
  })
  afterEach(async () => {
    expect(app.complaints).toEqual([])
    await app.close()
  })

  const tile = (label: string) =>
    app.page.locator('dl > div', { hasText: label }).locator('dd.value').innerText()
  const skipTour = () => app.page.getByRole('button', { name: 'Skip the tour' }).click()
  const heading = () => app.page.getByRole('tabpanel').getByRole('heading', { level: 2 }).first()

  /** Open a sample as one can in both: by typing its name into the palette. */
  async function openSample(name: string): Promise<void> {
    await app.choose('View', /Find a command|Command Palette/)
    await app.page.keyboard.type(name)
    await app.page.keyboard.press('Enter')
    await app.page.getByRole('heading', { level: 1, name: new RegExp(name) }).waitFor()
  }

  it('opens on today’s market, with a tour of five steps that can be skipped and replayed', async () => {
    expect(await tile('New kei in 2030')).toBe('0')
    expect(await heading().innerText()).toMatch(/No new kei is sold/)
    await expect.poll(() => app.page.getByText('1 of 5').count()).toBe(1)
    await app.page.getByRole('button', { name: 'Next' }).click()
    await expect.poll(() => app.page.getByText('2 of 5').count()).toBe(1)
    await skipTour()
    await expect.poll(() => app.page.getByText('2 of 5').count()).toBe(0)
    await app.choose('Help', /tour/i)
    await expect.poll(() => app.page.getByText('1 of 5').count()).toBe(1)
  })

  it('moves a lever, sees the answer move, undoes and redoes it by name', async () => {
    await skipTour()
    const search = app.page.getByRole('searchbox').first()
    await search.fill('25-year-old imports available')
    const slider = app.page.getByRole('slider').first()
    await slider.focus()
    await slider.press('End')
    await expect.poll(() => app.page.getByRole('button', { name: 'Undo' }).isEnabled()).toBe(true)
    expect(await app.page.locator('h1').innerText()).toContain('•')
    const title = await app.page.getByRole('button', { name: 'Undo' }).getAttribute('title')
    expect(title).toMatch(/^Undo: Set 25-year-old imports available to /)
    await app.choose('Edit', /Undo/)
    await expect.poll(() => app.page.locator('h1').innerText()).not.toContain('•')
    await app.choose('Edit', /Redo/)
    await expect.poll(() => app.page.locator('h1').innerText()).toContain('•')
  })

  it('shows every view with a finding for a title, a chart and a table, and axe finds nothing', async () => {
    await skipTour()
    for (const view of views) {
      await app.page.getByRole('tab', { name: view, exact: true }).click()
      await heading().waitFor()
      expect((await heading().innerText()).length).toBeGreaterThan(20)
      const { violations } = await new AxeBuilder({ page: app.page }).setLegacyMode(true).analyze()
      const found = violations.map(({ id, nodes }) => `${view}: ${id} ${nodes[0]?.html ?? ''}`)
      expect(found).toEqual([])
    }
  })

  it('presents a view full screen in large type, still there after Esc', async () => {
    await skipTour()
    // The shell's keys are its menu's: the system presses them, not the page.
    if (app.shell === null) await app.page.keyboard.press('F5')
    else await app.choose('Present', /Present This View/)
    await expect.poll(() => app.page.getByRole('tab').count()).toBe(0)
    await app.page.keyboard.press('Escape')
    await expect.poll(() => app.page.getByRole('tab').count()).toBe(views.length)
  })

  it('saves whole, and never overwrites without asking', async () => {
    await skipTour()
    const file = join(app.folder, 'first.kei')
    await saveAs(file)
    await expect.poll(() => existsSync(file)).toBe(true)
    const before = readFileSync(file, 'utf8')
    expect(JSON.parse(before)).toMatchObject({ format: 'keicast-scenario' })
    // The system's own dialog asks in the shell, before the app hears of it.
    if (app.shell === null) {
      await saveAs(file)
      await app.page.getByRole('heading', { name: /exists already/ }).waitFor()
      await app.page.getByRole('button', { name: 'Cancel' }).click()
    }
    expect(readFileSync(file, 'utf8')).toBe(before)
    expect(readdirSync(app.folder)).toEqual(['first.kei'])
  })

  /** Save under a name: typed in the browser host, chosen in the system's dialog in the shell. */
  async function saveAs(file: string): Promise<void> {
    if (app.shell !== null) {
      await app.shell.answerNextDialog({ path: file })
      await app.choose('File', /Save As/)
      return
    }
    await app.choose('File', /Save as/)
    await app.page.getByLabel('File name').fill(basename(file))
    await app.page.getByRole('dialog').getByRole('button', { name: 'Save', exact: true }).click()
  }

  it('keeps unsaved work through a crash', async () => {
    await skipTour()
    const search = app.page.getByRole('searchbox').first()
    await search.fill('25-year-old imports available')
    const slider = app.page.getByRole('slider').first()
    await slider.focus()
    await slider.press('End')
    await expect.poll(() => app.page.locator('h1').innerText()).toContain('•')
    await app.page.waitForTimeout(1500) // longer than the pause before unsaved work is put away
    app = await app.crashAndReopen()
    await app.page.getByRole('heading', { name: 'Unsaved work was found' }).waitFor()
    await app.page.getByRole('button', { name: 'Restore' }).click()
    await expect.poll(() => app.page.locator('h1').innerText()).toContain('•')
  })

  it('opens a sample and answers against the reference', async () => {
    await skipTour()
    await openSample('A federal kei class from 2028')
    await expect.poll(() => tile('New kei in 2030')).toBe('14,988')
    expect(await heading().innerText()).toMatch(/^New kei come to 69,500 a year by 2045/)
  })

  it('is found by typing: the palette shows a view by keyboard alone', async () => {
    await skipTour()
    await app.choose('View', /Find a command|Command Palette/)
    await app.page.keyboard.type('who earns')
    await app.page.keyboard.press('Enter')
    const selected = app.page.getByRole('tab', { selected: true })
    await expect.poll(() => selected.innerText()).toBe('Who earns')
  })
})
