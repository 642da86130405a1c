import { printable } from '../../core/data/problem.ts'
import { compareInputs, compareResults, type ResultMeasure } from '../../core/results/compare.ts'
import type { Scenario } from '../../core/scenario/scenario.ts'
import {
  CommandError,
  EXIT,
  openSession,
  readScenario,
  runScenario,
  type Streams,
} from '../session.ts'
import { millions, percent, textTable, usd, vehicles, type TextColumn } from '../text.ts'

/** keicast compare: run scenarios side by side and print what differs. */
export async function compare(
  files: readonly string[],
  options: { readonly quiet?: boolean },
  streams: Streams,
): Promise<void> {
  if (files.filter((file) => file === '-').length > 1) {
    throw new CommandError('standard input (-) can be read only once', EXIT.usage)
  }
  const session = openSession(streams, options)
  const scenarios: Scenario[] = []
  for (const file of files) scenarios.push(await readScenario(session, file, streams))
  const results = scenarios.map((scenario) => runScenario(session, scenario))
  const { style } = session
  const letters = scenarios.map((_, at) => letterOf(at))
  const differences = compareInputs(session.workbench.data, scenarios)

  session.print(
    [
      style.heading('Scenarios'),
      ...scenarios.map(({ name }, at) => `${letters[at] ?? ''}  ${printable(name)}`),
      '',
      style.heading('Inputs that differ'),
      differences.length === 0
        ? 'None.'
        : textTable(
            columns('input', letters, 'left'),
            differences.map(({ path, values }) => [path, ...values]),
            style,
          ),
      '',
      style.heading('Results, constant 2025 USD'),
      textTable(
        columns('', letters, 'right'),
        compareResults(results).map((measure) => [measure.label, ...formatMeasure(measure)]),
        style,
      ),
    ].join('\n'),
  )
}

/** A, B … Z, then numbers. */
function letterOf(at: number): string {
  return at < 26 ? String.fromCharCode('A'.charCodeAt(0) + at) : String(at + 1)
}

function columns(first: string, letters: readonly string[], align: 'left' | 'right'): TextColumn[] {
  return [{ title: first, align: 'left' }, ...letters.map((title) => ({ title, align }))]
}

function formatMeasure({ unit, values }: ResultMeasure): string[] {
  return values.map((value) => {
    if (value === null || typeof value === 'string') return value ?? '–'
    switch (unit) {
      case 'share':
        return percent(value, 2)
      case 'USD':
        return Math.abs(value) >= 1e6 || value < 0 ? millions(value) : usd(value)
      case 'vehicles':
      case 'count':
      case 'text':
        return vehicles(value)
    }
  })
}
