import type { Catalog } from '../../../../src/contract/catalog.ts'
import type { RunColumns } from '../../../../src/contract/results.ts'
import { formatVehicles, NO_VALUE } from '../../../charts/shared/format.ts'
import { salesOf, sumOf } from '../../../state/run-read.ts'
import { makerLabel, shortName } from '../price/short-name.ts'
import type { TableModel } from '../view-frame/table-model.ts'
import { en } from '../../../strings/en.ts'
import type { SourceKind } from '../../../strings/en/earn.ts'
import { formatMoney } from './money.ts'

const text = en.earn

/** What the view of who earns shows; money in USD, discounted to the first year on sale. */

export type EarnOrder = 'nameplate' | 'grouped' | 'maker'

/** What one nameplate earns. */
interface Earning {
  readonly id: string
  readonly label: string
  /** Without its maker. */
  readonly name: string
  readonly maker: string
  readonly source: SourceKind
  readonly detail: string
  readonly npv: number
  readonly referenceNpv: number | null
  /** Null where it never pays back. */
  readonly paybackYear: number | null
  /** vehicles/yr; null where each vehicle loses money */
  readonly breakEvenVolume: number | null
  /** In the last year, vehicles. */
  readonly lastSales: number
  readonly planVolume: number | null
}

/** A bar of the chart, or the heading above a maker's. */
export interface EarnRow {
  readonly id: string
  readonly kind: 'heading' | 'bar'
  readonly label: string
  readonly detail: string
  /** Null for totals of several kinds. */
  readonly source: SourceKind | null
  readonly npv: number
  readonly referenceNpv: number | null
  readonly payback: string
  readonly needs: string
  readonly sells: string
}

export interface EarnVm {
  readonly title: string
  readonly summary: string
  readonly table: TableModel
  readonly rows: readonly EarnRow[]
  /** Kinds of source among the rows, for the legend. */
  readonly sources: readonly SourceKind[]
  readonly lastYear: number
  readonly isEmpty: boolean
}

/** Lay out what each nameplate or maker earns. */
export function earnVm(
  run: RunColumns,
  reference: RunColumns | null,
  catalog: Pick<Catalog, 'makers'>,
  order: EarnOrder,
): EarnVm {
  const earnings = earningsOf(run, reference, catalog)
  const lastYear = run.index.years.at(-1) ?? 0
  const sources = (['import', 'local', 'partnership'] as const).filter((kind) =>
    earnings.some(({ source }) => source === kind),
  )
  return {
    title: titleOf(earnings),
    summary: summaryOf(earnings),
    table: tableOf(earnings, lastYear),
    rows: rowsOf(earnings, order),
    sources,
    lastYear,
    isEmpty: earnings.length === 0,
  }
}

/** What all new nameplates ever on sale earn, most first. */
function earningsOf(
  run: RunColumns,
  reference: RunColumns | null,
  catalog: Pick<Catalog, 'makers'>,
): Earning[] {
  const last = run.index.years.length - 1
  const orNull = (value: number | undefined) => (Number.isFinite(value) ? (value ?? null) : null)
  const earnings = run.index.nameplates.flatMap((nameplate, n): Earning[] => {
    const npv = run.columns.npv[n] ?? NaN
    if (!Number.isFinite(npv)) return []
    const before = reference?.index.nameplates.findIndex(({ id }) => id === nameplate.id) ?? -1
    return [
      {
        id: nameplate.id,
        label: nameplate.label,
        name: shortName(nameplate, catalog),
        maker: makerLabel(nameplate.maker, catalog),
        ...describeSource(nameplate),
        npv,
        referenceNpv: orNull(reference?.columns.npv[before]),
        paybackYear: orNull(run.columns.paybackYear[n]),
        breakEvenVolume: orNull(run.columns.breakEvenVolume[n]),
        lastSales: salesOf(run, last, n),
        planVolume: nameplate.planVolume,
      },
    ]
  })
  return earnings.sort((a, b) => b.npv - a.npv)
}

