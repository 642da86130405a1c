import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync, watch } from 'node:fs'
import { randomUUID } from 'node:crypto'
import { join } from 'node:path'

export interface Lock {
  release(): void
}

/**
 * Let one process at a time own a folder. A later one leaves its command line for the owner, in a file, and
 * gets null. Synchronous, as Electron's is.
 */
export function takeLock(
  folder: string,
  onOther: (args: string[], folder: string) => void,
): Lock | null {
  const owner = join(folder, 'stand-in.lock')
  const letters = join(folder, 'stand-in.letters')
  mkdirSync(letters, { recursive: true })
  if (isAlive(ownerOf(owner))) {
    const letter = JSON.stringify({ args: process.argv, folder: process.cwd() })
    writeFileSync(join(letters, `${randomUUID()}.tmp`), letter)
    return null
  }
  writeFileSync(owner, String(process.pid))
  const watcher = watch(letters, () => {
    for (const name of readdirSync(letters)) {
      const { args, folder: from } = readLetter(join(letters, name))
      if (args !== undefined && from !== undefined) onOther(args, from)
    }
  })
  return {
    release() {
      watcher.close()
      rmSync(owner, { force: true })
    },
  }
}

/** Read and remove a letter; one that is still being written is left for the next look. */
function readLetter(path: string): { args?: string[]; folder?: string } {
  try {
    const letter = JSON.parse(readFileSync(path, 'utf8')) as { args: string[]; folder: string }
    rmSync(path)
    return letter
  } catch {
    return {}
  }
}

function ownerOf(path: string): number | null {
  try {
    return Number(readFileSync(path, 'utf8'))
  } catch {
    return null
  }
}

function isAlive(pid: number | null): boolean {
  if (pid === null || pid === process.pid) return false
  try {
    process.kill(pid, 0)
    return true
  } catch {
    return false
  }
}
