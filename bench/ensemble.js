// Times ensembles of the default horizon: draws a second by threads, the first draws, a stop; and what they take of
// memory. Build first: npm run bench:ensemble does. With --large also 10,000 draws, which takes minutes.
import { setTimeout as pause } from 'node:timers/promises'
import { assetsRoot } from '../dist/app/assets.js'
import { createDrawPool } from '../dist/app/ensembles/draw-pool.js'
import { countDraws, createDrawTable } from '../dist/app/ensembles/draw-table.js'
import { drawsOf, summarise } from '../dist/app/ensembles/summarise.js'
import { openWorkbench } from '../dist/app/workbench.js'
import { outcomeLayout } from '../dist/core/ensemble/outcomes.js'
import { resolveScenario } from '../dist/core/scenario/resolve.js'
import { spawnSimWorker } from '../dist/web-host/spawn-sim-worker.js'

const DRAWS = 100
const ROUNDS = 5
const FIRST = 10
const { data } = openWorkbench()
const scenario = {
  format: 'keicast-scenario',
  version: 1,
  name: 'kei class',
  federal: [{ year: 2028, path: 'kei-class' }],
}
const layout = outcomeLayout(resolveScenario(data, scenario))
const assets = assetsRoot()
const poolOf = (threads) => createDrawPool(() => spawnSimWorker(assets), threads)
const median = (values) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)]
const megabytes = (bytes) => `${(bytes / 2 ** 20).toFixed(0)} MB`

function begin(pool, draws, seed) {
  const table = createDrawTable(draws, layout.width)
  const settings = { seed: String(seed), draws, method: 'sobol' }
  const start = performance.now()
  const { ended, stop } = pool.start({ settings, parts: [{ scenario, table }] })
  return { table, start, ended, stop }
}

/** Draws a second of a whole ensemble. */
async function rateOf(pool, draws, seed) {
  const { start, ended } = begin(pool, draws, seed)
  await ended
  return (1000 * draws) / (performance.now() - start)
}

/** Milliseconds to the first draws, and from a stop to its answer. */
async function answers(pool, seed) {
  const { table, start, ended, stop } = begin(pool, 10_000, seed)
  while (countDraws(table).done < FIRST) await pause(1)
  const first = performance.now() - start
  await pause(50 + 7 * seed)
  const asked = performance.now()
  stop()
  await ended
  return { first, stop: performance.now() - asked }
}

async function memoryOf(pool, draws) {
  const { table, start, ended } = begin(pool, draws, 'memory')
  await ended
  const seconds = (performance.now() - start) / 1000
  summarise(drawsOf(layout, table))
  const tables = table.rows.byteLength + table.status.byteLength
  const all = process.memoryUsage().rss
  console.log(
    `  ${draws} draws: ${seconds.toFixed(1)} s; tables ${(tables / 2 ** 20).toFixed(1)} MB, the whole process ${megabytes(all)}`,
  )
}

const one = poolOf(1)
const two = poolOf(2)
for (const pool of [one, two]) await rateOf(pool, 8, 'warm')

const rates = []
for (let round = 0; round < ROUNDS; round += 1) {
  // In turns, so that what else the machine does slows both alike.
  rates.push({ one: await rateOf(one, DRAWS, round), two: await rateOf(two, DRAWS, round) })
}
console.log(`draws a second, ${DRAWS} draws, median of ${ROUNDS} rounds`)
console.log(`  1 thread   ${median(rates.map((rate) => rate.one)).toFixed(1)}`)
console.log(`  2 threads  ${median(rates.map((rate) => rate.two)).toFixed(1)}`)
console.log(`  ratio      ${median(rates.map((rate) => rate.two / rate.one)).toFixed(2)}`)
await one.dispose()

const asked = []
for (let round = 0; round < 11; round += 1) asked.push(await answers(two, round))
const first = asked.map((each) => each.first)
const stops = asked.map((each) => each.stop)
console.log('\nwarm, 2 threads, median and most of 11')
console.log(
  `  first ${FIRST} draws  ${median(first).toFixed(0)} ms, ${Math.max(...first).toFixed(0)} ms`,
)
console.log(`  stop            ${median(stops).toFixed(1)} ms, ${Math.max(...stops).toFixed(1)} ms`)

console.log('\nmemory, 2 threads')
await memoryOf(two, 1000)
if (process.argv.includes('--large')) await memoryOf(two, 10_000)
await two.dispose()
