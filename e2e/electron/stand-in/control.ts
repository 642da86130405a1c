import { app } from './app.ts'
import { theBrowser } from './state.ts'
import { createCodec } from './wire.ts'

export interface ControlRequest {
  readonly id: number
  /** Source of a function of (electron, argument) that refers to nothing outside itself. */
  readonly source: string
  readonly argument: string
}
export type ControlReply =
  | { readonly kind: 'ready'; readonly endpoint: string }
  | { readonly kind: 'value'; readonly id: number; readonly value: string }
  | { readonly kind: 'error'; readonly id: number; readonly message: string }

type Look = (electron: object, argument: unknown) => unknown

const codec = createCodec()

/** Let the test that started this process look into it, as Playwright does with a real Electron. */
export function serveControls(electron: object): void {
  if (process.send === undefined) return // started by hand
  process.on('message', (request: ControlRequest) => void answer(electron, request))
  process.on('disconnect', () => app.exit(1)) // the test is gone
  app.once('ready', () => {
    void theBrowser().then(({ endpoint }) => tell({ kind: 'ready', endpoint }))
  })
}

async function answer(electron: object, { id, source, argument }: ControlRequest): Promise<void> {
  try {
    // eslint-disable-next-line @typescript-eslint/no-implied-eval -- the test's own code, as in Playwright
    const make = new Function(`return (${source})`) as () => Look
    const value = await make()(electron, codec.decode(argument))
    tell({ kind: 'value', id, value: codec.encode(value) })
  } catch (error) {
    tell({ kind: 'error', id, message: String(error) })
  }
}

function tell(reply: ControlReply): void {
  if (process.connected) process.send?.(reply)
}
