import { createHash } from 'node:crypto'
import { z } from 'zod'
import { MAX_BYTES } from '../scenario-file.ts'
import { isAbsent, type FileFacts, type FileSystem } from './file-system.ts'

/** Tells one version of a file from another: the hash by its contents, the rest at a glance. */
export const FileVersion = z.object({
  /** SHA-256 of the bytes, in hex */
  hash: z.string(),
  size: z.number(),
  modifiedMs: z.number(),
  fileId: z.number(),
})
export type FileVersion = z.infer<typeof FileVersion>

/** What stands at a path. */
export type DiskFile =
  | { readonly kind: 'absent' }
  | {
      readonly kind: 'text'
      readonly text: string
      readonly bytes: Uint8Array
      readonly version: FileVersion
      readonly mode: number
    }
  /** Something that is no text of a document's size. */
  | { readonly kind: 'not-a-document'; readonly reason: string }
  | { readonly kind: 'unreadable'; readonly error: unknown }

/** Read what stands at a path; nothing there is waited for, and nothing large is read. */
export async function readDiskFile(
  fs: FileSystem,
  path: string,
  maxBytes = MAX_BYTES,
): Promise<DiskFile> {
  try {
    // Before it is opened: to open a pipe is to wait for its other end.
    const { kind } = await fs.facts(path)
    if (kind === 'folder') return { kind: 'not-a-document', reason: 'it is a folder' }
    if (kind === 'other') return { kind: 'not-a-document', reason: 'it is not a file but a device' }
    const file = await fs.open(path, 'r')
    try {
      const facts = await file.facts()
      const bytes = await file.read(maxBytes + 1)
      return bytes.length > maxBytes
        ? { kind: 'not-a-document', reason: `it has more than ${maxBytes} bytes` }
        : decode(bytes, facts)
    } finally {
      await file.close()
    }
  } catch (error) {
    return isAbsent(error) ? { kind: 'absent' } : { kind: 'unreadable', error }
  }
}

function decode(bytes: Uint8Array, facts: FileFacts): DiskFile {
  try {
    // The byte-order mark is kept, for the reader to refuse in its own words.
    const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
    return { kind: 'text', text, bytes, version: versionOf(bytes, facts), mode: facts.mode }
  } catch {
    return { kind: 'not-a-document', reason: 'it is not UTF-8 text' }
  }
}

/** Note a version of a file by its bytes and the disk's facts. */
export function versionOf(bytes: Uint8Array, facts: FileFacts): FileVersion {
  const { size, modifiedMs, fileId } = facts
  return { hash: createHash('sha256').update(bytes).digest('hex'), size, modifiedMs, fileId }
}

/** Whether a file looks untouched; that it is, only its hash can say. */
export function looksSame(a: Marks, b: Marks): boolean {
  return a.size === b.size && a.modifiedMs === b.modifiedMs && a.fileId === b.fileId
}

/** What shows from outside that a file was changed. */
export type Marks = Pick<FileFacts, 'size' | 'modifiedMs' | 'fileId'>
