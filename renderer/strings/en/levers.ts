import { numberWriter } from '../../charts/shared/format.ts'
import type { StateStatus } from '../../../src/core/market/sets.ts'
import type { FollowYear } from '../../features/levers/follow-year.ts'
import type { Difference } from '../../features/levers/lever-edit.ts'

/** Every word of the levers panel, in one place, so that another language can follow. */

const number = numberWriter({ maximumSignificantDigits: 6 })

/** Lower the first letter inside a sentence, unless the word is an acronym or begins with a digit. */
function inner(label: string): string {
  return /^[A-Z](?![A-Z])/.test(label) ? label.charAt(0).toLowerCase() + label.slice(1) : label
}

function law({ status, capMph }: { readonly status: StateStatus; readonly capMph: number | null }) {
  switch (status) {
    case 'legal':
      return 'legal'
    case 'capped':
      return capMph === null ? 'capped' : `capped at ${number(capMph)} mph`
    case 'unclear':
      return 'unclear'
    case 'prohibited':
      return 'closed'
  }
}

const followWords: Readonly<Record<StateStatus, string>> = {
  legal: 'legal',
  capped: 'capped',
  unclear: 'unclear',
  prohibited: 'closed',
}

function statesFollow(years: readonly FollowYear[]): string {
  const said = years
    .filter(({ status }) => status !== 'legal')
    .map(
      ({ status, year }) => `${followWords[status]} ones ${year === null ? 'never' : `in ${year}`}`,
    )
  return `Each state keeps its own law until it follows: legal ones at once, ${said.join(', ')}`
}