function describeSource(nameplate: {
  readonly source: 'import' | 'local'
  readonly partners: number
}): Pick<Earning, 'source' | 'detail'> {
  const { source, partners } = nameplate
  if (partners <= 1) return { source, detail: text.detail[source] }
  const detail = source === 'local' ? text.detail.localShared : text.detail.importShared
  return { source: 'partnership', detail: detail(partners) }
}

function rowsOf(earnings: readonly Earning[], order: EarnOrder): EarnRow[] {
  if (order === 'nameplate') return earnings.map((earning) => barOf(earning, earning.label))
  const makers = [...new Set(earnings.map(({ maker }) => maker))]
    .map((maker) => totalOf(maker, earnings))
    .sort((a, b) => b.npv - a.npv)
  if (order === 'maker') return makers
  return makers.flatMap((total) => [
    { ...total, kind: 'heading' as const },
    ...earnings
      .filter(({ maker }) => maker === total.label)
      .map((earning) => barOf(earning, earning.name)),
  ])
}

function barOf(earning: Earning, label: string): EarnRow {
  const { id, source, detail, npv, referenceNpv, paybackYear, breakEvenVolume } = earning
  return {
    id,
    kind: 'bar',
    label,
    detail,
    source,
    npv,
    referenceNpv,
    payback: paybackYear === null ? text.never : String(paybackYear),
    needs: breakEvenVolume === null ? NO_VALUE : formatVehicles(breakEvenVolume),
    sells: formatVehicles(earning.lastSales),
  }
}

function totalOf(maker: string, earnings: readonly Earning[]): EarnRow {
  const own = earnings.filter((earning) => earning.maker === maker)
  const before = own.flatMap(({ referenceNpv }) => (referenceNpv === null ? [] : [referenceNpv]))
  const kinds = new Set(own.map(({ source }) => source))
  const [kind] = kinds
  return {
    id: `maker ${maker}`,
    kind: 'bar',
    label: maker,
    detail: text.makerDetail(own.filter(({ npv }) => npv >= 0).length, own.length),
    source: kinds.size === 1 && kind !== undefined ? kind : null,
    npv: sumOf(own.map(({ npv }) => npv)),
    referenceNpv: before.length === 0 ? null : sumOf(before),
    payback: '',
    needs: '',
    sells: formatVehicles(sumOf(own.map(({ lastSales }) => lastSales))),
  }
}

function titleOf(earnings: readonly Earning[]): string {
  const words = text.title
  const best = earnings[0]
  const worst = earnings.at(-1)
  if (best === undefined || worst === undefined) return text.emptyTitle
  const count = earnings.length
  const earning = earnings.filter(({ npv }) => npv >= 0).length
  const says = ({ name, npv }: Earning) =>
    (npv >= 0 ? words.earns : words.loses)(name, formatMoney(Math.abs(npv)))
  if (count === 1) return words.only(earning === 1, says(best))
  return `${words.back(earning, count)}; ${says(best)}, ${says(worst)}`
}

function summaryOf(earnings: readonly Earning[]): string {
  if (earnings.length === 0) return text.emptyHint
  const each = earnings.map(({ label, npv, paybackYear }) => {
    return `${label} ${formatMoney(npv)}, ${text.summary.back(paybackYear)}`
  })
  return text.summary.all(each.join('; '))
}

function tableOf(earnings: readonly Earning[], lastYear: number): TableModel {
  const words = text.table
  return {
    caption: words.caption,
    columns: [
      { title: words.nameplate, align: 'left' },
      { title: words.maker, align: 'left' },
      { title: words.source, align: 'left' },
      { title: words.npv, unit: 'USD', align: 'right' },
      { title: words.reference, unit: 'USD', align: 'right' },
      { title: words.payback, align: 'right' },
      { title: words.breakEven, unit: 'vehicles', align: 'right' },
      { title: words.lastSales(lastYear), unit: 'vehicles', align: 'right' },
      { title: words.plan, unit: 'vehicles', align: 'right' },
    ],
    rows: earnings.map((earning) => [
      earning.label,
      earning.maker,
      earning.detail,
      earning.npv,
      earning.referenceNpv,
      earning.paybackYear ?? text.never,
      earning.breakEvenVolume ?? text.never,
      earning.lastSales,
      earning.planVolume,
    ]),
  }
}
