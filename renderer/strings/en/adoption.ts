/** What the adoption view says. */
export const adoption = {
  measure: 'Show',
  measures: { sales: 'Sales', share: 'Share of new vehicles', stock: 'On the road' },
  breakdown: 'By',
  breakdowns: { total: 'Total', nameplate: 'Nameplate', market: 'Buyer', state: 'State' },
  axis: {
    sales: 'New kei sold in a year',
    share: 'New kei, % of all new vehicles',
    stock: 'Kei on the road at the end of the year, 25-year-old imports included',
  },
  newKei: 'New kei',
  allNewKei: 'All new kei',
  allOnRoad: 'All on the road',
  imports: '25-year-old imports',
  onRoad: 'Kei on the road',
  others: 'Others',
  year: 'Year',
  trucks: 'trucks and vans',
  cars: 'passenger cars',
  markets: {
    household: 'Households',
    delivery: 'Delivery fleets',
    campus: 'City and campus fleets',
    trades: 'Trades',
    farm: 'Farms',
  } as Readonly<Record<string, string>>,
  noNewKei: 'No new kei is sold',
  importsReach: (sales: string, year: number) =>
    `25-year-old imports come to ${sales} a year by ${year}`,
  sold: (sales: string, share: string, year: number) =>
    `New kei come to ${sales} a year by ${year}, ${share} of new vehicles`,
  reach: (share: string, year: number) => `New kei reach ${share} of new vehicles by ${year}`,
  peak: (top: string, topYear: number, end: string, year: number) =>
    `New kei peak at ${top} of new vehicles in ${topYear} and come to ${end} by ${year}`,
  peakSales: (top: string, topYear: number, end: string, year: number) =>
    `New kei peak at ${top} in ${topYear} and come to ${end} a year by ${year}`,
  gone: (year: number, topYear: number, top: string) =>
    `No new kei is sold by ${year}, after ${top} in ${topYear}`,
  kinds: (tenths: string, kind: string) => `${tenths} are ${kind}`,
  stock: (end: string, year: number, times: string) =>
    `${end} kei are on the road by the end of ${year}${times}`,
  stockTimes: (times: string, year: number) => `, ${times} times as many as in ${year}`,
  summary: (what: string, first: string, from: number, last: string, to: number) =>
    `${what}: ${first} in ${from}, ${last} in ${to}.`,
  summaryParts: (parts: string) => ` In the last year, from the largest: ${parts}.`,
  summaryGhost: (name: string, value: string) => ` For comparison, ${name}: ${value}.`,
  ghostColumn: (name: string) => `${name} (reference)`,
} as const
