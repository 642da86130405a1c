import { AxeBuilder } from '@axe-core/playwright'
import type { Page } from 'playwright'
import { expect, it } from 'vitest'
import { LEVER, SAMPLE, tellOnBoth, type Story } from './story.fixture.ts'

/** Present with the levers in a window of their own: by the keys, or by the shell's menu. */
async function openPresenter(story: Story): Promise<Page> {
  const opened = story.page.context().waitForEvent('page')
  if (story.app.shell === null) await story.page.keyboard.press('Shift+F5')
  else await story.app.choose('Present', /Own Window/)
  const presenter = await opened
  await presenter.getByRole('heading', { level: 1 }).waitFor()
  return presenter
}

tellOnBoth((story) => {
  it('gives the presenter the levers, and the room the view', async () => {
    await story.openSample(SAMPLE)
    const presenter = await openPresenter(story)
    await story.tabs.waitFor({ state: 'detached' })
    expect(await presenter.getByRole('heading', { level: 1 }).innerText()).toBe(SAMPLE)
    const { violations } = await new AxeBuilder({ page: presenter }).setLegacyMode(true).analyze()
    expect(violations.map(({ id, nodes }) => `${id} ${nodes[0]?.html ?? ''}`)).toEqual([])

    // A lever there moves the answer here, and can be undone from there.
    const finding = await story.heading.innerText()
    await presenter.getByRole('searchbox').fill('Speed cap')
    await presenter.getByRole('searchbox').fill('Tariff on trucks')
    await presenter.getByRole('slider').first().press('End')
    await expect.poll(() => story.heading.innerText()).not.toBe(finding)
    await presenter.getByRole('button', { name: 'Undo' }).click()
    await expect.poll(() => story.heading.innerText()).toBe(finding)

    await presenter.getByRole('navigation').getByRole('button', { name: 'Where' }).click()
    await expect.poll(() => story.heading.innerText()).not.toBe(finding)

    const closed = presenter.waitForEvent('close')
    await presenter.getByRole('button', { name: 'Stop presenting' }).click()
    await story.tabs.waitFor()
    await closed
    expect(await story.selectedTab.innerText()).toBe('Where')
  })

  it('closes the presenter’s window with the show, and opens it anew', async () => {
    const first = await openPresenter(story)
    const closed = first.waitForEvent('close')
    await story.stopPresenting()
    await closed
    await story.moveLever(LEVER)
    const again = await openPresenter(story)
    await again.getByRole('button', { name: /^Undo/ }).click()
    await story.stopPresenting()
    await story.becomesEdited(false)
  })
})
