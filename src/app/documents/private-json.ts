import { dirname } from 'node:path'
import { z } from 'zod'
import { writeFileAtomic } from '../atomic-write.ts'
import { readDiskFile } from './disk-file.ts'
import { exists, type FileSystem } from './file-system.ts'
import type { PathQueue } from './path-queue.ts'

/** The app's own small files: JSON in the private folder, readable by its user only. */

export interface PrivateTools {
  readonly fs: FileSystem
  readonly queue: PathQueue
  /** The private folder. */
  readonly folder: string
  /** ms since 1970 */
  readonly now: () => number
  readonly log: (message: string, error?: unknown) => void
}

/** Version of every private file's form. */
export const PRIVATE_VERSION = 1

const MAX_PRIVATE_BYTES = 32_000_000

export type PrivateFile<T> =
  | { readonly kind: 'read'; readonly value: T; readonly text: string }
  | { readonly kind: 'absent' }
  /** Of a newer Keicast; it is left alone. */
  | { readonly kind: 'newer' }
  | { readonly kind: 'corrupt'; readonly reason: string }
  | { readonly kind: 'unreadable'; readonly error: unknown }

/** Read a private file, trusting nothing in it. */
export async function readPrivateJson<T>(
  fs: FileSystem,
  path: string,
  schema: z.ZodType<T>,
): Promise<PrivateFile<T>> {
  const found = await readDiskFile(fs, path, MAX_PRIVATE_BYTES)
  if (found.kind === 'not-a-document') return { kind: 'corrupt', reason: found.reason }
  if (found.kind !== 'text') return found
  const json = parseJson(found.text)
  const parsed = schema.safeParse(json)
  if (parsed.success) return { kind: 'read', value: parsed.data, text: found.text }
  if (isNewer(json)) return { kind: 'newer' }
  return { kind: 'corrupt', reason: z.prettifyError(parsed.error) }
}

/** Write a private file, its folder made where it is not there. */
export async function writePrivateJson(
  fs: FileSystem,
  path: string,
  value: unknown,
): Promise<void> {
  await writePrivateText(fs, path, `${JSON.stringify(value, null, 2)}\n`)
}

export async function writePrivateText(fs: FileSystem, path: string, text: string): Promise<void> {
  await fs.makeFolder(dirname(path), 0o700)
  await writeFileAtomic(path, text, { fs, mode: 0o600 })
}

/**
 * Put a damaged file aside under a name that says so and when, so that it is neither read again nor lost.
 * Gives the new path.
 */
export async function quarantine(fs: FileSystem, path: string, nowMs: number): Promise<string> {
  // Windows allows no colons in names.
  const time = new Date(nowMs).toISOString().replace(/[:.]/gu, '-')
  const stem = `${path.replace(/\.json$/u, '')}.corrupt-${time}`
  for (let count = 1; ; count += 1) {
    const aside = `${stem}${count === 1 ? '' : `-${count}`}.json`
    if (await exists(fs, aside)) continue
    await fs.rename(path, aside)
    return aside
  }
}

/** Undefined, which no schema takes, for what is no JSON. */
function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown
  } catch {
    return undefined
  }
}

const Versioned = z.object({ version: z.int().gt(PRIVATE_VERSION) })

function isNewer(json: unknown): boolean {
  return Versioned.safeParse(json).success
}
