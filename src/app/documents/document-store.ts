import { randomBytes } from 'node:crypto'
import { basename, resolve } from 'node:path'
import { FileToken, type OpenReply, type SaveReply } from '../../contract/calls.ts'
import type { Announce } from '../../contract/events.ts'
import type { Scenario } from '../../core/scenario/scenario.ts'
import { realTarget } from '../atomic-write.ts'
import {
  looksSame,
  readDiskFile,
  type DiskFile,
  type FileVersion,
  type Marks,
} from './disk-file.ts'
import { DocumentWatch, type WatchFolder } from './document-watch.ts'
import { isBackupName } from './file-names.ts'
import { isAbsent } from './file-system.ts'
import { saveFile, type Expected, type SaveOutcome, type SaveTools } from './save-file.ts'
import { notOpened, openedReply, readPageScenario, refusedReply } from './scenario-reading.ts'

export interface StoreTools extends SaveTools {
  readonly announce: Announce
  readonly watchFolder: WatchFolder
  /** How often to look at every open file, in ms. */
  readonly watchIntervalMs: number
}

/** A file as the host knows it: where it is, and which version of it the document was read from. */
export interface KnownFile {
  readonly path: string
  readonly version: FileVersion
}

interface OpenDocument {
  readonly token: FileToken
  readonly path: string
  version: FileVersion
  /** What the last look saw. */
  seen: Glance
  /** The change that was announced, by hash or kind; null where the file is as the document has it. */
  announced: string | null
}

/** What can be told of a file without reading it. */
type Glance = Marks | 'absent'

/** Most documents that are open at once; beyond, the one used longest ago is forgotten. */
const MAX_DOCUMENTS = 64

/** How long a file must have rested before it is read: other programs write bit by bit. */
const REST_MS = 200

/**
 * The open documents: which token stands for which file, and what was in the file when the document last
 * was the same. Each opening has a token of its own, so that an older copy can't save over a newer one.
 */
export class DocumentStore {
  readonly #tools: StoreTools
  readonly #documents = new Map<string, OpenDocument>()
  readonly #watch: DocumentWatch

