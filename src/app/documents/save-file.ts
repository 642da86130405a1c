import { basename, dirname } from 'node:path'
import { isDeepStrictEqual } from 'node:util'
import { describeProblem, type Problem } from '../../core/data/problem.ts'
import { err, ok, type Result } from '../../core/result.ts'
import type { ParseScenario } from '../../core/scenario/parse-scenario.ts'
import type { Scenario } from '../../core/scenario/scenario.ts'
import { writeScenario } from '../../core/scenario/write-scenario.ts'
import { discard, realTarget, replaceFile, stageFile, syncFolder } from '../atomic-write.ts'
import { looksSame, readDiskFile, versionOf, type DiskFile, type FileVersion } from './disk-file.ts'
import { describeFileError, describeFileProblem } from './file-messages.ts'
import { isAbsent, type FileSystem } from './file-system.ts'
import type { PathQueue } from './path-queue.ts'

/**
 * Saving a document so that no moment of failure loses it: until the new text is whole on the disk, the
 * old file stands untouched; when it is, one rename puts it in place, and the old one stays as `.bak`.
 */

export interface SaveTools {
  readonly fs: FileSystem
  readonly parse: ParseScenario
  /** Shared by all that read and write documents, so that none sees another's work half done. */
  readonly queue: PathQueue
  readonly log: (message: string, error?: unknown) => void
}

/** What may stand at the path for it to be replaced. */
export type Expected =
  /** The version that the document was read from. A file that was deleted since is written anew. */
  | { readonly kind: 'version'; readonly version: FileVersion }
  | { readonly kind: 'nothing' }
  /** Any scenario; the user has agreed to replace it. */
  | { readonly kind: 'any-scenario' }

export interface SaveRequest {
  readonly path: string
  readonly scenario: Scenario
  /** Asked when its turn has come: an earlier save of the same document changes the answer. */
  expected(): Expected
  /** Called before anything else gets to see the file. */
  onSaved?(version: FileVersion): void
}

export type SaveOutcome =
  | { readonly kind: 'saved' }
  /** Something else stands there than was expected; nothing was written. */
  | { readonly kind: 'conflict' }
  | { readonly kind: 'refused'; readonly problems: readonly Problem[] }
  | { readonly kind: 'failed'; readonly message: string }

/** Save a scenario to a file, whole or not at all. */
export async function saveFile(tools: SaveTools, request: SaveRequest): Promise<SaveOutcome> {
  const fileName = basename(request.path)
  const text = serialise(tools.parse, request.scenario)
  if (!text.ok) return { kind: 'refused', problems: text.error }
  const target = await realTarget(request.path, tools.fs)
  return tools.queue.run(target, async () => {
    try {
      return await replaceDocument(tools, { ...request, fileName, target, text: text.value })
    } catch (error) {
      tools.log(`saving ${target} failed`, error)
      return { kind: 'failed', message: describeFileError('save', fileName, error) }
    }
  })
}

/** Write a scenario as text that certainly reads back as the same scenario. */
function serialise(parse: ParseScenario, scenario: Scenario): Result<string, readonly Problem[]> {
  const text = writeScenario(scenario)
  const back = parse(text)
  if (!back.ok) return back
  if (isDeepStrictEqual(back.value.scenario, scenario)) return ok(text)
  const message =
    'would not read back the same, so nothing was written; undo the last change and save again'
  return err([{ path: '', message }])
}

interface Replacement extends SaveRequest {
  readonly fileName: string
  /** The file itself, behind any links. */
  readonly target: string
  readonly text: string
}

async function replaceDocument(tools: SaveTools, request: Replacement): Promise<SaveOutcome> {
  const { fs, parse } = tools
  const { target, text } = request
  const found = await readDiskFile(fs, target)
  // Whoever wrote it: there is nothing to write, and nothing to lose.
  const isThere = found.kind === 'text' && found.text === text
  if (isThere && request.expected().kind !== 'nothing') {
    request.onSaved?.(found.version)
    return { kind: 'saved' }
  }
  const obstacle = findObstacle(found, request, parse)
  if (obstacle !== null) return obstacle
  await checkMayReplace(fs, target, found)
  const bytes = Buffer.from(text, 'utf8')
  const staged = await stageFile(fs, target, bytes, found.kind === 'text' ? found.mode : undefined)
  try {
    await keepBackup(fs, target, found, parse)
    // Once more, as late as can be: another instance may have saved in the meantime.
    if (!(await isStill(fs, target, found))) {
      await discard(fs, staged.path)
      return { kind: 'conflict' }
    }
    await replaceFile(fs, staged.path, target)
  } catch (error) {
    await discard(fs, staged.path)
    throw error
  }
  request.onSaved?.(versionOf(bytes, staged.facts))
  await settleRename(tools, target)
  return { kind: 'saved' }
}

