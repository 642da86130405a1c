import type { Source, Steering } from '../../../src/core/scenario/scenario.ts'
import { en } from '../../strings/en.ts'

const text = en.levers

interface Choice<V> {
  readonly value: V
  readonly label: string
}

export const steeringChoices: readonly Choice<Steering>[] = [
  { value: 'lhd', label: text.steering.left },
  { value: 'rhd', label: text.steering.right },
]

export const sourceChoices: readonly Choice<Source>[] = [
  { value: 'import', label: text.source.import },
  { value: 'local', label: text.source.local },
]
