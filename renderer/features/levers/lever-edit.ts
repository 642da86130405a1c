import type { Scenario } from '../../../src/core/scenario/scenario.ts'

/** A change that a lever asks for, with its name for undo. */
export interface LeverEdit {
  readonly label: string
  readonly scenario: Scenario
  /** Changes of one group in quick succession are one step of undo; null stands alone. */
  readonly group: string | null
}

/** Typed values stand alone; dragged and stepped ones follow each other quickly and are one step. */
export type How = 'typed' | 'dragged'

export function groupOfEdit(how: How, group: string): string | null {
  return how === 'dragged' ? group : null
}

export type OnChange = (edit: LeverEdit) => void

/** How what a lever says differs from the data set's default and from the reference. */
export interface Difference {
  readonly fromDefault: boolean
  readonly fromReference: boolean
}

/** Hold a value against the default and the reference; objects are equal where their JSON is. */
export function differenceOf<T>(value: T, initial: T, reference: T): Difference {
  return { fromDefault: !isSame(value, initial), fromReference: !isSame(value, reference) }
}

export function isChanged({ fromDefault, fromReference }: Difference): boolean {
  return fromDefault || fromReference
}

/** Add up what parts differ in. */
export function anyDifference(differences: readonly Difference[]): Difference {
  return {
    fromDefault: differences.some(({ fromDefault }) => fromDefault),
    fromReference: differences.some(({ fromReference }) => fromReference),
  }
}

export function isSame<T>(a: T, b: T): boolean {
  return a === b || JSON.stringify(a) === JSON.stringify(b)
}
