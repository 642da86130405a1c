import { describe, expect, it } from 'vitest'
import { data } from '../../../test/model.fixture.ts'
import { areaTypes, groups, markets, stateCodes } from './sets.ts'

describe('the sets', () => {
  it('hold 22 groups: 3 incomes × 2 roles × 3 tastes of households, then one a fleet market', () => {
    expect(groups).toHaveLength(22)
    expect(new Set(groups.map(({ id }) => id)).size).toBe(22)
    expect(groups.filter(({ market }) => market === 'household')).toHaveLength(18)
    expect(groups.slice(18)).toEqual(
      ['delivery', 'campus', 'trades', 'farm'].map((market) => ({ id: market, market })),
    )
  })

  it('run through taste fastest, then role, then income', () => {
    expect(groups[1]).toEqual({
      id: 'household-low-primary-pragmatic',
      market: 'household',
      income: 'low',
      role: 'primary',
      taste: 'pragmatic',
    })
    expect(groups[3]).toMatchObject({ income: 'low', role: 'additional', taste: 'mainstream' })
    expect(groups[17]).toMatchObject({ income: 'high', role: 'additional', taste: 'enthusiast' })
  })

  it('name the states, areas and markets of the tables', () => {
    expect(data.states.rows.map(({ state }) => state)).toEqual(stateCodes)
    expect(stateCodes).toHaveLength(51)
    expect(data.areas.rows.map(({ area }) => area)).toEqual(areaTypes)
    expect(['household', ...data.fleets.rows.map(({ market }) => market)]).toEqual(markets)
  })
})
