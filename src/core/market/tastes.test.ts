import { describe, expect, it } from 'vitest'
import { parameters } from '../../../test/model.fixture.ts'
import { fleetRow, near } from '../../../test/rows.fixture.ts'
import { groups, type Income, type Role, type Taste } from './sets.ts'
import { fleetTastes, householdTastes, priceDisutility, runningCostYears } from './tastes.ts'

// No two alike, so that no parameter can stand in for another.
const p = {
  ...parameters,
  incomeSigma: 0.8,
  priceSensitivity: 0.06,
  incomeElasticity: 0.4,
  pragmaticPriceFactor: 1.3,
  pragmaticSpaceFactor: 0.55,
  pragmaticRiskFactor: 0.65,
  additionalSpaceFactor: 0.75,
  additionalAccessFactor: 0.45,
  additionalVmtFactor: 0.7,
  additionalSeatsFactor: 0.35,
  runningCostWeight: 0.9,
  consumerDiscount: 0.1,
  consumerHorizon: 2,
  spaceValue: 1.5,
  seatsValue: 0.8,
  riskAversion: 0.4,
  accessValue: 4.2,
  rangeValue: 5.1,
  parkingValue: 0.36,
  powerValue: 0.41,
  keiAffinityMainstream: -2.1,
  keiAffinityPragmatic: -0.7,
  keiAffinityEnthusiast: 1.1,
  noveltyStart: 1.2,
  noveltyEnthusiastFactor: 1.4,
  fleetPriceSensitivity: 0.08,
}
/** W = 0.9·annuity(10%, 2 years) */
const W = 0.9 * (1 / 1.1 + 1 / 1.21)

const household = (income: Income, role: Role, taste: Taste) => ({
  id: 'any',
  market: 'household' as const,
  income,
  role,
  taste,
})

describe('runningCostYears', () => {
  it('weighs a dollar a year by the annuity over the horizon', () => {
    expect(runningCostYears(p)).toBeCloseTo(W, 14)
  })

  it('counts the years where the future is not discounted', () => {
    expect(runningCostYears({ ...p, consumerDiscount: 0 })).toBeCloseTo(1.8, 14)
  })
})

describe('priceDisutility', () => {
  it('falls with income', () => {
    const alphas = (['low', 'middle', 'high'] as const).map((income) =>
      priceDisutility(household(income, 'primary', 'mainstream'), p),
    )
    const y = Math.exp(1.0908 * 0.8)
    expect(alphas).toEqual(near([0.06 * y ** 0.4, 0.06, 0.06 * y ** -0.4]))
  })

  it('is higher for the pragmatic, and for them alone', () => {
    const alpha = (taste: Taste) => priceDisutility(household('middle', 'primary', taste), p)
    expect(alpha('pragmatic')).toBeCloseTo(0.06 * 1.3, 14)
    expect(alpha('enthusiast')).toBeCloseTo(0.06, 14)
  })

  it('is one number for all fleets', () => {
    expect(groups.slice(18).map((fleet) => priceDisutility(fleet, p))).toEqual([
      0.08, 0.08, 0.08, 0.08,
    ])
  })
})

describe('householdTastes', () => {
  const tastesOf = (income: Income, role: Role, taste: Taste) => [
    ...householdTastes(household(income, role, taste), p),
  ]

  it('are the parameters themselves for a mainstream primary vehicle', () => {
    expect(tastesOf('middle', 'primary', 'mainstream')).toEqual(
      near([-0.06, -0.06 * W, 0, -0.06 * W, 1.5, 0, -0.4, -4.2, -5.1, 0.36, 0.41, -0.8, -2.1, 1.2]),
    )
  })

  it('ask less space, access, range, seats and mileage of an additional vehicle', () => {
    const alpha = 0.06 * Math.exp(1.0908 * 0.8) ** 0.4
    expect(tastesOf('low', 'additional', 'mainstream')).toEqual(
      near([
        -alpha,
        -alpha * W * 0.7,
        0,
        -alpha * W,
        1.5 * 0.75,
        0,
        -0.4,
        -4.2 * 0.45,
        -5.1 * 0.45,
        0.36,
        0.41,
        -0.8 * 0.35,
        -2.1,
        1.2,
      ]),
    )
  })

  it('soften space, power and risk for the pragmatic', () => {
    expect(tastesOf('middle', 'additional', 'pragmatic')).toEqual(
      near([
        -0.078,
        -0.078 * W * 0.7,
        0,
        -0.078 * W,
        1.5 * 0.75 * 0.55,
        0,
        -0.4 * 0.65,
        -4.2 * 0.45,
        -5.1 * 0.45,
        0.36,
        0.41 * 0.55,
        -0.8 * 0.35,
        -0.7,
        1.2,
      ]),
    )
  })

  it('soften them for enthusiasts too, who like novelty more and mind the price no more', () => {
    expect(tastesOf('middle', 'primary', 'enthusiast')).toEqual(
      near([
        -0.06,
        -0.06 * W,
        0,
        -0.06 * W,
        1.5 * 0.55,
        0,
        -0.4 * 0.65,
        -4.2,
        -5.1,
        0.36,
        0.41 * 0.55,
        -0.8,
        1.1,
        1.2 * 1.4,
      ]),
    )
  })
})

describe('fleetTastes', () => {
  it('come from the row of the fleet, with energy by the mile at its own mileage', () => {
    const fleet = fleetRow('delivery', {
      vmt: 16_000,
      payload_value: 1.2,
      risk_value: 0.1,
      access_value: 2,
      range_value: 2.5,
      parking_value: 0.6,
      kei_affinity: -1.5,
    })
    expect([...fleetTastes(fleet, p)]).toEqual(
      near([-0.08, 0, -0.08 * W * 16, -0.08 * W, 0, 1.2, -0.1, -2, -2.5, 0.6, 0, 0, -1.5, 0]),
    )
  })
})
