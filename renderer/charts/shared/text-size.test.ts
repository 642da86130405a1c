import { describe, expect, it } from 'vitest'
import { chartTextSize, cutText, lineHeight, textWidth, wrapText } from './text-size.ts'

it('keeps text legible at a desk and from the back row', () => {
  expect(chartTextSize(false)).toBeGreaterThanOrEqual(12)
  expect(chartTextSize(true)).toBeGreaterThanOrEqual(18)
  expect(lineHeight(10)).toBeGreaterThan(10)
})

describe('textWidth', () => {
  it('grows with the text, its size and its weight', () => {
    expect(textWidth('', 10)).toBe(0)
    expect(textWidth('iii', 10)).toBeLessThan(textWidth('mmm', 10))
    expect(textWidth('kei', 20)).toBeCloseTo(2 * textWidth('kei', 10), 9)
    expect(textWidth('kei', 10, 'bold')).toBeGreaterThan(textWidth('kei', 10))
  })
  it('gives a Japanese character a whole em', () => {
    expect(textWidth('軽', 10)).toBeGreaterThanOrEqual(10)
  })
})

describe('wrapText', () => {
  it('breaks at spaces and keeps every word', () => {
    const lines = wrapText('Status quo: 25-year imports only', 100, 10)
    expect(lines.length).toBeGreaterThan(1)
    expect(lines.join(' ')).toBe('Status quo: 25-year imports only')
  })
  it('lets a word that is too long stand alone, and makes no line of nothing', () => {
    expect(wrapText('Extraordinary', 10, 10)).toEqual(['Extraordinary'])
    expect(wrapText('  ', 10, 10)).toEqual([])
  })
})

describe('cutText', () => {
  it('cuts only what does not fit', () => {
    expect(cutText('Farms', 100, 10)).toBe('Farms')
    const cut = cutText('City and campus fleets', 60, 10)
    expect(cut.endsWith('…')).toBe(true)
    expect(textWidth(cut, 10)).toBeLessThanOrEqual(60)
  })
})
