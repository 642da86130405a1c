import { z } from './zod.ts'
import { Catalog } from './catalog.ts'
import { EnsembleSettings } from './ensemble.ts'

/** Every call a renderer may make, stated once: client, dispatcher and handlers are derived from it. */

/** Names a file that the host opened or saved; the page never names a path. */
export const FileToken = z.string().brand<'FileToken'>()
export type FileToken = z.infer<typeof FileToken>

/** A scenario as the page holds it; the host checks it whole, with the data set's own schema. */
const ScenarioJson = z.record(z.string(), z.unknown())

const Problem = z.object({
  path: z.string(),
  message: z.string(),
  line: z.int().optional(),
})
export type ProblemInfo = z.infer<typeof Problem>

const Refused = z.object({ kind: z.literal('refused'), problems: z.array(Problem) })
const Failed = z.object({ kind: z.literal('failed'), message: z.string() })
const Superseded = z.object({ kind: z.literal('superseded') })
const Cancelled = z.object({ kind: z.literal('cancelled') })

const Bytes = z.instanceof(ArrayBuffer)

const RunReply = z.discriminatedUnion('kind', [
  /** `frame` is read by decodeFrame. */
  z.object({
    kind: z.literal('done'),
    frame: Bytes,
    elapsedMs: z.number(),
    /** Names the scenario by what is in it, for what is exported. */
    scenarioHash: z.string(),
    warnings: z.array(Problem),
  }),
  Superseded,
  Refused,
  Failed,
])
export type RunReply = z.infer<typeof RunReply>

const Opened = z.object({
  kind: z.literal('opened'),
  /** Null for what has no file of its own yet: samples and dropped files. */
  token: FileToken.nullable(),
  /** File name without its folder; the sample's or dropped file's name. */
  fileName: z.string(),
  scenario: ScenarioJson,
  warnings: z.array(Problem),
})
export type Opened = z.infer<typeof Opened>
const NotOpened = Refused.extend({ fileName: z.string() })
const OpenReply = z.discriminatedUnion('kind', [Opened, Cancelled, NotOpened, Failed])
export type OpenReply = z.infer<typeof OpenReply>

const SaveReply = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('saved'), token: FileToken, fileName: z.string() }),
  /** The file changed on disk since it was read; nothing was written. */
  z.object({ kind: z.literal('conflict') }),
  Cancelled,
  Refused,
  Failed,
])
export type SaveReply = z.infer<typeof SaveReply>

export const Settings = z.object({
  theme: z.enum(['system', 'light', 'dark', 'contrast']),
  tourDone: z.boolean(),
})
export type Settings = z.infer<typeof Settings>

export const Backup = z.object({
  documentId: z.string().min(1).max(100),
  fileName: z.string().max(255),
  token: FileToken.nullable(),
  scenario: ScenarioJson,
})
export type Backup = z.infer<typeof Backup>

const Hello = z.object({
  version: z.string(),
  /** Names the data set by what is in it. */
  dataVersion: z.string(),
  host: z.enum(['electron', 'browser']),
  capabilities: z.object({
    /** Open and save with the system's own dialogs; else from the host's folder, by name. */
    nativeDialogs: z.boolean(),
    /** Exports are saved by the host; else the page downloads them. */
    savesExports: z.boolean(),
    /** Menus come from the shell; else the page shows its own. */
    nativeMenu: z.boolean(),
  }),
  catalog: Catalog,
  samples: z.array(z.object({ id: z.string(), name: z.string(), notes: z.string() })),
  settings: Settings,
  /** What was unsaved when the app last ended without asking. */
  recovered: z.array(Backup),
})
export type Hello = z.infer<typeof Hello>

const none = z.undefined()

