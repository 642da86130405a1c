import { SystemError } from './faulty-file-system.fixture.ts'
import type { FileFacts, FileSystem, OpenFile } from './file-system.ts'

/**
 * A disk in memory that loses power as disks do: what was not put on it (`sync`) may be gone, whole or in
 * part, while renames that came later stand.
 */
export class MemoryDisk {
  #nextId = 1
  #clockMs = 1
  readonly #files = new Map<number, Inode>()
  /** Names as programs see them. */
  readonly #names = new Map<string, number>()
  /** Changes of names that are not yet certain to survive, oldest first. */
  #pending: ((names: Map<string, number>) => void)[] = []
  readonly #certain = new Map<string, number>()

  readonly fs: FileSystem = {
    platform: 'linux',
    open: (path, flags) => Promise.resolve(this.#open(path, flags)),
    facts: async (path) => factsOf(await this.#find(path)),
    checkWritable: async (path) => {
      await this.#find(path)
    },
    realpath: async (path) => {
      if (path !== '/') await this.#find(path)
      return path
    },
    readlink: () => Promise.reject(new SystemError('EINVAL')),
    rename: async (from, to) => {
      const { id } = await this.#find(from)
      this.#change((names) => {
        names.delete(from)
        names.set(to, id)
      })
    },
    remove: async (path) => {
      await this.#find(path)
      this.#change((names) => names.delete(path))
    },
    list: () => Promise.resolve([...this.#names.keys()].map((path) => path.slice(1))),
    makeFolder: () => Promise.resolve(),
    pause: () => Promise.resolve(),
  }

  /** Put a file there for certain. */
  put(path: string, text: string): void {
    const bytes = Buffer.from(text)
    const inode = this.#create(bytes)
    inode.certain = bytes
    this.#names.set(path, inode.id)
    this.#certain.set(path, inode.id)
  }

  /**
   * Lose power, and give what is found afterwards: of the changes of names the first `kept`, of the bytes
   * that were not put on the disk a part.
   */
  afterPowerCut(kept: number, part: number): ReadonlyMap<string, string> {
    const names = new Map(this.#certain)
    for (const change of this.#pending.slice(0, kept)) change(names)
    const files = [...names].map(([path, id]) => {
      const inode = this.#files.get(id)
      if (inode === undefined) throw new Error(`${path} names nothing`)
      const bytes = inode.certain ?? inode.bytes.subarray(0, inode.bytes.length * part)
      return [path, Buffer.from(bytes).toString()] as const
    })
    return new Map(files)
  }

  get pendingChanges(): number {
    return this.#pending.length
  }

  #open(path: string, flags: 'r' | 'wx'): OpenFile {
    if (path === '/') return this.#folder()
    const id = this.#names.get(path)
    if (flags === 'wx') {
      if (id !== undefined) throw new SystemError('EEXIST')
      const inode = this.#create(new Uint8Array())
      this.#change((names) => names.set(path, inode.id))
      return this.#file(inode)
    }
    const inode = this.#files.get(id ?? 0)
    if (inode === undefined) throw new SystemError('ENOENT')
    return this.#file(inode)
  }

  #file(inode: Inode): OpenFile {
    return {
      facts: () => Promise.resolve(factsOf(inode)),
      read: (limit) => Promise.resolve(inode.bytes.slice(0, limit)),
      write: (bytes) => {
        inode.bytes = Buffer.concat([inode.bytes, bytes])
        inode.certain = null
        inode.modifiedMs = this.#clockMs += 1
        return Promise.resolve(bytes.length)
      },
      setMode: () => Promise.resolve(),
      sync: () => {
        inode.certain = inode.bytes
        return Promise.resolve()
      },
      close: () => Promise.resolve(),
    }
  }

  /** The one folder: to sync it makes all names certain. */
  #folder(): OpenFile {
    const refuse = () => Promise.reject(new SystemError('EISDIR'))
    return {
      facts: refuse,
      read: refuse,
      write: refuse,
      setMode: refuse,
      sync: () => {
        for (const change of this.#pending) change(this.#certain)
        this.#pending = []
        return Promise.resolve()
      },
      close: () => Promise.resolve(),
    }
  }

  #create(bytes: Uint8Array): Inode {
    const inode = { id: this.#nextId++, bytes, certain: null, modifiedMs: (this.#clockMs += 1) }
    this.#files.set(inode.id, inode)
    return inode
  }

  #change(change: (names: Map<string, number>) => void): void {
    change(this.#names)
    this.#pending.push(change)
  }

  #find(path: string): Promise<Inode> {
    const inode = this.#files.get(this.#names.get(path) ?? 0)
    return inode === undefined ? Promise.reject(new SystemError('ENOENT')) : Promise.resolve(inode)
  }
}

interface Inode {
  readonly id: number
  bytes: Uint8Array
  /** What is on the disk for certain; null where it is not all there. */
  certain: Uint8Array | null
  modifiedMs: number
}

function factsOf({ id, bytes, modifiedMs }: Inode): FileFacts {
  return { kind: 'file', size: bytes.length, modifiedMs, fileId: id, mode: 0o644 }
}
