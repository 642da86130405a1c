import type { ChoiceRoom } from '../../kernel/choice-kernel.ts'
import type { Calibration } from '../market/calibration.ts'
import { ATTRIBUTE_COUNT } from '../market/attributes.ts'
import { markets } from '../market/sets.ts'
import type { Result } from '../result.ts'
import { calibrateMarkets, type CalibrationInputs } from './choice-tables.ts'

export type Calibrator = (
  room: ChoiceRoom,
  inputs: CalibrationInputs,
) => Result<readonly Calibration[], string>

/**
 * Make a calibrator (section 3.4) that answers at once where all that the constants depend on is as it was the
 * last time: a lever of costs, rules or supply leaves them alone. Its answers do not depend on what it was
 * asked before.
 *
 * @param corrections One a market, to start from: see CalibrationProblem.
 */
export function createCalibrator(corrections: readonly Float64Array[]): Calibrator {
  let seen = new Float64Array(0)
  let answer: ReturnType<Calibrator> | undefined
  return (room, inputs) => {
    const { attributes, tastes, occasions } = inputs
    const size = inputs.alternatives.segments.length * ATTRIBUTE_COUNT * room.shape.cells
    const columns = [
      attributes.subarray(0, size),
      ...tastes,
      ...occasions,
      room.shape.lambda,
      Float64Array.from(markets, inputs.outsideShare),
    ]
    const length = columns.reduce((sum, column) => sum + column.length, 0)
    if (seen.length !== length) {
      seen = new Float64Array(length)
      answer = undefined
    }
    if (copyAll(columns, seen)) answer = undefined
    answer ??= calibrateMarkets(room, { ...inputs, corrections })
    return answer
  }
}

/** Copy columns into one, and tell whether any number changed. */
function copyAll(columns: readonly Float64Array[], to: Float64Array): boolean {
  let at = 0
  let changed = false
  for (const column of columns) {
    for (let i = 0; i < column.length; i += 1, at += 1) {
      if (to[at] !== column[i]) {
        to[at] = column[i] as number
        changed = true
      }
    }
  }
  return changed
}
