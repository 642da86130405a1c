import { existsSync } from 'node:fs'
import type { Locator, Page } from 'playwright'
import { expect, it } from 'vitest'
import { LEVER, SAMPLE, tellOnBoth, views } from './story.fixture.ts'

/** The whole app by keyboard alone. The shell's menus are the system's, which brings its own keys. */

interface Focus {
  readonly name: string
  /** Whether one sees where the keyboard is. */
  readonly isMarked: boolean
}

/** Press Tab until the keyboard has been everywhere; a place that holds it fast never ends. */
async function tabThrough(page: Page, key = 'Tab'): Promise<Focus[]> {
  await page.evaluate(() => {
    document
      .querySelectorAll('[data-been]')
      .forEach((element) => element.removeAttribute('data-been'))
    ;(document.activeElement as HTMLElement | null)?.blur()
  })
  const been: Focus[] = []
  for (let presses = 0; presses < 600; presses += 1) {
    await page.keyboard.press(key)
    const focus = await page.evaluate(noteFocus)
    if (focus === 'round') return been
    if (focus !== null) been.push(focus)
  }
  throw new Error(`the keyboard never came round: ${JSON.stringify(been.slice(-3))}`)
}

async function tabTo(page: Page, control: Locator): Promise<void> {
  for (let presses = 0; presses < 100; presses += 1) {
    if (await control.evaluate((element) => element === document.activeElement)) return
    await page.keyboard.press('Tab')
  }
  throw new Error('the keyboard never came there')
}

/** Runs in the page: say where the keyboard is, and mark the place. */
function noteFocus(): Focus | 'round' | null {
  const element = document.activeElement
  if (element === null || element === document.body) return null
  if (element.hasAttribute('data-been')) return 'round'
  element.setAttribute('data-been', '')
  const shows = (shown: Element | null) => {
    if (shown === null) return false
    const { outlineStyle, outlineWidth } = getComputedStyle(shown)
    return outlineStyle !== 'none' && Number.parseFloat(outlineWidth) >= 1
  }
  const name = `${element.tagName} ${element.getAttribute('aria-label') ?? element.textContent.trim().slice(0, 40)}`
  // Radios and ranges may mark what stands for them.
  const near = [element, element.nextElementSibling, element.parentElement]
  return { name, isMarked: near.some(shows) }
}

/** Runs in the page: controls that the keyboard has not been to. */
function neverReached(): string[] {
  const radios = new Set<string>()
  const controls = [
    ...document.querySelectorAll<HTMLElement>(
      'button, select, input, textarea, summary, a[href], [role=slider], [tabindex="0"]',
    ),
  ]
  const reached = (element: Element) => element.hasAttribute('data-been')
  for (const radio of document.querySelectorAll<HTMLInputElement>('input[type=radio][data-been]')) {
    radios.add(radio.name)
  }
  return controls
    .filter((control) => control.checkVisibility({ visibilityProperty: true }))
    .filter((control) => control.tabIndex >= 0 && !control.matches(':disabled'))
    .filter((control) => !(control instanceof HTMLInputElement && radios.has(control.name)))
    .filter((control) => !reached(control))
    .map((control) => control.outerHTML.slice(0, 120))
}

