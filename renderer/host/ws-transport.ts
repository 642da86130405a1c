import type { WireResult } from '../../src/contract/calls.ts'
import { HostError, type Transport } from '../../src/contract/client.ts'
import { decodeFromHost, encodeMessage, maxMessageBytes } from '../../src/contract/wire.ts'

/** The page's half of the WebSocket: signs in with the printed address, carries messages, reconnects. */

/** How the page stands with its host. `ended` is final: only another start of the host helps. */
export type Connection =
  | { readonly kind: 'open' }
  | { readonly kind: 'lost'; readonly message: string }
  | { readonly kind: 'ended'; readonly message: string }

export interface WebSocketTransport extends Transport {
  /** Hear of every change of the connection, until the returned function is called. */
  onConnection(listener: (connection: Connection) => void): () => void
}

/** Sign in and connect, or reject with what the user can do about it. */
export async function connectWebSocket(): Promise<WebSocketTransport> {
  await signIn(takeToken())
  const link = new HostLink(`ws://${location.host}/socket`)
  await link.open()
  return link
}

const FIRST_RETRY_MS = 250
const LONGEST_RETRY_MS = 8000
const NO_HOST = 'Keicast does not answer; if it has stopped, start it again'

interface Waiting {
  readonly name: string
  readonly resolve: (result: WireResult) => void
  readonly reject: (error: HostError) => void
}

class HostLink implements WebSocketTransport {
  readonly #address: string
  readonly #waiting = new Map<number, Waiting>()
  readonly #subscribers = new Set<{ name: string; listener: (payload: unknown) => void }>()
  readonly #watchers = new Set<(connection: Connection) => void>()
  #socket: WebSocket | undefined
  #connection: Connection = { kind: 'lost', message: NO_HOST }
  #nextId = 0

  constructor(address: string) {
    this.#address = address
  }

  /** Open the socket; from then on it opens itself again whenever it is lost. */
  open(): Promise<void> {
    const socket = new WebSocket(this.#address)
    socket.binaryType = 'arraybuffer'
    return new Promise((resolve, reject) => {
      const refused = () => {
        reject(new HostError('connect', 'refused', 'no connection; close other pages and reload'))
      }
      socket.addEventListener('close', refused)
      socket.addEventListener('open', () => {
        socket.removeEventListener('close', refused)
        socket.addEventListener('close', () => this.#lose())
        socket.addEventListener('message', ({ data }) => this.#receive(data as unknown))
        this.#socket = socket
        this.#become({ kind: 'open' })
        resolve()
      })
    })
  }

  // Async, so that a message that cannot be written rejects like any other failure.
  async request(name: string, input: unknown): Promise<WireResult> {
    const socket = this.#socket
    if (this.#connection.kind !== 'open' || socket?.readyState !== WebSocket.OPEN) {
      throw new HostError(name, 'disconnected', this.#reason())
    }
    const id = this.#nextId++
    const data = encodeMessage({ id, name, input })
    const size = typeof data === 'string' ? new Blob([data]).size : data.byteLength
    if (size > maxMessageBytes) {
      const message = `${size} bytes are more than the ${maxMessageBytes} that Keicast takes at once`
      throw new HostError(name, 'too-large', message)
    }
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, { name, resolve, reject })
      socket.send(data)
    })
  }

  subscribe(name: string, listener: (payload: unknown) => void): () => void {
    const subscriber = { name, listener }
    this.#subscribers.add(subscriber)
    return () => this.#subscribers.delete(subscriber)
  }

  onConnection(listener: (connection: Connection) => void): () => void {
    // A function of its own, so that one listener given twice can leave once.
    const watcher = (connection: Connection) => listener(connection)
    this.#watchers.add(watcher)
    return () => this.#watchers.delete(watcher)
  }

  #receive(data: unknown): void {
    if (typeof data !== 'string' && !(data instanceof ArrayBuffer)) return
    const message = decodeFromHost(data)
    if ('event' in message) {
      for (const { name, listener } of this.#subscribers) {
        if (name === message.event) listener(message.payload)
      }
      return
    }
    const waiting = this.#waiting.get(message.id)
    this.#waiting.delete(message.id)
    waiting?.resolve(message.result)
  }

  #lose(): void {
    this.#socket = undefined
    this.#become({ kind: 'lost', message: NO_HOST })
    // Taken out first: whoever is told may ask again at once.
    const lost = [...this.#waiting.values()]
    this.#waiting.clear()
    for (const { name, reject } of lost) {
      const message = 'the connection was lost before the answer came; try again'
      reject(new HostError(name, 'disconnected', message))
    }
    void this.#reopen()
  }

  async #reopen(): Promise<void> {
    let pauseMs = FIRST_RETRY_MS
    for (;;) {
      // Spread, so that several pages do not come back at the same moment.
      await pause(pauseMs * (0.5 + Math.random() / 2))
      const session = await askSession()
      if (session.kind === 'refused') {
        this.#become({ kind: 'ended', message: session.message })
        return
      }
      if (session.kind === 'good' && (await this.#opens())) return
      pauseMs = Math.min(2 * pauseMs, LONGEST_RETRY_MS)
    }
  }

  async #opens(): Promise<boolean> {
    try {
      await this.open()
      return true
    } catch {
      return false // refused while the session is good, as when too many pages are open: try later
    }
  }

  #become(connection: Connection): void {
    this.#connection = connection
    for (const watcher of this.#watchers) watcher(connection)
  }

  #reason(): string {
    return this.#connection.kind === 'open' ? NO_HOST : this.#connection.message
  }
}

type SessionAnswer =
  | { readonly kind: 'good' }
  | { readonly kind: 'refused'; readonly message: string }
  | { readonly kind: 'unreachable' }

/** Take the token out of the address, where a screenshot, a bookmark or the history would keep it. */
function takeToken(): string | null {
  const token = new URLSearchParams(location.hash.slice(1)).get('token')
  if (token !== null) history.replaceState(history.state, '', location.pathname + location.search)
  return token
}

/** Trade the token for the cookie; without one, or with a used one, an earlier cookie will do. */
async function signIn(token: string | null): Promise<void> {
  const traded = token === null ? null : await callSession('POST', token)
  if (traded?.kind === 'good') return
  const session = await askSession()
  if (session.kind === 'good') return
  if (session.kind === 'unreachable') throw new HostError('connect', 'unreachable', NO_HOST)
  const { message } = traded?.kind === 'refused' ? traded : session
  throw new HostError('connect', 'signed-out', message)
}

function askSession(): Promise<SessionAnswer> {
  return callSession('GET', 'cookie')
}

/** The header shows that our page asks; only a POST gives it a meaning beyond that. */
async function callSession(method: 'GET' | 'POST', token: string): Promise<SessionAnswer> {
  try {
    const response = await fetch('/session', { method, headers: { 'X-Kei-Token': token } })
    if (response.ok) return { kind: 'good' }
    if (response.status >= 500) return { kind: 'unreachable' }
    return { kind: 'refused', message: await response.text() }
  } catch {
    return { kind: 'unreachable' }
  }
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms))
}
