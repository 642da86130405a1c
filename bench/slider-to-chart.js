// Times from a slider's input to the painted chart, in Chromium, and what the page's own thread does
// meanwhile. Build first: npm run bench:ui does.
import { openSample, openServedPage } from '../scripts/served-page.js'

const STEPS = 60
const { page, close } = await openServedPage()
await openSample(page, 'A federal kei class from 2028')
await page.getByRole('searchbox').first().fill('Tariff on trucks')
const slider = page.getByRole('slider').first()
await slider.focus()

const { times, frames } = await page.evaluate(async (steps) => {
  const input = document.activeElement
  const tile = document.querySelector('dl dd.value')
  const frames = []
  let last = performance.now()
  let watching = true
  const watch = () => {
    const now = performance.now()
    frames.push(now - last)
    last = now
    if (watching) requestAnimationFrame(watch)
  }
  requestAnimationFrame(watch)
  const times = []
  for (let step = 0; step < steps; step += 1) {
    const before = tile.textContent
    const start = performance.now()
    input.value = String(Number(input.value) + (step % 2 === 0 ? 1 : -1) * Number(input.step || 1))
    input.dispatchEvent(new Event('input', { bubbles: true }))
    await new Promise((resolve) => {
      const wait = () => {
        if (tile.textContent !== before || performance.now() - start > 2000) resolve()
        else requestAnimationFrame(wait)
      }
      requestAnimationFrame(wait)
    })
    times.push(performance.now() - start)
  }
  watching = false
  return { times, frames }
}, STEPS)
await close()

const at = (values, share) =>
  [...values].sort((a, b) => a - b)[Math.floor(share * (values.length - 1))]
const ms = (value) => `${value.toFixed(0)} ms`
console.log(
  `slider to changed chart, ${STEPS} steps: median ${ms(at(times, 0.5))}, p95 ${ms(at(times, 0.95))}`,
)
console.log(
  `frames of the page meanwhile: p95 ${ms(at(frames, 0.95))}, longest ${ms(Math.max(...frames))}, ` +
    `over 50 ms: ${frames.filter((frame) => frame > 50).length} of ${frames.length}`,
)
