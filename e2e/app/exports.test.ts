import { existsSync, readFileSync } from 'node:fs'
import { csvParseRows } from 'd3-dsv'
import { expect, it } from 'vitest'
import { sharedBrowser } from './browser-carrier.fixture.ts'
import { SAMPLE, tellOnBoth, type Story } from './story.fixture.ts'

/** Charts and tables that leave the app, byte by byte. */

/** Counts what was saved, so that nothing is read twice. */
let saved = 0

const PNG_MAGIC = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]

/** Save what is shown: a download in the browser host, a file chosen in the system's dialog in the shell. */
async function exportAs(story: Story, item: string, ending: string): Promise<Buffer> {
  const { page } = story
  const { shell } = story.app
  saved += 1
  const path = story.at(`chart-${saved}.${ending}`)
  await shell?.answerNextDialog({ path })
  const downloading = shell === null ? page.waitForEvent('download') : null
  await page.getByRole('button', { name: 'Copy or save' }).click()
  await page.getByRole('menuitem', { name: item }).click()
  await (await downloading)?.saveAs(path)
  await page.getByText(/^Saved /).waitFor()
  await expect.poll(() => existsSync(path)).toBe(true) // the word may be of an earlier one
  return readFileSync(path)
}

tellOnBoth((story) => {
  it('saves a chart as an image that says what made it', async () => {
    await story.openSample(SAMPLE)
    const png = await exportAs(story, 'Save image (PNG)', 'png')
    expect([...png.subarray(0, 8)]).toEqual(PNG_MAGIC)
    const svg = (await exportAs(story, 'Save drawing (SVG)', 'svg')).toString('utf8')
    // Not in the app's page, whose policy lets no text become markup.
    const blank = await (await sharedBrowser()).newPage()
    const drawing = await blank.evaluate((text) => {
      const { documentElement: root } = new DOMParser().parseFromString(text, 'image/svg+xml')
      const texts = [...root.querySelectorAll('text')].map((node) => node.textContent)
      const [width, height] = ['width', 'height'].map((name) => Number(root.getAttribute(name)))
      return {
        name: root.nodeName,
        texts,
        width,
        height,
        paths: root.querySelectorAll('path').length,
      }
    }, svg)
    await blank.close()
    expect(drawing.name).toBe('svg') // a fault would make it a page of errors
    expect(drawing.paths).toBeGreaterThan(5)
    expect(drawing.texts.join(' ')).toContain('New kei come to 69,500 a year by 2045')
    expect(drawing.texts.at(-1)).toMatch(
      /^Keicast \d+\.\d+\.\d+, data [0-9a-f]{10}, scenario [0-9a-f]{10}; for exploring, not predicting$/,
    )
    // The same picture, painted at twice its size; its header says so.
    expect([png.readUInt32BE(16), png.readUInt32BE(20)]).toEqual([
      2 * (drawing.width ?? NaN),
      2 * (drawing.height ?? NaN),
    ])
    expect(png.length).toBeGreaterThan(20_000)
  })

  it('names another scenario by another hash, and the same one by the same', async () => {
    const hash = async () => {
      const svg = await exportAs(story, 'Save drawing (SVG)', 'svg')
      return /scenario ([0-9a-f]{10})/.exec(svg.toString('utf8'))?.[1]
    }
    const first = await hash()
    await story.moveLever()
    await story.settled()
    expect(await hash()).not.toBe(first)
    await story.app.choose('Edit', /^Undo/)
    await story.becomesEdited(false)
    await story.settled()
    expect(await hash()).toBe(first)
  })

  it.each(['Adoption', 'Price', 'Who earns', 'Compare'] as const)(
    'saves the table of %s whole, as it is shown',
    async (view) => {
      await story.openSample(SAMPLE)
      await story.show(view)
      const body = story.page.getByRole('tabpanel')
      if (view === 'Price') await body.getByText(/^Use \$/).waitFor()
      await story.showAs('Table')
      const csv = (await exportAs(story, 'Save data (CSV)', 'csv')).toString('utf8')
      expect(csv.startsWith('\ufeff')).toBe(true)
      const rows = csvParseRows(csv.slice(1))
      const table = body.locator('table').first()
      const shown = await table.evaluate((element) =>
        [...(element as HTMLTableElement).rows].map((row) =>
          [...row.cells].map((cell) => cell.innerText.trim()),
        ),
      )
      expect(rows.length).toBe(shown.length)
      expect(rows.length).toBeGreaterThan(4)
      expect(rows[0]?.map((title) => title.replace(/share$/, '%'))).toEqual(shown[0])
      for (const [r, cells] of rows.entries()) {
        if (r > 0) expect(cells.map(readCell)).toEqual(shown[r]?.map(nearly(cells)))
      }
    },
  )
})

/** A cell of a file: its text, or its number. */
function readCell(cell: string): string | number {
  return cell === '' || Number.isNaN(Number(cell)) ? cell : Number(cell)
}

const scales: Readonly<Record<string, number>> = { '%': 0.01, K: 1e3, M: 1e6, B: 1e9 }

/** What a cell as shown stands for: its text, or about its number, as it is rounded. */
function nearly(cells: readonly string[]) {
  return (shown: string, c: number): unknown => {
    if (shown === '–') return ''
    const [, sign, digits, scale = ''] = /^(−?)\$?([\d,.]+)([%KMB]?)$/.exec(shown) ?? []
    if (digits === undefined || readCell(cells[c] ?? '') === shown) return shown
    const value =
      Number(digits.replaceAll(',', '')) * (scales[scale] ?? 1) * (sign === '−' ? -1 : 1)
    const is = Number(cells[c])
    const isNear = Math.abs(is - value) <= Math.max(0.06 * Math.abs(value), 0.5)
    return isNear ? is : value
  }
}
