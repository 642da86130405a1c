import { calls, type CallName, type Input, type Output, type WireResult } from './calls.ts'
import { events, type EventName, type EventPayload } from './events.ts'

/** The two things a host must carry; everything typed is built on top. */
export interface Transport {
  request(name: string, input: unknown): Promise<WireResult>
  subscribe(name: string, listener: (payload: unknown) => void): () => void
}

export interface HostClient {
  call<K extends CallName>(
    name: K,
    ...input: Input<K> extends undefined ? [] : [Input<K>]
  ): Promise<Output<K>>
  /** Listen until the returned function is called. */
  on<E extends EventName>(name: E, listener: (event: EventPayload<E>) => void): () => void
}

/** A call that the host refused or could not carry out. */
export class HostError extends Error {
  override readonly name = 'HostError'
  readonly code: string
  constructor(call: string, code: string, message: string) {
    super(`${call}: ${message}`)
    this.code = code
  }
}

export function createHostClient(transport: Transport): HostClient {
  return {
    async call<K extends CallName>(name: K, ...[input]: [] | [Input<K>]) {
      const result = await transport.request(name, input)
      if (!result.ok) throw new HostError(name, result.error.code, result.error.message)
      return calls[name].output.parse(result.value) as Output<K>
    },
    on: (name, listener) =>
      transport.subscribe(name, (payload) => {
        listener(events[name].parse(payload) as EventPayload<typeof name>)
      }),
  }
}
