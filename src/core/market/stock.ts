import { exp } from '../../kernel/exp.ts'
import { pow } from '../../kernel/pow.ts'
import type { Parameters } from '../data/parameters.ts'

/** Section 6: how long vehicles stay on the road. */

/**
 * Give the share of a vintage on the road by age: exp(−(age/survivalScale)^survivalShape) (Weibull).
 *
 * @returns One share for each age from 0, the year of sale, to `years` − 1.
 */
export function survivalByAge(
  years: number,
  p: Pick<Parameters, 'survivalScale' | 'survivalShape'>,
): Float64Array {
  return Float64Array.from({ length: years }, (_, age) =>
    exp(-pow(age / p.survivalScale, p.survivalShape)),
  )
}
