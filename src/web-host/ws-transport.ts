import { once } from 'node:events'
import type { IncomingMessage } from 'node:http'
import type { Duplex } from 'node:stream'
import { WebSocketServer, type RawData, type WebSocket } from 'ws'
import type { WireResult } from '../contract/calls.ts'
import type { Dispatch } from '../contract/dispatcher.ts'
import {
  decodeRequest,
  encodeMessage,
  maxMessageBytes,
  type RequestMessage,
  type WireData,
} from '../contract/wire.ts'
import type { Answer } from './answer.ts'

export interface SocketLimits {
  readonly maxMessageBytes: number
  readonly maxPages: number
  /** A page may send three seconds' worth at once. */
  readonly messagesPerSecond: number
  readonly pingMs: number
  /** Pings in a row without an answer after which a page counts as gone. */
  readonly maxMissedPings: number
  /** Bytes that a page has not taken yet, beyond which it counts as gone. */
  readonly maxBacklogBytes: number
}
export const defaultLimits: SocketLimits = {
  maxMessageBytes,
  maxPages: 8,
  messagesPerSecond: 100,
  pingMs: 30_000,
  maxMissedPings: 3,
  maxBacklogBytes: 64 * 2 ** 20,
}

/** Why a connection was closed, as a WebSocket says it. */
const CLOSE = { goingAway: 1001, unreadable: 1007, tooMany: 1008 } as const

const CLOSE_GRACE_MS = 500

export interface SocketHost {
  /** Take over a connection that the guard has let in, or say why not. */
  accept(request: IncomingMessage, socket: Duplex, head: Buffer): Answer | null
  broadcast(event: string, payload: unknown): void
  /** Tell every page, and end the connections of those that do not go. */
  close(): Promise<void>
}

interface SocketHostOptions {
  readonly dispatch: Dispatch
  readonly limits: SocketLimits
  /** Called with the number of pages whenever it changes. */
  readonly onPages: (pages: number) => void
  readonly log: (message: string, error?: unknown) => void
}

/** Serve one dispatcher to every connected page. */
export function createSocketHost(options: SocketHostOptions): SocketHost {
  const { limits, onPages, log } = options
  const server = new WebSocketServer({
    noServer: true,
    maxPayload: limits.maxMessageBytes,
    perMessageDeflate: false,
  })
  const { clients } = server

  function welcome(page: WebSocket): void {
    page.binaryType = 'arraybuffer'
    const stopPings = keepAlive(page, limits)
    const mayAct = createBudget(limits.messagesPerSecond)
    onPages(clients.size)
    page.on('error', (error) => log('a page sent what a WebSocket cannot carry', error))
    page.on('close', () => {
      stopPings()
      onPages(clients.size)
    })
    page.on('message', (data, isBinary) => {
      if (page.readyState !== page.OPEN) return
      if (mayAct()) void answer(page, data, isBinary, options)
      else page.close(CLOSE.tooMany, 'too many messages')
    })
  }

  return {
    accept(request, socket, head) {
      if (clients.size >= limits.maxPages) {
        return {
          status: 503,
          body: `${clients.size} pages are open, which is all Keicast serves; close one and reload`,
        }
      }
      server.handleUpgrade(request, socket, head, welcome)
      return null
    },
    broadcast(event, payload) {
      try {
        const data = encodeMessage({ event, payload })
        for (const page of clients) send(page, data, options)
      } catch (error) {
        log(`could not announce ${event}`, error)
      }
    },
    async close() {
      const pages = [...clients]
      const closed = pages.map((page) => once(page, 'close'))
      for (const page of pages) page.close(CLOSE.goingAway, 'Keicast has stopped')
      const timer = setTimeout(() => {
        for (const page of pages) page.terminate()
      }, CLOSE_GRACE_MS)
      await Promise.all(closed)
      clearTimeout(timer)
    },
  }
}

async function answer(
  page: WebSocket,
  data: RawData,
  isBinary: boolean,
  options: SocketHostOptions,
): Promise<void> {
  let request: RequestMessage
  try {
    request = decodeRequest(isBinary ? (data as ArrayBuffer) : (data as Buffer).toString())
  } catch (error) {
    options.log('a page sent what is not a request', error)
    page.close(CLOSE.unreadable, 'not a request')
    return
  }
  const { id, name, input } = request
  try {
    const result = await options.dispatch(name, input)
    send(page, encodeMessage({ id, result }), options)
  } catch (error) {
    options.log(`could not answer a call of ${JSON.stringify(name)}`, error)
    const message = 'something went wrong in Keicast; its log has the cause'
    const result: WireResult = { ok: false, error: { code: 'internal', message } }
    send(page, encodeMessage({ id, result }), options)
  }
}

function send(page: WebSocket, data: WireData, { limits, log }: SocketHostOptions): void {
  if (page.readyState !== page.OPEN) return
  if (page.bufferedAmount > limits.maxBacklogBytes) {
    log('a page does not take what it is sent; its connection is ended')
    page.terminate()
    return
  }
  page.send(data)
}

/** Ping a page, and end its connection when it does not answer; gives a function that stops. */
function keepAlive(page: WebSocket, { pingMs, maxMissedPings }: SocketLimits): () => void {
  let missed = 0
  page.on('pong', () => (missed = 0))
  const timer = setInterval(() => {
    if (missed >= maxMissedPings) page.terminate()
    missed += 1
    page.ping()
  }, pingMs)
  return () => clearInterval(timer)
}

/** Make a function that says whether one more message is within the rate. */
function createBudget(perSecond: number): () => boolean {
  const most = 3 * perSecond
  let left = most
  let lastMs = performance.now()
  return () => {
    const nowMs = performance.now()
    left = Math.min(most, left + ((nowMs - lastMs) / 1000) * perSecond)
    lastMs = nowMs
    if (left < 1) return false
    left -= 1
    return true
  }
}
