import type { DistributionData } from '../../../charts/distribution/distribution-model.ts'
import type { FanData } from '../../../charts/fan/fan-model.ts'
import type { EnsembleShown } from '../../../state/ensemble-session.svelte.ts'
import type { TableModel } from '../view-frame/table-model.ts'
import { differenceVm } from './difference-vm.ts'
import { en } from '../../../strings/en.ts'
import { nameplatesVm, type NameplateRow } from './nameplates-vm.ts'
import { timeVm, yearShown } from './time-vm.ts'
import { yearVm, type YearInput } from './year-vm.ts'

const text = en.howSure

/** The ways to look at the draws. */
export type Look = keyof typeof text.looks

interface Common {
  readonly title: string
  readonly summary: string
  readonly table: TableModel
  /** The year that is looked at. */
  readonly year: number
}

/** What the view shows; a hint where there is nothing to draw, or not yet. */
type HowSureVm = Common &
  (
    | { readonly kind: 'fan'; readonly fan: FanData }
    | {
        readonly kind: 'year'
        readonly distribution: DistributionData
        readonly thresholdLabel: string
        readonly thresholdText: string
        readonly note: string
      }
    | {
        readonly kind: 'nameplates'
        readonly rows: readonly NameplateRow[]
        readonly hasReference: boolean
      }
    | { readonly kind: 'hint'; readonly hint: string }
  )

export interface HowSureInput extends Omit<YearInput, 'draws' | 'referenceDraws'> {
  readonly sides: EnsembleShown['sides']
  readonly isSameScenario: boolean
  /** No draws are under way, nor about to be. */
  readonly isOver: boolean
}

/** What one way to look at the draws says; the single run speaks until they do. */
export function howSureVm(look: Look, input: HowSureInput): HowSureVm {
  const { sides, isStale } = input
  const draws = sides.scenario ?? null
  const preview = timeVm({ ...input, draws, referenceDraws: sides.reference ?? null })
  const year = yearShown(input.run.index.years, input.year)
  if (look === 'time') return { ...preview, kind: 'fan', fan: preview.chart, year }
  if (look === 'difference' && input.isSameScenario) {
    return { ...hint(preview, year, text.sameScenarioHint), title: text.sameScenarioTitle }
  }
  if (draws === null) {
    return hint(preview, year, input.isOver ? text.noDrawsHint : text.firstDrawsHint)
  }
  const vm = drawnVm(look, input, year)
  if (!isStale) return vm
  const { title, summary } = preview
  const table = { ...vm.table, caption: `${vm.table.caption}, ${text.before}` }
  return { ...vm, title, summary, table }
}

function drawnVm(look: Exclude<Look, 'time'>, input: HowSureInput, year: number): HowSureVm {
  const { sides } = input
  const draws = sides.scenario as NonNullable<typeof sides.scenario>
  const referenceDraws = sides.reference ?? null
  switch (look) {
    case 'year': {
      const { chart, ...vm } = yearVm({ ...input, draws, referenceDraws })
      return { ...vm, kind: 'year', distribution: chart }
    }
    case 'difference': {
      if (sides.difference === undefined) {
        const preview = timeVm({ ...input, draws, referenceDraws })
        const title = text.otherYearsTitle(input.referenceName)
        return { ...hint(preview, year, text.otherYearsHint), title }
      }
      const { chart, ...vm } = differenceVm({ ...input, differences: sides.difference })
      return { ...vm, kind: 'fan', fan: chart, year }
    }
    case 'nameplates': {
      const { chart, ...vm } = nameplatesVm(draws, referenceDraws)
      if (chart.length === 0) return { ...vm, kind: 'hint', hint: text.noNameplatesHint, year }
      const hasReference = chart.some(({ referenceShare }) => Number.isFinite(referenceShare))
      return { ...vm, kind: 'nameplates', rows: chart, hasReference, year }
    }
  }
}

function hint(preview: Omit<Common, 'year'>, year: number, said: string): HowSureVm {
  const { title, summary, table } = preview
  return { kind: 'hint', hint: said, title, summary, table, year }
}
