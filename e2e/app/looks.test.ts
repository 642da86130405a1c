import { AxeBuilder } from '@axe-core/playwright'
import { expect, it } from 'vitest'
import { looseControls, sidewaysScroll, smallText } from './look.fixture.ts'
import { SAMPLE, tellOnBoth, views, type Story } from './story.fixture.ts'

/** Seen by everyone: themes, large text, small windows, the back row. */

async function findings(story: Story, where: string): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page: story.page }).setLegacyMode(true).analyze()
  return violations.map(({ id, nodes }) => `${where}: ${id} ${nodes[0]?.html ?? ''}`)
}

tellOnBoth((story) => {
  it.each(['light', 'dark', 'contrast'])(
    'shows every view with a finding for a title, and axe finds nothing in the theme %s',
    async (theme) => {
      await story.page.getByLabel('Theme').selectOption(theme)
      await story.openSample(SAMPLE)
      for (const view of views) {
        await story.show(view)
        await story.settled()
        expect((await story.heading.innerText()).length).toBeGreaterThan(20)
        expect(await findings(story, view)).toEqual([])
      }
    },
  )

  it('shows tables, menus and dialogs in which axe finds nothing', async () => {
    await story.openSample(SAMPLE)
    for (const view of views.filter((name) => name !== 'Evidence')) {
      await story.show(view)
      await story.showAs('Table')
      expect(await findings(story, `table of ${view}`)).toEqual([])
    }
    for (const [menu, item] of [
      ['View', /Find a command|Command Palette/],
      ['Help', /shortcuts/i],
      ['Help', /tour/i],
    ] as const) {
      await story.app.choose(menu, item)
      await story.dialog.waitFor()
      expect(await findings(story, String(item))).toEqual([])
      await story.page.keyboard.press('Escape')
      await story.dialog.waitFor({ state: 'detached' })
    }
    await story.page.getByRole('button', { name: 'Copy or save' }).click()
    await story.page.getByRole('menu').waitFor()
    expect(await findings(story, 'export menu')).toEqual([])
    await story.page.keyboard.press('Escape')
    await story.moveLever()
    await story.app.choose('File', /^New$/)
    await story.asks(/Save the changes/)
    expect(await findings(story, 'question')).toEqual([])
  })

  it('follows the system’s colours until a theme is chosen', async () => {
    const paper = () => story.page.evaluate(() => getComputedStyle(document.body).backgroundColor)
    await story.page.emulateMedia({ colorScheme: 'dark' })
    const dark = await paper()
    await story.page.emulateMedia({ colorScheme: 'light' })
    expect(await paper()).not.toBe(dark)
    await story.page.getByLabel('Theme').selectOption('dark')
    expect(await paper()).toBe(dark)
  })

  it.each([
    ['1024 by 700', { width: 1024, height: 700 }],
    // A page zoomed to 200% has half as many pixels to lay itself out on.
    ['200% of 1440 by 900', { width: 720, height: 450 }],
  ])('loses nothing at %s', async (_name, size) => {
    await story.page.setViewportSize(size)
    await story.openSample(SAMPLE)
    for (const view of views) {
      await story.show(view)
      await story.settled()
      expect([view, await sidewaysScroll(story.page)]).toEqual([view, 0])
      expect([view, await looseControls(story.page)]).toEqual([view, []])
    }
  })

  it('presents every view in text for the back row: nothing below 18 px at 1280 by 720', async () => {
    await story.page.setViewportSize({ width: 1280, height: 720 })
    await story.openSample(SAMPLE)
    for (const view of views) {
      await story.show(view)
      if (view === 'Price') await story.page.getByText(/^Use \$/).waitFor()
      await story.present()
      expect([view, await smallText(story.page, 18)]).toEqual([view, []])
      if (view !== 'Evidence') {
        await story.showAs('Table')
        expect([view, 'table', await smallText(story.page, 18)]).toEqual([view, 'table', []])
        await story.showAs('Chart')
      }
      expect([view, await sidewaysScroll(story.page)]).toEqual([view, 0])
      await story.stopPresenting()
    }
  })
})
