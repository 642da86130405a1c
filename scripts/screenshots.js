// Takes the pictures of the documentation from the real app. Build first: npm run screenshots does.
import { fileURLToPath } from 'node:url'
import { openSample, openServedPage } from './served-page.js'

const folder = fileURLToPath(new URL('../docs/pictures/', import.meta.url))
const SAMPLE = 'A federal kei class from 2028'
/** The views that the documentation shows. */
const VIEWS = ['Adoption', 'Where', 'Price', 'How sure']
/** Longest time that a view works on its numbers. */
const SETTLE_MS = { Price: 8000, Compare: 4000 }
/** What a view says when it is done, where that takes longer. */
const DONE = { 'How sure': /draws: the median is known/ }
const DONE_MS = 600_000

const [names = VIEWS.join(','), size = '1440x900', colorScheme = 'light', suffix = ''] =
  process.argv.slice(2)
const [width, height] = size.split('x').map(Number)
const { page, close } = await openServedPage({ width, height, colorScheme })
await openSample(page, SAMPLE)
for (const name of names.split(',')) {
  await page.getByRole('tab', { name, exact: true }).click()
  await page.waitForTimeout(SETTLE_MS[name] ?? 1200)
  if (DONE[name]) await page.getByText(DONE[name]).waitFor({ timeout: DONE_MS })
  const file = `${name.toLowerCase().replaceAll(' ', '-')}${suffix}.png`
  await page.screenshot({ path: `${folder}${file}` })
  console.log(file)
}
await close()
