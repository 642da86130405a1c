import { availableParallelism } from 'node:os'
import type { Handlers } from '../contract/calls.ts'
import { createDrawPool } from './ensembles/draw-pool.ts'
import { createEnsembleService } from './ensembles/ensemble-service.ts'
import type { Host } from './ports.ts'
import type { Workbench } from './workbench.ts'
import { createSimulationThread } from './workers/worker-pool.ts'

/** Everything that runs the model, off the host's own thread. */
export interface Simulations {
  readonly handlers: Pick<
    Handlers,
    'run.evaluate' | 'run.priceCurve' | 'ensemble.start' | 'ensemble.stop'
  >
  dispose(): Promise<void>
}

/** Pause after the first result before the threads of ensembles are started: start-up comes first. */
const WARM_UP_MS = 1500

export function createSimulations(host: Host, workbench: Workbench): Simulations {
  // Threads for single runs: what follows the hand, what may wait, and the many runs of a price curve.
  const live = createSimulationThread(host.spawnWorker)
  const background = createSimulationThread(host.spawnWorker)
  const trials = createSimulationThread(host.spawnWorker)
  const pool = createDrawPool(host.spawnWorker, availableParallelism())
  const ensembles = createEnsembleService({
    workbench,
    pool,
    announce: host.announce,
    now: () => performance.now(),
    async summarise(work) {
      const reply = await background.request(`ensemble-${work.side}`, work)
      return reply.kind === 'done' ? reply.frame : null
    },
  })
  let warmUp: NodeJS.Timeout | undefined
  return {
    handlers: {
      async 'run.evaluate'({ slot, scenario }) {
        const thread = slot === 'current' ? live : background
        const reply = await thread.request(slot, { kind: 'evaluate', scenario })
        warmUp ??= setTimeout(() => {
          pool.warm()
        }, WARM_UP_MS)
        return reply
      },
      'run.priceCurve': ({ scenario, nameplate, year }) =>
        trials.request('price-curve', { kind: 'price-curve', scenario, nameplate, year }),
      'ensemble.start': (input) => ensembles.start(input),
      async 'ensemble.stop'() {
        await ensembles.stop()
        return undefined
      },
    },
    async dispose() {
      clearTimeout(warmUp)
      await Promise.all([live, background, trials, pool].map((part) => part.dispose()))
    },
  }
}
