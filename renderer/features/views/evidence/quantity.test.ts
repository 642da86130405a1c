import { describe, expect, it } from 'vitest'
import { fromShown, shownNumber, shownQuantity, shownUnit, toShown } from './quantity.ts'

describe('quantities of the data set', () => {
  it('are written with their unit in words', () => {
    const said = (value: number, unit: string, name?: string) =>
      shownQuantity(value, shownUnit(unit, name))
    expect(said(1700, 'USD/vehicle')).toBe('$1,700 a vehicle')
    expect(said(42, 'MUSD/nameplate')).toBe('$42M a nameplate')
    expect(said(150, 'JPY/USD')).toBe('¥150 a dollar')
    expect(said(0.25, 'share of customs value')).toBe('25% of customs value')
    expect(said(-0.008, '1/yr')).toBe('−0.8% a year')
    expect(said(0.3, '1/yr', 'occasionsLow')).toBe('0.3 a year')
    expect(said(-2, 'utils')).toBe('−2 points of liking')
    expect(said(1, 'utils')).toBe('1 point of liking')
    expect(said(0.85, '1')).toBe('0.85')
    expect(said(45, 'mph')).toBe('45 mph')
    expect(said(NaN, 'mph')).toBe('– mph')
  })

  it('go to what is typed and back without noise', () => {
    const percent = shownUnit('share')
    for (const value of [0.07, 0.29, 0.57, 0.125, 1]) {
      expect(fromShown(toShown(value, percent), percent)).toBe(value)
    }
    expect(toShown(0.07, percent)).toBe(7)
    expect(toShown(16_220_000, shownUnit('vehicles/yr'))).toBe(16_220_000)
  })

  it('keep every digit that their author gave', () => {
    expect(shownNumber(8.887, shownUnit('kg/gal'))).toBe('8.887')
    expect(shownNumber(16_220_000, shownUnit('vehicles/yr'))).toBe('16,220,000')
  })
})
