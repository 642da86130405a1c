import { formatChange } from '../../../charts/shared/format.ts'
import { niceDomain } from '../../../charts/shared/axis.ts'
import { lineHeight, textWidth, wrapText } from '../../../charts/shared/text-size.ts'
import { scaleLinear } from 'd3-scale'
import { en } from '../../../strings/en.ts'
import type { DifferenceParts } from './split-scenario.ts'

const text = en.compare

export interface SplitChartInput {
  readonly width: number // px
  readonly height: number // px
  readonly textSize: number // px
  readonly parts: DifferenceParts
  readonly year: number
}

type PartId = keyof DifferenceParts
const partIds = ['decisions', 'world', 'together', 'total'] as const satisfies readonly PartId[]

export interface SplitBar {
  readonly id: PartId
  readonly labelLines: readonly string[]
  readonly labelY: number
  readonly about: readonly string[]
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
  readonly isLess: boolean
  readonly value: string
  readonly valueX: number
  readonly valueAnchor: 'start' | 'end'
}

export interface SplitChartModel {
  readonly titleLines: readonly string[]
  readonly zeroX: number
  readonly bars: readonly SplitBar[]
}

const GAP = 8

/** Three parts of the difference and their sum, each a bar under its name. */
export function splitChartModel(input: SplitChartInput): SplitChartModel {
  const { width, height, textSize, parts } = input
  const step = lineHeight(textSize)
  const titleLines = wrapText(text.splitTitle(input.year), width, textSize)
  const top = (titleLines.length + 0.6) * step
  const rowHeight = Math.min(7 * step, (height - top) / partIds.length)
  const change = (id: PartId) => formatChange('vehicles', parts[id])
  const valueRoom = Math.max(...partIds.map((id) => textWidth(change(id), textSize))) * 1.2 + GAP
  const isAnyLess = partIds.some((id) => parts[id] < 0)
  const isAnyMore = partIds.some((id) => parts[id] >= 0)
  const domain = niceDomain(partIds.map((id) => parts[id]))
  const x = scaleLinear(domain, [isAnyLess ? valueRoom : 0, width - (isAnyMore ? valueRoom : 0)])
  const bars = partIds.map((id, i): SplitBar => {
    const from = top + i * rowHeight
    const value = parts[id]
    const labelLines = wrapText(text.split[id], width, textSize)
    const about = text.splitAbout[id] === '' ? [] : wrapText(text.splitAbout[id], width, textSize)
    const fits = rowHeight > (labelLines.length + about.length + 1.6) * step
    const lines = labelLines.length + (fits ? about.length : 0)
    const y = from + lines * step + 3
    const [start, end] = [x(Math.min(0, value)), x(Math.max(0, value))]
    const isLess = value < 0
    return {
      id,
      labelLines,
      labelY: from + textSize,
      about: fits ? about : [],
      x: start,
      y,
      width: Math.max(1, end - start),
      height: Math.max(6, Math.min(24, rowHeight - lines * step - 10)),
      isLess,
      value: change(id),
      valueX: isLess ? start - GAP : end + GAP,
      valueAnchor: isLess ? 'end' : 'start',
    }
  })
  return { titleLines, zeroX: x(0), bars }
}
