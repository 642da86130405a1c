const insteadUsed = 'a used vehicle or keeping the old one'

/** What the view of what kei take the place of says. */
export const instead = {
  measure: 'Show',
  measures: { vehicles: 'Vehicles', share: 'Share of kei' },
  axis: {
    vehicles: (year: number) => `Kei bought instead of these in ${year}, vehicles`,
    share: (year: number) => `Share of the kei sold in ${year} bought instead of these`,
  },
  used: 'Used vehicle, or keeping the old one',
  others: (count: number) => `${count} others`,
  segment: 'Instead of',
  vehicles: 'Kei bought',
  shareColumn: 'Share of kei',
  referenceVehicles: (name: string) => `${name} (reference)`,
  referenceShare: (name: string) => `${name} (reference), share`,
  none: (year: number) => `No kei is sold in ${year}, so none takes another vehicle’s place`,
  usedFirst: (share: string, year: number) =>
    `${share} of the kei sold in ${year} are bought instead of ${insteadUsed}`,
  next: (segment: string, share: string) =>
    `among new vehicles the ${segment} gives way most, to ${share}`,
  newFirst: (segment: string, share: string, year: number) =>
    `The ${segment} gives way most to kei in ${year}, to ${share} of those sold`,
  usedNext: (share: string) => `${share} are bought instead of ${insteadUsed}`,
  summary: (axis: string, bars: string) => `${axis}. From the largest: ${bars}.`,
  summaryNone: (axis: string) => `${axis}. There are none.`,
} as const
