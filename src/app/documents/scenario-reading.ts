import { basename, dirname } from 'node:path'
import type { FileToken, OpenReply, Opened } from '../../contract/calls.ts'
import type { Problem } from '../../core/data/problem.ts'
import { err, type Result } from '../../core/result.ts'
import type { ParseScenario, ParsedScenario } from '../../core/scenario/parse-scenario.ts'
import type { Scenario } from '../../core/scenario/scenario.ts'
import type { DiskFile } from './disk-file.ts'
import { describeFileError, describeFileProblem } from './file-messages.ts'

/** From untrusted texts and objects to scenarios, and to what the page is told of them. */

/** Read a scenario that a page sent, with the schema of files; what JSON can't say is a problem. */
export function readPageScenario(
  parse: ParseScenario,
  scenario: unknown,
): Result<Scenario, readonly Problem[]> {
  let text: string
  try {
    text = JSON.stringify(scenario, refuseWhatJsonLoses)
  } catch (error) {
    const reason = error instanceof LostInJsonError ? error.message : 'is not plain JSON'
    return err([{ path: '', message: `${reason}; undo the last change` }])
  }
  const parsed = parse(text)
  if (parsed.ok) return { ok: true, value: parsed.value.scenario }
  // Lines are those of a text that nobody has seen.
  return err(parsed.error.map(({ path, message }) => ({ path, message })))
}

class LostInJsonError extends Error {}

/** JSON.stringify turns NaN and infinity into null, which may be legal where they are not. */
function refuseWhatJsonLoses(key: string, value: unknown): unknown {
  if (typeof value !== 'number' || Number.isFinite(value)) return value
  throw new LostInJsonError(`holds ${value} at “${key}”, which is not a number`)
}

/** A document that was read, and the name it goes by. */
export interface ReadDocument {
  readonly token: FileToken | null
  readonly fileName: string
}

export function openedReply(parsed: ParsedScenario, document: ReadDocument): Opened {
  return {
    kind: 'opened',
    token: document.token,
    fileName: document.fileName,
    scenario: { ...parsed.scenario },
    warnings: [...parsed.warnings],
  }
}

/** Say why there is nothing to open at a path. */
export function notOpened(
  path: string,
  found: Exclude<DiskFile, { kind: 'text' }>,
): Extract<OpenReply, { kind: 'failed' }> {
  const fileName = basename(path)
  switch (found.kind) {
    case 'absent': {
      const advice = `It may have been moved, renamed or deleted: look for it with “Open…”.`
      const cause = `it is no longer in the folder “${basename(dirname(path))}”`
      return { kind: 'failed', message: describeFileProblem('open', fileName, cause, advice) }
    }
    case 'not-a-document': {
      const advice = 'Choose a scenario file; their names end in .kei.'
      return {
        kind: 'failed',
        message: describeFileProblem('open', fileName, found.reason, advice),
      }
    }
    case 'unreadable':
      return { kind: 'failed', message: describeFileError('open', fileName, found.error) }
  }
}

/** List what is wrong with a text, and where there is an earlier version of it. */
export function refusedReply(
  fileName: string,
  problems: readonly Problem[],
  backupName: string | null,
): Extract<OpenReply, { kind: 'refused' }> {
  const hint =
    backupName === null
      ? []
      : [
          {
            path: '',
            message: `was left as it is; the version before the last save is beside it: open “${backupName}”`,
          },
        ]
  return { kind: 'refused', fileName, problems: [...problems, ...hint] }
}
