import { createCodec } from './wire.ts'

export interface Sender {
  readonly sender: unknown
  readonly senderFrame: unknown
}
type Handler = (event: Sender, ...args: unknown[]) => unknown

const handlers = new Map<string, Handler>()
const codec = createCodec()

export const ipcMain = {
  handle(channel: string, handler: Handler): void {
    if (handlers.has(channel)) throw new Error(`a second handler for '${channel}'`)
    handlers.set(channel, handler)
  },
  removeHandler: (channel: string): void => void handlers.delete(channel),
}

/** Answer what a page sent. */
export async function answerCall(sender: Sender, text: string): Promise<string> {
  const { channel, args } = codec.decode(text) as { channel: string; args: unknown[] }
  try {
    const handler = handlers.get(channel)
    if (handler === undefined) throw new Error(`No handler registered for '${channel}'`)
    return codec.encode({ ok: true, value: await handler(sender, ...args) })
  } catch (error) {
    // Electron tells the page only the words of an error.
    return codec.encode({ ok: false, message: String(error) })
  }
}