export const levers = {
  panel: {
    search: 'Search levers',
    searchHint: 'Tariff, Ohio …',
    changedOnly: 'Changed only',
    showAll: 'Show all levers',
    noMatch: (query: string) => `No lever matches “${query.trim()}”.`,
    noChangedMatch: (query: string) => `No changed lever matches “${query.trim()}”.`,
    noneChanged: 'Every lever is at its default, as in the reference.',
    found: (count: number) => (count === 1 ? '1 lever' : `${count} levers`),
    legend: { initial: 'default', plausible: 'plausible', reference: 'reference' },
    more: (count: number) => `More (${count})`,
    fewer: 'Fewer',
    moreName: (isOpen: boolean, title: string, count: number) =>
      isOpen ? `Fewer levers of ${title}` : `More (${count}) levers of ${title}`,
    changed: (count: number) => `${count} changed`,
    resetGroupName: (title: string) => `Reset all in ${title}`,
  },
  groups: {
    rules: { title: 'Rules', question: 'What may be sold, and where it may drive' },
    cost: { title: 'Price and cost', question: 'What it takes to bring one to a dealer' },
    supply: { title: 'Supply', question: 'Who sells which, and where they are built' },
    demand: { title: 'Demand', question: 'Who has heard of them, and what buyers like' },
    surroundings: { title: 'Surroundings', question: 'Energy, the market, buyers and years' },
  },
  catalogGroups: {
    awareness: 'Awareness',
    buyers: 'Buyers',
    energy: 'Energy',
    impacts: 'Impacts',
    market: 'Vehicle market',
    rules: 'Rules',
    stock: 'Vehicles on the road',
    supply: 'Cost and supply',
    tastes: 'Tastes',
    trade: 'Trade',
  } as Readonly<Record<string, string>>,
  words: { lhd: 'left', rhd: 'right', import: 'imported', local: 'built in the US' },

  setLever: (label: string, value: string) => `Set ${inner(label)} to ${value}`,
  resetLever: (label: string) => `Reset ${inner(label)}`,
  resetName: (name: string) => `Reset ${name}`,
  reset: 'Reset',
  resetTo: (label: string, value: string) => `Reset ${inner(label)} to ${value}`,
  takeReference: (value: string) => `Take the reference’s ${value}`,
  details: (label: string) => `About ${inner(label)}`,
  close: 'Close',
  changed: 'changed',
  asReference: 'not default',
  difference: (
    { fromDefault, fromReference }: Difference,
    initial: string,
    reference: string,
  ): string | null => {
    if (fromDefault && !fromReference) return `Default ${initial}; the reference has it so too`
    if (fromReference && !fromDefault) return `At its default; the reference has ${reference}`
    if (!fromReference) return null
    return initial === reference
      ? `Default and reference ${initial}`
      : `Default ${initial}, reference ${reference}`
  },
  differs: ({ fromDefault, fromReference }: Difference) => {
    if (fromDefault && fromReference) return 'Differs from the default and from the reference'
    if (fromReference) return 'As the data set has it; the reference differs'
    return fromDefault ? 'Differs from the default, as the reference does' : null
  },
  beyondRange: (range: string) => `Outside the plausible ${range}`,
  refusedEntry: (typed: string, allowed: string) =>
    typed === '' ? `Enter ${allowed}.` : `“${typed}” won’t do: enter ${allowed}.`,
  yearSpan: (from: number, to: number) => (from === to ? String(from) : `${from} to ${to}`),

  card: {
    value: 'Now',
    initial: 'Default',
    plausible: 'Plausible',
    allowed: 'Allowed',
    unit: 'Unit',
    source: 'Source',
    confidence: 'Confidence',
    usedIn: 'Model section',
    name: 'Name in files',
    isFixed: 'held fixed when uncertainty is explored',
    unitOf: (unit: string) => (unit === '1' ? 'a pure number' : unit),
    confidenceOf: {
      high: 'high',
      medium: 'medium',
      low: 'low: an assumption, or few cases',
    },
    evidence: 'Show in Evidence',
  },

  federal: {
    title: 'Federal rules by year',
    timeline: 'Timeline of federal paths',
    intro: 'Drag a number to its year, or use the arrow keys.',
    add: (label: string, year: number) => `Add ${label} in ${year}`,
    addButton: 'Add a path',
    remove: (label: string, year: number) => `Remove ${label} of ${year}`,
    move: (label: string, year: number) => `Move ${label} to ${year}`,
    choose: (label: string, year: number) => `Choose ${label} from ${year}`,
    handle: (label: string) => `First year of ${label}`,
    handleValue: (year: number) => `from ${year}`,
    yearOf: (label: string) => `First year of ${label}`,
    pathFrom: (year: number) => `Federal path from ${year}`,
    from: 'From',
    until: (year: number) => `to ${year}`,
    ghost: (label: string, year: number) => `Reference: ${label} from ${year}`,
    notInForce: 'Never in force',
    closed: 'No new kei may be sold, only 25-year-old imports',
    open: 'New kei may be sold, imported or built in the US',
    openToUsBuilt: 'New kei may be sold if they are built in the US',
    noSpeedCap: 'No federal speed cap',
    speedCap: (mph: number) => `Only on roads posted up to ${mph} mph`,
    noVolumeCap: 'As many as a maker can sell',
    volumeCap: (volume: number) => `At most ${number(volume)} a year and maker`,
    preEmpts: 'Overrides state law: all states must follow at once',
    statesFollow,
    cost: (oneOff: number, unit: number) =>
      `Complying costs $${number(oneOff)} million a nameplate and $${number(unit)} a vehicle`,
    yearTaken: (year: number) => `${year} has a path already: one path a year`,
    outsideHorizon: (start: number, end: number) => `No effect: not in force in ${start} to ${end}`,
    alreadyInForce: 'No effect: this path is in force already',
    noFreeYear: 'Every year of the horizon has a path',
  },

  states: {
    title: 'States',
    grid: 'States, by their law on kei vehicles',
    intro: 'Click: as today, legal, closed. Right-click, or M: all choices.',
    law,
    asToday: (today: string) => `as today, ${today}`,
    setTo: (now: string) => `set to ${now}`,
    setToLine: (now: string) => `Set to ${now}.`,
    todayLine: (today: string, confidence: string) =>
      `Today ${today} (${{ H: 'well', M: 'fairly well', L: 'poorly' }[confidence] ?? ''} known).`,
    noteLine: (note: string) => `${note.charAt(0).toUpperCase()}${note.slice(1)}.`,
    legend: {
      legal: 'legal',
      capped: 'up to this speed',
      unclear: 'unclear, counts half',
      prohibited: 'closed',
    } satisfies Record<StateStatus, string>,
    setLabel: (name: string, now: string) => `Set ${name} to ${now}`,
    putBack: (name: string) => `Put ${name} back to today’s law`,
    allAsToday: 'All as today',
    allAsTodayLabel: 'Put all states back to today’s law',
    allLegal: 'All legal',
    allLegalHint: 'All states follow a federal path at once',
    allLegalLabel: 'Make all states legal',
    choose: 'State',
    lawOf: (name: string) => `Law of ${name}`,
    capOf: (name: string) => `Speed cap of ${name}`,
    options: {
      legal: 'Legal',
      capped: 'Capped by speed',
      unclear: 'Unclear',
      prohibited: 'Closed',
    } satisfies Record<StateStatus, string>,
    optionToday: (today: string) => `As today: ${today}`,
    overridden: (years: string) =>
      `In ${years} the federal path overrides state law for new kei; 25-year-old imports stay under it.`,
  },

  steering: { title: 'Steering side', left: 'Left', right: 'Right' },
  source: { title: 'Where built', import: 'Imported', local: 'Built in the US' },

  nameplates: {
    title: 'Nameplates',
    open: 'Open the table …',
    tableTitle: 'Nameplates and makers',
    intro: 'An emptied field goes back to its default. A number that differs is set in bold.',
    offered: 'Offered',
    offeredName: (label: string) => `${label} is offered`,
    countOffered: (count: number, all: number) => `${count} of ${all} offered`,
    from: (year: number) => `from ${year}`,
    fixedPrice: (usd: number) => `$${number(usd)}`,
    nameplate: 'Nameplate',
    costPlus: 'cost-plus',
    asAbove: (choice: string) => `As above: ${inner(choice)}`,
    doesNotApply: 'Does not apply to 25-year-old imports',
    columns: {
      launch: 'Launch',
      price_usd: 'Price',
      partners: 'Partners',
      dealer_reach: 'Dealer reach',
      plan_volume: 'Planned volume',
      appeal: 'Appeal',
      steering: 'Steering side',
      source: 'Where built',
    },
    units: {
      launch: 'year',
      price_usd: '$',
      partners: 'makers sharing cost',
      dealer_reach: '% of people',
      plan_volume: 'a year',
      appeal: 'utils',
    },
    cell: (title: string, label: string) => `${title} of ${label}`,
    setColumn: (title: string, label: string, value: string) =>
      `Set ${inner(title)} of ${label} to ${value}`,
    resetColumn: (title: string, label: string) => `Reset ${inner(title)} of ${label}`,
    offer: (label: string) => `Offer ${label}`,
    withdraw: (label: string) => `Withdraw ${label}`,
    makerBarred: (maker: string) => `Not sold: ${maker} is barred`,
    withoutDealers: 'Not sold: no dealers; give it or its maker a dealer reach',
    launchedTooLate: (end: number) => `Not sold: launched after the horizon ends in ${end}`,
    usBuiltOnly: 'Not sold: imported, but the federal path admits only US-built ones',
    notOffered: 'No effect: not offered',
    noSale: 'No federal path lets new kei be sold: only 25-year-old imports are.',
    bar: (maker: string) => `Bar ${maker}`,
    admit: (maker: string) => `Admit ${maker}`,
  },

  makers: {
    title: 'Makers',
    maker: 'Maker',
    dealers: 'US dealers',
    barred: 'Barred',
    notSoldBarred: 'Not sold: barred',
    notSoldWithoutDealers: 'Not sold: no US dealers',
    barredName: (maker: string) => `${maker} is barred`,
  },

  horizon: {
    title: 'Years',
    start: 'First year',
    end: 'Last year',
    set: (end: 'start' | 'end', year: number) =>
      `Set ${end === 'start' ? 'first' : 'last'} year to ${year}`,
    afterEnd: (end: number) => `It may not be after the last year, ${end}`,
    beforeStart: (start: number) => `It may not be before the first year, ${start}`,
  },

  series: {
    names: { gasoline: 'Gasoline price by year', newSales: 'New vehicles sold by year' },
    intro: {
      gasoline: 'Replaces the price and its growth in the years named.',
      newSales: 'Replaces the growth of the market in the years named.',
    },
    year: 'Year',
    value: { gasoline: '$ per gallon', newSales: 'vehicles' },
    valueOf: (name: string, year: number) => `${name}, ${year}`,
    yearOf: (name: string, year: number) => `${name}, year ${year}`,
    removeColumn: 'Remove',
    add: 'Add a year',
    addName: (name: string) => `Add a year: ${inner(name)}`,
    set: (name: string, year: number, value: string) => `Set ${inner(name)} ${year} to ${value}`,
    move: (name: string, from: number, to: number) => `Move ${inner(name)} ${from} to ${to}`,
    remove: (name: string, year: number) => `Remove ${year} from ${inner(name)}`,
    yearTaken: (year: number) => `${year} is in the table already`,
    outsideHorizon: (start: number, end: number) => `No effect: outside ${start} to ${end}`,
  },
} as const
