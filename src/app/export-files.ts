import { csvFormatRows } from 'd3-dsv'
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
  await writeFileAtomic(path, runJson(result))
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
  await ensureFolder(folder)
  for (const { path, text } of tables) await writeFileAtomic(path, text)
  return paths
}

/** Give a table as CSV text (RFC 4180 with line feeds); a blank cell is a null. */
export function csvText({ columns, rows }: TidyTable): string {
  const cells = rows.map((row) => row.map((cell) => (cell === null ? '' : String(cell))))
  return `${csvFormatRows([[...columns], ...cells])}\n`
}

async function refuseInputs(outputs: readonly string[], inputs: readonly string[]): Promise<void> {
  const read = new Set(await Promise.all(inputs.map(realTarget)))
  for (const path of outputs) {
    if (read.has(await realTarget(path))) throw new OverwritesInputError(path)
  }
}
