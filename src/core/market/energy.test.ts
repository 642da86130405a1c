import { describe, expect, it } from 'vitest'
import { energyPerMile, energyPrices } from './energy.ts'

describe('energyPrices', () => {
  const p = {
    gasolinePrice: 3,
    gasolineGrowth: 0.1,
    electricityPrice: 0.2,
    electricityGrowth: 0.05,
  }

  it('are those of the calibration year, grown', () => {
    expect(energyPrices(0, undefined, p)).toEqual({ gasoline: 3, electricity: 0.2 })
    const { gasoline, electricity } = energyPrices(2, undefined, p)
    expect(gasoline).toBeCloseTo(3 * 1.21, 14)
    expect(electricity).toBeCloseTo(0.2 * 1.1025, 14)
  })

  it('take a gasoline price that the scenario names as it is', () => {
    const { gasoline, electricity } = energyPrices(1, 7.5, p)
    expect(gasoline).toBe(7.5)
    expect(electricity).toBeCloseTo(0.21, 14)
  })
})

describe('energyPerMile', () => {
  const state = { gasoline_index: 1.5, electricity_index: 1.25 }
  const prices = { gasoline: 4, electricity: 0.16 }

  it('is the price of gasoline in the state over mpg', () => {
    expect(energyPerMile({ mpg: 30, mi_per_kwh: null }, state, prices)).toBeCloseTo(0.2, 14)
  })

  it('is the price of electricity in the state over mi/kWh', () => {
    expect(energyPerMile({ mpg: null, mi_per_kwh: 4 }, state, prices)).toBeCloseTo(0.05, 14)
  })

  it('is that of electricity for what is electric, whatever else it says', () => {
    expect(energyPerMile({ mpg: 30, mi_per_kwh: 4 }, state, prices)).toBeCloseTo(0.05, 14)
  })

  it('needs to know what a vehicle runs on', () => {
    expect(() => energyPerMile({ mpg: null, mi_per_kwh: null }, state, prices)).toThrow(
      'needs mpg or mi_per_kwh',
    )
  })
})
