/** Compound a yearly rate over whole years: (1 + rate)^years, by multiplication. */
export function compound(rate: number, years: number): number {
  let factor = 1
  for (let year = 0; year < years; year += 1) factor *= 1 + rate
  return factor
}
