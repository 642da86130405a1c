import type { Transport } from '../../src/contract/client.ts'
import type { WireResult } from '../../src/contract/calls.ts'

/** What the desktop shell's preload puts on the window. */
interface HostBridge {
  request(name: string, input: unknown): Promise<WireResult>
  subscribe(name: string, listener: (payload: unknown) => void): () => void
}

declare global {
  interface Window {
    readonly hostBridge?: HostBridge
  }
}

/** The desktop shell's transport, where this page runs in it. */
export function bridgeTransport(): Transport | null {
  return window.hostBridge ?? null
}
