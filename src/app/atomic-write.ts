import { randomBytes } from 'node:crypto'
import { basename, dirname, join, resolve } from 'node:path'
import {
  errorCode,
  isAbsent,
  nodeFileSystem,
  type FileFacts,
  type FileSystem,
  type OpenFile,
} from './documents/file-system.ts'

/** How to write a file. */
export interface WriteOptions {
  readonly fs?: FileSystem
  /** Permission bits; else those of the file that stands there. */
  readonly mode?: number
}

/**
 * Write a file whole or not at all: into a new file beside it, to the disk, then renamed into its place.
 * What stood there before is untouched until then, and stays on any failure.
 */
export async function writeFileAtomic(
  path: string,
  contents: string | Uint8Array,
  { fs = nodeFileSystem, mode }: WriteOptions = {},
): Promise<void> {
  const target = await realTarget(path, fs)
  const bytes = typeof contents === 'string' ? Buffer.from(contents, 'utf8') : contents
  const staged = await stageFile(fs, target, bytes, mode ?? (await modeOf(fs, target)))
  try {
    await replaceFile(fs, staged.path, target)
  } catch (error) {
    await discard(fs, staged.path)
    throw error
  }
  await syncFolder(fs, dirname(target))
}

/** Most links that are followed one after the other. */
const MAX_LINKS = 40

/** Follow a link to what it names, there or not, so that the link itself survives. */
export async function realTarget(path: string, fs: FileSystem = nodeFileSystem): Promise<string> {
  let target = resolve(path)
  for (let links = 0; links < MAX_LINKS; links += 1) {
    try {
      return await fs.realpath(target)
    } catch {
      const folder = await realFolder(fs, dirname(target))
      target = join(folder, basename(target))
      const next = await linkTarget(fs, target)
      if (next === null) return target
      target = resolve(folder, next)
    }
  }
  return resolve(path)
}

async function realFolder(fs: FileSystem, folder: string): Promise<string> {
  try {
    return await fs.realpath(folder)
  } catch {
    // Writing there fails with the cause.
    return folder
  }
}

async function linkTarget(fs: FileSystem, path: string): Promise<string | null> {
  try {
    return await fs.readlink(path)
  } catch {
    return null
  }
}

/** Bytes on the disk under a name of their own, ready to take another file's place. */
export interface StagedFile {
  readonly path: string
  readonly facts: FileFacts
}

/** Put bytes on the disk beside `target`, under a name that nobody else uses. */
export async function stageFile(
  fs: FileSystem,
  target: string,
  bytes: Uint8Array,
  mode?: number,
): Promise<StagedFile> {
  const path = temporaryPath(target)
  try {
    return { path, facts: await writeThrough(fs, path, bytes, mode) }
  } catch (error) {
    await discard(fs, path)
    throw error
  }
}

/** Names that `temporaryPath` gives: of which process, so that others leave a live one's alone. */
export const TEMPORARY_NAME = /^\..+\.(?<pid>\d+)\.[0-9a-f]{12}\.tmp$/su

/** A name that fits wherever the target's does: 40 characters of UTF-8 take 160 bytes at most. */
function temporaryPath(target: string): string {
  const name = basename(target).replace(/^(.{40}).*$/su, '$1')
  const unique = `${process.pid}.${randomBytes(6).toString('hex')}`
  return join(dirname(target), `.${name}.${unique}.tmp`)
}

async function writeThrough(
  fs: FileSystem,
  path: string,
  bytes: Uint8Array,
  mode?: number,
): Promise<FileFacts> {
  const file = await fs.open(path, 'wx', mode)
  try {
    if (mode !== undefined) await setMode(file, mode)
    let written = 0
    while (written < bytes.length) {
      const count = await file.write(bytes.subarray(written))
      if (count === 0) throw new IncompleteWriteError(path, written, bytes.length)
      written += count
    }
    await file.sync()
    const facts = await file.facts()
    if (facts.size !== bytes.length) throw new IncompleteWriteError(path, facts.size, bytes.length)
    return facts
  } finally {
    await file.close()
  }
}

/** A disk that took less than it was given, and said nothing. */
class IncompleteWriteError extends Error {
  override readonly name = 'IncompleteWriteError'
  constructor(path: string, size: number, wanted: number) {
    super(`${path} took ${size} of ${wanted} bytes`)
  }
}

/** Set permission bits against the process's mask; some file systems have none to set. */
async function setMode(file: OpenFile, mode: number): Promise<void> {
  try {
    await file.setMode(mode)
  } catch (error) {
    if (!['EPERM', 'EINVAL', 'ENOTSUP', 'ENOSYS'].includes(errorCode(error) ?? '')) throw error
  }
}

async function modeOf(fs: FileSystem, path: string): Promise<number | undefined> {
  try {
    return (await fs.facts(path)).mode
  } catch (error) {
    if (isAbsent(error)) return undefined
    throw error
  }
}

/** Waits between tries to rename, in ms: a virus scanner or an indexer holds a file for no longer. */
const RENAME_WAITS = [5, 10, 20, 40, 80, 160, 320, 640, 725]

/** Rename a file into another's place. Windows refuses it while anybody has that one open. */
export async function replaceFile(fs: FileSystem, from: string, to: string): Promise<void> {
  const waits = fs.platform === 'win32' ? RENAME_WAITS : []
  for (const wait of waits) {
    try {
      await fs.rename(from, to)
      return
    } catch (error) {
      if (!['EPERM', 'EACCES', 'EBUSY'].includes(errorCode(error) ?? '')) throw error
      await fs.pause(wait)
    }
  }
  await fs.rename(from, to)
}

/** Remove a temporary file on the way out of a failure, whose cause matters more than this one's. */
export async function discard(fs: FileSystem, path: string): Promise<void> {
  try {
    await fs.remove(path)
  } catch {
    // What stays is removed an hour later: stale-temporaries.ts.
  }
}

/** Put a rename on the disk; some file systems can't, and lose nothing but time by it. */
export async function syncFolder(fs: FileSystem, folder: string): Promise<void> {
  let handle: OpenFile | undefined
  try {
    handle = await fs.open(folder, 'r')
    await handle.sync()
  } catch (error) {
    const cannot = ['EINVAL', 'EPERM', 'EISDIR', 'EACCES', 'ENOTSUP']
    if (!cannot.includes(errorCode(error) ?? '')) throw error
  } finally {
    await handle?.close()
  }
}

/** Make a folder and those above it, where they are not there. */
export async function ensureFolder(path: string): Promise<void> {
  await nodeFileSystem.makeFolder(path)
}
