import { createHostClient, type HostClient } from '../../src/contract/client.ts'
import { bridgeTransport } from './bridge-transport.ts'
import { connectWebSocket } from './ws-transport.ts'

/** Reach the host that carries this page: the desktop shell, else the browser host. */
export async function connectHost(): Promise<HostClient> {
  return createHostClient(bridgeTransport() ?? (await connectWebSocket()))
}
