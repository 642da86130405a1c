import { describe, expect, it } from 'vitest'
import type { Scenario } from '../../../src/core/scenario/scenario.ts'
import { catalog, untouched } from './catalog.fixture.ts'
import { federalPaths } from './catalog-rows.ts'
import { listedRows } from './nameplate-list-vm.ts'
import { nameplateRows } from './nameplates-vm.ts'

function listed(query: string, changedOnly = false, scenario: Scenario = untouched): string[] {
  const rows = nameplateRows(catalog, scenario, untouched, federalPaths(catalog))
  return listedRows(rows, { query, changedOnly }).map(({ nameplate }) => nameplate.id)
}

describe('listedRows', () => {
  it('leaves what the query names, by label, maker or body', () => {
    expect(listed('sakura')).toEqual(['sakura'])
    expect(listed('suzuki truck')).toEqual(['carry'])
    expect(listed('')).toHaveLength(15)
  })

  it('leaves all where the query means the list as a whole', () => {
    expect(listed('nameplates')).toHaveLength(15)
  })

  it('leaves what changed', () => {
    const scenario = { ...untouched, nameplates: { carry: { offered: true } } }
    expect(listed('', true, scenario)).toEqual(['carry'])
  })
})
