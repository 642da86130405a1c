import type { RunColumns } from '../../../../src/contract/results.ts'
import { formatShare, formatVehicles } from '../../../charts/shared/format.ts'
import type { RankedBar, RankedBarsData } from '../../../charts/ranked-bars/ranked-bars-model.ts'
import { entry, sumOf, yearIndex } from '../../../state/run-read.ts'
import type { TableModel } from '../view-frame/table-model.ts'
import { en } from '../../../strings/en.ts'

const text = en.instead

export type Measure = 'vehicles' | 'share'

export interface InsteadInput {
  readonly run: RunColumns
  readonly reference: RunColumns | null
  readonly referenceName: string
  readonly year: number
  readonly measure: Measure
}

interface InsteadVm {
  readonly title: string
  readonly summary: string
  readonly table: TableModel
  readonly chart: RankedBarsData
}

/** What kei took from a segment, in the run and in the reference. */
interface Taken {
  readonly id: string
  readonly label: string
  readonly vehicles: number
  readonly share: number
  readonly referenceVehicles: number
  readonly referenceShare: number
}

/** The outside option. */
const USED = 'used'
const HALF_A_VEHICLE = 0.5

/** What the view says of what kei are bought instead of. */
export function insteadVm(input: InsteadInput): InsteadVm {
  const { run, reference, referenceName, measure } = input
  const t = yearIndex(run, input.year)
  const year = run.index.years[t] ?? input.year
  const taken = takenIn(run, t, reference, year)
  const ordered = taken.toSorted((a, b) => b.vehicles - a.vehicles)
  const axisTitle = text.axis[measure](year)
  const bars = ordered.map((one) => barOf(one, measure))
  const sold = ordered.filter(({ vehicles }) => vehicles >= HALF_A_VEHICLE)
  return {
    title: insteadTitle(ordered, year),
    summary:
      sold.length === 0
        ? text.summaryNone(axisTitle)
        : text.summary(
            axisTitle,
            sold.map((one) => `${one.label} ${barOf(one, measure).said}`).join(', '),
          ),
    table: insteadTable(ordered, axisTitle, reference === null ? null : referenceName),
    chart: {
      axisTitle,
      bars,
      ghostLabel: reference === null ? null : referenceName,
      fold: (rest) => foldedBar(rest, measure),
    },
  }
}

function takenIn(run: RunColumns, t: number, reference: RunColumns | null, year: number): Taken[] {
  const then = reference?.index.years.indexOf(year) ?? -1
  const total = sumOf(run.index.segments.map((_, j) => entry(run, 'displaced', t, j)))
  const inReference = (id: string) => {
    const j = reference?.index.segments.findIndex((segment) => segment.id === id) ?? -1
    return reference === null || then < 0 || j < 0 ? NaN : entry(reference, 'displaced', then, j)
  }
  const referenceTotal = sumOf(run.index.segments.map(({ id }) => inReference(id)))
  return run.index.segments.map(({ id, label }, j) => {
    const vehicles = entry(run, 'displaced', t, j)
    const referenceVehicles = inReference(id)
    return {
      id,
      label: id === USED ? text.used : label,
      vehicles,
      share: total > 0 ? vehicles / total : 0,
      referenceVehicles,
      referenceShare: referenceTotal > 0 ? referenceVehicles / referenceTotal : 0,
    }
  })
}

function barOf(taken: Taken, measure: Measure): RankedBar {
  const { vehicles, share, referenceVehicles, referenceShare } = taken
  const isShare = measure === 'share'
  return {
    label: taken.label,
    value: isShare ? share : vehicles,
    said: isShare ? formatShare(share) : `${formatVehicles(vehicles)} (${formatShare(share)})`,
    ghost: isShare ? referenceShare : referenceVehicles,
    ghostSaid: isShare ? formatShare(referenceShare) : formatVehicles(referenceVehicles),
    isApart: taken.id === USED,
  }
}

function foldedBar(rest: readonly RankedBar[], measure: Measure): RankedBar {
  const value = sumOf(rest.map((bar) => bar.value))
  const ghost = sumOf(rest.map((bar) => bar.ghost))
  const said = measure === 'share' ? formatShare : formatVehicles
  return {
    label: text.others(rest.length),
    value,
    said: said(value),
    ghost,
    ghostSaid: said(ghost),
    isApart: false,
  }
}

function insteadTitle(ordered: readonly Taken[], year: number): string {
  const used = ordered.find(({ id }) => id === USED)
  const segment = ordered.find(({ id }) => id !== USED)
  const total = sumOf(ordered.map(({ vehicles }) => vehicles))
  if (used === undefined || segment === undefined || !(total >= HALF_A_VEHICLE)) {
    return text.none(year)
  }
  const name = midSentence(segment.label)
  return used.vehicles >= segment.vehicles
    ? `${text.usedFirst(formatShare(used.share), year)}; ${text.next(name, formatShare(segment.share))}`
    : `${text.newFirst(name, formatShare(segment.share), year)}; ${text.usedNext(formatShare(used.share))}`
}

function midSentence(label: string): string {
  return label.charAt(0).toLowerCase() + label.slice(1)
}

function insteadTable(
  ordered: readonly Taken[],
  caption: string,
  referenceName: string | null,
): TableModel {
  const has = referenceName !== null
  return {
    caption,
    columns: [
      { title: text.segment, align: 'left' },
      { title: text.vehicles, unit: 'vehicles', align: 'right' },
      { title: text.shareColumn, unit: '%', align: 'right' },
      ...(has
        ? [
            {
              title: text.referenceVehicles(referenceName),
              unit: 'vehicles',
              align: 'right' as const,
            },
            { title: text.referenceShare(referenceName), unit: '%', align: 'right' as const },
          ]
        : []),
    ],
    rows: ordered.map((one) => [
      one.label,
      one.vehicles,
      one.share,
      ...(has ? [one.referenceVehicles, one.referenceShare] : []),
    ]),
  }
}
