import { describe, expect, it } from 'vitest'
import { formatChangeWithin, formatWithin, roundToError } from './rounding.ts'

describe('formatWithin', () => {
  it('ends at the place of the error’s first digit', () => {
    expect(formatWithin('vehicles', 177_234, 6700)).toBe('177,000')
    expect(formatWithin('vehicles', 177_234, 16_700)).toBe('180,000')
    expect(formatWithin('vehicles', 1_352_000, 60_000)).toBe('1.35M')
    expect(formatWithin('vehicles', 1_352_000, 600_000)).toBe('1.4M')
    expect(formatWithin('usd', 2_609_000_000, 104_000_000)).toBe('$2.6B')
    expect(formatWithin('share', 0.01049, 0.00058)).toBe('1.05%')
    expect(formatWithin('share', 0.01049, 0.002)).toBe('1.0%')
    expect(formatWithin('number', 128.4, 4.6)).toBe('128')
  })
  it('has three digits at most, and one where the error is not known', () => {
    expect(formatWithin('vehicles', 177_234, 0)).toBe('177,000')
    expect(formatWithin('vehicles', 177_234, Infinity)).toBe('200,000')
    expect(formatWithin('vehicles', 17, 0)).toBe('17')
  })
  it('tells a value below its error from nothing only where it rounds to something', () => {
    expect(formatWithin('vehicles', 300, 1000)).toBe('0')
    expect(formatWithin('vehicles', 700, 1000)).toBe('1,000')
    expect(formatWithin('vehicles', 0, 5)).toBe('0')
    expect(formatWithin('share', 0, 0)).toBe('0%')
  })
  it('writes what is below zero with a true minus, and what is not there as a dash', () => {
    expect(formatWithin('usd', -70_300_000, 3_000_000)).toBe('−$70M')
    expect(formatWithin('usd', NaN, 1)).toBe('–')
    expect(formatChangeWithin('vehicles', 1234, 100)).toBe('+1,200')
    expect(formatChangeWithin('vehicles', -1234, 100)).toBe('−1,200')
    expect(formatChangeWithin('vehicles', 0, 100)).toBe('0')
  })
})

describe('roundToError', () => {
  it('gives the number that is written', () => {
    expect(roundToError(996, 20)).toBe(1000)
    expect(roundToError(0.004_321, 0.000_09)).toBe(0.004_32)
    expect(roundToError(-300, 1000)).toBe(0)
  })
})
