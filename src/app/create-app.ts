import type { Handlers } from '../contract/calls.ts'
import { createDispatcher, type Dispatch } from '../contract/dispatcher.ts'
import { join } from 'node:path'
import { createCatalog } from './catalog.ts'
import { dataVersion } from './data-files.ts'
import { createDocumentHandlers } from './documents/document-handlers.ts'
import type { Host, WindowPort } from './ports.ts'
import { createSimulations } from './simulations.ts'
import { openWorkbench } from './workbench.ts'

/** The whole product behind one dispatcher; a host carries it to a page. */
export interface App {
  readonly dispatch: Dispatch
  /** Open a file that the system asks for, e.g. by a double click. */
  openPath(path: string): void
  dispose(): Promise<void>
}

/** Compose the app from a host's ports. */
export async function createApp(host: Host): Promise<App> {
  const workbench = openWorkbench(host.assetsFolder)
  const documents = await createDocumentHandlers(host, workbench)
  const simulations = createSimulations(host, workbench)
  const dataSetVersion = dataVersion(join(host.assetsFolder, 'data'))
  const handlers: Handlers = {
    ...documents.handlers,
    ...simulations.handlers,
    'app.hello': async () => ({
      version: host.version,
      dataVersion: dataSetVersion,
      host: host.kind,
      capabilities: {
        nativeDialogs: host.dialogs !== null,
        savesExports: host.dialogs !== null,
        nativeMenu: host.kind === 'electron',
      },
      catalog: createCatalog(workbench.data),
      ...(await documents.hello()),
    }),
    'scenario.check': ({ scenario }) => {
      const parsed = workbench.parse(JSON.stringify(scenario))
      return Promise.resolve(
        parsed.ok
          ? { kind: 'ok', warnings: [...parsed.value.warnings] }
          : { kind: 'refused', problems: [...parsed.error] },
      )
    },
    ...windowHandlers(host.window),
  }
  return {
    dispatch: createDispatcher(handlers, (error) => {
      host.log('a call failed', error)
    }),
    openPath: (path) => {
      documents.openPath(path)
    },
    async dispose() {
      await Promise.all([documents.dispose(), simulations.dispose()])
    },
  }
}

function windowHandlers(window: WindowPort): Pick<Handlers, `window.${string}` & keyof Handlers> {
  return {
    'window.title': ({ title, edited }) => {
      window.setTitle(title, edited)
      return Promise.resolve(undefined)
    },
    'window.present': ({ on }) => {
      window.setPresenting(on)
      return Promise.resolve(undefined)
    },
    'window.presenter': () => Promise.resolve(window.openPresenter()),
    'window.close': () => {
      window.close()
      return Promise.resolve(undefined)
    },
  }
}
