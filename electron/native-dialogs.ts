import { basename, dirname, join } from 'node:path'
import type { BrowserWindow, Dialog } from 'electron'
import type { Dialogs } from '../src/app/ports.ts'

const kinds = {
  kei: 'Keicast scenario',
  png: 'PNG image',
  svg: 'SVG image',
  csv: 'CSV table',
} as const

/** The system's file dialogs; each starts where the last one for scenarios or for exports ended. */
export function createNativeDialogs(
  dialog: Pick<Dialog, 'showOpenDialog' | 'showSaveDialog'>,
  window: BrowserWindow,
): Dialogs {
  const lastFolder = new Map<'scenarios' | 'exports', string>()
  return {
    async chooseOpen(folder) {
      const { canceled, filePaths } = await dialog.showOpenDialog(window, {
        defaultPath: lastFolder.get('scenarios') ?? folder,
        properties: ['openFile'],
        filters: [filter('kei'), { name: 'All files', extensions: ['*'] }],
      })
      const [path] = filePaths
      if (canceled || path === undefined) return null
      lastFolder.set('scenarios', dirname(path))
      return { path }
    },
    async chooseSave(suggestion, folder, kind) {
      const purpose = kind === 'kei' ? 'scenarios' : 'exports'
      const { canceled, filePath } = await dialog.showSaveDialog(window, {
        // Only a name, whatever was suggested: the folder is the user's to choose.
        defaultPath: join(lastFolder.get(purpose) ?? folder, basename(suggestion)),
        properties: ['createDirectory', 'showOverwriteConfirmation'],
        filters: [filter(kind)],
      })
      if (canceled || filePath === '') return null
      lastFolder.set(purpose, dirname(filePath))
      return { path: filePath }
    },
  }
}

function filter(kind: keyof typeof kinds) {
  return { name: kinds[kind], extensions: [kind] }
}
