import type { HostClient } from '../../../../src/contract/client.ts'
import { saveExport, textBlob } from '../view-frame/save-export.ts'
import { fileName } from '../view-frame/svg-document.ts'
import { tableCsv, tableTsv, type TableModel } from '../view-frame/table-model.ts'
import { en } from '../../../strings/en.ts'

const text = en.viewFrame

const MESSAGE_MS = 5000

/** Copies and saves a table, and says for a while what became of it. */
export class EvidenceExport {
  readonly #host: HostClient
  #message = $state('')
  #timer: ReturnType<typeof setTimeout> | undefined

  readonly message = $derived(this.#message)

  constructor(host: HostClient) {
    this.#host = host
  }

  async copy(table: TableModel): Promise<void> {
    try {
      await navigator.clipboard.writeText(tableTsv(table))
      this.#say(text.dataCopied)
    } catch (error) {
      this.#say(text.copyFailed(reason(error)))
    }
  }

  async save(table: TableModel, name: string): Promise<void> {
    try {
      const content = textBlob('csv', tableCsv(table))
      const outcome = await saveExport(this.#host, 'csv', fileName(name, 'csv'), content)
      if (outcome.kind === 'saved') this.#say(text.saved(outcome.fileName))
      if (outcome.kind === 'failed') this.#say(text.saveFailed(outcome.message))
    } catch (error) {
      this.#say(text.saveFailed(reason(error)))
    }
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
