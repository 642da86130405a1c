import type { EnsembleSummary } from '../../../../src/contract/ensemble.ts'
import { formatWithin } from '../../../charts/shared/rounding.ts'
import { npvOf, quantileOf, shareOfDraws, type Estimate } from '../../../state/ensemble-read.ts'
import type { TableModel } from '../view-frame/table-model.ts'
import { en } from '../../../strings/en.ts'
import { chance, margin } from './odds.ts'
import type { ViewVm } from './time-vm.ts'

const text = en.howSure

/** What a nameplate would earn, over the draws. */
export interface NameplateRow {
  readonly id: string
  readonly label: string
  readonly earnsBack: Estimate
  /** The share as it is written beside the bar. */
  readonly share: string
  /** The reference's share; NaN where it is not known. */
  readonly referenceShare: number
  readonly npvMedian: string
  readonly npvRange: string
}

interface NpvEstimates {
  readonly low: Estimate
  readonly median: Estimate
  readonly high: Estimate
}

interface Earning extends NameplateRow {
  readonly onSale: number
  readonly npv: NpvEstimates
}

/** In how many of the draws each nameplate earns its money back, the likeliest first. */
export function nameplatesVm(
  draws: EnsembleSummary,
  reference: EnsembleSummary | null,
): ViewVm<readonly NameplateRow[]> {
  const rows = draws.index.nameplates
    .map((_, n) => earningOf(draws, reference, n))
    .filter(({ onSale }) => onSale > 0)
    .sort((a, b) => b.earnsBack.value - a.earnsBack.value)
  return {
    title: earnTitle(rows, draws.index.done),
    summary: text.summaryNameplates(rows.map(({ label, share }) => `${label} ${share}`).join(', ')),
    table: earnTable(rows),
    chart: rows,
  }
}

function earningOf(draws: EnsembleSummary, reference: EnsembleSummary | null, n: number): Earning {
  const { id, label } = draws.index.nameplates[n] as EnsembleSummary['index']['nameplates'][number]
  const distribution = npvOf(draws, n)
  const [low, median, high] = [0.1, 0.5, 0.9].map((p) => quantileOf(distribution, p)) as [
    Estimate,
    Estimate,
    Estimate,
  ]
  const earnsBack = shareOfDraws(draws.columns.earnsBack[n] ?? NaN, draws.index.done)
  const other = reference?.index.nameplates.findIndex((nameplate) => nameplate.id === id) ?? -1
  const isOffered = (reference?.columns.onSale[other] ?? 0) > 0
  return {
    id,
    label,
    earnsBack,
    share: margin(earnsBack),
    referenceShare: isOffered ? (reference?.columns.earnsBack[other] ?? NaN) : NaN,
    npvMedian: usd(median),
    npvRange: text.range(usd(low), usd(high)),
    onSale: draws.columns.onSale[n] ?? 0,
    npv: { low, median, high },
  }
}

function usd({ value, error }: Estimate): string {
  return formatWithin('usd', value, error)
}

function earnTitle(rows: readonly Earning[], draws: number): string {
  const [first] = rows
  if (first === undefined) return text.earnNone
  const title = text.earnTitle(first.label, chance(first.earnsBack, draws))
  const likely = rows.filter(({ earnsBack }) => earnsBack.value >= 0.5).length
  return rows.length === 1 ? title : title + text.earnRest(likely, rows.length)
}

function earnTable(rows: readonly Earning[]): TableModel {
  const npv = (p: number, pick: (estimates: NpvEstimates) => Estimate) => ({
    title: text.npvAt(p),
    unit: 'USD',
    align: 'right' as const,
    write: (_value: number, row: number) => usd(pick((rows[row] as Earning).npv)),
  })
  return {
    caption: text.captionNameplates,
    columns: [
      { title: text.nameplate, align: 'left' },
      { title: text.onSale, unit: '%', align: 'right' },
      {
        title: text.earnsBack,
        unit: '%',
        align: 'right',
        write: (_value, row) => rows[row]?.share ?? '',
      },
      npv(10, ({ low }) => low),
      npv(50, ({ median }) => median),
      npv(90, ({ high }) => high),
    ],
    rows: rows.map(({ label, onSale, earnsBack, npv: { low, median, high } }) => [
      label,
      onSale,
      earnsBack.value,
      low.value,
      median.value,
      high.value,
    ]),
  }
}
