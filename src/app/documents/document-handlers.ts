import { basename, join, resolve } from 'node:path'
import type { Handlers, Hello, Input, OpenReply, Output, SaveReply } from '../../contract/calls.ts'
import type { Dialogs, Host } from '../ports.ts'
import type { Workbench } from '../workbench.ts'
import { SettingsStore } from '../settings/settings-store.ts'
import { Backups } from './backups.ts'
import { DocumentStore } from './document-store.ts'
import { watchFolder, type WatchFolder } from './document-watch.ts'
import { saveExport } from './exports.ts'
import { describeFileError, describeFileProblem } from './file-messages.ts'
import {
  EXTENSION,
  existingFileName,
  nameOnly,
  newFileName,
  suggestedName,
  withExtension,
} from './file-names.ts'
import { nodeFileSystem, type FileSystem } from './file-system.ts'
import { listFolder } from './folder-files.ts'
import { createPathQueue } from './path-queue.ts'
import { RecentFiles } from './recent-files.ts'
import { describeSamples, readSamples, type Samples } from './samples.ts'
import { openedReply, readPageScenario, refusedReply } from './scenario-reading.ts'
import { isRunning, removeStaleTemporaries } from './stale-temporaries.ts'

type DocumentCall =
  | `file.${'pick' | 'list' | 'openNamed' | 'openSample' | 'recent' | 'openRecent' | 'openText'}`
  | `file.${'save' | 'saveAs' | 'reload'}`
  | `backup.${'put' | 'drop'}`
  | 'settings.put'
  | 'export.save'

/** All that has to do with documents, for a host to compose. */
export interface DocumentHandlers {
  readonly handlers: Pick<Handlers, DocumentCall>
  /** What `app.hello` says of documents; asked anew by every page that starts. */
  readonly hello: () => Promise<Pick<Hello, 'samples' | 'settings' | 'recovered'>>
  /** Announce a file that the system asks to open; gives the id that the page is to open it by. */
  readonly openPath: (path: string) => string
  /** Forget all documents, and wait for what is being written. */
  readonly dispose: () => Promise<void>
}

/** What differs in tests: a disk that fails, a clock that stands. */
export interface DocumentOptions {
  readonly fs?: FileSystem
  readonly now?: () => number
  readonly watchFolder?: WatchFolder
  readonly watchIntervalMs?: number
}

/** Make the handlers of all calls about documents, settings and exports. */
export async function createDocumentHandlers(
  host: Host,
  workbench: Workbench,
  options: DocumentOptions = {},
): Promise<DocumentHandlers> {
  const desk = await openDesk(host, workbench, options)
  const cleaning = cleanUp(desk)
  return {
    handlers: { ...openingHandlers(desk), ...savingHandlers(desk) },
    hello: async () => ({
      samples: describeSamples(desk.samples),
      settings: await desk.settings.read(),
      recovered: await desk.backups.list(),
    }),
    openPath(path) {
      const id = desk.recent.request(path)
      host.announce('file.requested', { id })
      return id
    },
    async dispose() {
      desk.store.dispose()
      await cleaning
      await desk.queue.settled()
    },
  }
}

type Desk = Awaited<ReturnType<typeof openDesk>>

async function openDesk(host: Host, workbench: Workbench, options: DocumentOptions) {
  const { fs = nodeFileSystem, now = Date.now } = options
  const queue = createPathQueue()
  const log = (message: string, error?: unknown) => host.log(message, error)
  const tools = { fs, queue, log, now, parse: workbench.parse, folder: host.stateFolder }
  const store = new DocumentStore({
    ...tools,
    announce: host.announce,
    watchFolder: options.watchFolder ?? watchFolder,
    watchIntervalMs: options.watchIntervalMs ?? 2000,
  })
  const backups = new Backups({
    ...tools,
    fileOf: (token) => store.fileOf(token),
    adopt: (file) => store.adopt(file),
  })
  const samples: Samples = await readSamples(tools, join(host.assetsFolder, 'scenarios'))
  const recent = new RecentFiles(tools)
  return { ...tools, host, store, backups, samples, recent, settings: new SettingsStore(tools) }
}

/** Remove what interrupted saves left, wherever the app writes. */
async function cleanUp({ fs, now, log, host, recent }: Desk): Promise<void> {
  const used = (await recent.list()).map(({ folder }) => folder)
  const own = [host.folder, host.stateFolder, join(host.stateFolder, 'backups')]
  for (const folder of new Set([...own, ...used])) {
    await removeStaleTemporaries({ fs, now, log, isRunning }, folder)
  }
}

type Opening = Exclude<DocumentCall, keyof ReturnType<typeof savingHandlers>>

