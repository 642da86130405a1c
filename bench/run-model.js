// Times one default 20-year run, calibration included, and its phases. Build first: npm run bench does.
import { bench, run, summary } from 'mitata'
import { openWorkbench } from '../dist/app/workbench.js'
import { runModel } from '../dist/core/engine/run-model.js'
import { resolveScenario } from '../dist/core/scenario/resolve.js'
import { createTypescriptKernel } from '../dist/kernel/typescript-kernel.js'

const { data } = openWorkbench()
const kernel = createTypescriptKernel()
const scenario = (path) => ({
  format: 'keicast-scenario',
  version: 1,
  name: path,
  federal: [{ year: 2028, path }],
})
const inputs = Object.fromEntries(
  ['kei-class', 'exemption'].map((path) => [path, resolveScenario(data, scenario(path))]),
)

function runOnce(path, onPhase) {
  const result = runModel(inputs[path], { kernel, ...(onPhase && { onPhase }) })
  if (!result.ok) throw new Error(result.error.message)
  return result.value
}

/** Milliseconds by phase of one run. */
function phasesOf(path) {
  const phases = new Map()
  let last = performance.now()
  const start = last
  runOnce(path, (phase) => {
    const now = performance.now()
    phases.set(phase, (phases.get(phase) ?? 0) + now - last)
    last = now
  })
  phases.set('whole run', performance.now() - start)
  return phases
}

const RUNS = 11
function medianPhases(path) {
  const runs = Array.from({ length: RUNS }, () => phasesOf(path))
  return [...runs[0].keys()].map((phase) => {
    const times = runs.map((phases) => phases.get(phase)).sort((a, b) => a - b)
    return [phase, times[(RUNS - 1) / 2]]
  })
}

for (const path of Object.keys(inputs)) {
  const { calibrationEvaluations } = runOnce(path)
  console.log(`\n${path}, 2026 to 2045: median of ${RUNS} runs`)
  for (const [phase, ms] of medianPhases(path)) {
    console.log(`  ${phase.padEnd(12)} ${ms.toFixed(1).padStart(7)} ms`)
  }
  console.log(`  share evaluations to calibrate, by market: ${calibrationEvaluations.join(', ')}`)
}

console.log()
summary(() => {
  for (const path of Object.keys(inputs)) bench(`run ${path}`, () => runOnce(path))
})
await run()
