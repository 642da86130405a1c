import { expect, it } from 'vitest'
import { SAMPLE, tellOnBoth } from './story.fixture.ts'

/** Two scenarios held against each other, and why they differ. */

tellOnBoth((story) => {
  const pinned = () => story.page.locator('header strong').innerText()
  const row = (name: RegExp) => story.page.getByRole('row', { name })

  it('pins what is open as the reference, and everything is held against it', async () => {
    expect(await pinned()).toMatch(/^Status quo/)
    await story.openSample(SAMPLE)
    await story.app.choose('Scenario', /Pin as reference/i)
    await expect.poll(pinned).toBe(SAMPLE)
    const change = story.page.locator('dl > div', { hasText: 'New kei in 2030' }).locator('.change')
    await expect.poll(() => change.innerText()).toBe('same')
    await story.show('Compare')
    await expect.poll(() => story.heading.innerText()).toMatch(/same/)
  })

  it('tells what decisions do from what the world does', async () => {
    story.write('mixed.kei', 'Class and dear yen', {
      federal: [{ year: 2028, path: 'kei-class' }],
      parameters: { exchangeRate: 110 },
    })
    await story.open('mixed.kei')
    await story.named('Class and dear yen')
    await story.show('Compare')
    await expect.poll(() => story.heading.innerText()).toMatch(/more new kei are sold in 2045/)
    await story.page.getByRole('heading', { name: '2 inputs differ' }).waitFor()
    expect(
      await row(/kei-class|[Ff]ederal/)
        .first()
        .innerText(),
    ).toMatch(/decision/i)
    expect(
      await row(/[Yy]en/)
        .first()
        .innerText(),
    ).toMatch(/world/i)
    // Of the split: decisions sell kei, a dear yen alone can't, and the two together sell fewer.
    const split = story.page.locator('figure svg', { hasText: 'Decisions alone' })
    const values = split.locator('text').filter({ hasText: /^[+−±][\d,]+$/ })
    await expect.poll(() => values.count()).toBe(4)
    const [decisions = NaN, world = NaN, both = NaN, all = NaN] = (
      await values.allTextContents()
    ).map((text) => Number(text.replace('−', '-').replace(/[+±,]/g, '')))
    expect(decisions).toBeGreaterThan(0)
    expect(world).toBe(0)
    expect(both).toBeLessThan(0)
    expect(Math.abs(decisions + world + both - all)).toBeLessThan(0.01 * all)
  })
})
