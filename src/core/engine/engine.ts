import type { ChoiceKernel } from '../../kernel/choice-kernel.ts'
import type { MarketData } from '../data/market-data.ts'
import type { Result } from '../result.ts'
import { resolveScenario, type ModelInputs } from '../scenario/resolve.ts'
import { FORMAT, VERSION } from '../scenario/scenario.ts'
import { createCalibrator, type Calibrator } from './calibrator.ts'
import { calibrateMarkets } from './choice-tables.ts'
import type { RunFailure, RunResult } from './result.ts'
import { calibrateModel, runModel, type Phase } from './run-model.ts'

/** Runs scenarios over one data set with one kernel. */
export interface Engine {
  /** A pure function of the inputs, whatever was run before. */
  run(inputs: ModelInputs, onPhase?: (phase: Phase) => void): Result<RunResult, RunFailure>
}

/** Make an engine. Its first run also calibrates the default scenario, which every calibration starts from. */
export function createEngine(data: MarketData, kernel: ChoiceKernel): Engine {
  let calibrate: Calibrator | undefined
  return {
    run(inputs, onPhase) {
      calibrate ??= createCalibrator(defaultCorrections(data, kernel))
      return runModel(inputs, { kernel, calibrate, ...(onPhase && { onPhase }) })
    },
  }
}

function defaultCorrections(data: MarketData, kernel: ChoiceKernel): readonly Float64Array[] {
  const inputs = resolveScenario(data, { format: FORMAT, version: VERSION, name: 'default' })
  const found = calibrateModel(inputs, { kernel, calibrate: calibrateMarkets })
  if (!found.ok) throw new Error(`the data set cannot be calibrated: ${found.error.message}`)
  return found.value.map(({ correction }) => correction)
}
