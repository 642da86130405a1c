import type { MarketData } from '../data/market-data.ts'
import { parameterNames } from '../data/parameters.ts'
import { vehicleProblem } from '../data/vehicle-checks.ts'
import { horizonOf, resolveNameplates, type Nameplate } from './resolve.ts'
import type { Scenario } from './scenario.ts'

/** A problem or a warning by its place in the scenario, before a line is known. */
export interface Finding {
  readonly path: readonly string[]
  readonly message: string
}

/** Find what the schema cannot see: how a scenario's parts and the data set fit together. */
export function checkScenario(data: MarketData, scenario: Scenario): Finding[] {
  return [
    ...horizonProblems(scenario),
    ...federalProblems(scenario),
    ...vehicleProblems(data, scenario),
  ]
}

function horizonProblems(scenario: Scenario): Finding[] {
  const { start, end } = horizonOf(scenario)
  if (start <= end) return []
  return [{ path: ['horizon'], message: `ends in ${end}, before it starts in ${start}` }]
}

function federalProblems({ federal = [] }: Scenario): Finding[] {
  const years = federal.map(({ year }) => year)
  return years.flatMap((year, at) =>
    years.indexOf(year) === at
      ? []
      : [
          {
            path: ['federal', String(at), 'year'],
            message: `is ${year} a second time; one path a year is allowed`,
          },
        ],
  )
}

function vehicleProblems(data: MarketData, scenario: Scenario): Finding[] {
  return resolveNameplates(data, scenario).flatMap((nameplate) => {
    const found = vehicleProblem(nameplate)
    return found
      ? [{ path: ['nameplates', nameplate.id, found.column], message: found.message }]
      : []
  })
}

/** Find what is legal but can't take effect, or lies outside its plausible range. */
export function findWarnings(data: MarketData, scenario: Scenario): Finding[] {
  return [
    ...parameterWarnings(data, scenario),
    ...federalWarnings(scenario),
    ...stateWarnings(scenario),
    ...seriesWarnings(scenario),
    ...makerWarnings(scenario),
    ...resolveNameplates(data, scenario).flatMap((nameplate) =>
      nameplateWarnings(scenario, nameplate),
    ),
  ]
}

function parameterWarnings(data: MarketData, scenario: Scenario): Finding[] {
  return parameterNames.flatMap((name) => {
    const value = scenario.parameters?.[name]
    const { low, high, unit } = data.parameters[name]
    if (value === undefined || (low <= value && value <= high)) return []
    const plausible = low === high ? `the data set's ${low}` : `the plausible ${low} to ${high}`
    return [{ path: ['parameters', name], message: `is ${value}, outside ${plausible} (${unit})` }]
  })
}

function federalWarnings(scenario: Scenario): Finding[] {
  const { start, end } = horizonOf(scenario)
  const federal = scenario.federal ?? []
  return federal.flatMap(({ year, path }, at) => {
    const until = Math.min(...federal.map((entry) => entry.year).filter((other) => other > year))
    if (year <= end && until > start) return []
    const message = `${path} in ${year} has no effect: it is not in force in ${start} to ${end}`
    return [{ path: ['federal', String(at)], message }]
  })
}

function stateWarnings(scenario: Scenario): Finding[] {
  return Object.entries(scenario.states ?? {}).flatMap(([state, override]) => {
    if (typeof override === 'string') return []
    if (override.cap_mph === undefined || override.status === 'capped') return []
    const message = `has no effect: a state that is ${override.status} has no cap`
    return [{ path: ['states', state, 'cap_mph'], message }]
  })
}

function seriesWarnings(scenario: Scenario): Finding[] {
  const { start, end } = horizonOf(scenario)
  return Object.entries(scenario.series ?? {}).flatMap(([name, series]) =>
    Object.keys(series ?? {})
      .filter((year) => Number(year) < start || Number(year) > end)
      .map((year) => ({
        path: ['series', name, year],
        message: `has no effect: ${year} is outside the horizon ${start} to ${end}`,
      })),
  )
}

function makerWarnings(scenario: Scenario): Finding[] {
  return Object.entries(scenario.makers ?? {})
    .filter(([, { us_dealers }]) => us_dealers !== undefined)
    .map(([maker]) => ({
      path: ['makers', maker, 'us_dealers'],
      message: 'has no effect: the model reads dealer_reach',
    }))
}

/** What a 25-year import takes from greyPrice and from the calendar. */
const UNUSED_BY_IMPORTS = [
  'launch',
  'steering',
  'source',
  'price_usd',
  'partners',
  'plan_volume',
  'unit_cost_jpy',
] as const

function nameplateWarnings(scenario: Scenario, nameplate: Nameplate): Finding[] {
  const { id, offered, isNew, barred, reach, maker, launch } = nameplate
  const override = scenario.nameplates?.[id] ?? {}
  const at = (column: string) => ['nameplates', id, column]
  const findings: Finding[] = []
  if (override.price_jpy !== undefined) {
    const message = 'has no effect: the model reads unit_cost_jpy'
    findings.push({ path: at('price_jpy'), message })
  }
  if (!isNew) {
    const unused = UNUSED_BY_IMPORTS.filter((column) => override[column] !== undefined)
    const message = 'has no effect on 25-year imports'
    findings.push(...unused.map((column) => ({ path: at(column), message })))
  }
  if (!offered && override.offered === undefined && Object.keys(override).length > 0) {
    const message = 'has no effect: it is not on offer; add "offered": true'
    findings.push({ path: ['nameplates', id], message })
  }
  if (!offered) return findings
  if (barred || reach === 0) {
    const why = barred
      ? `${maker} is barred (makers.${maker}.barred)`
      : `${maker} has no US dealers; give it or its maker a dealer_reach`
    findings.push({ path: at('offered'), message: `has no effect: ${why}` })
  }
  const { end } = horizonOf(scenario)
  // A horizon that ends before a launch of the data set's is a choice; one that hides what was asked is not.
  const isNamed = override.launch !== undefined || override.offered === true
  if (isNew && isNamed && launch > end) {
    const message = `has no effect: ${launch} is after the horizon ends in ${end}`
    findings.push({ path: at('launch'), message })
  }
  return findings
}
