/** What the view of the home market says. */
export const japan = {
  /** Names the part that scrolls. */
  charts: 'Charts',
  emptyTitle: 'Nothing is known of the home market',
  title: (millions: string, year: number, share: string) =>
    `In Japan ${millions} kei vehicles were sold in ${year}, ${share} of the market`,
  millions: (count: string) => `${count} million`,
  soldIn: (sold: string, year: number) => `${sold} in ${year}`,
  summary: (years: string, modelsYear: number, best: string) =>
    `Kei vehicles sold in Japan: ${years}. Best-selling in ${modelsYear}: ${best}.`,
  sales: 'Kei vehicles sold in Japan a year; above the bars their share of all new vehicles',
  models: (year: number) => `Best-selling kei in ${year}, vehicles`,
  modelsGhost: (year: number) => `line: ${year}`,
  recalled: 'hatched: no source confirms it',
  gap: 'no bar: no figure found',
  table: {
    caption: 'Kei vehicles sold in Japan, by year and by model',
    what: 'Year or model',
    maker: 'Maker',
    sold: 'Sold',
    share: 'Of all new vehicles',
    before: (year: number) => `Sold in ${year}`,
    basis: 'Basis',
  },
  basis: { verified: 'checked', recalled: 'unconfirmed' } as Readonly<Record<string, string>>,
  sources: 'Sources',
} as const
