import { AxeBuilder } from '@axe-core/playwright'
import { afterAll, afterEach, beforeEach, describe, expect, it } from 'vitest'
import { closeSharedBrowser } from './browser-carrier.fixture.ts'
import { carriers, openApp, type OpenApp } from './carrier.fixture.ts'

/** How sure an answer is, as people ask it: draws that begin, stop and go on, and what they say. */

const LOOKS = ['Over time', 'In a year', 'Difference', 'Nameplates']
const BANDS = /^8 in 10 futures put new kei sales in 2045 between [\d,]+ and [\d,.]+M?$/

afterAll(closeSharedBrowser)

describe.each(carriers)('in the %s', (carrier) => {
  let app: OpenApp
  beforeEach(async () => {
    app = await openApp(carrier)
    await app.page.getByRole('button', { name: 'Skip the tour' }).click()
    await app.choose('View', /Find a command|Command Palette/)
    await app.page.keyboard.type('A federal kei class from 2028')
    await app.page.keyboard.press('Enter')
    await app.page.getByRole('heading', { level: 1, name: /A federal kei class/ }).waitFor()
    await app.page.getByRole('tab', { name: 'How sure', exact: true }).click()
    await title().waitFor()
  })
  afterEach(async () => {
    expect(app.complaints).toEqual([])
    await app.close()
  })

  const title = () => app.page.getByRole('tabpanel').getByRole('heading', { level: 2 }).first()
  const button = (name: string) => app.page.getByRole('button', { name, exact: true })
  const settings = async () => {
    if ((await button('Settings').getAttribute('aria-expanded')) === 'false') {
      await button('Settings').click()
    }
  }
  const setDraws = async (draws: string) => {
    await settings()
    await app.page.getByRole('combobox', { name: 'Draws' }).selectOption(draws)
  }
  const look = (name: string) => app.page.getByRole('radio', { name, exact: true }).check()
  const finished = () => app.page.getByText(/^100 draws: the median is known to ±\d+%/).waitFor()

  async function axeFindings(where: string): Promise<string[]> {
    const { violations } = await new AxeBuilder({ page: app.page }).setLegacyMode(true).analyze()
    return violations.map(({ id, nodes }) => `${where}: ${id} ${nodes[0]?.html ?? ''}`)
  }

  it('begins by itself, says how sure, and answers a threshold that is dragged by keyboard', async () => {
    // The single run speaks until the first draws do.
    expect(await title().innerText()).toMatch(/^(A single run puts|8 in 10 futures)/)
    await setDraws('100')
    expect(await app.page.getByRole('button', { name: 'Undo' }).getAttribute('title')).toBe(
      'Undo: Set draws to 100',
    )
    await finished()
    await expect.poll(() => title().innerText()).toMatch(BANDS)
    await look('In a year')
    const threshold = app.page.getByRole('slider', { name: 'Threshold' })
    const before = await title().innerText()
    expect(before).toMatch(/^In about \d+ in \d+ futures, new kei sales pass 70,000 in 2045/)
    await threshold.press('End')
    await expect.poll(() => title().innerText()).toMatch(/^In fewer than 1 in \d+ futures/)
    expect(await threshold.getAttribute('aria-valuetext')).toMatch(/: passed in fewer than 1 in/)
    await threshold.press('Home')
    await expect.poll(() => title().innerText()).toMatch(/^In more than \d+ in \d+ futures/)
    await threshold.press('ArrowRight')
    await look('Difference')
    expect(await title().innerText()).toMatch(/^In more than .* are above the reference’s/)
    await look('Nameplates')
    expect(await title().innerText()).toMatch(/earns its money back in about \d+ in \d+ futures/)
  })

  it('is cancelled, goes on, and begins anew when a lever moves', async () => {
    await setDraws('10000')
    await expect.poll(() => title().innerText(), { timeout: 60_000 }).toMatch(BANDS)
    await button('Cancel').click()
    await app.page.getByText(/^Stopped at [\d,]+ of 10,000 draws$/).waitFor()
    await button('Continue').click()
    await button('Cancel').waitFor()
    await app.page.getByText(/^[\d,]+ of 10,000 draws · .* a second/).waitFor()

    await app.page.getByRole('searchbox').first().fill('Tariff on cars')
    const lever = app.page.getByRole('slider', { name: /Tariff on cars/ }).first()
    await lever.press('End')
    // The draws of before are called off at once, and those of after follow.
    await expect.poll(() => title().innerText()).toMatch(/^A single run puts/)
    await expect.poll(() => title().innerText(), { timeout: 60_000 }).toMatch(BANDS)
    await button('Cancel').click()
    await button('Continue').waitFor()

    // What is shown outlives a look at another view, and draws go on by themselves.
    await app.page.getByRole('tab', { name: 'Adoption', exact: true }).click()
    await app.page.getByRole('tab', { name: 'How sure', exact: true }).click()
    await expect.poll(() => title().innerText()).toMatch(BANDS)
    await button('Cancel').click()
    await button('Continue').waitFor()
  })

  it('can be read by everyone: by axe in both themes, in a small window, from the back row', async () => {
    await setDraws('100')
    await finished()
    for (const theme of ['light', 'dark']) {
      await app.page.getByLabel('Theme').selectOption(theme)
      for (const name of LOOKS) {
        await look(name)
        expect(await axeFindings(`${name}, ${theme}`)).toEqual([])
      }
    }
    await look('Over time')
    await look('Table')
    expect(await axeFindings('table')).toEqual([])
    await look('Chart')
    await app.page.setViewportSize({ width: 1024, height: 700 })
    for (const name of LOOKS) {
      await look(name)
      expect([name, await sidewaysScroll()]).toEqual([name, 0])
    }
    await app.page.setViewportSize({ width: 1280, height: 720 })
    if (app.shell === null) await app.page.keyboard.press('F5')
    else await app.choose('Present', /Present This View/)
    await app.page.getByRole('tab').first().waitFor({ state: 'detached' })
    for (const name of LOOKS) {
      await look(name)
      expect([name, await smallText()]).toEqual([name, []])
    }
    await app.page.keyboard.press('Escape')
    await app.page.getByRole('tab').first().waitFor()
  })

  const sidewaysScroll = () =>
    app.page.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    )

  /** Text that is seen and drawn below 18 px. */
  const smallText = () =>
    app.page.evaluate(() =>
      [...document.querySelectorAll('main *')]
        .filter((element) => [...element.childNodes].some((node) => node.nodeType === 3))
        .filter((element) => element.closest('.visually-hidden, option, style') === null)
        .filter((element) => element.checkVisibility({ opacityProperty: true }))
        .filter((element) => element.textContent.trim() !== '')
        .filter((element) => Number.parseFloat(getComputedStyle(element).fontSize) < 17.99)
        .map((element) => `${getComputedStyle(element).fontSize} ${element.textContent}`),
    )
})
