import { runJson, writeRunCsv, writeRunJson } from '../../app/export-files.ts'
import { printable } from '../../core/data/problem.ts'
import type { RunResult } from '../../core/engine/result.ts'
import { nameplateRows, sourceRows, stateRows, yearRows } from '../../core/results/headline.ts'
import type { Scenario } from '../../core/scenario/scenario.ts'
import { openSession, readScenario, runScenario, type Session, type Streams } from '../session.ts'
import { millions, percent, textTable, usd, vehicles, yearOrNone, type Style } from '../text.ts'

export interface RunOptions {
  readonly json?: string
  readonly csv?: string
  readonly quiet?: boolean
}

/** keicast run: run one scenario, print its summary, write its results. */
export async function run(file: string, options: RunOptions, streams: Streams): Promise<void> {
  // Results on standard output leave no room for a summary there.
  const session = openSession(streams, { quiet: options.quiet === true || options.json === '-' })
  const scenario = await readScenario(session, file, streams)
  const result = runScenario(session, scenario)
  session.say(summary(scenario, result, session.style))
  await writeResults(session, result, file, options, streams)
}

async function writeResults(
  session: Session,
  result: RunResult,
  file: string,
  { json, csv }: RunOptions,
  streams: Streams,
): Promise<void> {
  const inputs = file === '-' ? [] : [file]
  if (json === '-') streams.out(runJson(result))
  else if (json !== undefined) {
    await writeRunJson(result, json, inputs)
    session.note(`wrote ${json}`)
  }
  if (csv === undefined) return
  const paths = await writeRunCsv(result, csv, inputs)
  session.note(`wrote ${paths.length} tables to ${csv}`)
}

/** Say what a run found, in tables that fit a terminal. */
export function summary(scenario: Scenario, result: RunResult, style: Style): string {
  const last = result.supply.length - 1
  const lastYear = result.inputs.years[last] ?? 0
  return [
    style.heading(printable(scenario.name)),
    `${result.inputs.years[0]} to ${lastYear}, constant 2025 USD. For exploring, not predicting.`,
    '',
    style.heading('Kei vehicles by year'),
    yearTable(result, style),
    '',
    style.heading('Nameplates'),
    nameplateTable(result, style),
    '',
    style.heading(`Biggest states in ${lastYear}`),
    stateTable(result, last, style),
    '',
    style.heading(`What kei vehicles displaced in ${lastYear}`),
    sourceTable(result, last, style),
  ].join('\n')
}

function yearTable(result: RunResult, style: Style): string {
  return textTable(
    [
      { title: 'year', align: 'left' },
      { title: 'new kei', align: 'right' },
      { title: '25-yr imports', align: 'right' },
      { title: 'share of new', align: 'right' },
      { title: 'cheapest', align: 'right' },
      { title: 'awareness', align: 'right' },
    ],
    yearRows(result).map((row) => [
      String(row.year),
      vehicles(row.newKei),
      vehicles(row.imports),
      percent(row.share, 2),
      usd(row.cheapest),
      percent(row.awareness, 1),
    ]),
    style,
  )
}

function nameplateTable(result: RunResult, style: Style): string {
  return textTable(
    [
      { title: 'nameplate', align: 'left' },
      { title: 'from', align: 'right' },
      { title: 'price, first', align: 'right' },
      { title: 'price, last', align: 'right' },
      { title: 'sold last year', align: 'right' },
      { title: 'sold in all', align: 'right' },
      { title: 'NPV', align: 'right' },
      { title: 'pays back', align: 'right' },
      { title: 'breaks even at', align: 'right' },
    ],
    nameplateRows(result).map((row) => [
      row.label,
      yearOrNone(row.firstYear),
      usd(row.firstPrice),
      usd(row.lastPrice),
      vehicles(row.lastSales),
      vehicles(row.totalSales),
      millions(row.npv),
      yearOrNone(row.paybackYear),
      row.breakEvenVolume === null ? '–' : `${vehicles(row.breakEvenVolume)}/yr`,
    ]),
    style,
  )
}

const STATES_SHOWN = 5

function stateTable(result: RunResult, last: number, style: Style): string {
  const rows = stateRows(result, last).slice(0, STATES_SHOWN)
  if (rows.length === 0) return 'No new kei is sold anywhere.'
  return textTable(
    [
      { title: 'state', align: 'left' },
      { title: 'new kei', align: 'right' },
      { title: 'share of them', align: 'right' },
    ],
    rows.map(({ name, newKei, share }) => [name, vehicles(newKei), percent(share, 1)]),
    style,
  )
}

/** Sources of less than this share of the volume are left out. */
const LEAST_SHARE = 0.01

function sourceTable(result: RunResult, last: number, style: Style): string {
  const rows = sourceRows(result, last).filter(({ share }) => share >= LEAST_SHARE)
  if (rows.length === 0) return 'Nothing.'
  return textTable(
    [
      { title: 'instead of', align: 'left' },
      { title: 'vehicles', align: 'right' },
      { title: 'share', align: 'right' },
    ],
    rows.map(({ label, displaced, share }) => [label, vehicles(displaced), percent(share, 1)]),
    style,
  )
}
