import { describe, expect, it } from 'vitest'
import { describeProblem, pathText, printable } from './problem.ts'

describe('describeProblem', () => {
  it.each([
    [{ path: 'horizon.start', message: 'is 1', line: 4 }, 'horizon.start (line 4): is 1'],
    [{ path: 'makers.csv, row 3', message: 'is odd' }, 'makers.csv, row 3: is odd'],
    [{ path: '', message: 'is empty' }, 'file: is empty'],
    [{ path: '', message: 'is null', line: 1 }, 'file (line 1): is null'],
  ])('says %j in one line', (problem, line) => {
    expect(describeProblem(problem)).toBe(line)
  })
})

describe('printable', () => {
  it.each([
    ['plain text', 'tariffCar = 0.15', 'tariffCar = 0.15'],
    ['other scripts', '軽自動車 ü 🚙', '軽自動車 ü 🚙'],
    ['an escape sequence of the terminal', '\u001b[2J', '\\u001b[2J'],
    ['the same in one character', '\u009b2J', '\\u009b2J'],
    ['line breaks', 'a\r\nb\u2028c', 'a\\u000d\\u000ab\\u2028c'],
    ['a no-break space', 'a\u00a0b', 'a\\u00a0b'],
    ['a change of direction', '\u202etxt', '\\u202etxt'],
    ['an invisible tag', '\u{e0041}', '\\u{e0041}'],
    ['half of a character', '\ud83d!', '\\ud83d!'],
  ])('leaves nothing that a terminal would obey: %s', (_, text, printed) => {
    expect(printable(text)).toBe(printed)
  })

  it('cuts after 60 characters, never through one', () => {
    expect(printable('x'.repeat(60))).toBe('x'.repeat(60))
    expect(printable('x'.repeat(61))).toBe(`${'x'.repeat(60)}…`)
    expect(printable(`${'x'.repeat(59)}🚙🚙`)).toBe(`${'x'.repeat(59)}…`)
  })
})

describe('pathText', () => {
  it('joins the steps of a path, each fit to print', () => {
    expect(pathText(['federal', 0, 'a\nb', 'x'.repeat(70)])).toBe(
      `federal.0.a\\u000ab.${'x'.repeat(60)}…`,
    )
  })
})
