import type { Catalog } from '../../../src/contract/catalog.ts'
import type { HostClient } from '../../../src/contract/client.ts'
import type { RunColumns } from '../../../src/contract/results.ts'
import type { Scenario } from '../../../src/core/scenario/scenario.ts'

/** What every view is given; all it shows follows from these. */
export interface ViewProps {
  readonly current: RunColumns
  /** The reference's run, drawn as a ghost; null until it has come. */
  readonly reference: RunColumns | null
  readonly referenceName: string
  readonly scenario: Scenario
  readonly referenceScenario: Scenario
  readonly catalog: Catalog
  readonly host: HostClient
  /** Larger type, no controls but the chart's own. */
  readonly presenting: boolean
  /** The year that all views look at; theirs to change. */
  readonly year: number
  readonly onYear: (year: number) => void
  /** Show what all assumptions rest on. */
  readonly onEvidence: () => void
  /** Change the scenario, with a name for undo. */
  readonly onEdit: (label: string, scenario: Scenario, group?: string | null) => void
}
