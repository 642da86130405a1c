import type { HostClient } from '../../../../src/contract/client.ts'
import type { Scenario } from '../../../../src/core/scenario/scenario.ts'
import type { PriceCurve } from './price-vm.ts'

/** Prices are tried once a scenario has stood still this long. */
const SETTLED_MS = 300

export interface CurveRequest {
  readonly scenario: Scenario
  readonly nameplate: string
  readonly year: number
}

interface Answer {
  readonly request: CurveRequest
  readonly curve: PriceCurve | null
  /** Why there is no curve; null where there is one. */
  readonly problem: string | null
}

/** The prices that the host last tried, kept until newer ones come. */
export class PriceCurveTrial {
  readonly #host: HostClient
  #answer = $state.raw<Answer | null>(null)

  readonly answer = $derived(this.#answer)

  constructor(host: HostClient) {
    this.#host = host
  }

  /** Try prices when the request has settled; the returned function calls it off. */
  follow(request: CurveRequest): () => void {
    let isWanted = true
    const timer = setTimeout(() => {
      void this.#ask(request).then((answer) => {
        if (isWanted && answer !== null) this.#answer = answer
      })
    }, SETTLED_MS)
    return () => {
      isWanted = false
      clearTimeout(timer)
    }
  }

  async #ask(request: CurveRequest): Promise<Answer | null> {
    try {
      const { scenario, ...at } = request
      const reply = await this.#host.call('run.priceCurve', { scenario: { ...scenario }, ...at })
      switch (reply.kind) {
        case 'done': {
          const { prices, sales, profit, npv } = reply
          return { request, curve: { prices, sales, profit, npv }, problem: null }
        }
        case 'superseded':
          return null
        case 'refused':
          return { request, curve: null, problem: reply.problems[0]?.message ?? '' }
        case 'failed':
          return { request, curve: null, problem: reply.message }
      }
    } catch (error) {
      const problem = error instanceof Error ? error.message : String(error)
      return { request, curve: null, problem }
    }
  }
}
