/** What the map view says. */
export const where = {
  subject: 'Count',
  subjects: { fresh: 'New kei', imports: '25-year-old imports', road: 'On the road' },
  per: 'per',
  rates: {
    households: '100,000 households',
    vehicles: '1,000 new vehicles',
    units: 'state',
  },
  layout: 'Draw as',
  layouts: { map: 'Map', tiles: 'Tiles' },
  what: {
    fresh: 'New kei sold',
    imports: '25-year-old imports sold',
    road: 'Kei on the road',
  },
  legend: {
    households: (what: string) => `${what} per 100,000 households`,
    vehicles: (what: string) => `${what} per 1,000 new vehicles sold in 2024`,
    units: (what: string) => `${what} in each state`,
  },
  unit: {
    households: 'per 100,000 households',
    vehicles: 'per 1,000 new vehicles',
    units: 'in the state',
  },
  keys: { closed: 'closed to them', unclear: 'law unclear', none: 'none' },
  state: 'State',
  law: 'Law',
  access: { open: 'open', unclear: 'unclear', closed: 'closed', unknown: '' },
  title: {
    nothing: {
      fresh: (year: number) => `No new kei is sold in ${year}`,
      imports: (year: number) => `No 25-year-old import is sold in ${year}`,
      road: (year: number) => `No kei is on the road at the end of ${year}`,
    },
    best: {
      fresh: (state: string, year: number) => `New kei sell best in ${state} in ${year}`,
      imports: (state: string, year: number) =>
        `25-year-old imports sell best in ${state} in ${year}`,
      road: (state: string, year: number) =>
        `Kei are most common on the roads of ${state} in ${year}`,
    },
    most: {
      fresh: (state: string, said: string, year: number) =>
        `${state} buys the most new kei in ${year}: ${said}`,
      imports: (state: string, said: string, year: number) =>
        `${state} buys the most 25-year-old imports in ${year}: ${said}`,
      road: (state: string, said: string, year: number) =>
        `${state} has the most kei on the road in ${year}: ${said}`,
    },
    rate: (said: string, unit: string) => `${said} ${unit}`,
    times: (times: string) => `${times === '2' ? 'twice' : `${times} times`} the nation’s`,
    share: (share: string) => `${share} of the nation’s`,
    closed: (count: number) =>
      count === 1 ? '1 state is closed to them' : `${count} states are closed to them`,
    allClosed: 'every state is closed to them',
  },
  summary: (legend: string, year: number) => `${legend}, ${year}.`,
  summaryTop: (top: string) => ` Highest: ${top}.`,
  summaryLow: (low: string) => ` Lowest: ${low}.`,
  summaryClosed: (states: string) => ` Closed: ${states}.`,
  referenceLine: (name: string) => `${name} (reference)`,
  districtThe: (name: string) => (name === 'District of Columbia' ? `the ${name}` : name),
} as const

/** What a state's card says. */
export const stateCard = {
  close: 'Close',
  lawNow: 'Imported kei on its roads today',
  lawChanged: 'In this scenario',
  lawThen: (year: number) => `New kei in ${year}`,
  status: {
    legal: 'Legal',
    unclear: 'Unclear',
    prohibited: 'Not allowed',
    capped: (mph: number) => `Legal on roads posted up to ${mph} mph`,
  },
  closed: 'May not be sold',
  closedUntil: (year: number) => `May not be sold before ${year}`,
  half: 'Unclear, so counted as half open',
  halfUntil: (year: number) => `Unclear until ${year}, so counted as half open`,
  open: 'Open on all roads',
  openUpTo: (mph: number) => `Open on roads posted up to ${mph} mph`,
  notOpen: 'No federal rule lets new kei be sold',
  awareness: 'Buyers who know of kei',
  price: 'Cheapest new kei, with sales tax',
  stock: (year: number) => `Kei on the road, end of ${year}`,
  sales: (year: number) => `Kei sold in ${year}`,
  noSales: 'None',
  total: 'All',
  source: (source: string) => `Source: ${source}`,
  confidence: { high: 'well supported', medium: 'partly supported', low: 'weakly supported' },
} as const
