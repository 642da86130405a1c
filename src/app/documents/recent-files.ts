import { randomUUID } from 'node:crypto'
import { basename, dirname, join, resolve } from 'node:path'
import { isDeepStrictEqual } from 'node:util'
import { z } from 'zod'
import type { Output } from '../../contract/calls.ts'
import { isAbsent } from './file-system.ts'
import {
  PRIVATE_VERSION,
  quarantine,
  readPrivateJson,
  writePrivateJson,
  type PrivateTools,
} from './private-json.ts'

const RecentList = z.object({
  version: z.literal(PRIVATE_VERSION),
  /** Newest first. */
  files: z.array(z.object({ id: z.string(), path: z.string() })),
})
type RecentList = z.infer<typeof RecentList>
type RecentFile = RecentList['files'][number]

const MAX_RECENT = 12

/** How long to wait for a disk to say whether a file is there; a lost share takes minutes. */
const PATIENCE_MS = 1000

/** The files that were last opened or saved; the page knows them by id. Shared with other instances. */
export class RecentFiles {
  readonly #tools: PrivateTools
  readonly #path: string
  /** Files that the system asked to open. */
  readonly #requested = new Map<string, string>()

  constructor(tools: PrivateTools) {
    this.#tools = tools
    this.#path = join(tools.folder, 'recent.json')
  }

  /** Put a file first; what can't be noted is no reason to fail what was done with the file. */
  async note(path: string): Promise<void> {
    const full = resolve(path)
    try {
      await this.#change((files) => {
        const known = files.find((file) => file.path === full)
        const others = files.filter((file) => file !== known)
        return [known ?? { id: randomUUID(), path: full }, ...others].slice(0, MAX_RECENT)
      })
    } catch (error) {
      this.#tools.log('the list of recent files could not be written', error)
    }
  }

  /** List the files that are there, newest first, and forget those that are gone. */
  async list(): Promise<Output<'file.recent'>> {
    const files = await this.#read()
    const states = await Promise.all(files.map(({ path }) => this.#presence(path)))
    const gone = new Set(files.filter((_, at) => states[at] === 'gone').map(({ id }) => id))
    if (gone.size > 0) await this.#forget(gone)
    return files
      .filter((_, at) => states[at] === 'there')
      .map(({ id, path }) => ({ id, fileName: basename(path), folder: dirname(path) }))
  }

  /** Keep the path of a file that the system asks to open; gives the id to open it by. */
  request(path: string): string {
    const id = randomUUID()
    this.#requested.set(id, resolve(path))
    return id
  }

  /** Find the path of an id; null for one that is not on the list. */
  async pathOf(id: string): Promise<string | null> {
    const requested = this.#requested.get(id)
    if (requested !== undefined) return requested
    return (await this.#read()).find((file) => file.id === id)?.path ?? null
  }

  /** Folder of the newest file; null where there is none. */
  async lastFolder(): Promise<string | null> {
    const [newest] = await this.#read()
    return newest === undefined ? null : dirname(newest.path)
  }

  async #forget(ids: ReadonlySet<string>): Promise<void> {
    try {
      await this.#change((files) => files.filter(({ id }) => !ids.has(id)))
    } catch (error) {
      this.#tools.log('the list of recent files could not be written', error)
    }
  }

  async #change(change: (files: readonly RecentFile[]) => RecentFile[]): Promise<void> {
    const { fs, queue } = this.#tools
    await queue.run(this.#path, async () => {
      const found = await readPrivateJson(fs, this.#path, RecentList)
      if (found.kind === 'newer') return
      if (found.kind === 'unreadable') throw found.error
      if (found.kind === 'corrupt') await this.#putAside(found.reason)
      const before = found.kind === 'read' ? found.value.files : []
      const files = change(before)
      if (isDeepStrictEqual(files, before)) return
      const list: RecentList = { version: PRIVATE_VERSION, files }
      await writePrivateJson(fs, this.#path, list)
    })
  }

  async #read(): Promise<readonly RecentFile[]> {
    const found = await readPrivateJson(this.#tools.fs, this.#path, RecentList)
    if (found.kind === 'read') return found.value.files
    if (found.kind !== 'absent') this.#tools.log(`the list of recent files is ${found.kind}`)
    return []
  }

  async #putAside(reason: string): Promise<void> {
    const { fs, now, log } = this.#tools
    const aside = await quarantine(fs, this.#path, now())
    log(`the list of recent files was damaged and is now ${aside}: ${reason}`)
  }

  async #presence(path: string): Promise<'there' | 'gone' | 'unknown'> {
    const { fs } = this.#tools
    const answer = fs.facts(path).then(
      () => 'there' as const,
      (error: unknown) => (isAbsent(error) ? ('gone' as const) : ('unknown' as const)),
    )
    return Promise.race([answer, fs.pause(PATIENCE_MS).then(() => 'unknown' as const)])
  }
}
