import { join } from 'node:path'
import { TEMPORARY_NAME } from '../atomic-write.ts'
import { isAbsent, type FileSystem } from './file-system.ts'

/** How old a temporary file must be to be nobody's any more. A save takes seconds at most. */
const STALE_MS = 3_600_000

export interface CleaningTools {
  readonly fs: FileSystem
  readonly now: () => number
  readonly log: (message: string, error?: unknown) => void
  /** Whether a process of this computer runs. */
  readonly isRunning: (pid: number) => boolean
}

/** Remove the temporary files that interrupted saves left in a folder, and nothing else. */
export async function removeStaleTemporaries(tools: CleaningTools, folder: string): Promise<void> {
  try {
    for (const name of await tools.fs.list(folder)) {
      if (await isStale(tools, folder, name)) await tools.fs.remove(join(folder, name))
    }
  } catch (error) {
    if (!isAbsent(error)) tools.log(`${folder} could not be cleaned of interrupted saves`, error)
  }
}

async function isStale(tools: CleaningTools, folder: string, name: string): Promise<boolean> {
  const pid = Number(TEMPORARY_NAME.exec(name)?.groups?.pid)
  // Clocks jump: what a running process writes is never old.
  if (Number.isNaN(pid) || (pid !== process.pid && tools.isRunning(pid))) return false
  const { kind, modifiedMs } = await tools.fs.facts(join(folder, name))
  return kind === 'file' && tools.now() - modifiedMs > STALE_MS
}

export function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    // Another user's process may not be signalled, and so is there.
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}
