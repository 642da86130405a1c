import { constants } from 'node:fs'
import { open } from 'node:fs/promises'
import type { Problem } from '../core/data/problem.ts'
import { err, ok, type Result } from '../core/result.ts'
import { MAX_TEXT_LENGTH } from '../core/scenario/read-json.ts'

/** Most bytes that a text of MAX_TEXT_LENGTH characters can take in UTF-8. */
export const MAX_BYTES = 4 * MAX_TEXT_LENGTH

/** Opens a pipe without waiting for somebody to write to it; Windows knows neither the flag nor the wait. */
const READ_AT_ONCE = constants.O_RDONLY | constants.O_NONBLOCK

/** Read a scenario file's text, bounded: a folder, a device or an oversized file is a problem, not a wait. */
export async function readScenarioFile(path: string): Promise<Result<string, readonly Problem[]>> {
  try {
    const file = await open(path, READ_AT_ONCE)
    try {
      const stat = await file.stat()
      if (stat.isDirectory()) return problem('is a folder; name a scenario file (.kei)')
      if (!stat.isFile()) return problem('is not a regular file; pipe it in and give - as the file')
      if (stat.size > MAX_BYTES) return problem(tooLarge(stat.size))
      // Some files hold more than their size says.
      return await readScenarioStream(file.createReadStream({ end: MAX_BYTES, autoClose: false }))
    } finally {
      await file.close()
    }
  } catch (error) {
    return problem(readProblem(error as NodeJS.ErrnoException))
  }
}

/** Read a scenario from a stream such as standard input, no further than a scenario can be long. */
export async function readScenarioStream(
  stream: AsyncIterable<Uint8Array>,
): Promise<Result<string, readonly Problem[]>> {
  const chunks: Uint8Array[] = []
  let size = 0
  try {
    for await (const chunk of stream) {
      chunks.push(chunk)
      size += chunk.length
      if (size > MAX_BYTES) return problem(tooLarge(size))
    }
  } catch (error) {
    return problem(readProblem(error as NodeJS.ErrnoException))
  }
  return decode(Buffer.concat(chunks))
}

function decode(bytes: Uint8Array): Result<string, readonly Problem[]> {
  try {
    // The byte-order mark is kept, for the reader to refuse in its own words.
    return ok(new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes))
  } catch {
    return problem('is not UTF-8 text; save it as UTF-8')
  }
}

function problem(message: string): Result<never, readonly Problem[]> {
  return err([{ path: '', message }])
}

function tooLarge(bytes: number): string {
  return `has ${bytes} bytes or more; a scenario has at most ${MAX_BYTES}`
}

const READ_PROBLEMS: Readonly<Record<string, string>> = {
  ENOENT: 'does not exist; check the name and the folder',
  ENOTDIR: 'does not exist: a part of its path is a file, not a folder',
  EACCES: 'may not be read; check its permissions',
  EPERM: 'may not be read; check its permissions',
  EISDIR: 'is a folder; name a scenario file (.kei)',
  ENAMETOOLONG: 'has too long a name',
  ELOOP: 'is a link that leads back to itself',
}

function readProblem({ code, message }: NodeJS.ErrnoException): string {
  return READ_PROBLEMS[code ?? ''] ?? `cannot be read: ${message}`
}
