import { describe, expect, it } from 'vitest'
import { fixtureEnsemble } from '../../../state/ensemble.fixture.ts'
import { drawsVm, type DrawsInput } from './draws-vm.ts'

const progress = { done: 412, wanted: 1000, rate: 10.5 }
const input: DrawsInput = {
  session: { state: { kind: 'running' }, progress, failure: null },
  settings: { seed: 'kei', draws: 1000, method: 'sobol' },
  draws: fixtureEnsemble({ done: 400 }),
  median: { value: 177_000, error: 6700 },
}
const after = (more: Partial<DrawsInput['session']>) =>
  drawsVm({ ...input, session: { ...input.session, ...more } })

describe('drawsVm', () => {
  it('says how far the draws are, how fast, and how long they take', () => {
    expect(drawsVm(input)).toMatchObject({
      status: '412 of 1,000 draws · 11 a second · 56 s left',
      done: 0.412,
      action: 'cancel',
      known: 'median known to ±4%',
    })
    expect(after({ progress: { ...progress, rate: 1 } }).status).toContain('10 min left')
  })
  it('waits, starts and stops in words', () => {
    expect(after({ state: { kind: 'waiting' } })).toMatchObject({ done: null, action: null })
    const none = { done: 0, wanted: 0, rate: 0 }
    expect(after({ progress: none }).status).toBe('The first draws are under way')
    expect(after({ state: { kind: 'stopped' } })).toMatchObject({
      status: 'Stopped at 400 of 1,000 draws',
      action: 'resume',
    })
    expect(
      drawsVm({ ...input, draws: null, session: { ...input.session, state: { kind: 'stopped' } } })
        .status,
    ).toBe('Stopped before the first draws were done')
  })
  it('says at the end how well the median is known, and what would halve the error', () => {
    const finished = {
      ...input,
      session: { ...input.session, state: { kind: 'finished' } as const },
    }
    expect(drawsVm(finished)).toMatchObject({
      status: '',
      known: '400 draws: the median is known to ±4%; 1,600 draws would halve that',
      action: null,
    })
    expect(drawsVm({ ...finished, median: { value: 0, error: 0 } }).known).toBe(
      '400 draws: every one gives the same',
    )
    expect(drawsVm({ ...finished, median: null }).known).toBe('400 draws')
    expect(drawsVm({ ...finished, median: { value: 1e6, error: 3000 } }).known).toContain('±0.3%')
  })
  it('says how many draws have no result, and why', () => {
    const draws = fixtureEnsemble({ done: 997, failed: 3 })
    expect(drawsVm({ ...input, draws }).failed).toBe(
      '3 of 1,000 draws have no result and are left out',
    )
    const session = { ...input.session, failure: 'no market clears' }
    expect(drawsVm({ ...input, draws, session }).failed).toMatch(/: no market clears$/)
  })
  it('says why nothing can be drawn', () => {
    const problems = [{ path: 'horizon', message: 'must end after it starts' }]
    expect(after({ state: { kind: 'refused', problems } })).toMatchObject({
      status: 'Nothing can be drawn: must end after it starts',
      action: 'resume',
    })
  })
})
