import { csvFormatRows } from 'd3-dsv'
import { stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { RunResult } from '../core/engine/result.ts'
import { toRunObject } from '../core/results/run-object.ts'
import { tidyTables, type TidyTable } from '../core/results/tables.ts'
import { ensureFolder, realTarget, writeFileAtomic } from './atomic-write.ts'

/** Results in files. Every file is written whole or not at all, and none over an input. */

/** A file that would be written over one that was read. */
export class OverwritesInputError extends Error {
  override readonly name = 'OverwritesInputError'
  constructor(path: string) {
    super(`${path} is an input of this run and would be overwritten; name another file`)
  }
}

/** A file or folder that could not be written; says which and why. */
export class OutputError extends Error {
  override readonly name = 'OutputError'
  constructor(path: string, cause: NodeJS.ErrnoException) {
    super(`${path} cannot be written: ${WRITE_PROBLEMS[cause.code ?? ''] ?? cause.message}`, {
      cause,
    })
  }
}

const WRITE_PROBLEMS: Readonly<Record<string, string>> = {
  ENOENT: 'its folder does not exist',
  ENOTDIR: 'a part of its path is a file, not a folder',
  EEXIST: 'a file stands where a folder is needed',
  EISDIR: 'it is a folder; name a file in it',
  EACCES: 'there is no permission to write there',
  EPERM: 'there is no permission to write there',
  EROFS: 'the disk is read-only',
  ENOSPC: 'the disk is full',
  ENAMETOOLONG: 'it has too long a name',
}

/** Give the text of a run's JSON file. */
export function runJson(result: RunResult): string {
  return `${JSON.stringify(toRunObject(result), null, 1)}\n`
}

/** Write a run as one JSON file (docs/cli.md). */
export async function writeRunJson(
  result: RunResult,
  path: string,
  inputs: readonly string[],
): Promise<void> {
  await refuseInputs([path], inputs)
  await writeOutput(path, runJson(result))
}

/** Write a run as a folder of CSV tables; the folder is made where it is not there. */
export async function writeRunCsv(
  result: RunResult,
  folder: string,
  inputs: readonly string[],
): Promise<readonly string[]> {
  const tables = tidyTables(result).map((table) => ({
    path: join(folder, `${table.name}.csv`),
    text: csvText(table),
  }))
  const paths = tables.map(({ path }) => path)
  await refuseInputs(paths, inputs)
  await ensureOutputFolder(folder)
  for (const { path, text } of tables) await writeOutput(path, text)
  return paths
}

/** Make a folder for outputs where it is not there. */
export async function ensureOutputFolder(folder: string): Promise<void> {
  try {
    await ensureFolder(folder)
  } catch (error) {
    throw new OutputError(folder, error as NodeJS.ErrnoException)
  }
}

/** Write a file whole or not at all; a device or a pipe, such as /dev/stdout, is written to as it is. */
export async function writeOutput(path: string, contents: string | Uint8Array): Promise<void> {
  try {
    if (await isStream(path)) await writeFile(path, contents)
    else await writeFileAtomic(path, contents)
  } catch (error) {
    throw new OutputError(path, error as NodeJS.ErrnoException)
  }
}

/** Tell whether a path is a device or a pipe. */
export async function isStream(path: string): Promise<boolean> {
  try {
    const found = await stat(path)
    return !found.isFile() && !found.isDirectory()
  } catch {
    return false
  }
}

/** Give a table as CSV text (RFC 4180 with line feeds); a blank cell is a null. */
export function csvText({ columns, rows }: TidyTable): string {
  const cells = rows.map((row) => row.map((cell) => (cell === null ? '' : String(cell))))
  return `${csvFormatRows([[...columns], ...cells])}\n`
}

/** Fail where an output would be written over an input, by whatever name. */
export async function refuseInputs(
  outputs: readonly string[],
  inputs: readonly string[],
): Promise<void> {
  const read = new Set(await Promise.all(inputs.map((input) => realTarget(input))))
  for (const path of outputs) {
    if (read.has(await realTarget(path))) throw new OverwritesInputError(path)
  }
}
