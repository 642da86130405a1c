import type { HostClient } from '../../../../src/contract/client.ts'
import { en } from '../../../strings/en.ts'
import { saveExport, type ExportKind } from './save-export.ts'
import { fileName } from './svg-document.ts'
import { tableTsv, type TableModel } from './table-model.ts'

const text = en.viewFrame

const MESSAGE_MS = 5000

/** Copies and saves what a view shows, and says for a while what became of it. */
export class Exporter {
  #message = $state('')
  #timer: ReturnType<typeof setTimeout> | undefined

  readonly message = $derived(this.#message)

  /** Say what is done once it is, or why it was not. */
  async copy(done: string, write: () => Promise<void>): Promise<void> {
    try {
      await write()
      this.#say(done)
    } catch (error) {
      this.#say(text.copyFailed(reason(error)))
    }
  }

  copyData(table: TableModel): Promise<void> {
    return this.copy(text.dataCopied, () => navigator.clipboard.writeText(tableTsv(table)))
  }

  async save(
    host: HostClient,
    kind: ExportKind,
    name: string,
    content: () => Blob | Promise<Blob>,
  ): Promise<void> {
    try {
      const outcome = await saveExport(host, kind, fileName(name, kind), await content())
      if (outcome.kind === 'saved') this.#say(text.saved(outcome.fileName))
      if (outcome.kind === 'failed') this.#say(text.saveFailed(outcome.message))
    } catch (error) {
      this.#say(text.saveFailed(reason(error)))
    }
  }

  dispose(): void {
    clearTimeout(this.#timer)
  }

  #say(what: string): void {
    clearTimeout(this.#timer)
    this.#message = what
    this.#timer = setTimeout(() => {
      this.#message = ''
    }, MESSAGE_MS)
  }
}

function reason(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
