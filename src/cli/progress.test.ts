import { describe, expect, it } from 'vitest'
import { createProgress, describeProgress } from './progress.ts'
import type { Streams } from './session.ts'

function setUp(errorIsTerminal: boolean, quiet = false) {
  let said = ''
  const streams: Streams = {
    stdin: process.stdin,
    out: () => undefined,
    err: (text) => {
      said += text
    },
    colour: false,
    errorIsTerminal,
  }
  return { progress: createProgress(streams, quiet), said: () => said }
}

describe('progress', () => {
  it('is a bar on a terminal, which is left as it was', () => {
    const { progress, said } = setUp(true)
    progress.update({ done: 0, wanted: 1000, rate: 0 })
    progress.update({ done: 500, wanted: 1000, rate: 40 })
    progress.end()
    const [nothing, first, second, last] = said().split('\r\u001b[K')
    expect(nothing).toBe('')
    expect(first).toBe(`${'░'.repeat(24)}  0 of 1,000 draws`)
    const half = `${'█'.repeat(12)}${'░'.repeat(12)}`
    expect(second).toBe(`${half}  500 of 1,000 draws, 40 a second, 13 s left`)
    expect(last).toBe('')
  })

  it('is a line every tenth elsewhere, from where it begins', () => {
    const { progress, said } = setUp(false)
    for (let done = 330; done <= 1000; done += 10) progress.update({ done, wanted: 1000, rate: 50 })
    progress.end()
    const tenths = said()
      .trim()
      .split('\n')
      .map((line) => line.split(' of ')[0])
    expect(tenths).toEqual(['400', '500', '600', '700', '800', '900', '1,000'])
    expect(said()).not.toContain('\u001b')
  })

  it('is nothing where it is quiet', () => {
    const { progress, said } = setUp(true, true)
    progress.update({ done: 1, wanted: 2, rate: 1 })
    progress.end()
    expect(said()).toBe('')
  })

  it.each([
    [{ done: 0, wanted: 10, rate: 0 }, '0 of 10 draws'],
    [{ done: 1, wanted: 10, rate: 0.5 }, '1 of 10 draws, 0.5 a second, 18 s left'],
    [{ done: 100, wanted: 10_100, rate: 40 }, '100 of 10,100 draws, 40 a second, 5 min left'],
    [{ done: 0, wanted: 100_000, rate: 10 }, '0 of 100,000 draws, 10 a second, 2 h 47 min left'],
    [{ done: 10, wanted: 10, rate: 12.4 }, '10 of 10 draws, 12 a second'],
  ])('says draws, rate and time left: %j', (rate, text) => {
    expect(describeProgress(rate)).toBe(text)
  })
})
