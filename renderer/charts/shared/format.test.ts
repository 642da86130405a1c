import { describe, expect, it } from 'vitest'
import {
  formatChange,
  formatNumber,
  formatShare,
  formatTicks,
  formatUsd,
  formatVehicles,
} from './format.ts'

describe('formatVehicles', () => {
  it('keeps 3 digits, and whole vehicles below 100', () => {
    expect([0.4, 7, 97.4, 483, 1694, 12_437, 999_600].map(formatVehicles)).toEqual([
      '0',
      '7',
      '97',
      '483',
      '1,690',
      '12,400',
      '1,000,000',
    ])
  })
  it('turns to millions', () => {
    expect(formatVehicles(1_234_567)).toBe('1.2M')
  })
  it('has a dash for what is not there', () => {
    expect(formatVehicles(NaN)).toBe('–')
    expect(formatUsd(Infinity)).toBe('–')
    expect(formatShare(NaN)).toBe('–')
    expect(formatNumber(NaN)).toBe('–')
  })
})

describe('formatUsd', () => {
  it('keeps 3 digits and turns to millions and billions', () => {
    expect([0, 15_712, -38_000_000, 1_250_000_000].map(formatUsd)).toEqual([
      '$0',
      '$15,700',
      '−$38M',
      '$1.3B',
    ])
  })
})

describe('formatShare', () => {
  it('keeps 2 digits of what is small and whole percents of what is not', () => {
    expect([0, 0.00413, 0.03, 0.0996, 0.834, 1].map(formatShare)).toEqual([
      '0%',
      '0.41%',
      '3.0%',
      '10%',
      '83%',
      '100%',
    ])
  })
})

describe('formatChange', () => {
  it('always says in which direction', () => {
    expect(formatChange('vehicles', 1234)).toBe('+1,230')
    expect(formatChange('share', -0.003)).toBe('−0.30%')
    expect(formatChange('vehicles', 0.2)).toBe('±0')
    expect(formatChange('usd', NaN)).toBe('–')
  })
})

describe('formatTicks', () => {
  it('writes as many digits as the step needs, the same on all', () => {
    expect(formatTicks('share', [0, 0.0005, 0.001])).toEqual(['0.00%', '0.05%', '0.10%'])
    expect(formatTicks('vehicles', [0, 20_000, 40_000])).toEqual(['0', '20,000', '40,000'])
    expect(formatTicks('usd', [0, 500_000, 1_000_000])).toEqual(['$0', '$500K', '$1M'])
    expect(formatTicks('number', [0, 0.25, 0.5])).toEqual(['0.00', '0.25', '0.50'])
  })
  it('have a true minus, as all numbers do', () => {
    expect(formatTicks('usd', [-200_000_000, 0])).toEqual(['−$200M', '$0'])
    expect(formatTicks('number', [-0.5, -0])).toEqual(['−0.5', '0.0'])
    expect([formatNumber(-3), formatShare(-0.2), formatVehicles(-7)]).toEqual(['−3', '−20%', '−7'])
  })
  it('bears a single tick and none', () => {
    expect(formatTicks('number', [3])).toEqual(['3'])
    expect(formatTicks('number', [])).toEqual([])
  })
})
