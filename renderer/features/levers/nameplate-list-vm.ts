import { isChanged } from './lever-edit.ts'
import { isMatch, type LeverFilter } from './levers-panel-vm.ts'
import type { NameplateRow } from './nameplates-vm.ts'

/** Give the rows a filter leaves; all where the query means the list as a whole. */
export function listedRows(
  rows: readonly NameplateRow[],
  { query, changedOnly }: LeverFilter,
): readonly NameplateRow[] {
  const wanted = rows.filter(({ difference }) => !changedOnly || isChanged(difference))
  const found = wanted.filter((row) => isMatch(searchTextOf(row), query))
  return found.length === 0 ? wanted : found
}

function searchTextOf({ nameplate, makerLabel }: NameplateRow): string {
  return `${nameplate.label} ${makerLabel} ${nameplate.body}`.toLowerCase()
}