tellOnBoth((story, carrier) => {
  it('goes everywhere with Tab and back, always seen, never held', async () => {
    await story.openSample(SAMPLE)
    for (const view of views) {
      await story.show(view)
      await story.settled()
      if (view === 'Price') await story.page.getByText(/^Use \$/).waitFor()
      const been = await tabThrough(story.page)
      expect([view, been.filter(({ isMarked }) => !isMarked)]).toEqual([view, []])
      expect([view, await story.page.evaluate(neverReached)]).toEqual([view, []])
    }
    const back = await tabThrough(story.page, 'Shift+Tab')
    expect(back.length).toBeGreaterThan(20)
  })

  it('searches and moves a lever, types its number, and resets it', async () => {
    const { page } = story
    await page.getByRole('searchbox').first().focus()
    await page.keyboard.type(LEVER)
    const slider = page.getByRole('slider', { name: new RegExp(LEVER) })
    await expect.poll(() => page.getByRole('slider').count()).toBe(1)
    await tabTo(page, slider)
    const before = await slider.getAttribute('aria-valuetext')
    await page.keyboard.press('ArrowRight')
    await story.becomesEdited(true)
    expect(await slider.getAttribute('aria-valuetext')).not.toBe(before)
    const field = page.getByRole('textbox', { name: new RegExp(LEVER) })
    await field.focus()
    await page.keyboard.press('ControlOrMeta+a')
    await page.keyboard.type('20000')
    await page.keyboard.press('Enter')
    await expect
      .poll(() => page.getByRole('button', { name: 'Undo' }).getAttribute('title'))
      .toContain('20,000')
  })

  it('switches views with the arrows', async () => {
    const selected = story.selectedTab
    await selected.focus()
    for (const view of [...views.slice(1), views[0]]) {
      await story.page.keyboard.press('ArrowRight')
      expect(await selected.innerText()).toBe(view)
      expect(await selected.evaluate((tab) => tab === document.activeElement)).toBe(true)
    }
    await story.page.keyboard.press('End')
    expect(await selected.innerText()).toBe('Japan')
    await story.page.keyboard.press('Home')
    expect(await selected.innerText()).toBe('Adoption')
  })

  it('finds commands in the palette, presents, and comes back to where it was', async () => {
    const { page } = story
    const shortcut = story.app.shell === null
    await story.openSample(SAMPLE)
    if (shortcut) await page.keyboard.press('ControlOrMeta+Shift+P')
    else await story.app.choose('View', /Command Palette/)
    await page.keyboard.type('japan')
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('ArrowUp')
    await page.keyboard.press('Enter')
    await expect.poll(() => story.selectedTab.innerText()).toBe('Japan')
    await story.present()
    const been = await tabThrough(page)
    expect(been.filter(({ isMarked }) => !isMarked)).toEqual([])
    expect(been.map(({ name }) => name).join()).toMatch(/Leave/)
    await story.stopPresenting()
    await story.app.choose('Help', /shortcuts/i)
    await story.dialog.waitFor()
    await tabTo(page, story.dialog.getByRole('button', { name: 'Close' }))
    await page.keyboard.press('Enter')
    await story.dialog.waitFor({ state: 'detached' })
  })

  it('takes the tour with Enter, and leaves it with Esc', async () => {
    await story.app.choose('Help', /tour/i)
    await story.page.getByText('1 of 5').waitFor()
    expect(await story.dialog.evaluate((card) => card.contains(document.activeElement))).toBe(true)
    await story.page.keyboard.press('Tab')
    await story.page.keyboard.press('Tab')
    await story.page.keyboard.press('Enter')
    await story.page.getByText('2 of 5').waitFor()
    await story.page.keyboard.press('Escape')
    await story.dialog.waitFor({ state: 'detached' })
  })

  it('saves under a name, and answers a question', async () => {
    const { page, app } = story
    await page.getByRole('slider').first().press('End')
    await story.becomesEdited(true)
    if (app.shell === null) {
      await page.keyboard.press('ControlOrMeta+s')
      await page.getByLabel('File name').waitFor()
      await page.keyboard.press('ControlOrMeta+a')
      await page.keyboard.type('by-keyboard.kei')
      await page.keyboard.press('Enter')
    } else await story.saveAs('by-keyboard.kei')
    await expect.poll(() => existsSync(story.at('by-keyboard.kei'))).toBe(true)
    await story.becomesEdited(false)
    await page.getByRole('slider').first().press('Home')
    await story.becomesEdited(true)
    await app.choose('File', /^New$/)
    await story.asks(/Save the changes/)
    await tabTo(page, story.dialog.getByRole('button', { name: 'Save', exact: true }))
    await page.keyboard.press('Enter')
    await story.becomesEdited(false)
    await story.named('Untitled')
  })

  // The shell has the system's menus and no others.
  if (carrier === 'browser host') {
    it('opens menus with Enter, walks them with arrows, and gives the focus back', async () => {
      const { page } = story
      const file = page.getByRole('button', { name: 'File', exact: true })
      await file.focus()
      await page.keyboard.press('Enter')
      await page.getByRole('menu').waitFor()
      await page.keyboard.press('Escape')
      await page.getByRole('menu').waitFor({ state: 'detached' })
      expect(await file.evaluate((title) => title === document.activeElement)).toBe(true)
      await page.getByRole('button', { name: 'Help', exact: true }).focus()
      await page.keyboard.press('ArrowDown')
      await page.locator('[role=menuitem]:focus').waitFor()
      await page.keyboard.press('End')
      await page.locator('[role=menuitem]:focus', { hasText: 'Keyboard shortcuts' }).waitFor()
      await page.keyboard.press('Enter')
      await story.dialog.getByRole('heading', { name: 'Keyboard shortcuts' }).waitFor()
    })
  }
})
