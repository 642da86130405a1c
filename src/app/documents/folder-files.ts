import { join } from 'node:path'
import type { Output } from '../../contract/calls.ts'
import { isScenarioName } from './file-names.ts'
import { isAbsent, type FileSystem } from './file-system.ts'

/** Most files that are listed; the newest are among them. */
const MAX_LISTED = 500

/** List the scenario files of a folder, newest first; a folder that is not there yet has none. */
export async function listFolder(fs: FileSystem, folder: string): Promise<Output<'file.list'>> {
  const files = await Promise.all(
    (await namesIn(fs, folder)).filter(isScenarioName).map((name) => describe(fs, folder, name)),
  )
  return files
    .filter((file) => file !== null)
    .sort((a, b) => b.modifiedMs - a.modifiedMs || (a.name < b.name ? -1 : 1))
    .slice(0, MAX_LISTED)
}

async function namesIn(fs: FileSystem, folder: string): Promise<readonly string[]> {
  try {
    return await fs.list(folder)
  } catch (error) {
    if (isAbsent(error)) return []
    throw error
  }
}

async function describe(fs: FileSystem, folder: string, name: string) {
  try {
    const { kind, modifiedMs } = await fs.facts(join(folder, name))
    return kind === 'file' ? { name, modifiedMs } : null
  } catch {
    // Gone since, or a link to nothing: there is nothing to open.
    return null
  }
}
