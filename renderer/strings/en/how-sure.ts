/** What the view “How sure” says. */
export const howSure = {
  look: 'Look at',
  looks: {
    time: 'Over time',
    year: 'In a year',
    difference: 'Difference',
    nameplates: 'Nameplates',
  },
  outcome: 'Of',
  /** Subjects and what they do beyond a threshold. */
  outcomes: {
    newKei: {
      name: 'New kei sales',
      subject: 'new kei sales',
      passes: 'pass',
      are: 'are',
      axis: 'New kei sold in a year',
    },
    share: {
      name: 'Share of new sales',
      subject: 'the share of kei in new sales',
      passes: 'passes',
      are: 'is',
      axis: 'New kei, % of all new vehicles',
    },
    stock: {
      name: 'Kei on the road',
      subject: 'kei on the road',
      passes: 'pass',
      are: 'are',
      axis: 'Kei on the road at the end of the year, 25-year-old imports included',
    },
    carbonSaved: {
      name: 'CO₂ saved',
      subject: 'the CO₂ saved',
      passes: 'passes',
      are: 'is',
      axis: 'CO₂ saved in a year, tonnes',
    },
    extraDriverDeaths: {
      name: 'Extra driver deaths',
      subject: 'extra driver deaths',
      passes: 'pass',
      are: 'are',
      axis: 'Driver deaths in a year beyond those in what kei replace',
    },
    consumerSurplus: {
      name: 'Consumer surplus',
      subject: 'the consumer surplus',
      passes: 'passes',
      are: 'is',
      axis: 'Consumer surplus in a year, USD',
    },
    tariffRevenue: {
      name: 'Tariff revenue',
      subject: 'the tariff revenue',
      passes: 'passes',
      are: 'is',
      axis: 'Tariff revenue in a year, USD',
    },
  },
  tonnes: (number: string) => `${number} t`,
  scale: 'Scale',
  scales: { linear: 'Linear', log: 'Log' },
  form: 'Drawn as',
  forms: { density: 'Density', cumulative: 'Cumulative' },

  // Chances.
  about: (part: number, of: number) => `about ${part} in ${of}`,
  fewer: (of: number) => `fewer than 1 in ${of}`,
  more: (of: number) => `more than ${of - 1} in ${of}`,
  margin: (percent: string, error: string) => `${percent} ± ${error}%`,

  // Titles.
  bandTitle: (subject: string, year: number, low: string, high: string) =>
    `8 in 10 futures put ${subject} in ${year} between ${low} and ${high}`,
  sameTitle: (subject: string, year: number, value: string) =>
    `Every future puts ${subject} in ${year} at ${value}`,
  runTitle: (subject: string, year: number, value: string) =>
    `A single run puts ${subject} in ${year} at ${value}; how sure is that?`,
  passTitle: (chance: string, subject: string, passes: string, value: string, year: number) =>
    `In ${chance} futures, ${subject} ${passes} ${value} in ${year}`,
  passReference: (chance: string) => `; under the reference, in ${chance}`,
  passReferenceAll: '; under the reference, in all',
  passReferenceNone: '; under the reference, in none',
  moreTitle: (chance: string, subject: string, are: string, year: number) =>
    `In ${chance} futures, ${subject} in ${year} ${are} above the reference’s`,
  lessTitle: (chance: string, subject: string, are: string, year: number) =>
    `In ${chance} futures, ${subject} in ${year} ${are} below the reference’s`,
  byMore: (value: string) => `, in half of all by over ${value}`,
  noDifferenceTitle: (subject: string, are: string, year: number) =>
    `In every future, ${subject} in ${year} ${are} the same as the reference’s`,
  sameScenarioTitle: 'This scenario and its reference are the same',
  sameScenarioHint:
    'Move a lever or pin another reference: both are then drawn with the same numbers.',
  otherYearsTitle: (name: string) =>
    `${name} runs over other years: there is nothing to compare draw by draw`,
  otherYearsHint: 'Give both scenarios the same first and last year.',
  earnTitle: (name: string, chance: string) => `${name} earns its money back in ${chance} futures`,
  earnRest: (count: number, of: number) => `; ${count} of ${of} nameplates do in at least half`,
  firstDrawsHint: 'The first draws are on their way.',
  noDrawsHint: 'No draws are done. Continue to see how sure this is.',
  noNameplatesHint: 'Let kei be sold: choose a federal path, or offer nameplates.',
  earnNone: 'No new nameplate is on sale in any future',

  // Charts.
  axisDifference: (axis: string, name: string) => `${axis}, less that of ${name}, draw by draw`,
  bands: { wide: '95% of draws', middle: '80% of draws', narrow: '50% of draws' },
  median: 'Median',
  run: 'Single run',
  ended: (name: string, value: string) => `${name} ${value}`,
  ghostMedian: (name: string) => `${name}, median`,
  range: (low: string, high: string) => `${low} to ${high}`,
  before: 'before the change',
  thisScenario: 'This scenario',
  threshold: 'Threshold',
  thresholdHint: 'Drag the line, or use the arrow keys',
  thresholdSaid: (value: string, chance: string) => `${value}: passed in ${chance} futures`,
  cumulativeAxis: 'Draws that pass it',
  densityAxis: 'How often, smoothed',
  densityNote:
    'The curve is smoothed from 200 quantiles by a Gaussian kernel, its width by Silverman’s rule.',
  offLog: (name: string, share: string) =>
    `${name}: ${share} of draws are 0 or less and lie off a logarithmic scale.`,
  pointMass: (name: string, value: string) => `${name}: every draw gives ${value}.`,
  passedBy: (margin: string) => `${margin} of the draws pass it.`,
  runBelow: (chance: string) => `The single run lies below ${chance} of them.`,
  runAbove: (chance: string) => `The single run lies above ${chance} of them.`,
  nameplate: 'Nameplate',
  earnsAxis: 'Futures in which it earns its money back',
  earnsAxisGhost: (name: string) => `Futures in which it earns its money back; dashes: ${name}`,
  npvMedian: 'NPV, median',
  npvRange: 'NPV, 80% of draws',

  // Tables.
  year: 'Year',
  percentile: (p: number) => `${p}th percentile`,
  percentileColumn: 'Percentile',
  ofReference: (title: string) => `${title}, reference`,
  onSale: 'On sale',
  earnsBack: 'Earns back',
  npvAt: (p: number) => `NPV, ${p === 50 ? 'median' : `${p}th percentile`}`,
  captionTime: (axis: string) => `${axis}: percentiles of the draws`,
  captionYear: (axis: string, year: number) => `${axis}: percentiles of the draws in ${year}`,
  captionDifference: (axis: string, name: string) =>
    `${axis}, less that of ${name}: percentiles of the differences draw by draw`,
  captionNameplates: 'What makers would earn, over the draws',

  // Summaries for those who do not see the charts.
  summaryTime: (axis: string, year: number, median: string, low: string, high: string) =>
    `${axis}. In ${year} the median of the draws is ${median}; 80% lie between ${low} and ${high}.`,
  summaryRun: (value: string) => ` The single run gives ${value}.`,
  summaryGhost: (name: string, median: string, low: string, high: string) =>
    ` ${name}: median ${median}, 80% between ${low} and ${high}.`,
  summaryPreview: (axis: string, year: number, value: string) =>
    `${axis}: the single run gives ${value} in ${year}. Bands follow with the first draws.`,
  summaryYear: (axis: string, year: number) => `${axis}: how the draws are spread in ${year}.`,
  summaryDifference: (axis: string, name: string, title: string) =>
    `${axis}, less that of ${name}, draw by draw. ${title}.`,
  summaryNameplates: (parts: string) =>
    `Share of futures in which each nameplate earns its money back: ${parts}.`,

  // Progress.
  waiting: 'Draws begin when the levers rest',
  starting: 'The first draws are under way',
  drawing: (done: string, wanted: string) => `${done} of ${wanted} draws`,
  rate: (rate: string) => `${rate} a second`,
  seconds: (seconds: number) => `${seconds} s left`,
  minutes: (minutes: number) => `${minutes} min left`,
  cancel: 'Cancel',
  resume: 'Continue',
  stopped: (done: string, wanted: string) => `Stopped at ${done} of ${wanted} draws`,
  stoppedEarly: 'Stopped before the first draws were done',
  plain: (draws: string) => `${draws} draws`,
  refused: (why: string) => `Nothing can be drawn: ${why}`,
  progress: 'Draws done',
  announce: {
    waiting: '',
    running: 'Drawing',
    stopped: 'Drawing stopped',
    finished: 'All draws are done',
    refused: '',
  },
  known: (draws: string, percent: string) => `${draws} draws: the median is known to ±${percent}%`,
  exactly: (draws: string) => `${draws} draws: every one gives the same`,
  knownShort: (percent: string) => `median known to ±${percent}%`,
  halve: (draws: string) => `; ${draws} draws would halve that`,
  failed: (failed: string, of: string) =>
    `${failed} of ${of} draws have no result and are left out`,
  failedWhy: (why: string) => `: ${why}`,
  settings: 'Settings',
  draws: 'Draws',
  seed: 'Seed',
  method: 'Method',
  methods: { sobol: 'Sobol', lhs: 'Latin hypercube' },
  setDraws: (draws: string) => `Set draws to ${draws}`,
  setSeed: (seed: string) => `Set seed to “${seed}”`,
  setMethod: (method: string) => `Set method to ${method}`,
  madeOf: (draws: string, seed: string, method: string) =>
    `${draws} draws of seed “${seed}” (${method})`,
  notDrawn:
    'Not drawn: the data tables, the states’ laws, and how good the model itself is. ± is one standard error.',
  evidence: 'What the draws rest on',
} as const
