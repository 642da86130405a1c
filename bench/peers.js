// Times the yearly work of a run in the engine, in NumPy and in C++, in turns on one thread, and checks that all
// three sell the same. Build first: npm run bench does.
import { execFileSync, spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { openWorkbench } from '../dist/app/workbench.js'
import { resolveScenario } from '../dist/core/scenario/resolve.js'
import { recordRun } from './peers/record-year.js'

/** Turns that count, and runs of each side in a turn, of which the median counts: the first find cold caches. */
const TURNS = 9
const RUNS = 15
/** Turns before those that count: the engine's code is compiled anew while it runs. */
const WARM_UP = 3
const MOST_DIFFERENCE = 1e-9
const peers = join(import.meta.dirname, 'peers')
const { data, engine } = openWorkbench()
// Two tastes in turns, so that no run can use what is known from the one before.
const inputs = [1.5, 1.4].map((spaceValue) =>
  resolveScenario(data, {
    format: 'keicast-scenario',
    version: 1,
    name: 'kei class',
    federal: [{ year: 2028, path: 'kei-class' }],
    parameters: { spaceValue },
  }),
)
const folder = mkdtempSync(join(tmpdir(), 'keicast-peers-'))

/** Start a peer that answers a line with a line. */
function startPeer(program, args) {
  const child = spawn(program, args, { stdio: ['pipe', 'pipe', 'inherit'] })
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]()
  const ask = async (line) => {
    child.stdin.write(`${line}\n`)
    const { value, done } = await lines.next()
    if (done) throw new Error(`${program} ended early`)
    return value
  }
  return { ask, end: () => child.stdin.end() }
}

function numpy(input) {
  const python = ['python3', '/usr/bin/python3'].find((program) => {
    try {
      execFileSync(program, ['-c', 'import numpy'], { stdio: 'ignore' })
      return true
    } catch {
      return false
    }
  })
  if (python === undefined) throw new Error('no numpy: apt-get install python3-numpy')
  return startPeer(python, [join(peers, 'choice_years.py'), input])
}

function cplusplus(input) {
  const program = join(folder, 'choice_years')
  const source = join(peers, 'choice_years.cpp')
  try {
    execFileSync('g++', ['-std=c++17', '-O3', '-march=native', '-o', program, source])
  } catch (error) {
    throw new Error('no g++: apt-get install g++', { cause: error })
  }
  return startPeer(program, [input])
}

/** Phases that do what the peers do; a run also lays out its population, its supply and its results. */
const PEER_WORK = ['attributes', 'shares', 'sums']

/** Milliseconds of a run without its calibration, and of the part that the peers do. */
function engineRound(round) {
  const phases = new Map()
  let last = performance.now()
  const run = engine.run(inputs[round % inputs.length], (phase) => {
    const now = performance.now()
    phases.set(phase, (phases.get(phase) ?? 0) + now - last)
    last = now
  })
  if (!run.ok) throw new Error(run.error.message)
  phases.delete('calibration')
  const whole = [...phases.values()].reduce((sum, ms) => sum + ms, 0)
  return { whole, work: PEER_WORK.reduce((sum, phase) => sum + phases.get(phase), 0) }
}

async function check(name, peer, expected) {
  const path = join(folder, name)
  await peer.ask(`write ${path}`)
  const bytes = readFileSync(path)
  const found = new Float64Array(bytes.buffer, bytes.byteOffset, bytes.byteLength / 8)
  if (found.length !== expected.length) throw new Error(`${name} has another number of sales`)
  // A year's sales that are next to nothing may differ by what is next to nothing.
  const largest = expected.reduce((most, value) => Math.max(most, value), 0)
  const difference = expected.reduce(
    (most, value, at) =>
      Math.max(most, Math.abs(found[at] - value) / Math.max(value, largest * 1e-12)),
    0,
  )
  if (!(difference <= MOST_DIFFERENCE)) {
    throw new Error(`${name} sells otherwise: by ${difference} of a number`)
  }
  return difference
}

const median = (times) => times.toSorted((a, b) => a - b)[(times.length - 1) / 2]

try {
  const { input, sales, describe } = recordRun(data, inputs[0])
  const path = join(folder, 'input')
  writeFileSync(path, input)
  const others = [
    ['C++', cplusplus],
    ['NumPy', numpy],
  ].flatMap(([name, start]) => {
    try {
      return [{ name, peer: start(path), times: [] }]
    } catch (error) {
      console.log(`${name} is left out: ${error.message}`)
      return []
    }
  })
  for (const { name, peer } of others) {
    const difference = await check(name, peer, sales)
    console.log(`${name} sells the same as the engine, to ${difference.toExponential(0)}`)
  }
  const own = []
  for (let turn = 0; turn < TURNS + WARM_UP; turn += 1) {
    const runs = Array.from({ length: RUNS }, (_, run) => engineRound(run))
    own.push({
      work: median(runs.map((run) => run.work)),
      whole: median(runs.map((run) => run.whole)),
    })
    for (const { peer, times } of others) {
      const each = []
      while (each.length < RUNS) each.push(Number(await peer.ask('run')))
      times.push(median(each))
    }
  }
  console.log(`\n${describe}; calibration left out everywhere; ${TURNS} turns of ${RUNS} runs each`)
  const kept = own.slice(WARM_UP)
  const work = median(kept.map((turn) => turn.work))
  const whole = median(kept.map((turn) => turn.whole))
  const line = (name, ms, rest) =>
    console.log(`  ${name.padEnd(6)} ${ms.toFixed(1).padStart(7)} ms${rest}`)
  line('engine', work, ` for attributes, shares and sums; ${whole.toFixed(1)} ms with all else`)
  for (const { name, peer, times } of others) {
    const counted = times.slice(WARM_UP)
    const ratio = median(counted.map((ms, turn) => ms / kept[turn].work))
    line(name, median(counted), `, ${ratio.toFixed(2)} times the engine’s`)
    peer.end()
  }
} finally {
  rmSync(folder, { recursive: true, force: true })
}
