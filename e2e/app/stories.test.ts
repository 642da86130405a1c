import { expect, it } from 'vitest'
import { LEVER, SAMPLE, tellOnBoth } from './story.fixture.ts'

/** What people do with Keicast first of all. */

tellOnBoth((story) => {
  it('opens on today’s market, with a tour of five steps that can be replayed', async () => {
    const step = (at: number) => story.page.getByText(`${at} of 5`)
    expect(await story.tile('New kei in 2030')).toBe('0')
    expect(await story.heading.innerText()).toMatch(/No new kei is sold/)
    await story.app.choose('Help', /tour/i)
    for (const at of [1, 2, 3, 4, 5]) {
      await step(at).waitFor()
      await story.page.getByRole('button', { name: at < 5 ? 'Next' : 'Done' }).click()
    }
    await step(5).waitFor({ state: 'detached' })
  })

  it('moves levers, sees the answer move, undoes and redoes each by name', async () => {
    const undo = story.page.getByRole('button', { name: 'Undo' })
    const redo = story.page.getByRole('button', { name: 'Redo' })
    await story.moveLever()
    await story.becomesEdited(true)
    const first = await undo.getAttribute('title')
    expect(first).toMatch(new RegExp(`^Undo: Set ${LEVER} to `))
    // One drag is one step, however many values it passes.
    const slider = story.page.getByRole('slider').first()
    await slider.press('Home')
    await slider.press('ArrowRight')
    await slider.press('ArrowRight')
    const second = await undo.getAttribute('title')
    expect(second).not.toBe(first)
    await story.app.choose('Edit', /^Undo/)
    await expect.poll(() => redo.getAttribute('title')).toBe(second?.replace('Undo', 'Redo'))
    expect(await undo.getAttribute('title')).toBe(first)
    await story.app.choose('Edit', /^Undo/)
    await story.becomesEdited(false)
    await expect.poll(() => undo.isEnabled()).toBe(false)
    await story.app.choose('Edit', /^Redo/)
    await story.becomesEdited(true)
  })

  it('presents a view full screen in large type, still there after Esc', async () => {
    await story.show('Where')
    await story.present()
    await story.stopPresenting()
    expect(await story.selectedTab.innerText()).toBe('Where')
  })

  it('opens a sample and answers against the reference', async () => {
    await story.openSample(SAMPLE)
    await expect.poll(() => story.tile('New kei in 2030')).toBe('14,988')
    expect(await story.heading.innerText()).toMatch(/^New kei come to 69,500 a year by 2045/)
  })

  it('is found by typing: the palette shows a view by keyboard alone', async () => {
    await story.app.choose('View', /Find a command|Command Palette/)
    await story.page.keyboard.type('who earns')
    await story.page.keyboard.press('Enter')
    await expect.poll(() => story.selectedTab.innerText()).toBe('Who earns')
  })
})
