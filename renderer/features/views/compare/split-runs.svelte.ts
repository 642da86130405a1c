import type { HostClient } from '../../../../src/contract/client.ts'
import { decodeFrame } from '../../../../src/contract/frame.ts'
import type { Catalog } from '../../../../src/contract/catalog.ts'
import type { RunColumns } from '../../../../src/contract/results.ts'
import type { Scenario } from '../../../../src/core/scenario/scenario.ts'
import { splitScenario } from './split-scenario.ts'

/** The split is worked out once the scenarios have stood still this long. */
const SETTLED_MS = 300

export interface SplitRequest {
  readonly current: Scenario
  readonly reference: Scenario
}

/** The reference with only the world's, and with only the decisions', differences. */
interface SplitRuns {
  readonly worldOnly: RunColumns
  readonly decisionsOnly: RunColumns
}

interface Answer {
  readonly request: SplitRequest
  readonly runs: SplitRuns | null
  /** Why there are no runs; null where there are. */
  readonly problem: string | null
}

/** The two runs between the reference and the current scenario, kept until newer ones come. */
export class SplitTrial {
  readonly #host: HostClient
  readonly #catalog: Pick<Catalog, 'parameters'>
  #answer = $state.raw<Answer | null>(null)

  readonly answer = $derived(this.#answer)

  constructor(host: HostClient, catalog: Pick<Catalog, 'parameters'>) {
    this.#host = host
    this.#catalog = catalog
  }

  /** Run both when the request has settled; the returned function calls it off. */
  follow(request: SplitRequest): () => void {
    let isWanted = true
    const timer = setTimeout(() => {
      void this.#ask(request, () => isWanted).then((answer) => {
        if (isWanted && answer !== null) this.#answer = answer
      })
    }, SETTLED_MS)
    return () => {
      isWanted = false
      clearTimeout(timer)
    }
  }

  /** One after the other: a second request in the slot would supersede the first. */
  async #ask(request: SplitRequest, isWanted: () => boolean): Promise<Answer | null> {
    const { worldOnly, decisionsOnly } = splitScenario(
      request.reference,
      request.current,
      this.#catalog,
    )
    try {
      const world = await this.#run(worldOnly)
      if (world === null || !isWanted()) return null
      const decisions = await this.#run(decisionsOnly)
      if (decisions === null) return null
      return { request, runs: { worldOnly: world, decisionsOnly: decisions }, problem: null }
    } catch (error) {
      const problem = error instanceof Error ? error.message : String(error)
      return { request, runs: null, problem }
    }
  }

  /** Null where a newer request came first. */
  async #run(scenario: Scenario): Promise<RunColumns | null> {
    const reply = await this.#host.call('run.evaluate', {
      slot: 'split',
      scenario: { ...scenario },
    })
    switch (reply.kind) {
      case 'done':
        return decodeFrame(reply.frame)
      case 'superseded':
        return null
      case 'refused':
        throw new Error(reply.problems[0]?.message ?? 'it was refused')
      case 'failed':
        throw new Error(reply.message)
    }
  }
}
