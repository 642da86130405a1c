import type { FileSystem, OpenFile } from './file-system.ts'

/** What goes wrong at a step. */
export type Fault =
  /** The step is refused. */
  | { readonly kind: 'error'; readonly code: string }
  /** A write takes half of its bytes, and says so. */
  | { readonly kind: 'short' }
  /** A write takes half of its bytes, and says that it took all. */
  | { readonly kind: 'lie' }
  /** The process dies: at the step nothing, half or all of it is done, and after it nothing more. */
  | { readonly kind: 'crash'; readonly done: 'nothing' | 'half' | 'all' }

export interface FaultyFileSystem {
  readonly fs: FileSystem
  /** Names of the steps that were asked for, in order. */
  readonly steps: readonly string[]
}

export class SystemError extends Error {
  readonly code: string
  constructor(code: string) {
    super(`${code}: injected`)
    this.code = code
  }
}

type Step = <T>(name: string, act: () => Promise<T>, half?: () => Promise<T>) => Promise<T>

/** Make one step of a disk go wrong, the one with the number `at`. */
export function faultyFileSystem(inner: FileSystem, at: number, fault: Fault): FaultyFileSystem {
  const steps: string[] = []
  let isDead = false
  const open = new Set<OpenFile>()

  async function step<T>(name: string, act: () => Promise<T>, half?: () => Promise<T>): Promise<T> {
    if (isDead) throw new SystemError('DEAD')
    steps.push(name)
    if (steps.length - 1 !== at) return act()
    switch (fault.kind) {
      case 'error':
        throw new SystemError(fault.code)
      case 'short':
      case 'lie':
        return (half ?? act)()
      case 'crash':
        if (fault.done === 'half') await half?.()
        if (fault.done === 'all') await act()
        isDead = true
        // What the system does for a process that dies.
        for (const file of open) await file.close()
        throw new SystemError('DEAD')
    }
  }

  const fs: FileSystem = {
    platform: inner.platform,
    open: (path, flags, mode) =>
      step(`open ${flags}`, async () => {
        const file = await inner.open(path, flags, mode)
        open.add(file)
        return faultyFile(file, fault, step)
      }),
    facts: (path) => step('facts', () => inner.facts(path)),
    checkWritable: (path) => step('checkWritable', () => inner.checkWritable(path)),
    realpath: (path) => step('realpath', () => inner.realpath(path)),
    readlink: (path) => step('readlink', () => inner.readlink(path)),
    rename: (from, to) => step('rename', () => inner.rename(from, to)),
    remove: (path) => step('remove', () => inner.remove(path)),
    list: (folder) => step('list', () => inner.list(folder)),
    makeFolder: (path, mode) => step('makeFolder', () => inner.makeFolder(path, mode)),
    pause: (ms) => inner.pause(ms),
  }
  return { fs, steps }
}

function faultyFile(file: OpenFile, fault: Fault, step: Step): OpenFile {
  async function writeHalf(bytes: Uint8Array): Promise<number> {
    const written = await file.write(bytes.subarray(0, bytes.length >> 1))
    return fault.kind === 'lie' ? bytes.length : written
  }
  return {
    facts: () => step('file.facts', () => file.facts()),
    read: (limit) => step('file.read', () => file.read(limit)),
    write: (bytes) =>
      step(
        'file.write',
        () => file.write(bytes),
        () => writeHalf(bytes),
      ),
    setMode: (mode) => step('file.setMode', () => file.setMode(mode)),
    sync: () => step('file.sync', () => file.sync()),
    // A file is closed even where that is reported to have failed.
    close: () => step('file.close', () => Promise.resolve()).finally(() => file.close()),
  }
}
