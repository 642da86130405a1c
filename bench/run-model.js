// Times a default 20-year run and its phases, and the same with the kernel's twin in plain TypeScript. Build
// first: npm run bench does.
import { bench, run, summary } from 'mitata'
import { openWorkbench } from '../dist/app/workbench.js'
import { createEngine } from '../dist/core/engine/engine.js'
import { resolveScenario } from '../dist/core/scenario/resolve.js'
import { kernelBytes } from '../dist/kernel/generated/kernel-bytes.js'
import { createTypescriptKernel } from '../dist/kernel/typescript-kernel.js'
import { createWasmKernel } from '../dist/kernel/wasm-kernel.js'

const { data } = openWorkbench()
const engines = {
  WebAssembly: { engine: createEngine(data, createWasmKernel(kernelBytes)), runs: 0 },
  TypeScript: { engine: createEngine(data, createTypescriptKernel()), runs: 0 },
}

/** Two values of a lever, which runs take in turns: a cost leaves the calibration alone, a taste does not. */
const levers = {
  'a tariff changes': [{ tariffTruck: 0.2 }, { tariffTruck: 0.1 }],
  'a taste changes': [{ spaceValue: 1.3 }, { spaceValue: 1.7 }],
}
const inputsOf = (path, parameters) =>
  resolveScenario(data, {
    format: 'keicast-scenario',
    version: 1,
    name: path,
    federal: [{ year: 2028, path }],
    parameters,
  })
const cases = ['kei-class', 'exemption'].flatMap((path) =>
  Object.entries(levers).map(([lever, values]) => ({
    name: `${path}, ${lever}`,
    inputs: values.map((parameters) => inputsOf(path, parameters)),
  })),
)

function runOnce(own, { inputs }, onPhase) {
  own.runs += 1
  const result = own.engine.run(inputs[own.runs % inputs.length], onPhase)
  if (!result.ok) throw new Error(result.error.message)
  return result.value
}

/** Milliseconds by phase of one run. */
function phasesOf(own, of) {
  const phases = new Map()
  const start = performance.now()
  let last = start
  runOnce(own, of, (phase) => {
    const now = performance.now()
    phases.set(phase, (phases.get(phase) ?? 0) + now - last)
    last = now
  })
  phases.set('whole run', performance.now() - start)
  return phases
}

const RUNS = 21
const median = (times) => times.toSorted((a, b) => a - b)[(RUNS - 1) / 2]
const row = (name, ms, rest = '') =>
  console.log(`  ${name.padEnd(12)} ${ms.toFixed(2).padStart(7)} ms${rest}`)

for (const of of cases) {
  // In turns, so that what else the machine does slows both alike.
  const runs = Array.from({ length: RUNS }, () =>
    Object.values(engines).map((own) => phasesOf(own, of)),
  )
  const [own, twin] = [0, 1].map((at) => (phase) => median(runs.map((pair) => pair[at].get(phase))))
  console.log(`\n${of.name}, 2026 to 2045: median of ${RUNS} runs`)
  for (const phase of runs[0][0].keys()) row(phase, own(phase))
  const ratio = twin('whole run') / own('whole run')
  row('TypeScript', twin('whole run'), `, ${ratio.toFixed(2)} times as long`)
  const { calibrationEvaluations } = runOnce(engines.WebAssembly, of)
  console.log(`  share evaluations to calibrate, by market: ${calibrationEvaluations.join(', ')}`)
}

console.log()
for (const of of cases) {
  summary(() => {
    for (const [name, own] of Object.entries(engines)) {
      bench(`${of.name}: ${name}`, () => runOnce(own, of))
    }
  })
}
await run()
