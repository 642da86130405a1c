import type { Stats } from 'node:fs'
import * as disk from 'node:fs/promises'
import { setTimeout as delay } from 'node:timers/promises'

/** What is asked of a disk. Small, so that tests can make every step of it fail. */
export interface FileSystem {
  /** Systems differ in what keeps a file from being replaced, and in how a folder is put on the disk. */
  readonly platform: NodeJS.Platform
  /** `wx` makes a file that must not be there yet. */
  open(path: string, flags: 'r' | 'wx', mode?: number): Promise<OpenFile>
  /** Look at what a path leads to, through links. */
  facts(path: string): Promise<FileFacts>
  /** Fail where the file may not be written. */
  checkWritable(path: string): Promise<void>
  realpath(path: string): Promise<string>
  readlink(path: string): Promise<string>
  rename(from: string, to: string): Promise<void>
  remove(path: string): Promise<void>
  list(folder: string): Promise<string[]>
  /** Make a folder and those above it, where they are not there. */
  makeFolder(path: string, mode?: number): Promise<void>
  pause(ms: number): Promise<void>
}

export interface OpenFile {
  facts(): Promise<FileFacts>
  /** Read up to `limit` bytes. */
  read(limit: number): Promise<Uint8Array>
  /** Write some of the bytes, and say how many. */
  write(bytes: Uint8Array): Promise<number>
  setMode(mode: number): Promise<void>
  /** Put what was written on the disk. */
  sync(): Promise<void>
  close(): Promise<void>
}

export interface FileFacts {
  readonly kind: 'file' | 'folder' | 'other'
  /** bytes */
  readonly size: number
  /** ms since 1970, by the disk's clock */
  readonly modifiedMs: number
  /** The same as long as it is the same file, whatever its name. */
  readonly fileId: number
  /** Permission bits. */
  readonly mode: number
}

export const nodeFileSystem: FileSystem = {
  platform: process.platform,
  open: async (path, flags, mode) => openFile(await disk.open(path, flags, mode)),
  facts: async (path) => factsOf(await disk.stat(path)),
  checkWritable: (path) => disk.access(path, disk.constants.W_OK),
  realpath: (path) => disk.realpath(path),
  readlink: (path) => disk.readlink(path),
  rename: (from, to) => disk.rename(from, to),
  remove: (path) => disk.unlink(path),
  list: (folder) => disk.readdir(folder),
  makeFolder: async (path, mode) => {
    await disk.mkdir(path, { recursive: true, ...(mode === undefined ? {} : { mode }) })
  },
  pause: (ms) => delay(ms),
}

function openFile(handle: disk.FileHandle): OpenFile {
  return {
    facts: async () => factsOf(await handle.stat()),
    read: (limit) => readUpTo(handle, limit),
    write: async (bytes) => (await handle.write(bytes)).bytesWritten,
    setMode: (mode) => handle.chmod(mode),
    sync: () => handle.sync(),
    close: () => handle.close(),
  }
}

async function readUpTo(handle: disk.FileHandle, limit: number): Promise<Uint8Array> {
  // One byte more than there should be shows a file that grows while it is read.
  const { size } = await handle.stat()
  const bytes = new Uint8Array(Math.min(size + 1, limit))
  let length = 0
  while (length < bytes.length) {
    const { bytesRead } = await handle.read(bytes, length, bytes.length - length)
    if (bytesRead === 0) break
    length += bytesRead
  }
  return bytes.subarray(0, length)
}

function factsOf(stats: Stats): FileFacts {
  return {
    kind: stats.isFile() ? 'file' : stats.isDirectory() ? 'folder' : 'other',
    size: stats.size,
    modifiedMs: stats.mtimeMs,
    fileId: stats.ino,
    mode: stats.mode & 0o777,
  }
}

/** Code of a system error, `ENOENT` or the like; undefined for anything else. */
export function errorCode(error: unknown): string | undefined {
  if (typeof error !== 'object' || error === null || !('code' in error)) return undefined
  return typeof error.code === 'string' ? error.code : undefined
}

/** Whether there is anything at a path. */
export async function exists(fs: FileSystem, path: string): Promise<boolean> {
  try {
    await fs.facts(path)
    return true
  } catch (error) {
    if (isAbsent(error)) return false
    throw error
  }
}

/** Whether an error says that there is nothing at a path. */
export function isAbsent(error: unknown): boolean {
  return ['ENOENT', 'ENOTDIR'].includes(errorCode(error) ?? '')
}
