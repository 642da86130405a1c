import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { openApp } from './carrier.fixture.ts'
import { Story, tellOnBoth } from './story.fixture.ts'

/** What people do with their documents, and what must never happen to them. */

tellOnBoth((story, carrier) => {
  it('saves whole, and never overwrites without asking', async () => {
    await story.saveAs('first.kei')
    await expect.poll(() => existsSync(story.at('first.kei'))).toBe(true)
    const before = readFileSync(story.at('first.kei'), 'utf8')
    expect(JSON.parse(before)).toMatchObject({ format: 'keicast-scenario' })
    // The system's own dialog asks in the shell, before the app hears of it.
    if (story.app.shell === null) {
      await story.saveAs('first.kei')
      await story.asks(/exists already/)
      await story.answer('Cancel')
    }
    expect(readFileSync(story.at('first.kei'), 'utf8')).toBe(before)
    expect(readdirSync(story.app.folder)).toEqual(['first.kei'])
  })

  it('opens a file, saves changes to it, and goes back to what was saved', async () => {
    story.write('plan.kei', 'My plan')
    await story.open('plan.kei')
    await story.named('My plan')
    await story.moveLever()
    await story.becomesEdited(true)
    await story.app.choose('File', /^Save$/)
    await story.becomesEdited(false)
    const saved = story.read('plan.kei')
    expect(saved).toMatchObject({ name: 'My plan', parameters: expect.anything() as unknown })
    await story.moveLever(undefined, 'Home')
    await story.becomesEdited(true)
    await story.app.choose('File', /Revert/)
    await story.asks(/Go back to the saved plan.kei/)
    await story.answer('Revert')
    await story.becomesEdited(false)
    expect(story.read('plan.kei')).toEqual(saved)
  })

  it('asks before it leaves unsaved changes, and keeps them where told so', async () => {
    story.write('plan.kei', 'My plan')
    story.write('other.kei', 'Another plan')
    await story.open('plan.kei')
    await story.named('My plan')
    await story.moveLever()
    await story.becomesEdited(true)
    await story.app.choose('File', /^New$/)
    await story.asks(/Save the changes to plan.kei/)
    await story.page.keyboard.press('Escape')
    await story.named('My plan')
    await story.becomesEdited(true)
    await story.app.choose('File', /^New$/)
    await story.answer('Save')
    await story.named('Untitled')
    expect(story.read('plan.kei')).toHaveProperty('parameters')
  })

  it('makes a copy that leaves the original alone', async () => {
    const before = readFileSync(story.write('plan.kei', 'My plan'), 'utf8')
    await story.open('plan.kei')
    await story.named('My plan')
    await story.app.choose('File', /Duplicate/)
    await story.named(String.raw`My plan \(copy\)`)
    await story.becomesEdited(true)
    await story.saveAs('copy.kei')
    await story.becomesEdited(false)
    expect(story.read('copy.kei')).toMatchObject({ name: 'My plan (copy)' })
    expect(readFileSync(story.at('plan.kei'), 'utf8')).toBe(before)
  })

  it('lists what was open under File, and opens it again', async () => {
    story.write('plan.kei', 'My plan')
    await story.open('plan.kei')
    await story.named('My plan')
    await story.app.choose('File', /^New$/)
    await story.named('Untitled')
    const { shell } = story.app
    if (shell === null) await story.app.choose('File', /^plan\.kei/)
    else {
      await expect
        .poll(() => shell.clickMenu('File', 'Open Recent', 'plan.kei').then(() => 1))
        .toBe(1)
    }
    await story.named('My plan')
  })

  it('opens a file that is dragged in, and leaves the file alone', async () => {
    const text = readFileSync(story.write('dragged.kei', 'Dragged in'), 'utf8')
    const data = await story.page.evaluateHandle((content) => {
      const transfer = new DataTransfer()
      transfer.items.add(new File([content], 'dragged.kei'))
      return transfer
    }, text)
    await story.page.dispatchEvent('main', 'dragover', { dataTransfer: data })
    await story.page.getByText('Drop a scenario file to open it').waitFor()
    await story.page.dispatchEvent('main', 'drop', { dataTransfer: data })
    await story.named('Dragged in')
    expect(await story.page.getByText('Drop a scenario file to open it').count()).toBe(0)
    // It came without its path, so it is saved under a name of its own.
    await story.moveLever()
    await story.saveAs('kept.kei')
    await story.becomesEdited(false)
    expect(readFileSync(story.at('dragged.kei'), 'utf8')).toBe(text)
  })

  it('explains a damaged file and one of a newer Keicast, and overwrites neither', async () => {
    const damaged = '{ "format": "keicast-scenario", "version": 1, "name": "half a fi'
    writeFileSync(story.at('damaged.kei'), damaged)
    await story.open('damaged.kei')
    await story.asks(/damaged.kei cannot be opened/)
    expect(await story.dialog.innerText()).toMatch(/line 1/)
    await story.answer('Close')
    const newer = readFileSync(story.write('newer.kei', 'From the future', { version: 99 }), 'utf8')
    await story.open('newer.kei')
    await story.asks(/cannot be opened/)
    expect(await story.dialog.innerText()).toMatch(
      /newer.kei cannot be opened[^]*update Keicast to open it/,
    )
    await story.answer('Close')
    for (const [file, text] of [
      ['damaged.kei', damaged],
      ['newer.kei', newer],
    ] as const) {
      await story.saveAs(file)
      if (story.app.shell === null) {
        await story.asks(/exists already/)
        await story.answer('Replace')
      }
      await story.asks(/could not be saved/)
      await story.answer('Close')
      expect(readFileSync(story.at(file), 'utf8')).toBe(text)
    }
  })

  it('says when another program changed the file, and loads it or keeps what is on screen', async () => {
    const bar = story.page.getByRole('alert')
    story.write('plan.kei', 'My plan')
    await story.open('plan.kei')
    await story.named('My plan')
    story.write('plan.kei', 'Changed outside')
    await bar.getByText('plan.kei was changed by another program').waitFor()
    await bar.getByRole('button', { name: 'Load it' }).click()
    await story.named('Changed outside')
    await bar.waitFor({ state: 'detached' })

    await story.moveLever()
    await story.becomesEdited(true)
    story.write('plan.kei', 'Changed again')
    await bar.getByRole('button', { name: 'Load it' }).click()
    await story.asks(/Go back to the saved plan.kei/)
    await story.answer('Cancel')
    await story.named('Changed outside')
    await bar.getByRole('button', { name: 'Keep mine' }).click()
    await bar.waitFor({ state: 'detached' })
    await story.app.choose('File', /^Save$/)
    await story.asks(/was changed by another program/)
    await story.answer('Replace them')
    await story.becomesEdited(false)
    expect(story.read('plan.kei')).toMatchObject({ name: 'Changed outside' })
  })

  it('takes the bar away with the document that it speaks of', async () => {
    story.write('plan.kei', 'My plan')
    await story.open('plan.kei')
    await story.named('My plan')
    story.write('plan.kei', 'Changed outside')
    await story.page.getByRole('alert').waitFor()
    await story.app.choose('File', /^New$/)
    await story.named('Untitled')
    expect(await story.page.getByRole('alert').count()).toBe(0)
  })

  it('lets two starts of the app work on one file without losing what either saved', async () => {
    story.write('shared.kei', 'Shared')
    const other = new Story(carrier)
    other.app = await openApp(carrier, story.app.folder)
    try {
      await other.page.getByRole('button', { name: 'Skip the tour' }).click()
      for (const each of [story, other]) {
        await each.open('shared.kei')
        await each.named('Shared')
      }
      await story.moveLever()
      await story.app.choose('File', /^Save$/)
      await story.becomesEdited(false)
      const saved = readFileSync(story.at('shared.kei'), 'utf8')
      await other.moveLever(undefined, 'Home')
      await other.becomesEdited(true)
      await other.app.choose('File', /^Save$/)
      await other.asks(/shared.kei was changed by another program/)
      await other.answer('Cancel')
      expect(readFileSync(story.at('shared.kei'), 'utf8')).toBe(saved)
      await other.becomesEdited(true)
      expect(other.app.complaints).toEqual([])
    } finally {
      await other.app.close()
    }
  })

  it('keeps unsaved work through a crash', async () => {
    await story.moveLever()
    await story.becomesEdited(true)
    await story.page.waitForTimeout(1500) // longer than the pause before unsaved work is put away
    story.app = await story.app.crashAndReopen()
    await story.page.getByRole('heading', { name: 'Unsaved work was found' }).waitFor()
    await story.answer('Restore')
    await story.becomesEdited(true)
  })
})
