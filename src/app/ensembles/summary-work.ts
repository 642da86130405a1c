import type { EnsembleSide } from '../../contract/ensemble.ts'
import type { OutcomeLayout } from '../../core/ensemble/outcomes.ts'
import type { DrawTable } from './draw-table.ts'

/** What a summary is made of; it can cross to another thread. */
export interface SummaryWork {
  readonly kind: 'summarise'
  readonly side: EnsembleSide
  readonly layout: OutcomeLayout
  readonly table: DrawTable
  /** The reference's, where differences are wanted. */
  readonly reference: DrawTable | null
}
