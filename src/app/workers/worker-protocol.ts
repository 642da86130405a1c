import type { RunReply, Output } from '../../contract/calls.ts'

/** What the pool asks of a worker thread, and what comes back: one answer for each job, by its number. */

export type Job =
  | { readonly kind: 'evaluate'; readonly scenario: unknown }
  | {
      readonly kind: 'price-curve'
      readonly scenario: unknown
      readonly nameplate: string
      readonly year: number
    }

export type JobReply<J extends Job> = J extends { kind: 'evaluate' }
  ? RunReply
  : Output<'run.priceCurve'>

export interface ToWorker {
  readonly job: number
  readonly work: Job
}

export interface FromWorker {
  readonly job: number
  readonly reply: RunReply | Output<'run.priceCurve'>
}
