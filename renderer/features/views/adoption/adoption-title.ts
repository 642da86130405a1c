import type { RunColumns } from '../../../../src/contract/results.ts'
import { formatNumber, formatShare, formatVehicles } from '../../../charts/shared/format.ts'
import { inTen } from '../../../charts/shared/phrases.ts'
import { entry, newKeiShare, newKeiSold, salesOf, sumOf } from '../../../state/run-read.ts'
import { en } from '../../../strings/en.ts'

const text = en.adoption

/** What the view counts. */
export type Measure = 'sales' | 'share' | 'stock'

/** A peak is worth telling where the end lies this much below it. */
const PEAK = 0.9
/** Sales below this are none to speak of. */
const HALF_A_VEHICLE = 0.5

/** The finding in one sentence. */
export function adoptionTitle(run: RunColumns, measure: Measure): string {
  return measure === 'stock' ? stockTitle(run) : salesTitle(run, measure)
}

function salesTitle(run: RunColumns, measure: 'sales' | 'share'): string {
  const { years } = run.index
  const last = years.length - 1
  const lastYear = years[last] ?? 0
  const sales = years.map((_, t) => newKeiSold(run, t))
  const top = sales.indexOf(Math.max(...sales))
  const topYear = years[top] ?? 0
  const sold = (t: number) => formatVehicles(sales[t] ?? 0)
  const share = (t: number) => formatShare(newKeiShare(run, t))
  if (sales.every((value) => value < HALF_A_VEHICLE)) return noSalesTitle(run, last)
  if ((sales[last] ?? 0) < HALF_A_VEHICLE) return text.gone(lastYear, topYear, sold(top))
  const hasPeak = (sales[last] ?? 0) < PEAK * (sales[top] ?? 0)
  if (measure === 'share') {
    return hasPeak
      ? text.peak(share(top), topYear, share(last), lastYear)
      : `${text.reach(share(last), lastYear)}; ${kindsOf(run, last)}`
  }
  return hasPeak
    ? `${text.peakSales(sold(top), topYear, sold(last), lastYear)}; ${kindsOf(run, last)}`
    : `${text.sold(sold(last), share(last), lastYear)}; ${kindsOf(run, last)}`
}

function noSalesTitle(run: RunColumns, last: number): string {
  const imports = sumOf(
    run.index.nameplates.map(({ isNew }, n) => (isNew ? 0 : salesOf(run, last, n))),
  )
  if (imports < HALF_A_VEHICLE) return text.noNewKei
  return `${text.noNewKei}; ${text.importsReach(formatVehicles(imports), run.index.years[last] ?? 0)}`
}

/** What kind most of the new kei sold in a year are. */
function kindsOf(run: RunColumns, t: number): string {
  const work = sumOf(
    run.index.nameplates.map(({ isNew, body }, n) =>
      isNew && /truck|van/.test(body) ? salesOf(run, t, n) : 0,
    ),
  )
  const share = work / newKeiSold(run, t)
  return share >= 0.5
    ? text.kinds(inTen(share), text.trucks)
    : text.kinds(inTen(1 - share), text.cars)
}

function stockTitle(run: RunColumns): string {
  const { years, states } = run.index
  const last = years.length - 1
  const stock = (t: number) => sumOf(states.map((_, s) => entry(run, 'stock', t, s)))
  const times = stock(last) / stock(0)
  const more = times >= 2 && Number.isFinite(times)
  return text.stock(
    formatVehicles(stock(last)),
    years[last] ?? 0,
    more ? text.stockTimes(formatNumber(Number(times.toPrecision(2))), years[0] ?? 0) : '',
  )
}
