import type { MarketData } from '../data/market-data.ts'
import { parameterNames, type ParameterSpec } from '../data/parameters.ts'
import { vehicleProblem } from '../data/vehicle-checks.ts'
import { eventProblems, eventWarnings } from './check-events.ts'
import type { Finding } from './finding.ts'
import { horizonOf, resolveNameplates, type Nameplate } from './resolve.ts'
import { tariffRates, type Scenario } from './scenario.ts'

/** Find what the schema cannot see: how a scenario's parts and the data set fit together. */
export function checkScenario(data: MarketData, scenario: Scenario): Finding[] {
  return [
    ...horizonProblems(scenario),
    ...eventProblems(scenario),
    ...vehicleProblems(data, scenario),
  ]
}

function horizonProblems(scenario: Scenario): Finding[] {
  const { start, end } = horizonOf(scenario)
  if (start <= end) return []
  return [{ path: ['horizon'], message: `ends in ${end}, before it starts in ${start}` }]
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
    ...tariffRangeWarnings(data, scenario),
    ...eventWarnings(scenario),
    ...stateWarnings(scenario),
    ...seriesWarnings(scenario),
    ...holdWarnings(data, scenario),
    ...makerWarnings(scenario),
    ...resolveNameplates(data, scenario).flatMap((nameplate) =>
      nameplateWarnings(scenario, nameplate),
    ),
  ]
}

function parameterWarnings(data: MarketData, scenario: Scenario): Finding[] {
  return parameterNames.flatMap((name) =>
    rangeWarning(data.parameters[name], scenario.parameters?.[name], ['parameters', name]),
  )
}

function tariffRangeWarnings(data: MarketData, { tariffs = [] }: Scenario): Finding[] {
  return tariffs.flatMap((entry, at) =>
    tariffRates.flatMap((rate) =>
      rangeWarning(data.parameters[rate], entry[rate], ['tariffs', String(at), rate]),
    ),
  )
}

function rangeWarning(
  { low, high, unit }: ParameterSpec,
  value: number | undefined,
  path: Finding['path'],
): Finding[] {
  if (value === undefined || (low <= value && value <= high)) return []
  const plausible = low === high ? `the data set's ${low}` : `the plausible ${low} to ${high}`
  return [{ path, message: `is ${value}, outside ${plausible} (${unit})` }]
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

function holdWarnings(data: MarketData, { ensemble }: Scenario): Finding[] {
  const hold = ensemble?.hold ?? []
  return hold.flatMap((name, at) => {
    const path = ['ensemble', 'hold', String(at)]
    if (hold.indexOf(name) < at) return [{ path, message: `names ${name} a second time` }]
    if (data.parameters[name].shape !== 'fixed') return []
    return [{ path, message: `has no effect: no draw changes ${name}` }]
  })
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
