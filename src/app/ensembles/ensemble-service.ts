import type { Input, Output } from '../../contract/calls.ts'
import type { EnsembleProgress, EnsembleSettings } from '../../contract/ensemble.ts'
import type { Announce } from '../../contract/events.ts'
import { outcomeLayout, type OutcomeLayout } from '../../core/ensemble/outcomes.ts'
import { resolveScenario } from '../../core/scenario/resolve.ts'
import type { Scenario } from '../../core/scenario/scenario.ts'
import { writeScenario } from '../../core/scenario/write-scenario.ts'
import { describeProblems } from '../runs/describe-problems.ts'
import type { Workbench } from '../workbench.ts'
import { createDrawMeter } from './draw-meter.ts'
import type { DrawPool, RunningDraws } from './draw-pool.ts'
import { countDraws, createDrawTable, resizeTable, type DrawTable } from './draw-table.ts'
import type { SummaryWork } from './summary-work.ts'

/** Draws of one scenario, kept for when it is asked for again. */
interface Drawn {
  readonly key: string
  readonly scenario: Scenario
  readonly layout: OutcomeLayout
  readonly table: DrawTable
}

export interface EnsemblePorts {
  readonly workbench: Workbench
  readonly pool: DrawPool
  readonly announce: Announce
  readonly now: () => number
  /** Turn draws into a frame, off this thread; null where a newer request took its place. */
  readonly summarise: (work: SummaryWork) => Promise<ArrayBuffer | null>
}

/** Draws ensembles for a page, one at a time. */
export interface EnsembleService {
  start(input: Input<'ensemble.start'>): Promise<Output<'ensemble.start'>>
  stop(): Promise<void>
}

/** Milliseconds between two reports. */
const REPORT_MS = 100
/** A band of fewer draws says nothing. */
const FEWEST_DRAWS = 10
/** Draws must have grown by this factor before they are summed up again. */
const GROWTH = 1.25
/** Ensembles kept. */
const MOST_KEPT = 6

export function createEnsembleService(ports: EnsemblePorts): EnsembleService {
  return new Service(ports)
}

class Service implements EnsembleService {
  readonly #ports: EnsemblePorts
  #kept: readonly Drawn[] = []
  #runs = 0
  #under: { readonly draws: RunningDraws; readonly over: Promise<void> } | undefined

  constructor(ports: EnsemblePorts) {
    this.#ports = ports
  }

  async start({
    scenario,
    reference,
    settings,
  }: Input<'ensemble.start'>): Promise<Output<'ensemble.start'>> {
    this.#runs += 1
    const run = this.#runs
    const parsed = [scenario, ...(reference === null ? [] : [reference])].map((json) =>
      this.#ports.workbench.parse(JSON.stringify(json)),
    )
    const refused = parsed.find((result) => !result.ok)
    if (refused?.ok === false) return { kind: 'refused', problems: describeProblems(refused.error) }
    const scenarios = parsed.flatMap((result) => (result.ok ? [result.value.scenario] : []))
    await this.stop()
    if (run !== this.#runs) return { kind: 'superseded' }
    const sides = scenarios.map((value) => this.#drawn(value, settings))
    this.#begin(run, settings, sides)
    return { kind: 'started', run }
  }

  async stop(): Promise<void> {
    this.#under?.draws.stop()
    await this.#under?.over
  }

  /** Find what is known of a scenario's draws, or make room for them; and keep it. */
  #drawn(scenario: Scenario, { seed, draws, method }: EnsembleSettings): Drawn {
    const { data } = this.#ports.workbench
    // A Sobol draw does not depend on how many there are; one of a Latin hypercube does.
    const count = method === 'lhs' ? draws : null
    const hold = scenario.ensemble?.hold ?? []
    const same = { ...scenario, name: '', notes: undefined, ensemble: undefined }
    const key = JSON.stringify([writeScenario(same), hold, seed, method, count])
    const known = this.#kept.find((old) => old.key === key)
    const layout = known?.layout ?? outcomeLayout(resolveScenario(data, scenario))
    const table =
      known === undefined ? createDrawTable(draws, layout.width) : resizeTable(known.table, draws)
    const drawn = { key, scenario, layout, table }
    this.#kept = [drawn, ...this.#kept.filter((old) => old !== known)].slice(0, MOST_KEPT)
    return drawn
  }

  #begin(run: number, settings: EnsembleSettings, sides: readonly Drawn[]): void {
    const parts = sides.map(({ scenario, table }) => ({ scenario, table }))
    const draws = this.#ports.pool.start({ settings, parts })
    const reporter = createReporter(this.#ports, run, sides)
    const timer = setInterval(() => {
      reporter.tick()
    }, REPORT_MS)
    const over = draws.ended.then(async ({ kind, failure }) => {
      clearInterval(timer)
      await reporter.end(kind, failure)
      if (this.#under?.draws === draws) this.#under = undefined
    })
    this.#under = { draws, over }
  }
}

/** Reports one ensemble's progress to the page. */
function createReporter(ports: EnsemblePorts, run: number, sides: readonly Drawn[]) {
  const tables = sides.map(({ table }) => table)
  const meter = createDrawMeter(tables, ports.now)
  let summed = 0
  let busy = false
  const report = (
    state: EnsembleProgress['state'],
    failure: string | null,
    summaries: EnsembleProgress['summaries'],
  ) => {
    ports.announce('ensemble.progress', { run, state, ...meter(), failure, summaries })
  }
  const summaries = async () => {
    const frames = await Promise.all(
      summaryWork(sides).map(async (work) => ({
        side: work.side,
        frame: await ports.summarise(work),
      })),
    )
    return frames.flatMap(({ side, frame }) => (frame === null ? [] : [{ side, frame }]))
  }
  return {
    tick() {
      const done = Math.min(...tables.map((table) => countDraws(table).done))
      if (busy || done < FEWEST_DRAWS || done < GROWTH * summed) {
        report('running', null, [])
        return
      }
      busy = true
      summed = done
      void summaries().then((found) => {
        if (busy) report('running', null, found)
        busy = false
      })
    },
    async end(kind: 'finished' | 'stopped', failure: string | null) {
      busy = false
      const found = tables.every((table) => countDraws(table).done > 0) ? await summaries() : []
      report(kind, failure, found)
    },
  }
}

function summaryWork([scenario, reference]: readonly Drawn[]): SummaryWork[] {
  if (scenario === undefined) return []
  const { layout, table } = scenario
  const own = { kind: 'summarise', side: 'scenario', layout, table, reference: null } as const
  if (reference === undefined) return [own]
  return [
    own,
    { ...own, side: 'reference', layout: reference.layout, table: reference.table },
    ...(sameYears(layout, reference.layout)
      ? [{ ...own, side: 'difference' as const, reference: reference.table }]
      : []),
  ]
}

function sameYears(a: OutcomeLayout, b: OutcomeLayout): boolean {
  return a.years.length === b.years.length && a.years[0] === b.years[0]
}
