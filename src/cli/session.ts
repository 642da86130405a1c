import { readScenarioFile, readScenarioStream } from '../app/scenario-file.ts'
import { openWorkbench, type Workbench } from '../app/workbench.ts'
import { describeProblem, printable, type Problem } from '../core/data/problem.ts'
import type { RunResult } from '../core/engine/result.ts'
import type { Scenario } from '../core/scenario/scenario.ts'
import { createStyle, type Style } from './text.ts'

/** Exit codes of every command (docs/cli.md). */
export const EXIT = { done: 0, failure: 1, usage: 2, stopped: 130 } as const

/** Ends a command with a message and an exit code. */
export class CommandError extends Error {
  override readonly name = 'CommandError'
  readonly code: number
  constructor(message: string, code: number) {
    super(message)
    this.code = code
  }
}

/** What a command talks to: its streams and its environment. */
export interface Streams {
  readonly stdin: AsyncIterable<Uint8Array>
  out(text: string): void
  err(text: string): void
  readonly colour: boolean
  /** Somebody watches the error stream. */
  readonly errorIsTerminal: boolean
}

/** One command at work: the data set, the terminal, the files it has read. */
export interface Session {
  readonly workbench: Workbench
  readonly style: Style
  readonly quiet: boolean
  /** Print a line, unless quiet. */
  say(text: string): void
  /** Print a line on the error stream, unless quiet. */
  note(text: string): void
  /** Print a line whether quiet or not. */
  print(text: string): void
}

export function openSession(
  streams: Streams,
  { quiet = false }: { readonly quiet?: boolean },
): Session {
  return {
    workbench: openWorkbench(),
    style: createStyle(streams.colour),
    quiet,
    say: (text) => {
      if (!quiet) streams.out(`${text}\n`)
    },
    note: (text) => {
      if (!quiet) streams.err(`${text}\n`)
    },
    print: (text) => {
      streams.out(`${text}\n`)
    },
  }
}

/** Read and check one scenario file, `-` for standard input; its warnings are noted. */
export async function readScenario(
  session: Session,
  path: string,
  streams: Streams,
): Promise<Scenario> {
  const text = await (path === '-' ? readScenarioStream(streams.stdin) : readScenarioFile(path))
  const parsed = text.ok ? session.workbench.parse(text.value) : text
  if (!parsed.ok) throw new CommandError(problemList(nameOf(path), parsed.error), EXIT.usage)
  for (const warning of parsed.value.warnings) {
    session.note(`${nameOf(path)}: warning: ${describeProblem(warning)}`)
  }
  return parsed.value.scenario
}

/** Run a scenario, or end the command saying why it has no result. */
export function runScenario(session: Session, scenario: Scenario): RunResult {
  const run = session.workbench.run(scenario)
  if (run.ok) return run.value
  throw new CommandError(
    `${printable(scenario.name)}: no result: ${run.error.message}`,
    EXIT.failure,
  )
}

export function problemList(name: string, problems: readonly Problem[]): string {
  const count = problems.length === 1 ? '1 problem' : `${problems.length} problems`
  const lines = problems.map((problem) => `  ${describeProblem(problem)}`)
  return `${name} cannot be used: ${count}\n${lines.join('\n')}`
}

export function nameOf(path: string): string {
  return path === '-' ? 'standard input' : path
}
