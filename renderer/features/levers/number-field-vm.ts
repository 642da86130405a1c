import { en } from '../../strings/en.ts'
import {
  allowedWords,
  isAllowed,
  readQuantity,
  scaled,
  tidy,
  typedNumber,
  unscaled,
  type Limits,
  type UnitWords,
} from './unit-words.ts'

const text = en.levers

/** What stands in a number field, and what is wrong with it. */
export interface FieldEntry {
  readonly text: string
  readonly problem: string | null
}

/** Give what a field shows of a value; empty where there is none. */
export function shownField(value: number | null, unit: UnitWords): FieldEntry {
  return { text: value === null ? '' : typedNumber(value, unit), problem: null }
}

export interface FieldRules {
  readonly unit: UnitWords
  readonly limits: Limits
  /** Not null where the field may be emptied. */
  readonly blank: string | null
  readonly check: (value: number) => string | null
}

export type FieldReading =
  | { readonly kind: 'read'; readonly value: number | null }
  | { readonly kind: 'refused'; readonly problem: string }

/** Read a field, or say why what stands there won't do. */
export function readField(typed: string, rules: FieldRules): FieldReading {
  const bare = typed.trim()
  if (bare === '' && rules.blank !== null) return { kind: 'read', value: null }
  const value = readQuantity(bare, rules.unit)
  if (value === null || !isAllowed(value, rules.limits)) {
    const allowed = allowedWords(rules.limits, rules.unit)
    return { kind: 'refused', problem: text.refusedEntry(bare, allowed) }
  }
  const problem = rules.check(value)
  return problem === null ? { kind: 'read', value } : { kind: 'refused', problem }
}

const stepsOfKeys: Readonly<Record<string, number>> = {
  ArrowUp: 1,
  ArrowDown: -1,
  PageUp: 10,
  PageDown: -10,
}

/** Give what an arrow key makes of a field; null where it does nothing. */
export function steppedValue(
  key: string,
  typed: string,
  {
    value,
    unit,
    limits,
    step,
  }: {
    readonly value: number | null
    readonly unit: UnitWords
    readonly limits: Limits
    readonly step: number | null
  },
): number | null {
  const steps = stepsOfKeys[key]
  const from = readQuantity(typed, unit) ?? value
  if (steps === undefined || step === null || from === null) return null
  const next = unscaled(tidy(scaled(from, unit) + steps * step), unit)
  const inside = Math.min(limits.max ?? Infinity, Math.max(limits.min ?? -Infinity, next))
  return inside === value ? null : inside
}
