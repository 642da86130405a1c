import { scaleLinear } from 'd3-scale'

export interface RangeBarInput {
  readonly width: number // px
  readonly low: number
  readonly high: number
  readonly default: number
  readonly value: number
}

export interface RangeBarModel {
  /** Where the plausible range starts and ends, px. */
  readonly lowX: number
  readonly highX: number
  readonly defaultX: number
  readonly valueX: number
}

/** Room for the marks at the ends, px. */
const INSET = 6

/** Place default and value on a small bar of the plausible range; a value outside lengthens its base line. */
export function rangeBarModel(input: RangeBarInput): RangeBarModel {
  const ends = [input.low, input.high, input.value, input.default]
  const [low, high] = [Math.min(...ends), Math.max(...ends)]
  const span = high - low || Math.abs(high) || 1
  const domain = high === low ? [low - span, high + span] : [low, high]
  const x = scaleLinear(domain, [INSET, input.width - INSET])
  const at = (value: number) => Math.round(x(value) * 10) / 10
  return {
    lowX: at(input.low),
    highX: at(input.high),
    defaultX: at(input.default),
    valueX: at(input.value),
  }
}