  constructor(tools: StoreTools) {
    this.#tools = tools
    this.#watch = new DocumentWatch({
      watchFolder: tools.watchFolder,
      look: (token) => this.#look(token),
      log: (message, error) => tools.log(message, error),
      intervalMs: tools.watchIntervalMs,
    })
  }

  /** Open a scenario file; only one that can be read whole gets a token, and so can be saved over. */
  async open(path: string): Promise<OpenReply> {
    const target = await realTarget(path, this.#tools.fs)
    return this.#tools.queue.run(target, async () => {
      const { reply, version } = await this.#read(path, target)
      // A backup opens as a copy: saving asks for a name, and the backup stays.
      if (reply.kind !== 'opened' || version === null || isBackupName(basename(path))) return reply
      return { ...reply, token: this.#register(path, target, version) }
    })
  }

  /** Read a document's own file again. */
  async reload(token: FileToken): Promise<OpenReply> {
    const document = this.#find(token)
    if (document === undefined) return { kind: 'failed', message: UNKNOWN_FILE }
    const target = await realTarget(document.path, this.#tools.fs)
    return this.#tools.queue.run(target, async () => {
      const { reply, version } = await this.#read(document.path, target)
      if (reply.kind !== 'opened' || version === null) return reply
      noteVersion(document, version)
      return { ...reply, token }
    })
  }

  /** Save a document to its own file. */
  async save(token: FileToken, json: unknown, overwrite: boolean): Promise<SaveReply> {
    const document = this.#find(token)
    if (document === undefined) return { kind: 'failed', message: UNKNOWN_FILE }
    const scenario = readPageScenario(this.#tools.parse, json)
    if (!scenario.ok) return { kind: 'refused', problems: [...scenario.error] }
    const outcome = await saveFile(this.#tools, {
      path: document.path,
      scenario: scenario.value,
      expected: () =>
        overwrite ? { kind: 'any-scenario' } : { kind: 'version', version: document.version },
      onSaved: (version) => noteVersion(document, version),
    })
    return replyOf(outcome, { token, fileName: basename(document.path) })
  }

  /** Save a scenario as a document of its own. */
  async saveTo(path: string, scenario: Scenario, expected: Expected): Promise<SaveReply> {
    const target = await realTarget(path, this.#tools.fs)
    let token: FileToken | null = null
    const outcome = await saveFile(this.#tools, {
      path,
      scenario,
      expected: () => expected,
      onSaved: (version) => {
        token = this.#register(path, target, version)
      },
    })
    return replyOf(outcome, { token, fileName: basename(path) })
  }

  /** Give a token to a file that was open when the app last ended. */
  async adopt({ path, version }: KnownFile): Promise<FileToken> {
    return this.#register(path, await realTarget(path, this.#tools.fs), version)
  }

  /** Say which file a token stands for; null for one that this store never gave, or has forgotten. */
  fileOf(token: FileToken): KnownFile | null {
    const document = this.#documents.get(token)
    return document === undefined ? null : { path: document.path, version: document.version }
  }

  /** Forget a document that was closed; its token is worth nothing from now on. */
  forget(token: FileToken): void {
    this.#documents.delete(token)
    this.#watch.remove(token)
  }

  dispose(): void {
    this.#documents.clear()
    this.#watch.dispose()
  }

  #register(path: string, target: string, version: FileVersion): FileToken {
    const token = FileToken.parse(randomBytes(24).toString('base64url'))
    const document = { token, path: resolve(path), version, seen: version, announced: null }
    this.#documents.set(token, document)
    this.#watch.add(token, target)
    const [oldest] = this.#documents.values()
    if (this.#documents.size > MAX_DOCUMENTS && oldest !== undefined) this.forget(oldest.token)
    return token
  }

  #find(token: FileToken): OpenDocument | undefined {
    const document = this.#documents.get(token)
    if (document === undefined) return undefined
    // The order of the map is that of use.
    this.#documents.delete(token)
    this.#documents.set(token, document)
    return document
  }

  async #read(
    path: string,
    target: string,
  ): Promise<{ readonly reply: OpenReply; readonly version: FileVersion | null }> {
    const { fs, parse } = this.#tools
    const found = await readDiskFile(fs, target)
    if (found.kind !== 'text') return { reply: notOpened(path, found), version: null }
    const parsed = parse(found.text)
    if (!parsed.ok) {
      const backup = await this.#hasBackup(target)
      const backupName = backup ? `${basename(target)}.bak` : null
      return { reply: refusedReply(basename(path), parsed.error, backupName), version: null }
    }
    const reply = openedReply(parsed.value, { token: null, fileName: basename(path) })
    return { reply, version: found.version }
  }

  async #hasBackup(target: string): Promise<boolean> {
    const backup = await readDiskFile(this.#tools.fs, `${target}.bak`)
    return backup.kind === 'text' && this.#tools.parse(backup.text).ok
  }

  /** Announce a change of a document's file that is not our own, once it has come to rest. */
  async #look(token: string): Promise<void> {
    const document = this.#documents.get(token)
    if (document === undefined) return
    const first = await this.#glance(document.path)
    if (first === null || isSame(document.seen, first)) return
    const glance = await this.#glanceAtRest(document.path, first)
    if (glance === null) return
    const { fs, queue } = this.#tools
    const target = await realTarget(document.path, fs)
    // In turn: our own saves have noted their version by then.
    await queue.run(target, async () => {
      this.#compare(document, await readDiskFile(fs, target), glance)
    })
  }

  /** Look until two looks see the same. */
  async #glanceAtRest(path: string, first: Glance): Promise<Glance | null> {
    let before = first
    for (;;) {
      await this.#tools.fs.pause(REST_MS)
      const now = await this.#glance(path)
      if (now === null || isSame(before, now)) return now
      before = now
    }
  }

  /** Look at a file from outside; null where that is not to be had now, as on a share that is away. */
  async #glance(path: string): Promise<Glance | null> {
    try {
      return await this.#tools.fs.facts(path)
    } catch (error) {
      return isAbsent(error) ? 'absent' : null
    }
  }

  #compare(document: OpenDocument, found: DiskFile, glance: Glance): void {
    // Another program may hold it for a moment; the next look sees.
    if (found.kind === 'unreadable' || !this.#documents.has(document.token)) return
    if (found.kind === 'text' && found.version.hash === document.version.hash) {
      noteVersion(document, found.version)
      return
    }
    document.seen = glance
    const change = found.kind === 'text' ? found.version.hash : found.kind
    if (change === document.announced) return
    document.announced = change
    this.#tools.announce('file.changedOnDisk', { token: document.token })
  }
}

const UNKNOWN_FILE =
  'Keicast no longer knows which file this document belongs to. Use “Save as…” to choose one. Your changes are still open here.'

function noteVersion(document: OpenDocument, version: FileVersion): void {
  document.version = version
  document.seen = version
  document.announced = null
}

function isSame(a: Glance, b: Glance): boolean {
  if (a === 'absent' || b === 'absent') return a === b
  return looksSame(a, b)
}

/** Turn what came of saving into the answer to the page. */
function replyOf(
  outcome: SaveOutcome,
  { token, fileName }: { readonly token: FileToken | null; readonly fileName: string },
): SaveReply {
  switch (outcome.kind) {
    case 'saved':
      if (token === null) throw new Error(`${fileName} was saved without a token`)
      return { kind: 'saved', token, fileName }
    case 'refused':
      return { kind: 'refused', problems: [...outcome.problems] }
    case 'conflict':
    case 'failed':
      return outcome
  }
}
