import type { NameplateOverride, Scenario } from '../../../src/core/scenario/scenario.ts'
import { withMaker, withNameplate, withPart } from '../../state/scenario-edits.ts'
import { groupOfEdit, type How, type LeverEdit } from './lever-edit.ts'
import { DEFAULT_SOURCE, DEFAULT_STEERING, numberRules, type NumberRule } from './lever-limits.ts'
import { en } from '../../strings/en.ts'
import type { MakerRow, NameplateRow, NumberColumn } from './nameplates-vm.ts'
import { shortQuantity } from './unit-words.ts'

const text = en.levers

/** Changes to nameplates and makers, by the rows that show them. */

export const rulesOfColumns: Readonly<Record<NumberColumn, NumberRule>> = {
  launch: numberRules.launch,
  price_usd: numberRules.price,
  partners: numberRules.partners,
  dealer_reach: numberRules.reach,
  plan_volume: numberRules.planVolume,
  appeal: numberRules.appeal,
}

/** Columns that mean something for the 25-year import too. */
const columnsOfImports: readonly NumberColumn[] = ['dealer_reach', 'appeal']

export function hasColumn({ isNew }: Pick<NameplateRow, 'isNew'>, column: NumberColumn): boolean {
  return isNew || columnsOfImports.includes(column)
}

export function setOffered(row: NameplateRow, scenario: Scenario, offered: boolean): LeverEdit {
  const { id, label } = row.nameplate
  const said = offered === row.nameplate.offered ? undefined : offered
  return {
    label: offered ? text.nameplates.offer(label) : text.nameplates.withdraw(label),
    scenario: withNameplate(scenario, id, 'offered', said),
    group: null,
  }
}

/** Set a number of a nameplate; null puts it back. */
export function setNumber(
  row: NameplateRow,
  scenario: Scenario,
  column: NumberColumn,
  value: number | null,
  how: How = 'typed',
): LeverEdit {
  const { id, label } = row.nameplate
  const title = text.nameplates.columns[column]
  const said = value === null || isInitial(row, column, value) ? undefined : value
  const words = value === null ? null : shortQuantity(value, rulesOfColumns[column].unit)
  return {
    label:
      words === null
        ? text.nameplates.resetColumn(title, label)
        : text.nameplates.setColumn(title, label, words),
    scenario: withNameplate(scenario, id, column, said as NameplateOverride[NumberColumn]),
    group: groupOfEdit(how, `nameplate:${id}:${column}`),
  }
}

/** Tell whether the data set has the value already; a dealer reach is always said, as the maker's may change. */
function isInitial({ nameplate }: NameplateRow, column: NumberColumn, value: number): boolean {
  switch (column) {
    case 'launch':
      return value === nameplate.launch
    case 'plan_volume':
      return value === nameplate.planVolume
    case 'partners':
      return value === 1
    case 'appeal':
      return value === 0
    case 'price_usd':
    case 'dealer_reach':
      return false
  }
}

/** Set a nameplate's side or source; null lets it go with the scenario's. */
export function setWord<K extends 'steering' | 'source'>(
  row: NameplateRow,
  scenario: Scenario,
  column: K,
  value: NameplateRow[K],
): LeverEdit {
  const { id, label } = row.nameplate
  const title = text.nameplates.columns[column]
  return {
    label:
      value === null
        ? text.nameplates.resetColumn(title, label)
        : text.nameplates.setColumn(title, label, text.words[value]),
    scenario: withNameplate(scenario, id, column, value ?? undefined),
    group: null,
  }
}

export function resetNameplate(row: NameplateRow, scenario: Scenario): LeverEdit {
  const { id, label } = row.nameplate
  return {
    label: text.resetName(label),
    scenario: withPart(scenario, 'nameplates', without(scenario.nameplates, id)),
    group: null,
  }
}

export function setBarred({ maker }: MakerRow, scenario: Scenario, barred: boolean): LeverEdit {
  const said = barred === maker.barred ? undefined : barred
  return {
    label: barred ? text.nameplates.bar(maker.label) : text.nameplates.admit(maker.label),
    scenario: withMaker(scenario, maker.id, 'barred', said),
    group: null,
  }
}

/** Set a maker's dealer reach; null puts it back. */
export function setMakerReach(
  { maker }: MakerRow,
  scenario: Scenario,
  reach: number | null,
  how: How = 'typed',
): LeverEdit {
  const title = text.nameplates.columns.dealer_reach
  const said = reach === null || reach === maker.dealerReach ? undefined : reach
  return {
    label:
      reach === null
        ? text.nameplates.resetColumn(title, maker.label)
        : text.nameplates.setColumn(
            title,
            maker.label,
            shortQuantity(reach, numberRules.reach.unit),
          ),
    scenario: withMaker(scenario, maker.id, 'dealer_reach', said),
    group: groupOfEdit(how, `maker:${maker.id}`),
  }
}

export function resetMaker({ maker }: MakerRow, scenario: Scenario): LeverEdit {
  return {
    label: text.resetName(maker.label),
    scenario: withPart(scenario, 'makers', without(scenario.makers, maker.id)),
    group: null,
  }
}

function without<V>(map: Readonly<Record<string, V>> | undefined, key: string): Record<string, V> {
  return Object.fromEntries(Object.entries(map ?? {}).filter(([own]) => own !== key))
}

/** Set the side of all new nameplates that name none; the default is said by saying nothing. */
export function setSteering(scenario: Scenario, value: 'lhd' | 'rhd'): LeverEdit {
  return {
    label: text.setLever(text.steering.title, text.words[value]),
    scenario: withPart(scenario, 'steering', value === DEFAULT_STEERING ? undefined : value),
    group: null,
  }
}

/** Set where all new nameplates that name no source are built. */
export function setSource(scenario: Scenario, value: 'import' | 'local'): LeverEdit {
  return {
    label: text.setLever(text.source.title, text.words[value]),
    scenario: withPart(scenario, 'source', value === DEFAULT_SOURCE ? undefined : value),
    group: null,
  }
}