function openingHandlers(desk: Desk): Pick<Handlers, Opening> {
  const { host, store, samples, recent, parse } = desk
  return {
    'file.pick': () => pick(desk),
    'file.list': () => listFolder(desk.fs, host.folder),
    async 'file.openNamed'({ name }) {
      const checked = existingFileName(name)
      if (!checked.ok) return { kind: 'failed', message: checked.error }
      return openAndNote(desk, join(host.folder, checked.value))
    },
    'file.openSample'({ id }) {
      const sample = samples.get(id)
      const message = 'There is no such sample any more. Choose another one from the list.'
      if (sample === undefined) return Promise.resolve({ kind: 'failed', message })
      const document = { token: null, fileName: sample.scenario.name }
      return Promise.resolve(openedReply(sample, document))
    },
    'file.recent': () => recent.list(),
    async 'file.openRecent'({ id }) {
      const path = await recent.pathOf(id)
      if (path !== null) return openAndNote(desk, path)
      const message = 'That file is no longer among the recent ones. Look for it with “Open…”.'
      return { kind: 'failed', message }
    },
    'file.openText'({ fileName, text }) {
      const parsed = parse(text)
      const document = { token: null, fileName: nameOnly(fileName) }
      return Promise.resolve(
        parsed.ok
          ? openedReply(parsed.value, document)
          : refusedReply(document.fileName, parsed.error, null),
      )
    },
    'file.reload': ({ token }) => store.reload(token),
  }
}

async function pick(desk: Desk): Promise<OpenReply> {
  const { dialogs } = desk.host
  if (dialogs === null) {
    const message = 'Keicast has no file dialog here. Choose from the list of files instead.'
    return { kind: 'failed', message }
  }
  const chosen = await dialogs.chooseOpen(await dialogFolder(desk))
  return chosen === null ? { kind: 'cancelled' } : openAndNote(desk, chosen.path)
}

/** Where dialogs start: where the user last was. */
async function dialogFolder({ host, recent }: Desk): Promise<string> {
  return (await recent.lastFolder()) ?? host.folder
}

async function openAndNote(desk: Desk, path: string): Promise<OpenReply> {
  const reply = await desk.store.open(path)
  if (reply.kind === 'opened' && reply.token !== null) await note(desk, path)
  return reply
}

async function note({ host, recent }: Desk, path: string): Promise<void> {
  await recent.note(path)
  host.noteRecent(path)
}

function savingHandlers(desk: Desk) {
  const { fs, log, host, store, backups, settings } = desk
  return {
    async 'file.save'({ token, scenario, overwrite }: Input<'file.save'>) {
      const reply = await store.save(token, scenario, overwrite)
      const file = store.fileOf(token)
      if (reply.kind === 'saved' && file !== null) await note(desk, file.path)
      return reply
    },
    'file.saveAs': (input: Input<'file.saveAs'>) => saveAs(desk, input),
    async 'backup.put'(backup: Input<'backup.put'>) {
      await backups.put(backup)
      return undefined
    },
    async 'backup.drop'({ documentId }: Input<'backup.drop'>) {
      await backups.drop(documentId)
      return undefined
    },
    async 'settings.put'(input: Input<'settings.put'>) {
      await settings.put(input)
      return undefined
    },
    'export.save': (input: Input<'export.save'>): Promise<Output<'export.save'>> =>
      saveExport({ fs, log, dialogs: host.dialogs, folder: () => dialogFolder(desk) }, input),
  } satisfies Partial<Handlers>
}

async function saveAs(desk: Desk, input: Input<'file.saveAs'>): Promise<SaveReply> {
  const scenario = readPageScenario(desk.parse, input.scenario)
  if (!scenario.ok) return { kind: 'refused', problems: [...scenario.error] }
  const place = await (desk.host.dialogs === null
    ? placeInFolder(desk, input)
    : askForPlace(desk, desk.host.dialogs, input.name))
  if (place.kind !== 'place') return place
  const { path, mayReplace } = place
  const expected = { kind: mayReplace ? 'any-scenario' : 'nothing' } as const
  const reply = await desk.store.saveTo(path, scenario.value, expected)
  if (reply.kind === 'saved') await note(desk, path)
  if (reply.kind !== 'conflict' || desk.host.dialogs === null) return reply
  const cause = 'there is a file of that name already'
  const advice = 'Choose that file itself to replace it, or another name.'
  return { kind: 'failed', message: describeFileProblem('save', basename(path), cause, advice) }
}

/** Where to save: a path, or the answer to the page where there is none. */
type Place =
  | { readonly kind: 'place'; readonly path: string; readonly mayReplace: boolean }
  | Extract<SaveReply, { kind: 'cancelled' | 'failed' }>

async function placeInFolder(
  { fs, host }: Desk,
  { name, replace }: Input<'file.saveAs'>,
): Promise<Place> {
  const checked = newFileName(name)
  if (!checked.ok) return { kind: 'failed', message: checked.error }
  try {
    await fs.makeFolder(host.folder)
  } catch (error) {
    host.log(`${host.folder} cannot be made`, error)
    return { kind: 'failed', message: describeFileError('save', checked.value, error) }
  }
  return { kind: 'place', path: join(host.folder, checked.value), mayReplace: replace }
}

async function askForPlace(desk: Desk, dialogs: Dialogs, name: string): Promise<Place> {
  const suggestion = suggestedName(name, 'kei')
  const chosen = await dialogs.chooseSave(suggestion, await dialogFolder(desk), 'kei')
  if (chosen === null) return { kind: 'cancelled' }
  const path = withExtension(resolve(chosen.path), EXTENSION.slice(1))
  // The dialog asked about the name that was typed, not about the one with .kei.
  return { kind: 'place', path, mayReplace: path === resolve(chosen.path) }
}
