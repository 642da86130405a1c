import type { Parameters } from '../data/parameters.ts'
import { annuity } from '../numeric/annuity.ts'
import { compound } from '../numeric/compound.ts'

/** Section 5: what a nameplate earns its maker. */

/** One year of a nameplate on sale. */
export interface SaleYear {
  readonly year: number
  readonly sales: number // vehicles
  readonly price: number // USD
  readonly unit: number // USD
}

export interface Earnings {
  /** Net present value at the first year on sale, USD. */
  readonly npv: number
  /** First year whose cumulated discounted cash flow is not negative; null where there is none. */
  readonly paybackYear: number | null
  /** Yearly sales at which the NPV over amortYears is zero; null where each vehicle loses money. */
  readonly breakEvenVolume: number | null
}

type EarningsParameters = Pick<
  Parameters,
  'launchMarketing' | 'dealerMargin' | 'wacc' | 'amortYears'
>

/**
 * Work out a nameplate's net present value, payback and break-even volume (sections 5 and 7):
 * −nre − launchMarketing + Σ sales·(price·(1 − dealerMargin) − unit)/(1 + wacc)^(t − first + 1).
 *
 * @param years Years on sale, rising, at least one.
 * @param nre One-off cost under the path of the first year, USD.
 */
export function earnings(years: readonly SaleYear[], nre: number, p: EarningsParameters): Earnings {
  const first = years[0]
  const last = years.at(-1)
  if (first === undefined || last === undefined) throw new RangeError('never on sale')
  const invested = nre + p.launchMarketing * 1e6
  let npv = -invested
  let paybackYear: number | null = null
  for (const { year, sales, price, unit } of years) {
    const cash = sales * contribution(price, unit, p)
    npv += cash / compound(p.wacc, year - first.year + 1)
    if (npv >= 0 && paybackYear === null) paybackYear = year
  }
  const perVehicle = contribution(last.price, last.unit, p)
  const breakEvenVolume =
    perVehicle > 0 ? invested / (annuity(p.wacc, p.amortYears) * perVehicle) : null
  return { npv, paybackYear, breakEvenVolume }
}

/** Give what a sale leaves the maker: price·(1 − dealerMargin) − unit, USD. */
export function contribution(
  price: number,
  unit: number,
  p: Pick<Parameters, 'dealerMargin'>,
): number {
  return price * (1 - p.dealerMargin) - unit
}
