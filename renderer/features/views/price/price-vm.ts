import type { Catalog } from '../../../../src/contract/catalog.ts'
import type { RunColumns } from '../../../../src/contract/results.ts'
import {
  formatExactUsd,
  formatShare,
  formatUsd,
  formatVehicles,
} from '../../../charts/shared/format.ts'
import { entry, row, yearIndex } from '../../../state/run-read.ts'
import type { TableCell, TableModel } from '../view-frame/table-model.ts'
import { bestPrice, type BestPrice } from './best-price.ts'
import { en } from '../../../strings/en.ts'
import { shortName } from './short-name.ts'

const text = en.price

/** What the price view shows, from runs and prices tried; all USD a vehicle unless a name says otherwise. */

/** Prices tried for one nameplate, all else equal. */
export interface PriceCurve {
  readonly prices: readonly number[]
  /** vehicles in the year looked at */
  readonly sales: readonly number[]
  /** USD, from that year's sales */
  readonly profit: readonly number[]
  /** USD, over all years */
  readonly npv: readonly number[]
}

export type ProfitMeasure = 'npv' | 'profit'

export interface NameplateOption {
  readonly value: string
  readonly label: string
}

/** One step from the factory to the sticker. */
export interface PricePart {
  readonly id: string
  readonly label: string
  readonly usd: number
  /** Where the bar starts and ends on the way to the price. */
  readonly from: number
  readonly to: number
  readonly kind: 'making' | 'border' | 'oneOff' | 'margin' | 'loss'
  /** The same part in the reference; null where there is none. */
  readonly referenceUsd: number | null
}

export interface PriceVm {
  readonly nameplate: string
  /** Without its maker. */
  readonly name: string
  /** The year shown: the one looked at, or the nearest in which the nameplate is on sale. */
  readonly year: number
  readonly title: string
  readonly summary: string
  readonly table: TableModel
  readonly parts: readonly PricePart[]
  readonly price: number
  readonly referencePrice: number | null
  readonly best: BestPrice | null
}

/** List the new nameplates that are ever on sale. */
export function nameplatesOnSale({ index, columns }: RunColumns): NameplateOption[] {
  return index.nameplates
    .map(({ id, label }, n) => ({ value: id, label, n }))
    .filter(({ n }) => Number.isFinite(columns.npv[n]))
    .map(({ value, label }) => ({ value, label }))
}

/** The nameplate to show where none was chosen, or the chosen one is gone: the one that sells most at last. */
export function nameplateToShow(run: RunColumns, chosen: string | null): string | null {
  const options = nameplatesOnSale(run)
  if (options.some(({ value }) => value === chosen)) return chosen
  const last = run.index.years.length - 1
  const sold = ({ value }: NameplateOption) =>
    entry(run, 'sales', last, run.index.segments.length + indexOf(run, value))
  return options.toSorted((a, b) => sold(b) - sold(a))[0]?.value ?? null
}

/** The year looked at, or the nearest one in which the nameplate is on sale. */
export function yearOnSale(run: RunColumns, nameplate: string, year: number): number {
  const n = indexOf(run, nameplate)
  const years = run.index.years.filter((_, t) => Number.isFinite(entry(run, 'price', t, n)))
  const nearest = years.toSorted((a, b) => Math.abs(a - year) - Math.abs(b - year))[0]
  return nearest ?? year
}

interface PriceVmInput {
  readonly run: RunColumns
  readonly reference: RunColumns | null
  readonly catalog: Pick<Catalog, 'makers'>
  readonly nameplate: string
  readonly year: number
  readonly measure: ProfitMeasure
  readonly curve: PriceCurve | null
}

/** Lay out the price of one nameplate in a year. */
export function priceVm(input: PriceVmInput): PriceVm {
  const { run, reference, catalog, nameplate, measure, curve } = input
  const year = yearOnSale(run, nameplate, input.year)
  const t = yearIndex(run, year)
  const n = indexOf(run, nameplate)
  const price = entry(run, 'price', t, n)
  const info = run.index.nameplates[n]
  const name = info === undefined ? nameplate : shortName(info, catalog)
  const parts = priceParts(run, { t, n, reference: partsOf(reference, nameplate, year) })
  const best = curve === null ? null : bestPrice(curve.prices, curve[measure])
  const referencePrice = priceOf(reference, nameplate, year)
  return {
    nameplate,
    name,
    year,
    title: titleOf({ name, price, parts, best, measure, year }),
    summary: summaryOf({ name, price, parts, referencePrice, curve, year }),
    table: tableOf({ name, price, parts, referencePrice, curve, year }),
    parts,
    price,
    referencePrice,
    best,
  }
}

/** What stands where no new nameplate is on sale. */
export function emptyVm(): Pick<PriceVm, 'title' | 'summary' | 'table'> {
  const table = { caption: text.emptyTitle, columns: [], rows: [] }
  return { title: text.emptyTitle, summary: text.emptyHint, table }
}

function indexOf(run: RunColumns, nameplate: string): number {
  return run.index.nameplates.findIndex(({ id }) => id === nameplate)
}

