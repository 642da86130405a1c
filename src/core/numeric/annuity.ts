import { pow } from '../../kernel/pow.ts'

/**
 * Give the present value of 1 a year over `years` years at `rate` a year:
 * (1 − (1 + rate)^−years)/rate, and `years` where the rate is 0 (section 3.2).
 */
export function annuity(rate: number, years: number): number {
  return rate === 0 ? years : (1 - pow(1 + rate, -years)) / rate
}
