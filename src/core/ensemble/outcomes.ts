import { slice } from '../engine/block.ts'
import type { RunResult } from '../engine/result.ts'
import { sum } from '../numeric/sum.ts'
import { yearRows } from '../results/headline.ts'
import type { ModelInputs } from '../scenario/resolve.ts'
import { yearlyOutcomes, type YearlyOutcome } from './outcome-names.ts'

/** What an ensemble keeps of every draw. */

/** The layout of a draw's row: each yearly outcome by year, then each nameplate's NPV, then its payback year. */
export interface OutcomeLayout {
  readonly years: readonly number[]
  readonly nameplates: readonly { readonly id: string; readonly label: string }[]
  /** Numbers a row. */
  readonly width: number
}

export function outcomeLayout({ years, nameplates }: ModelInputs): OutcomeLayout {
  const offered = nameplates.filter(({ isNew }) => isNew).map(({ id, label }) => ({ id, label }))
  const width = yearlyOutcomes.length * years.length + 2 * offered.length
  return { years, nameplates: offered, width }
}

/** Offset of a yearly outcome's first year in a row. */
export function yearlyOffset({ years }: OutcomeLayout, outcome: YearlyOutcome): number {
  return yearlyOutcomes.indexOf(outcome) * years.length
}

/** Offsets of a new nameplate's NPV, USD, and payback year in a row; NaN stands for none. */
export function nameplateOffsets(
  { years, nameplates }: OutcomeLayout,
  n: number,
): { readonly npv: number; readonly paybackYear: number } {
  const npv = yearlyOutcomes.length * years.length + n
  return { npv, paybackYear: npv + nameplates.length }
}

/** Write a run's row of outcomes. */
export function writeOutcomes(result: RunResult, layout: OutcomeLayout, row: Float32Array): void {
  const { impacts } = result
  const rows = yearRows(result)
  const write = (outcome: YearlyOutcome, value: (t: number) => number) => {
    const from = yearlyOffset(layout, outcome)
    for (let t = 0; t < layout.years.length; t += 1) row[from + t] = value(t)
  }
  const year = (t: number) => impacts[t] as (typeof impacts)[number]
  write('newKei', (t) => rows[t]?.newKei ?? NaN)
  write('share', (t) => rows[t]?.share ?? NaN)
  write('stock', (t) => sum(slice(result.stock, t)))
  write('carbonSaved', (t) => (year(t).displacedCarbonKg - year(t).carbonKg) / 1000)
  write('extraDriverDeaths', (t) => year(t).driverDeaths - year(t).displacedDriverDeaths)
  write('consumerSurplus', (t) => year(t).consumerSurplusUsd)
  write('tariffRevenue', (t) => year(t).tariffRevenueUsd)
  layout.nameplates.forEach(({ id }, n) => {
    const earned = result.earnings[result.inputs.nameplates.findIndex((row) => row.id === id)]
    const { npv, paybackYear } = nameplateOffsets(layout, n)
    row[npv] = earned?.npv ?? NaN
    row[paybackYear] = earned?.paybackYear ?? NaN
  })
}
