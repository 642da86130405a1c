import type { MarketData } from '../core/data/market-data.ts'
import type { RunFailure, RunResult } from '../core/engine/result.ts'
import { createEngine, type Engine } from '../core/engine/engine.ts'
import type { Result } from '../core/result.ts'
import { createScenarioParser, type ParseScenario } from '../core/scenario/parse-scenario.ts'
import { resolveScenario } from '../core/scenario/resolve.ts'
import type { Scenario } from '../core/scenario/scenario.ts'
import { kernelBytes } from '../kernel/generated/kernel-bytes.ts'
import { createWasmKernel } from '../kernel/wasm-kernel.ts'
import { join } from 'node:path'
import { assetsRoot } from './assets.ts'
import { loadMarketData } from './data-files.ts'

/** The data set and what can be done with it. */
export interface Workbench {
  readonly data: MarketData
  readonly parse: ParseScenario
  readonly engine: Engine
  run(scenario: Scenario): Result<RunResult, RunFailure>
}

/** Load the product's data set and make ready to read and run scenarios. */
export function openWorkbench(assetsFolder: string = assetsRoot()): Workbench {
  const data = loadMarketData(join(assetsFolder, 'data'))
  const engine = createEngine(data, createWasmKernel(kernelBytes))
  return {
    data,
    parse: createScenarioParser(data),
    engine,
    run: (scenario) => engine.run(resolveScenario(data, scenario)),
  }
}
