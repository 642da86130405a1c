import { basename, resolve } from 'node:path'
import type { Input, Output } from '../../contract/calls.ts'
import { writeFileAtomic } from '../atomic-write.ts'
import type { Dialogs } from '../ports.ts'
import { describeFileError, describeFileProblem } from './file-messages.ts'
import { suggestedName, withExtension } from './file-names.ts'
import { exists, type FileSystem } from './file-system.ts'

export interface ExportTools {
  readonly fs: FileSystem
  readonly dialogs: Dialogs | null
  /** Where the dialog starts. */
  readonly folder: () => Promise<string>
  readonly log: (message: string, error?: unknown) => void
}

/** Save a chart or a table where the user says. */
export async function saveExport(
  { fs, dialogs, folder, log }: ExportTools,
  { name, kind, bytes }: Input<'export.save'>,
): Promise<Output<'export.save'>> {
  if (dialogs === null) {
    const message = 'Keicast has no file dialog here; download the export from the page instead.'
    return { kind: 'failed', message }
  }
  const chosen = await dialogs.chooseSave(suggestedName(name, kind), await folder(), kind)
  if (chosen === null) return { kind: 'cancelled' }
  const path = withExtension(resolve(chosen.path), kind)
  const fileName = basename(path)
  try {
    if (path !== resolve(chosen.path) && (await exists(fs, path))) {
      const advice = 'Export again and choose that file itself to replace it, or another name.'
      const cause = 'there is a file of that name already'
      return { kind: 'failed', message: describeFileProblem('export', fileName, cause, advice) }
    }
    await writeFileAtomic(path, new Uint8Array(bytes), { fs })
    return { kind: 'saved', fileName }
  } catch (error) {
    log(`exporting ${path} failed`, error)
    return { kind: 'failed', message: describeFileError('export', fileName, error) }
  }
}
