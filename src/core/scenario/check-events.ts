import type { Finding } from './finding.ts'
import { horizonOf } from './resolve.ts'
import { MAX_UNCERTAIN_EVENTS, tariffRates, type Odds, type Scenario } from './scenario.ts'

/** Checks of what lawmakers change in a year: federal paths and tariffs. */

interface Event {
  readonly year: number
  readonly odds?: Odds | undefined
}

/** Find what the schema cannot see in federal paths and tariffs. */
export function eventProblems({ federal = [], tariffs = [] }: Scenario): Finding[] {
  return [
    ...repeatedYears('federal', federal, 'one path a year is allowed'),
    ...federal.flatMap((_, at) => oddsProblems('federal', federal, at)),
    ...repeatedYears('tariffs', tariffs, 'one entry a year is allowed'),
    ...tariffs.flatMap((entry, at) => {
      const isEmpty = tariffRates.every((rate) => entry[rate] === undefined)
      const message = 'has neither tariffCar nor tariffTruck; one of them is needed'
      return isEmpty ? [{ path: ['tariffs', String(at)], message }] : []
    }),
    ...tariffs.flatMap((_, at) => oddsProblems('tariffs', tariffs, at)),
  ]
}

function repeatedYears(key: string, events: readonly Event[], allowed: string): Finding[] {
  const years = events.map(({ year }) => year)
  return years.flatMap((year, at) =>
    years.indexOf(year) === at
      ? []
      : [{ path: [key, String(at), 'year'], message: `is ${year} a second time; ${allowed}` }],
  )
}

/** Ten probabilities of 0.1 add up to a little less or more than 1. */
const ROUNDING = 1e-9

function oddsProblems(key: string, events: readonly Event[], at: number): Finding[] {
  const { year, odds } = events[at] as Event
  if (odds === undefined) return []
  const path = [key, String(at), 'odds']
  const findings: Finding[] = []
  const total = sumOf(odds)
  if (total > 1 + ROUNDING) {
    const message = `add up to ${Number(total.toPrecision(6))}; at most 1 is allowed`
    findings.push({ path, message })
  }
  const earlier = events.filter((other) => other.year < year).length
  if (earlier >= MAX_UNCERTAIN_EVENTS) {
    const message = `are those of entry ${earlier + 1} by year; only the first ${MAX_UNCERTAIN_EVENTS} may have odds`
    findings.push({ path, message })
  }
  return findings
}

function sumOf(odds: Odds): number {
  return Object.values(odds).reduce((total, probability) => total + probability, 0)
}

/** Find events that can't take effect. */
export function eventWarnings(scenario: Scenario): Finding[] {
  return [
    ...federalWarnings(scenario),
    ...tariffWarnings(scenario),
    ...oddsWarnings('federal', scenario),
    ...oddsWarnings('tariffs', scenario),
  ]
}

/** First year after `year` in which another event surely takes its place. */
function replacedIn(year: number, events: readonly Event[]): number {
  const certain = events.filter(({ odds }) => odds === undefined)
  return Math.min(...certain.map((other) => other.year).filter((other) => other > year))
}

/** Tell whether an event is in force in the horizon, or may be in a draw. */
function canTakeEffect(scenario: Scenario, { year, odds }: Event, others: readonly Event[]) {
  const { start, end } = horizonOf(scenario)
  if (year <= end && replacedIn(year, others) > start) return true
  return Object.entries(odds ?? {}).some(
    ([drawn, probability]) =>
      probability > 0 && Number(drawn) <= end && replacedIn(Number(drawn), others) > start,
  )
}

function federalWarnings(scenario: Scenario): Finding[] {
  const { start, end } = horizonOf(scenario)
  const federal = scenario.federal ?? []
  return federal.flatMap((entry, at) => {
    if (canTakeEffect(scenario, entry, federal)) return []
    const message = `${entry.path} in ${entry.year} has no effect: it is not in force in ${start} to ${end}`
    return [{ path: ['federal', String(at)], message }]
  })
}

function tariffWarnings(scenario: Scenario): Finding[] {
  const { start, end } = horizonOf(scenario)
  const tariffs = scenario.tariffs ?? []
  return tariffRates.flatMap((rate) => {
    const changes = tariffs.filter((entry) => entry[rate] !== undefined)
    const idle = changes.filter((entry) => !canTakeEffect(scenario, entry, changes))
    const findings = idle.map((entry) => ({
      path: ['tariffs', String(tariffs.indexOf(entry)), rate],
      message: `has no effect: it is not in force in ${start} to ${end}`,
    }))
    const first = Math.min(
      ...changes.filter(({ odds }) => odds === undefined).map(({ year }) => year),
    )
    if (scenario.parameters?.[rate] === undefined || first > start) return findings
    const message = `has no effect: tariffs replace it from ${first}`
    return [...findings, { path: ['parameters', rate], message }]
  })
}

function oddsWarnings(key: 'federal' | 'tariffs', scenario: Scenario): Finding[] {
  const { end } = horizonOf(scenario)
  const events: readonly Event[] = scenario[key] ?? []
  return events.flatMap(({ odds }, at) => {
    if (odds === undefined) return []
    const path = [key, String(at), 'odds']
    if (sumOf(odds) === 0) {
      return [{ path, message: 'add up to 0: no draw has it' }]
    }
    return Object.keys(odds)
      .filter((year) => Number(year) > end)
      .map((year) => ({
        path: [...path, year],
        message: `has no effect: ${year} is after the horizon ends in ${end}`,
      }))
  })
}
