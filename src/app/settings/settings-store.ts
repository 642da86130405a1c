import { join } from 'node:path'
import { z } from 'zod'
import { Settings } from '../../contract/calls.ts'
import {
  quarantine,
  readPrivateJson,
  writePrivateJson,
  writePrivateText,
  type PrivateTools,
} from '../documents/private-json.ts'

export const DEFAULT_SETTINGS: Settings = { theme: 'system', tourDone: false }

/** The file of settings: a key that is missing or makes no sense has its default, the others stand. */
const SettingsFile = z.looseObject({
  theme: Settings.shape.theme.catch(DEFAULT_SETTINGS.theme),
  tourDone: Settings.shape.tourDone.catch(DEFAULT_SETTINGS.tourDone),
})
type SettingsFile = z.infer<typeof SettingsFile>

interface Found {
  readonly file: SettingsFile
  /** Text of a file that could be read; null where there is none. */
  readonly text: string | null
}

/** What the user likes, from one run to the next. Read when first asked for, never before. */
export class SettingsStore {
  readonly #tools: PrivateTools
  readonly #path: string

  constructor(tools: PrivateTools) {
    this.#tools = tools
    this.#path = join(tools.folder, 'settings.json')
  }

  /** Give the settings; the defaults where there are none, or none that can be read. */
  async read(): Promise<Settings> {
    try {
      return Settings.parse((await this.#inTurn(() => this.#find())).file)
    } catch (error) {
      this.#tools.log('the settings cannot be read; the defaults stand for now', error)
      return DEFAULT_SETTINGS
    }
  }

  /** Keep settings; keys of other versions of Keicast stay in the file. */
  async put(settings: Settings): Promise<void> {
    const { fs } = this.#tools
    await this.#inTurn(async () => {
      const { file, text } = await this.#find()
      const next = { ...file, ...settings }
      if (text !== null) await writePrivateText(fs, `${this.#path}.bak`, text)
      await writePrivateJson(fs, this.#path, next)
    })
  }

  #inTurn<T>(task: () => Promise<T>): Promise<T> {
    return this.#tools.queue.run(this.#path, task)
  }

  /** Read the file; a damaged one is put aside, and the version before it takes its place. */
  async #find(): Promise<Found> {
    const { fs, now, log } = this.#tools
    const found = await readPrivateJson(fs, this.#path, SettingsFile)
    switch (found.kind) {
      case 'read':
        return { file: found.value, text: found.text }
      case 'absent':
        return { file: { ...DEFAULT_SETTINGS }, text: null }
      case 'unreadable':
        // Not as if it were absent: writing would replace it with the defaults.
        throw found.error
      case 'newer':
      case 'corrupt': {
        const aside = await quarantine(fs, this.#path, now())
        log(`the settings were damaged and are now ${aside}`)
        return this.#findBackup()
      }
    }
  }

  async #findBackup(): Promise<Found> {
    const { fs } = this.#tools
    const path = `${this.#path}.bak`
    const backup = await readPrivateJson(fs, path, SettingsFile)
    if (backup.kind !== 'read') return { file: { ...DEFAULT_SETTINGS }, text: null }
    await writePrivateText(fs, this.#path, backup.text)
    return { file: backup.value, text: null }
  }
}
