import { adoption } from './en/adoption.ts'
import { buyers } from './en/buyers.ts'
import { columns } from './en/columns.ts'
import { compare } from './en/compare.ts'
import { earn } from './en/earn.ts'
import { evidence } from './en/evidence.ts'
import { howSure } from './en/how-sure.ts'
import { instead } from './en/instead.ts'
import { japan } from './en/japan.ts'
import { levers } from './en/levers.ts'
import { price } from './en/price.ts'
import { shell } from './en/shell.ts'
import { units } from './en/units.ts'
import { viewFrame } from './en/view-frame.ts'
import { stateCard, where } from './en/where.ts'

/** Every word that people read, in English: one dictionary, a file for each feature. */
export const en = {
  ...shell,
  adoption,
  buyers,
  columns,
  compare,
  earn,
  evidence,
  howSure,
  instead,
  japan,
  levers,
  price,
  stateCard,
  units,
  viewFrame,
  where,
} as const

/** What another language has to say: the same keys and figures, in words of its own. */
export type Strings = Words<typeof en>

type Words<T> = T extends string
  ? string
  : T extends (...figures: infer Figures) => infer Said
    ? (...figures: Figures) => Words<Said>
    : T extends object
      ? { readonly [Key in keyof T]: Words<T[Key]> }
      : T
