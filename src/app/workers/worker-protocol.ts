import type { RunReply, Output } from '../../contract/calls.ts'
import type { DrawReply, DrawTask } from '../ensembles/draw-task.ts'
import type { SummaryWork } from '../ensembles/summary-work.ts'

/** What is asked of a worker thread, and what comes back: one answer for each job, by its number. */

export type Job =
  | { readonly kind: 'evaluate'; readonly scenario: unknown }
  | {
      readonly kind: 'price-curve'
      readonly scenario: unknown
      readonly nameplate: string
      readonly year: number
    }
  | SummaryWork

export type SummaryReply =
  { readonly kind: 'done'; readonly frame: ArrayBuffer } | { readonly kind: 'superseded' }

interface Replies {
  readonly evaluate: RunReply
  readonly 'price-curve': Output<'run.priceCurve'>
  readonly summarise: SummaryReply
}
export type JobReply<J extends Job> = Replies[J['kind']]

export interface JobRequest {
  readonly job: number
  readonly work: Job
}
export interface JobAnswer {
  readonly job: number
  readonly reply: Replies[keyof Replies]
}

/** Run once what every thread runs first, so that it is ready when it is asked. */
export interface WarmUp {
  readonly kind: 'warm-up'
}

export type ToWorker = JobRequest | DrawTask | WarmUp
export type FromWorker = JobAnswer | DrawReply
