import { z } from 'zod'
import { allowedNumber, type NumberLimits } from '../data/column.ts'
import type { ParameterSpec } from '../data/parameters.ts'
import { LAST_YEAR } from './scenario.ts'

/** Pieces of the scenario's schema, whose every refusal says what is allowed. */

export const objectError = {
  error: (issue: { code?: string }) =>
    issue.code === 'invalid_type' ? 'must be an object' : undefined,
}

/** A number whose every refusal says what is allowed. */
export function numeric(limits: NumberLimits, also = ''): z.ZodNumber {
  const error = () => `must be ${allowedNumber(limits)}${also}`
  let schema = z.number({ error })
  if (limits.integer) schema = schema.int({ error })
  if (limits.min !== undefined) schema = schema.min(limits.min, { error })
  if (limits.max !== undefined) schema = schema.max(limits.max, { error })
  return limits.unit === '1' ? schema : schema.describe(limits.unit)
}

/** A text whose length is counted as people and JSON Schema do: in characters, not in code units. */
export function textUpTo(length: number, least = 1): z.ZodString {
  const error = () =>
    `must be a text of ${least > 0 ? `${least} to` : 'up to'} ${length} characters`
  return z
    .string({ error })
    .refine((text) => isBetween(Array.from(text).length, least, length), { error })
    .meta({ ...(least > 0 ? { minLength: least } : {}), maxLength: length })
}

function isBetween(value: number, least: number, most: number): boolean {
  return least <= value && value <= most
}

export function words<const W extends string>(allowed: readonly W[], also = '') {
  return z.enum(allowed, { error: () => `must be one of ${allowed.join(', ')}${also}` })
}

/** An object whose keys are some of `ids`; unknown keys are refused like any other. */
export function record<V extends z.ZodType>(ids: readonly string[], value: V) {
  const shape = Object.fromEntries(ids.map((id) => [id, value.optional()]))
  return z.strictObject(shape, objectError) as unknown as z.ZodType<
    Readonly<Record<string, z.infer<V>>>
  >
}

/** A value of a parameter: anything that makes sense. */
export function parameterNumber({ unit, min, max }: ParameterSpec): z.ZodNumber {
  return numeric({ unit, ...(min === null ? {} : { min }), ...(max === null ? {} : { max }) })
}

const FIRST_NAMED_YEAR = 2000

/** Years that series and odds may name. */
export const NAMED_YEARS = Array.from({ length: LAST_YEAR - FIRST_NAMED_YEAR + 1 }, (_, at) =>
  String(FIRST_NAMED_YEAR + at),
)

/** A year in which something comes into force, before the horizon too. */
export function eventYear(): z.ZodNumber {
  return numeric({ unit: 'year', min: FIRST_NAMED_YEAR, max: LAST_YEAR, integer: true })
}
