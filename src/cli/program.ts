import { Command, CommanderError, Option } from 'commander'
import { OverwritesInputError } from '../app/export-files.ts'
import { DEFAULT_SETTINGS } from '../core/ensemble/settings.ts'
import { scenarioJsonSchema } from '../core/scenario/json-schema.ts'
import { ensembleMethods } from '../core/scenario/scenario.ts'
import { compare } from './commands/compare.ts'
import type { EnsembleOptions } from './commands/ensemble.ts'
import { explain } from './commands/explain.ts'
import { run, type RunOptions } from './commands/run.ts'
import type { ServeCommandOptions } from './commands/serve.ts'
import { validate } from './commands/validate.ts'
import { CommandError, EXIT, openSession, type Streams } from './session.ts'

const EXIT_HELP = `
Exit codes: 0 done, 1 failure, 2 bad usage or input, 130 stopped by Ctrl-C.
Colour is left out where NO_COLOR is set or the output is not a terminal.`

/** Build the command line. */
export function createProgram(version: string, streams: Streams): Command {
  const program = new Command('keicast')
    .description('Work out what would happen if Japanese kei cars could be sold in America.')
    .version(version, '-V, --version', 'print the version')
    .helpCommand('help [command]', 'print help on a command')
    .addHelpText('after', EXIT_HELP)
    .exitOverride()
    .configureOutput({
      writeOut: (text) => {
        streams.out(text)
      },
      writeErr: (text) => {
        streams.err(text)
      },
    })
  addRun(program, streams)
  addEnsemble(program, version, streams)
  addCompare(program, streams)
  addValidate(program, streams)
  addExplain(program, streams)
  addSchema(program, streams)
  addServe(program, version, streams)
  return program
}

function addRun(program: Command, streams: Streams): void {
  program
    .command('run')
    .description('run a scenario and print its summary')
    .argument('<file>', 'scenario file (.kei), - for standard input')
    .option('--json <file>', 'write all results to a JSON file, - for standard output')
    .option('--csv <folder>', 'write all results to a folder of CSV tables, one a subject')
    .option('-q, --quiet', 'print nothing but errors')
    .addHelpText(
      'after',
      `
Examples:
  keicast run assets/scenarios/kei-class-2028.kei
  keicast run my.kei --json my-results.json --csv my-tables
  cat my.kei | keicast run - --json - | less`,
    )
    .action((file: string, options: RunOptions) => run(file, options, streams))
}

function addEnsemble(program: Command, version: string, streams: Streams): void {
  program
    .command('ensemble')
    .description('draw what nobody knows many times and print what the draws say')
    .argument('<file>', 'scenario file (.kei), - for standard input')
    .option(
      '--draws <n>',
      `number of draws; the scenario’s own or ${DEFAULT_SETTINGS.draws} where left out`,
    )
    .option(
      '--seed <text>',
      `text that decides all draws; the scenario’s own or ${DEFAULT_SETTINGS.seed} where left out`,
    )
    .addOption(
      new Option(
        '--method <method>',
        'how draws fill the space; the scenario’s own or sobol where left out',
      ).choices(ensembleMethods),
    )
    .option('--workers <n>', 'threads; one a core where left out')
    .option('--json <file>', 'write what the draws say to a JSON file, - for standard output')
    .option('--csv <folder>', 'write percentiles, nameplates and all draws as CSV tables')
    .option('--parquet <file>', 'write all draws to a Parquet file')
    .option('--resume', 'go on where the same ensemble was stopped')
    .option('-q, --quiet', 'print nothing but errors')
    .addHelpText(
      'after',
      `
Ctrl-C writes what is done, marked partial, and keeps the draws beside the first output.

Examples:
  keicast ensemble assets/scenarios/kei-class-2028.kei
  keicast ensemble my.kei --draws 10000 --json my-ensemble.json --parquet my-draws.parquet
  keicast ensemble my.kei --draws 10000 --json my-ensemble.json --parquet my-draws.parquet --resume`,
    )
    .action(async (file: string, options: EnsembleOptions) => {
      // Loaded only here: the other commands need neither threads nor Parquet.
      const { ensemble } = await import('./commands/ensemble.ts')
      await ensemble(file, options, version, streams)
    })
}

function addCompare(program: Command, streams: Streams): void {
  program
    .command('compare')
    .description('run scenarios side by side and print what differs in inputs and results')
    .argument('<files...>', 'two or more scenario files, - for standard input')
    .option('-q, --quiet', 'leave out warnings')
    .addHelpText(
      'after',
      `
Example:
  keicast compare assets/scenarios/status-quo.kei assets/scenarios/kei-class-2028.kei`,
    )
    .action((files: string[], options: { quiet?: boolean }) => compare(files, options, streams))
}

function addValidate(program: Command, streams: Streams): void {
  program
    .command('validate')
    .description('check scenario files without running them')
    .argument('<files...>', 'scenario files, - for standard input')
    .option('-q, --quiet', 'print nothing but errors')
    .addHelpText(
      'after',
      `
Example:
  keicast validate assets/scenarios/*.kei`,
    )
    .action((files: string[], options: { quiet?: boolean }) => validate(files, options, streams))
}

function addExplain(program: Command, streams: Streams): void {
  program
    .command('explain')
    .description('print a parameter’s value, range, unit, source, confidence and use')
    .argument('[parameter]', 'name of the parameter; all are listed where it is left out')
    .addHelpText(
      'after',
      `
Examples:
  keicast explain tariffTruck
  keicast explain`,
    )
    .action((name: string | undefined) => {
      explain(name, streams)
    })
}

function addSchema(program: Command, streams: Streams): void {
  program
    .command('schema')
    .description('print the JSON Schema of scenario files')
    .addHelpText(
      'after',
      `
Example:
  keicast schema > scenario.schema.json`,
    )
    .action(() => {
      streams.out(scenarioJsonSchema(openSession(streams, {}).workbench.data))
    })
}

function addServe(program: Command, version: string, streams: Streams): void {
  program
    .command('serve')
    .description('open the app in a browser on this computer')
    .option('--port <port>', 'port on 127.0.0.1; any free one where left out')
    .option(
      '--folder <folder>',
      'where scenario files are opened and saved; this folder where left out',
    )
    .option('--idle <minutes>', 'stop after so many minutes without a page')
    .addHelpText(
      'after',
      `
Example:
  keicast serve --folder ~/scenarios`,
    )
    .action(async (options: ServeCommandOptions) => {
      // Loaded only here: the other commands need neither server nor sockets.
      const { serveCommand } = await import('./commands/serve.ts')
      await serveCommand(options, version, streams)
    })
}

/** Run the command line; every failure ends in a message and an exit code, never in a stack. */
export async function runProgram(
  args: readonly string[],
  version: string,
  streams: Streams,
): Promise<number> {
  try {
    await createProgram(version, streams).parseAsync([...args], { from: 'user' })
    return EXIT.done
  } catch (error) {
    // Commander has printed its own message; help and version end in 0.
    if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.done : EXIT.usage
    streams.err(`keicast: ${(error as Error).message}\n`)
    if (error instanceof CommandError) return error.code
    return error instanceof OverwritesInputError ? EXIT.usage : EXIT.failure
  }
}
