import { describe, expect, it } from 'vitest'
import { shareOfDraws } from '../../../state/ensemble-read.ts'
import { chance, margin } from './odds.ts'

const said = (value: number, draws: number) => chance(shareOfDraws(value, draws), draws)

describe('chance', () => {
  it('says the plainest odds that the error allows', () => {
    expect(said(0.25, 1000)).toBe('about 1 in 4')
    expect(said(0.243, 1000)).toBe('about 1 in 4')
    expect(said(0.5, 1000)).toBe('about 1 in 2')
    expect(said(0.905, 1000)).toBe('about 9 in 10')
    expect(said(0.68, 300)).toBe('about 2 in 3')
    expect(said(0.05, 1000)).toBe('about 1 in 20')
    expect(said(0.58, 1000)).toBe('about 3 in 5')
    expect(said(0.03, 1000)).toBe('about 3 in 100')
  })
  it('says hundredths only where so many draws know them', () => {
    expect(said(0.23, 10_000)).toBe('about 23 in 100')
    expect(said(0.23, 100)).toBe('about 1 in 4')
  })
  it('says no odds at the ends but that they lie beyond', () => {
    expect(said(0, 1000)).toBe('fewer than 1 in 100')
    expect(said(0.004, 1000)).toBe('fewer than 1 in 100')
    expect(said(1, 1000)).toBe('more than 99 in 100')
    expect(said(0.996, 1000)).toBe('more than 99 in 100')
  })
  it('rules out no more than so few draws can', () => {
    expect(said(0, 20)).toBe('fewer than 1 in 5')
    expect(said(1, 100)).toBe('more than 19 in 20')
    expect(said(0.02, 100)).toBe('about 1 in 50')
  })
})

describe('margin', () => {
  it('is in percent, with no digits beyond the error', () => {
    expect(margin(shareOfDraws(0.2432, 1000))).toBe('24 ± 1%')
    expect(margin(shareOfDraws(0.2432, 100))).toBe('24 ± 4%')
    expect(margin(shareOfDraws(0.2432, 10_000))).toBe('24.3 ± 0.4%')
  })
})
