import { ensembleOutcomes, type EnsembleOutcome } from '../../../../src/contract/ensemble.ts'
import type { RunColumns } from '../../../../src/contract/results.ts'
import { formatValue, NO_VALUE, type Unit } from '../../../charts/shared/format.ts'
import { formatWithin } from '../../../charts/shared/rounding.ts'
import type { Estimate } from '../../../state/ensemble-read.ts'
import { entry, newKeiShare, newKeiSold, sumOf } from '../../../state/run-read.ts'
import { en } from '../../../strings/en.ts'

const text = en.howSure

/** The results that draws are looked at for: how they are written, and what a single run says of them. */

export const outcomes = ensembleOutcomes

const units: Readonly<Record<EnsembleOutcome, Unit>> = {
  newKei: 'vehicles',
  share: 'share',
  stock: 'vehicles',
  carbonSaved: 'number',
  extraDriverDeaths: 'number',
  consumerSurplus: 'usd',
  tariffRevenue: 'usd',
}

export function unitOf(outcome: EnsembleOutcome): Unit {
  return units[outcome]
}

/** Unit of an outcome's columns in tables and files. */
export function tableUnitOf(outcome: EnsembleOutcome): string {
  if (outcome === 'carbonSaved') return 't'
  if (outcome === 'extraDriverDeaths') return 'deaths'
  return { vehicles: 'vehicles', share: '%', usd: 'USD', number: '' }[units[outcome]]
}

/** Write an outcome without the digits that its error drowns. */
export function say(outcome: EnsembleOutcome, { value, error }: Estimate): string {
  return withUnit(outcome, formatWithin(units[outcome], value, error))
}

/** Write a number that has no error of its own, such as a single run's. */
export function sayExactly(outcome: EnsembleOutcome, value: number): string {
  return withUnit(outcome, formatValue(units[outcome], value))
}

function withUnit(outcome: EnsembleOutcome, said: string): string {
  return outcome === 'carbonSaved' && said !== NO_VALUE ? text.tonnes(said) : said
}

/** What a single run says of an outcome, by year. */
export function valuesOfRun(run: RunColumns, outcome: EnsembleOutcome): number[] {
  return run.index.years.map((_, t) => valueOfRun(run, outcome, t))
}

function valueOfRun(run: RunColumns, outcome: EnsembleOutcome, t: number): number {
  const impact = (name: string) => {
    const at = run.index.impacts.indexOf(name)
    return at < 0 ? NaN : entry(run, 'impacts', t, at)
  }
  switch (outcome) {
    case 'newKei':
      return newKeiSold(run, t)
    case 'share':
      return newKeiShare(run, t)
    case 'stock':
      return sumOf(run.index.states.map((_state, s) => entry(run, 'stock', t, s)))
    case 'carbonSaved':
      return (impact('displacedCarbonKg') - impact('carbonKg')) / 1000
    case 'extraDriverDeaths':
      return impact('driverDeaths') - impact('displacedDriverDeaths')
    case 'consumerSurplus':
      return impact('consumerSurplusUsd')
    case 'tariffRevenue':
      return impact('tariffRevenueUsd')
  }
}
