import { assetFolder } from '../src/app/assets.ts'
import { loadMarketData } from '../src/app/data-files.ts'
import type { MarketData } from '../src/core/data/market-data.ts'
import { defaultParameters, type Parameters } from '../src/core/data/parameters.ts'
import { createEngine } from '../src/core/engine/engine.ts'
import type { RunResult } from '../src/core/engine/result.ts'
import { resolveScenario } from '../src/core/scenario/resolve.ts'
import type { Scenario } from '../src/core/scenario/scenario.ts'
import { kernelBytes } from '../src/kernel/generated/kernel-bytes.ts'
import { createWasmKernel } from '../src/kernel/wasm-kernel.ts'

/** The product's own data set, read as the product reads it. */
export const data: MarketData = loadMarketData(assetFolder('data'))

/** Runs scenarios as the product does. */
export const engine = createEngine(data, createWasmKernel(kernelBytes))

export const parameters: Parameters = defaultParameters(data.parameters)

/** Make a scenario that differs from the defaults in what is given. */
export function scenarioWith(overrides: Partial<Scenario>): Scenario {
  return { format: 'keicast-scenario', version: 1, name: 'test', ...overrides }
}

/** Run a scenario that must have a result. */
export function runScenario(overrides: Partial<Scenario>): RunResult {
  const inputs = resolveScenario(data, scenarioWith(overrides))
  const run = engine.run(inputs)
  if (!run.ok) throw new Error(run.error.message)
  return run.value
}
