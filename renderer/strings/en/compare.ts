import type { InputKind } from '../../features/views/compare/split-scenario.ts'

/** What the compare view says. */
export const compare = {
  /** Names the part that scrolls. */
  all: 'Charts, results and inputs',
  waitingTitle: 'The reference’s results are on their way',
  waitingHint: 'What you compare with is being worked out.',
  sameTitle: (name: string) => `This scenario is the same as the reference, ${name}`,
  sameHint: 'Move a lever, or choose another reference, to see what it changes.',
  title: {
    noYear: (name: string) => `No year is both in this scenario and in ${name}`,
    asMany: (year: number, name: string) => `As many new kei are sold in ${year} as in ${name}`,
    more: (many: string, year: number, name: string) =>
      `${many} more new kei are sold in ${year} than in ${name}`,
    fewer: (many: string, year: number, name: string) =>
      `${many} fewer new kei are sold in ${year} than in ${name}`,
    byDecisions: 'all of it by decisions',
    byWorld: 'all of it by the world',
    shares: (decisions: string, world: string) => `decisions make ${decisions}, the world ${world}`,
    together: (change: string) => `their interplay ${change}`,
  },
  summary: (name: string, is: string, was: string, year: number) =>
    `New kei sold by year, this scenario as a solid line and ${name} as a dashed one: ${is} and ${was} vehicles in ${year}.`,
  overlay: 'New kei sold a year, vehicles',
  difference: 'Difference from the reference, vehicles',
  current: 'this scenario',
  reference: 'reference',
  splitTitle: (year: number) => `Where the difference in ${year} comes from, vehicles`,
  split: {
    decisions: 'Decisions alone',
    world: 'The world alone',
    together: 'Their interplay',
    total: 'All of the difference',
  },
  splitAbout: {
    decisions: 'rules, nameplates, prices, where built',
    world: 'fuel, yen, tastes, market',
    together: 'what both do together beyond that',
    total: '',
  },
  splitWorking: 'Working out where it comes from…',
  splitFailed: (why: string) => `Where it comes from could not be worked out: ${why}`,
  kinds: { world: 'World', decision: 'Decision' } satisfies Record<InputKind, string>,
  results: {
    heading: 'Results',
    result: 'Result',
    points: (size: string) => `${size} points`,
    difference: 'Difference',
    newKei: (year: number) => `New kei sold in ${year}, vehicles`,
    share: (year: number) => `Of all new vehicles in ${year}`,
    cheapest: (year: number) => `Cheapest new kei in ${year}`,
    earned: 'Earned by all nameplates',
    black: 'Makers that earn',
    makers: (earning: number, count: number) =>
      count === 0 ? 'none on sale' : `${earning} of ${count}`,
  },
  inputs: {
    heading: (count: number) =>
      count === 1 ? '1 input differs' : `${count === 0 ? 'No' : count} inputs differ`,
    input: 'Input',
    kind: 'Kind',
    none: 'Nothing differs in what goes in.',
  },
  /** What goes in, and what it is set to. */
  inputWords: {
    labels: {
      federal: 'Federal rule',
      tariffs: 'Tariffs by year',
      steering: 'Steering side of new nameplates',
      source: 'Where new nameplates are built',
      horizon: 'Years of the run',
      stateLaw: (state: string) => `Law in ${state}`,
      series: {
        gasoline: 'Gasoline price by year',
        newSales: 'New vehicles sold by year',
      } as Readonly<Record<string, string>>,
    },
    steering: { lhd: 'wheel on the left', rhd: 'wheel on the right' },
    source: { import: 'imported', local: 'built in America' },
    status: { legal: 'legal', capped: 'capped', unclear: 'unclear', prohibited: 'prohibited' },
    costPlus: 'cost plus margins',
    makersOwn: 'its maker’s',
    makers: (count: number) => (count === 1 ? '1 maker' : `${count} makers`),
    from: (what: string, year: number) => `${what} from ${year}`,
    tariffOn: {
      tariffCar: (rate: string) => `${rate} on cars`,
      tariffTruck: (rate: string) => `${rate} on trucks`,
    },
    and: ' and ',
    odds: (years: string) => ` (odds ${years === '' ? 'of none' : years})`,
    then: ', then ',
    importsOnly: '25-year imports only',
    years: (first: number, last: number) => `${first} to ${last}`,
    roadsUpTo: (mph: number) => `roads up to ${mph} mph`,
    blank: 'blank',
    yes: 'yes',
    no: 'no',
    inYear: (value: string, year: string) => `${value} in ${year}`,
    asAssumed: 'as the assumptions say',
  },
  thisScenario: 'This scenario',
  table: {
    caption: (name: string) => `New kei sold by year, against ${name}`,
    year: 'Year',
    current: 'This scenario',
    reference: 'Reference',
    difference: 'Difference',
  },
} as const
