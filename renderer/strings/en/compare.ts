import type { InputKind } from '../../features/views/compare/split-scenario.ts'

/** What the compare view says. */
export const compare = {
  /** Names the part that scrolls. */
  all: 'Charts, results and inputs',
  waitingTitle: 'The reference’s results are on their way',
  waitingHint: 'What you compare with is being worked out.',
  sameTitle: (name: string) => `This scenario is the same as the reference, ${name}`,
  sameHint: 'Move a lever, or choose another reference, to see what it changes.',
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
  thisScenario: 'This scenario',
  table: {
    caption: (name: string) => `New kei sold by year, against ${name}`,
    year: 'Year',
    current: 'This scenario',
    reference: 'Reference',
    difference: 'Difference',
  },
} as const