export const calls = {
  'app.hello': { input: none, output: Hello },
  /** Run a scenario. A newer request in the same slot supersedes those still waiting. */
  'run.evaluate': {
    input: z.object({
      slot: z.enum(['current', 'reference', 'compare', 'split']),
      scenario: ScenarioJson,
    }),
    output: RunReply,
  },
  /** Sales and yearly profit of a nameplate in `year` at a range of prices, all else equal. */
  'run.priceCurve': {
    input: z.object({ scenario: ScenarioJson, nameplate: z.string(), year: z.int() }),
    output: z.discriminatedUnion('kind', [
      z.object({
        kind: z.literal('done'),
        /** USD, rising */
        prices: z.array(z.number()),
        /** vehicles in `year` */
        sales: z.array(z.number()),
        /** USD: contribution of that year's sales */
        profit: z.array(z.number()),
        /** USD, over the whole run */
        npv: z.array(z.number()),
      }),
      Superseded,
      Refused,
      Failed,
    ]),
  },
  /**
   * Draw an ensemble of a scenario, and of a reference with the same draws, in place of the one under way.
   * `ensemble.progress` tells of it; draws that are known already are not worked out again.
   */
  'ensemble.start': {
    input: z.object({
      scenario: ScenarioJson,
      reference: ScenarioJson.nullable(),
      settings: EnsembleSettings,
    }),
    output: z.discriminatedUnion('kind', [
      z.object({ kind: z.literal('started'), run: z.int() }),
      Superseded,
      Refused,
    ]),
  },
  /** Stop the ensemble under way; what is done is kept, and starting it again goes on from there. */
  'ensemble.stop': { input: none, output: none },
  /** Check a scenario without running it. */
  'scenario.check': {
    input: z.object({ scenario: ScenarioJson }),
    output: z.discriminatedUnion('kind', [
      z.object({ kind: z.literal('ok'), warnings: z.array(Problem) }),
      Refused,
    ]),
  },
  /** Open with the system's dialog. */
  'file.pick': { input: none, output: OpenReply },
  /** Files of the host's folder, newest first, where there are no native dialogs. */
  'file.list': {
    input: none,
    output: z.array(z.object({ name: z.string(), modifiedMs: z.number() })),
  },
  /** Open a file of the host's folder by its name. */
  'file.openNamed': { input: z.object({ name: z.string().max(255) }), output: OpenReply },
  'file.openSample': { input: z.object({ id: z.string().max(100) }), output: OpenReply },
  'file.recent': {
    input: none,
    output: z.array(z.object({ id: z.string(), fileName: z.string(), folder: z.string() })),
  },
  'file.openRecent': { input: z.object({ id: z.string().max(100) }), output: OpenReply },
  /** Open a file that was dropped on the page, from its text. */
  'file.openText': {
    input: z.object({ fileName: z.string().max(255), text: z.string().max(1_000_000) }),
    output: OpenReply,
  },
  /** Write to the document's own file; `overwrite` after the user has seen the conflict. */
  'file.save': {
    input: z.object({ token: FileToken, scenario: ScenarioJson, overwrite: z.boolean() }),
    output: SaveReply,
  },
  /** Save under a new name: with the system's dialog, or as `name` in the host's folder. */
  'file.saveAs': {
    input: z.object({ scenario: ScenarioJson, name: z.string().max(255), replace: z.boolean() }),
    output: SaveReply,
  },
  /** Read the document's own file again. */
  'file.reload': { input: z.object({ token: FileToken }), output: OpenReply },
  /** Keep unsaved work in a private place until it is saved or discarded. */
  'backup.put': { input: Backup, output: none },
  'backup.drop': { input: z.object({ documentId: z.string().max(100) }), output: none },
  'settings.put': { input: Settings, output: none },
  /** Save an exported chart or table with the system's dialog. */
  'export.save': {
    input: z.object({
      name: z.string().max(255),
      kind: z.enum(['png', 'svg', 'csv']),
      bytes: Bytes,
    }),
    output: z.discriminatedUnion('kind', [
      z.object({ kind: z.literal('saved'), fileName: z.string() }),
      Cancelled,
      Failed,
    ]),
  },
  /** Show the document's name and whether it is unsaved in the window's title. */
  'window.title': {
    input: z.object({ title: z.string().max(300), edited: z.boolean() }),
    output: none,
  },
  /** Open the presenter's window beside this one; false where the page has to open it itself. */
  'window.presenter': { input: none, output: z.boolean() },
  'window.present': { input: z.object({ on: z.boolean() }), output: none },
  /** The page has nothing left to ask; close the window. */
  'window.close': { input: none, output: none },
} as const satisfies Record<string, { input: z.ZodType; output: z.ZodType }>

export type CallName = keyof typeof calls
export type Input<K extends CallName> = z.infer<(typeof calls)[K]['input']>
export type Output<K extends CallName> = z.infer<(typeof calls)[K]['output']>

/** A host implements all of these; leaving one out does not compile. */
export type Handlers = { readonly [K in CallName]: (input: Input<K>) => Promise<Output<K>> }

/** The answer to one call, whatever carries it. */
export type WireResult =
  { readonly ok: true; readonly value: unknown } | { readonly ok: false; readonly error: WireError }
export interface WireError {
  readonly code: 'unknown-call' | 'bad-input' | 'internal'
  readonly message: string
}
