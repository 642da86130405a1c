import { randomBytes } from 'node:crypto'
import { constants, type PathLike } from 'node:fs'
import { mkdir, open, realpath, rename, rm, type FileHandle } from 'node:fs/promises'
import { basename, dirname, join, resolve } from 'node:path'

/**
 * Write a file whole or not at all: into a new file beside it, to the disk, then renamed into its place.
 * What stood there before is untouched until then, and stays on any failure.
 */
export async function writeFileAtomic(path: string, contents: string): Promise<void> {
  const target = await realTarget(path)
  const temporary = join(
    dirname(target),
    `.${basename(target)}.${process.pid}.${randomBytes(6).toString('hex')}.tmp`,
  )
  try {
    await writeThrough(temporary, contents)
    await rename(temporary, target)
  } catch (error) {
    await rm(temporary, { force: true })
    throw error
  }
  await syncFolder(dirname(target))
}

/** Follow a link to what it names, so that the link itself survives. */
export async function realTarget(path: string): Promise<string> {
  try {
    return await realpath(path)
  } catch {
    return resolve(path)
  }
}

async function writeThrough(path: PathLike, contents: string): Promise<void> {
  const file = await open(path, 'wx')
  try {
    await file.writeFile(contents, 'utf8')
    await file.sync()
  } finally {
    await file.close()
  }
}

/** Put a rename on the disk; some file systems can't, and lose nothing but time by it. */
async function syncFolder(folder: string): Promise<void> {
  let handle: FileHandle | undefined
  try {
    handle = await open(folder, constants.O_RDONLY)
    await handle.sync()
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (!['EINVAL', 'EPERM', 'EISDIR', 'EACCES', 'ENOTSUP'].includes(code ?? '')) throw error
  } finally {
    await handle?.close()
  }
}

/** Make a folder and those above it, where they are not there. */
export async function ensureFolder(path: string): Promise<void> {
  await mkdir(path, { recursive: true })
}
