import type { EnsembleSettings, EnsembleSummary } from '../../../../src/contract/ensemble.ts'
import { formatNumber } from '../../../charts/shared/format.ts'
import type { Estimate } from '../../../state/ensemble-read.ts'
import type { EnsembleSession } from '../../../state/ensemble-session.svelte.ts'
import { en } from '../../../strings/en.ts'

const text = en.howSure

/** How far the draws are, and how well they know what they say. */
interface DrawsVm {
  /** What is going on, in a few words. */
  readonly status: string
  /** Part of the draws that are done; null where nothing is under way. */
  readonly done: number | null
  readonly action: 'cancel' | 'resume' | null
  /** How well the median is known; nothing where no draws are shown. */
  readonly known: string
  /** Draws without a result, and why; nothing where all have one. */
  readonly failed: string
}

export interface DrawsInput {
  readonly session: Pick<EnsembleSession, 'state' | 'progress' | 'failure'>
  readonly settings: EnsembleSettings
  /** What is shown; null where it is of another scenario. */
  readonly draws: EnsembleSummary | null
  readonly median: Estimate | null
}

export function drawsVm({ session, settings, draws, median }: DrawsInput): DrawsVm {
  const { state, progress, failure } = session
  const done = count(progress.done)
  const wanted = count(settings.draws)
  const known = draws === null ? '' : knownText(draws.index.done, median, state.kind === 'finished')
  const failed = draws === null ? '' : failedText(draws, failure)
  const base = { known, failed, done: null, action: null }
  switch (state.kind) {
    case 'waiting':
      return { ...base, status: text.waiting }
    case 'running':
      return {
        ...base,
        status: progress.done === 0 ? text.starting : underWay(progress, done, wanted),
        done: progress.wanted === 0 ? 0 : progress.done / progress.wanted,
        action: 'cancel',
      }
    case 'stopped':
      return {
        ...base,
        status: draws === null ? text.stoppedEarly : text.stopped(count(draws.index.done), wanted),
        action: 'resume',
      }
    case 'finished':
      return { ...base, status: '' }
    case 'refused':
      return { ...base, status: text.refused(state.problems[0]?.message ?? ''), action: 'resume' }
  }
}

function underWay(
  { done, wanted, rate }: EnsembleSession['progress'],
  said: string,
  of: string,
): string {
  const parts = [text.drawing(said, of)]
  if (rate > 0) {
    const seconds = Math.ceil((wanted - done) / rate)
    parts.push(text.rate(formatNumber(Number(rate.toPrecision(2)))))
    parts.push(seconds < 100 ? text.seconds(seconds) : text.minutes(Math.round(seconds / 60)))
  }
  return parts.join(' · ')
}

/** How well the median is known, and when all is done, what would know it twice as well. */
function knownText(draws: number, median: Estimate | null, isFinished: boolean): string {
  const said = count(draws)
  const percent = median === null ? NaN : (100 * median.error) / Math.abs(median.value)
  if (median?.error === 0) return isFinished ? text.exactly(said) : ''
  if (!Number.isFinite(percent)) return isFinished ? text.plain(said) : ''
  const written = percent < 0.95 ? percent.toFixed(1) : percent.toFixed(0)
  if (!isFinished) return text.knownShort(written)
  return text.known(said, written) + text.halve(count(4 * draws))
}

function failedText({ index: { done, failed } }: EnsembleSummary, failure: string | null): string {
  if (failed === 0) return ''
  const why = failure === null ? '' : text.failedWhy(failure)
  return text.failed(count(failed), count(done + failed)) + why
}

/** Numbers of draws are exact. */
export function count(draws: number): string {
  return draws.toLocaleString('en-US')
}