/** Find what stands in the way of replacing a file, if anything does. */
function findObstacle(
  found: DiskFile,
  request: Replacement,
  parse: ParseScenario,
): SaveOutcome | null {
  if (found.kind === 'unreadable') throw found.error
  if (found.kind === 'absent') return null
  const expected = request.expected()
  switch (expected.kind) {
    case 'nothing':
      return { kind: 'conflict' }
    case 'version': {
      const isSame = found.kind === 'text' && found.version.hash === expected.version.hash
      return isSame ? null : { kind: 'conflict' }
    }
    case 'any-scenario': {
      const reason = unreadableReason(found, parse)
      if (reason === null) return null
      const cause = `what stands there now cannot be read as a scenario (${reason}), and Keicast never replaces such a file`
      const advice = 'Use “Save as…” with another name.'
      return {
        kind: 'failed',
        message: describeFileProblem('save', request.fileName, cause, advice),
      }
    }
  }
}

/** Say why a file is not a scenario that this Keicast reads; null where it is one, or is empty. */
function unreadableReason(
  found: Exclude<DiskFile, { kind: 'absent' | 'unreadable' }>,
  parse: ParseScenario,
): string | null {
  if (found.kind === 'not-a-document') return found.reason
  if (found.bytes.length === 0) return null
  const parsed = parse(found.text)
  const [problem] = parsed.ok ? [] : parsed.error
  return problem === undefined ? null : describeProblem(problem)
}

/** Longest name that leaves room for `.bak`. */
const LONGEST_NAME = 255 - '.bak'.length

/** Refuse what a rename would do, and its user would not want done. */
async function checkMayReplace(fs: FileSystem, target: string, found: DiskFile): Promise<void> {
  const name = basename(target)
  // Linux counts bytes, the others UTF-16 units.
  const length = fs.platform === 'linux' ? Buffer.byteLength(name) : name.length
  if (length > LONGEST_NAME) throw systemError('ENAMETOOLONG', target)
  if (found.kind !== 'text') return
  // A rename asks the folder only, and an administrator may do anything: honour the file's own mark.
  if ((found.mode & 0o222) === 0) throw systemError('EACCES', target)
  await fs.checkWritable(target)
}

function systemError(code: string, path: string): Error {
  return Object.assign(new Error(`${code}: ${path}`), { code })
}

/**
 * Keep the file that is about to be replaced, if it is worth keeping. A copy, not a hard link: not every
 * disk has links, and a link would change along with a file that another program writes in place.
 */
async function keepBackup(
  fs: FileSystem,
  target: string,
  found: DiskFile,
  parse: ParseScenario,
): Promise<void> {
  if (found.kind !== 'text' || !parse(found.text).ok) return
  const backup = `${target}.bak`
  const staged = await stageFile(fs, backup, found.bytes, found.mode)
  try {
    await replaceFile(fs, staged.path, backup)
  } catch (error) {
    await discard(fs, staged.path)
    throw error
  }
}

async function isStill(fs: FileSystem, target: string, found: DiskFile): Promise<boolean> {
  try {
    const facts = await fs.facts(target)
    return found.kind === 'text' && looksSame(found.version, facts)
  } catch (error) {
    if (isAbsent(error)) return found.kind === 'absent'
    throw error
  }
}

/** Put the rename on the disk. The file is in place by now: a disk that won't is noted, not refused. */
async function settleRename(tools: SaveTools, target: string): Promise<void> {
  try {
    await syncFolder(tools.fs, dirname(target))
  } catch (error) {
    tools.log(`the folder of ${target} could not be put on the disk`, error)
  }
}
