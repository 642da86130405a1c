/** Results by year that an ensemble keeps of every draw. */
export const yearlyOutcomes = [
  'newKei', // vehicles/yr
  'share', // new kei of all new vehicles sold
  'stock', // kei on the road at the end of the year, 25-year imports included
  'carbonSaved', // t/yr
  'extraDriverDeaths', // 1/yr
  'consumerSurplus', // USD/yr
  'tariffRevenue', // USD/yr
] as const
export type YearlyOutcome = (typeof yearlyOutcomes)[number]