function priceOf(run: RunColumns | null, nameplate: string, year: number): number | null {
  if (!run?.index.years.includes(year)) return null
  const n = indexOf(run, nameplate)
  const price = n < 0 ? NaN : entry(run, 'price', yearIndex(run, year), n)
  return Number.isFinite(price) ? price : null
}

function partsOf(run: RunColumns | null, nameplate: string, year: number) {
  if (run === null || priceOf(run, nameplate, year) === null) return null
  return row(run, 'costParts', yearIndex(run, year), indexOf(run, nameplate))
}

const kinds: Readonly<Record<string, PricePart['kind']>> = {
  tariff: 'border',
  freight: 'border',
  oneOff: 'oneOff',
  makerMargin: 'margin',
  dealerMargin: 'margin',
}

function priceParts(
  run: RunColumns,
  at: { readonly t: number; readonly n: number; readonly reference: Float64Array | null },
): PricePart[] {
  let reached = 0
  const values = row(run, 'costParts', at.t, at.n)
  return run.index.costParts.flatMap((id, i) => {
    const usd = values[i] ?? NaN
    if (!Number.isFinite(usd) || usd === 0) return []
    const from = reached
    reached += usd
    const isLoss = usd < 0
    const label = isLoss && id === 'makerMargin' ? text.makerLoss : (text.parts[id] ?? id)
    const kind = isLoss ? 'loss' : (kinds[id] ?? 'making')
    const was = at.reference?.[i]
    const referenceUsd = was !== undefined && Number.isFinite(was) ? was : null
    return [{ id, label, usd, from, to: reached, kind, referenceUsd }]
  })
}

interface Said {
  readonly name: string
  readonly price: number
  readonly parts: readonly PricePart[]
  readonly year: number
}

function titleOf(
  said: Said & { readonly best: BestPrice | null; readonly measure: ProfitMeasure },
): string {
  const { name, price, best, measure, year } = said
  const start = `${text.title.lands(name, formatExactUsd(price))}${partClause(said)}`
  if (best === null) return start
  const usd = formatUsd(best.price)
  const at = best.edge === null ? usd : text.title.edge[best.edge](usd)
  const { most, leastLoss } = text.title
  if (measure === 'npv') return `${start}, ${best.earned < 0 ? leastLoss.npv(at) : most.npv(at)}`
  return `${start}, ${best.earned < 0 ? leastLoss.profit(at, year) : most.profit(at, year)}`
}

/** Name what stands out in a price: the border, or building here. */
function partClause({ price, parts }: Said): string {
  const shareOf = (...ids: readonly string[]) =>
    parts.filter(({ id }) => ids.includes(id)).reduce((sum, { usd }) => sum + usd, 0) / price
  const border = shareOf('tariff', 'freight')
  if (border > 0) {
    const { freight, border: both } = text.title
    return `; ${(shareOf('tariff') === 0 ? freight : both)(formatShare(border))}`
  }
  const building = shareOf('localBuild')
  return building > 0 ? `; ${text.title.building(formatShare(building))}` : ''
}

function summaryOf(
  said: Said & { readonly referencePrice: number | null; readonly curve: PriceCurve | null },
): string {
  const { name, price, parts, referencePrice, curve, year } = said
  const steps = parts
    .map(({ label, usd }) => `${label.toLowerCase()} ${formatExactUsd(usd)}`)
    .join(', ')
  const against =
    referencePrice === null ? '' : `; ${text.summary.against(formatExactUsd(referencePrice))}`
  const first = text.summary.price(year, name, `${formatExactUsd(price)}${against}`, steps)
  const [low, high] = [curve?.prices[0], curve?.prices.at(-1)]
  if (curve === null || low === undefined || high === undefined) return first
  const [most = NaN, least = NaN] = [curve.sales[0], curve.sales.at(-1)]
  const from = { vehicles: formatVehicles(most), price: formatUsd(low) }
  const to = { vehicles: formatVehicles(least), price: formatUsd(high) }
  return `${first} ${text.summary.sales(year, from, to)}`
}

function tableOf(
  said: Said & { readonly referencePrice: number | null; readonly curve: PriceCurve | null },
): TableModel {
  const { name, price, parts, referencePrice, curve, year } = said
  const words = text.table
  const built: TableCell[][] = parts.map(({ label, usd, referenceUsd }) => {
    return [label, usd, usd / price, referenceUsd, null, null]
  })
  const tried: TableCell[][] = (curve?.prices ?? []).map((at, i) => {
    return [words.at, at, null, null, curve?.sales[i] ?? null, curve?.npv[i] ?? null]
  })
  return {
    caption: words.caption(name, year),
    columns: [
      { title: words.what, align: 'left' },
      { title: words.usd, unit: 'USD', exact: true, align: 'right' },
      { title: words.share, unit: '%', align: 'right' },
      { title: words.reference, unit: 'USD', exact: true, align: 'right' },
      { title: words.sold(year), unit: 'vehicles', align: 'right' },
      { title: words.earned, unit: 'USD', align: 'right' },
    ],
    rows: [...built, [text.sticker, price, 1, referencePrice, null, null], ...tried],
  }
}
