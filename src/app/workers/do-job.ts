import type { Output } from '../../contract/calls.ts'
import { encodeEnsemble, encodeFrame } from '../../contract/frame.ts'
import type { RunResult } from '../../core/engine/result.ts'
import { contribution } from '../../core/market/net-present-value.ts'
import type { Scenario } from '../../core/scenario/scenario.ts'
import { writeScenario } from '../../core/scenario/write-scenario.ts'
import { describeProblems } from '../runs/describe-problems.ts'
import { runColumns } from '../runs/run-columns.ts'
import type { SummaryWork } from '../ensembles/summary-work.ts'
import { differencesOf, drawsOf, summarise } from '../ensembles/summarise.ts'
import { fingerprint } from '../fingerprint.ts'
import type { Workbench } from '../workbench.ts'
import type { Job, JobAnswer, JobReply, SummaryReply } from './worker-protocol.ts'

/** Do one job on this thread. */
export function doJob<J extends Job>(workbench: Workbench, job: J, now: () => number): JobReply<J> {
  return answer(workbench, job, now) as JobReply<J>
}

function answer(workbench: Workbench, job: Job, now: () => number): JobAnswer['reply'] {
  if (job.kind === 'summarise') return summary(job)
  const started = now()
  // The page is as untrusted as a file: its scenario goes through the same reader.
  const parsed = workbench.parse(JSON.stringify(job.scenario))
  if (!parsed.ok) return { kind: 'refused', problems: describeProblems(parsed.error) }
  const { scenario, warnings } = parsed.value
  if (job.kind === 'price-curve') return priceCurve(workbench, scenario, job)
  const run = workbench.run(scenario)
  if (!run.ok) return { kind: 'failed', message: run.error.message }
  return {
    kind: 'done',
    frame: encodeFrame(runColumns(run.value)),
    elapsedMs: now() - started,
    scenarioHash: fingerprint(writeScenario(scenario)),
    warnings: describeProblems(warnings),
  }
}

function summary({ layout, table, reference }: SummaryWork): SummaryReply {
  const draws =
    reference === null ? drawsOf(layout, table) : differencesOf(layout, table, reference)
  return { kind: 'done', frame: encodeEnsemble(summarise(draws)) }
}

/** Prices tried, as factors on the price that the scenario gives. */
const FACTORS = [0.5, 0.6, 0.7, 0.8, 0.9, 1, 1.1, 1.2, 1.35, 1.5, 1.75, 2]

/** Run the scenario at a range of fixed prices of one nameplate. */
function priceCurve(
  workbench: Workbench,
  scenario: Scenario,
  { nameplate, year }: { readonly nameplate: string; readonly year: number },
): Output<'run.priceCurve'> {
  const base = workbench.run(scenario)
  if (!base.ok) return { kind: 'failed', message: base.error.message }
  const price = pointOf(base.value, nameplate, year)?.price
  if (price === undefined) {
    return { kind: 'failed', message: `${nameplate} is not on sale in ${year}` }
  }
  const prices = FACTORS.map((factor) => Math.round((price * factor) / 10) * 10)
  const points = prices.map((fixed) => {
    const run = workbench.run(withPrice(scenario, nameplate, fixed))
    return run.ok ? pointOf(run.value, nameplate, year) : undefined
  })
  const known = points.flatMap((point) => (point === undefined ? [] : [point]))
  return {
    kind: 'done',
    prices: known.map((point) => point.price),
    sales: known.map((point) => point.sales),
    profit: known.map((point) => point.profit),
    npv: known.map((point) => point.npv),
  }
}

function withPrice(scenario: Scenario, id: string, price_usd: number): Scenario {
  const override = { ...scenario.nameplates?.[id], price_usd }
  return { ...scenario, nameplates: { ...scenario.nameplates, [id]: override } }
}

function pointOf(result: RunResult, id: string, year: number) {
  const n = result.inputs.nameplates.findIndex((nameplate) => nameplate.id === id)
  const t = result.inputs.years.indexOf(year)
  const cost = result.supply[t]?.nameplates[n]?.cost
  const earned = result.earnings[n]
  if (!cost || !earned) return undefined
  const sales = result.national[t]?.[result.segmentCount + n] ?? 0
  const profit = sales * contribution(cost.price, cost.unit, result.inputs.parameters)
  return { price: cost.price, sales, profit, npv: earned.npv }
}
