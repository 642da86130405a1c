/** A price that was tried, and what it would sell. */
interface Tried {
  readonly vehicles: string
  readonly price: string
}

/** What the price view says. */
export const price = {
  /** Names the part that scrolls. */
  charts: 'Charts',
  nameplate: 'Nameplate',
  parts: {
    factory: 'Made in Japan',
    leftHandDrive: 'Left-hand drive',
    compliance: 'Meeting US rules',
    tariff: 'Tariff',
    freight: 'Freight',
    localBuild: 'Building it here',
    oneOff: 'One-off cost',
    makerMargin: 'Maker’s margin',
    dealerMargin: 'Dealer’s margin',
  } as Readonly<Record<string, string>>,
  title: {
    lands: (name: string, price: string) => `The ${name} lands at ${price}`,
    freight: (share: string) => `freight is ${share} of it`,
    border: (share: string) => `tariff and freight are ${share} of it`,
    building: (share: string) => `building it in America makes ${share} of that`,
    most: {
      npv: (price: string) => `and it would earn most at about ${price}`,
      profit: (price: string, year: number) =>
        `and it would earn most in ${year} at about ${price}`,
    },
    leastLoss: {
      npv: (price: string) =>
        `and no price earns its cost back; it would lose least at about ${price}`,
      profit: (price: string, year: number) =>
        `and no price pays for the vehicle in ${year}; it would lose least at about ${price}`,
    },
    edge: {
      lowest: (price: string) => `${price} or less`,
      highest: (price: string) => `${price} or more`,
    },
  },
  summary: {
    price: (year: number, name: string, price: string, steps: string) =>
      `In ${year} the price of the ${name} is ${price}: ${steps}.`,
    against: (price: string) => `in the reference ${price}`,
    sales: (year: number, from: Tried, to: Tried) =>
      `Sales in ${year} fall from ${from.vehicles} vehicles at ${from.price} to ${to.vehicles} at ${to.price}.`,
  },
  makerLoss: 'Maker’s loss',
  sticker: 'Sticker price',
  referenceRow: 'Reference',
  waterfallTitle: (year: number) => `From the factory to the sticker, ${year}, $ a vehicle`,
  demandTitle: (year: number) => `Sold in ${year} at each price, vehicles`,
  profitTitle: 'Earned at each price, all years in today’s money, $',
  yearProfitTitle: (year: number) =>
    `Earned on sales of ${year} at each price, before one-off cost, $`,
  priceAxis: 'Price, $',
  scenarioPrice: 'now',
  bestPrice: 'best',
  measure: 'Earned',
  measures: { npv: 'over all years', profit: (year: number) => `in ${year}` },
  usePrice: (price: string | null) => `Use ${price ?? 'the best one'} as its price`,
  usedPrice: (label: string, price: string) => `Set the price of ${label} to ${price}`,
  rounding: 'Between the prices tried, the best one is estimated and rounded to $100.',
  edge: {
    lowest: 'The best of the prices tried is the lowest; a lower one may be better still.',
    highest: 'The best of the prices tried is the highest; a higher one may be better still.',
  },
  working: 'Trying other prices…',
  failed: (why: string) => `Other prices could not be tried: ${why}`,
  emptyTitle: 'No new kei is on sale in this scenario',
  emptyHint: 'Open a federal path under Rules, or a sample scenario, to see what a kei would cost.',
  table: {
    caption: (name: string, year: number) =>
      `What the price of the ${name} is made of in ${year}, and what it would sell and earn at other prices`,
    what: 'What',
    usd: 'Amount',
    share: 'Of the price',
    reference: 'Reference',
    sold: (year: number) => `Sold in ${year}`,
    earned: 'Earned over all years',
    at: 'If priced at',
  },
} as const
