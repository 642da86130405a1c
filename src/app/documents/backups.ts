import { createHash } from 'node:crypto'
import { join } from 'node:path'
import { z } from 'zod'
import { calls, type Backup, type FileToken } from '../../contract/calls.ts'
import { FileVersion } from './disk-file.ts'
import type { KnownFile } from './document-store.ts'
import { isAbsent } from './file-system.ts'
import {
  PRIVATE_VERSION,
  quarantine,
  readPrivateJson,
  writePrivateJson,
  type PrivateTools,
} from './private-json.ts'

export interface BackupTools extends PrivateTools {
  readonly fileOf: (token: FileToken) => KnownFile | null
  /** Give a token to the file of a document that was open when the app last ended. */
  readonly adopt: (file: KnownFile) => Promise<FileToken>
}

/** What the contract says of them. */
const contract = calls['backup.put'].input.shape

const BackupFile = z.object({
  format: z.literal('keicast-backup'),
  version: z.literal(PRIVATE_VERSION),
  /** ISO 8601, for whoever rescues a document by hand */
  savedAt: z.string(),
  documentId: contract.documentId,
  fileName: contract.fileName,
  /** The document's own file and the version it was read from; null where it has none. */
  file: z.object({ path: z.string(), version: FileVersion }).nullable(),
  scenario: contract.scenario,
})
type BackupFile = z.infer<typeof BackupFile>

const BACKUP_NAME = /^[0-9a-f]{32}\.json$/u

/** Unsaved work, kept in the private folder, one file a document, until it is saved or discarded. */
export class Backups {
  readonly #tools: BackupTools
  readonly #folder: string
  /** What was last asked for, by path: a put that is not the newest any more is left out. */
  readonly #newest = new Map<string, symbol>()
  /** What was last written, by path, without its time. */
  readonly #written = new Map<string, string>()
  /** Tokens of this run, by document. */
  readonly #tokens = new Map<string, FileToken | null>()

  constructor(tools: BackupTools) {
    this.#tools = tools
    this.#folder = join(tools.folder, 'backups')
  }

  /** Keep a document's unsaved work. While one is being written, only the newest of the rest follows. */
  async put(backup: Backup): Promise<void> {
    const { fs, queue, now, fileOf } = this.#tools
    const path = this.#pathOf(backup.documentId)
    const { documentId, fileName, token, scenario } = backup
    const file = token === null ? null : fileOf(token)
    const contents = { documentId, fileName, file, scenario }
    const text = JSON.stringify(contents)
    const mark = Symbol(path)
    this.#newest.set(path, mark)
    this.#tokens.set(documentId, token)
    await queue.run(path, async () => {
      if (this.#newest.get(path) !== mark) return
      if (this.#written.get(path) === text && (await this.#isThere(path))) return
      const head = { format: 'keicast-backup', version: PRIVATE_VERSION } as const
      const savedAt = new Date(now()).toISOString()
      await writePrivateJson(fs, path, { ...head, savedAt, ...contents } satisfies BackupFile)
      this.#written.set(path, text)
    })
  }

  /** Forget a document's unsaved work: it was saved or discarded. */
  async drop(documentId: string): Promise<void> {
    const { fs, queue } = this.#tools
    const path = this.#pathOf(documentId)
    this.#tokens.delete(documentId)
    await queue.run(path, async () => {
      this.#written.delete(path)
      try {
        await fs.remove(path)
      } catch (error) {
        if (!isAbsent(error)) throw error
      }
    })
  }

  /** List the work that was never saved, newest first. What can't be read is put aside, not lost. */
  async list(): Promise<Backup[]> {
    const names = (await this.#names()).filter((name) => BACKUP_NAME.test(name))
    const files = await Promise.all(names.map((name) => this.#read(join(this.#folder, name))))
    const found = files.filter((file) => file !== null)
    found.sort((a, b) => (a.savedAt > b.savedAt ? -1 : 1))
    return Promise.all(found.map((file) => this.#recover(file)))
  }

  /** A name of its own for every document, whatever its id is. */
  #pathOf(documentId: string): string {
    const name = createHash('sha256').update(documentId).digest('hex').slice(0, 32)
    return join(this.#folder, `${name}.json`)
  }

  async #recover({ documentId, fileName, file, scenario }: BackupFile): Promise<Backup> {
    const { fileOf, adopt } = this.#tools
    const known = this.#tokens.get(documentId) ?? null
    const isOpen = known !== null && fileOf(known) !== null
    const token = isOpen ? known : file === null ? null : await adopt(file)
    this.#tokens.set(documentId, token)
    return { documentId, fileName, token, scenario }
  }

  async #read(path: string): Promise<BackupFile | null> {
    const { fs, queue, now, log } = this.#tools
    return queue.run(path, async () => {
      const found = await readPrivateJson(fs, path, BackupFile)
      switch (found.kind) {
        case 'read':
          return found.value
        case 'absent':
          return null
        case 'newer':
          log(`${path} is unsaved work of a newer Keicast; update Keicast to get it back`)
          return null
        case 'unreadable':
          log(`${path} holds unsaved work and cannot be read`, found.error)
          return null
        case 'corrupt': {
          const aside = await quarantine(fs, path, now()).catch(() => path)
          log(`unsaved work was damaged and is now ${aside}: ${found.reason}`)
          return null
        }
      }
    })
  }

  async #names(): Promise<readonly string[]> {
    try {
      return await this.#tools.fs.list(this.#folder)
    } catch (error) {
      if (!isAbsent(error)) this.#tools.log('unsaved work cannot be listed', error)
      return []
    }
  }

  async #isThere(path: string): Promise<boolean> {
    try {
      await this.#tools.fs.facts(path)
      return true
    } catch {
      // Then it is written anew, which fails with the cause if that can't be.
      return false
    }
  }
}
