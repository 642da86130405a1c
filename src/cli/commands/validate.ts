import { printable } from '../../core/data/problem.ts'
import { CommandError, EXIT, openSession, readScenario, type Streams } from '../session.ts'

/** keicast validate: check scenario files without running them; all files are checked. */
export async function validate(
  files: readonly string[],
  options: { readonly quiet?: boolean },
  streams: Streams,
): Promise<void> {
  const session = openSession(streams, options)
  const refused: string[] = []
  for (const file of files) {
    try {
      const scenario = await readScenario(session, file, streams)
      session.say(`${file}: ok, ${printable(JSON.stringify(scenario.name))}`)
    } catch (error) {
      if (!(error instanceof CommandError)) throw error
      refused.push(error.message)
    }
  }
  if (refused.length > 0) throw new CommandError(refused.join('\n'), EXIT.usage)
}
