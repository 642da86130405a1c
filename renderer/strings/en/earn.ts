/** Where a nameplate is built, and whether makers share its one-off cost. */
export type SourceKind = 'import' | 'local' | 'partnership'

/** What the view of who earns says. */
export const earn = {
  /** Names the part that scrolls. */
  charts: 'Charts',
  orders: { nameplate: 'Nameplates', grouped: 'By maker', maker: 'Makers’ totals' },
  show: 'Show',
  sources: {
    import: 'imported',
    local: 'built in America',
    partnership: 'shared by partners',
  } satisfies Record<SourceKind, string>,
  detail: {
    import: 'imported',
    local: 'built in America',
    importShared: (partners: number) => `imported, one-off cost shared by ${partners}`,
    localShared: (partners: number) => `built in America by ${partners} makers`,
  },
  makerDetail: (earning: number, count: number) =>
    count === 1 ? '1 nameplate' : `${earning} of ${count} nameplates earn`,
  all: (detail: string) => `all ${detail}`,
  never: 'never',
  loss: 'hatched: a loss',
  ghost: 'dashed: the reference',
  title: {
    earns: (name: string, money: string) => `the ${name} earns ${money}`,
    loses: (name: string, money: string) => `the ${name} loses ${money}`,
    only: (earns: boolean, best: string) =>
      `The only nameplate on sale ${earns ? 'earns its money back' : 'does not earn its money back'}: ${best}`,
    back(earning: number, count: number) {
      if (earning === 0) return `None of ${count} nameplates earns its money back`
      const who = earning === count ? `All ${count}` : `${earning} of ${count}`
      return `${who} nameplates ${earning === 1 ? 'earns its' : 'earn their'} money back`
    },
  },
  summary: {
    all: (each: string) => `Earned by each nameplate over all years in today’s money: ${each}.`,
    back: (year: number | null) => (year === null ? 'never pays back' : `pays back in ${year}`),
  },
  axis: 'Earned over all years in today’s money, after one-off cost and launch, $',
  columns: {
    payback: 'Pays back',
    needs: 'Must sell a year',
    sells: (year: number) => `Sells in ${year}`,
  },
  emptyTitle: 'No new kei is on sale in this scenario, so nobody earns or loses by one',
  emptyHint: 'Open a federal path under Rules, or a sample scenario, to see who would earn.',
  table: {
    caption: 'What each new nameplate earns its maker',
    nameplate: 'Nameplate',
    maker: 'Maker',
    source: 'How it comes',
    npv: 'Earned over all years',
    reference: 'In the reference',
    payback: 'Pays back in',
    breakEven: 'Must sell a year to break even',
    lastSales: (year: number) => `Sold in ${year}`,
    plan: 'Planned a year',
  },
} as const
