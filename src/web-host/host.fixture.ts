import { once } from 'node:events'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { request, type IncomingHttpHeaders, type OutgoingHttpHeaders } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { inspect } from 'node:util'
import { WebSocket, type ClientOptions } from 'ws'
import type { WireResult } from '../contract/calls.ts'
import { startWebHost, type WebHost, type WebHostOptions } from './server.ts'

/** A host over a folder of its own and a dispatcher that only notes what reaches it. */
export interface TestHost {
  readonly host: WebHost
  readonly folder: string
  readonly token: string
  /** Every call that reached the dispatcher. */
  readonly calls: { readonly name: unknown; readonly input: unknown }[]
  /** Every line of the log, errors included. */
  readonly logged: string[]
  announce(event: string, payload: unknown): void
  /** How many listen to announcements. */
  listeners(): number
  /** Use the token up; gives the value of the Cookie header. */
  signIn(): Promise<string>
  close(): Promise<void>
}

/** Answer a call with its own input, `fail` with an exception, `never` not at all. */
function echo(name: unknown, input: unknown): Promise<WireResult> {
  if (name === 'fail') return Promise.reject(new Error('broken'))
  if (name === 'never') return new Promise(() => undefined)
  return Promise.resolve({ ok: true, value: input })
}

export async function startTestHost(
  options: Partial<WebHostOptions> = {},
  files: Readonly<Record<string, string>> = {
    'index.html': '<!doctype html><title>Keicast</title>',
  },
): Promise<TestHost> {
  const folder = await mkdtemp(join(tmpdir(), 'keicast-web-host-'))
  for (const [name, text] of Object.entries(files)) await writeFile(join(folder, name), text)
  const calls: { name: unknown; input: unknown }[] = []
  const logged: string[] = []
  const listeners = new Set<(event: string, payload: unknown) => void>()
  const host = await startWebHost({
    rendererFolder: folder,
    dispatch: (name, input) => {
      calls.push({ name, input })
      return echo(name, input)
    },
    onAnnounce: (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    log: (message, error) => logged.push(`${message} ${inspect(error)}`),
    ...options,
  })
  const token = new URL(host.url).hash.replace('#token=', '')
  return {
    host,
    folder,
    token,
    calls,
    logged,
    announce: (event, payload) => {
      for (const listener of listeners) listener(event, payload)
    },
    listeners: () => listeners.size,
    signIn: async () => {
      const { headers } = await send(host.port, 'POST', '/session', {
        Host: `127.0.0.1:${host.port}`,
        Origin: `http://127.0.0.1:${host.port}`,
        'X-Kei-Token': token,
      })
      return headers['set-cookie']?.[0]?.split(';')[0] ?? ''
    },
    close: async () => {
      await host.close()
      await rm(folder, { recursive: true, force: true })
    },
  }
}

export interface Reply {
  readonly status: number
  readonly headers: IncomingHttpHeaders
  readonly body: string
}

/** Send a request with exactly these headers, none added, those without a value left out; an upgrade that succeeds replies 101. */
export async function send(
  port: number,
  method: string,
  path: string,
  headers: OutgoingHttpHeaders,
): Promise<Reply> {
  const given = Object.entries(headers).filter(([, value]) => value !== undefined)
  const options = { headers: Object.fromEntries(given), setHost: false }
  return new Promise((resolve, reject) => {
    const outgoing = request({ host: '127.0.0.1', port, method, path, ...options })
    outgoing.on('error', reject)
    outgoing.on('upgrade', (response, socket) => {
      socket.destroy()
      resolve({ status: 101, headers: response.headers, body: '' })
    })
    outgoing.on('response', (response) => {
      let body = ''
      response.setEncoding('utf8')
      response.on('data', (text: string) => (body += text))
      response.on('end', () => {
        resolve({ status: response.statusCode ?? 0, headers: response.headers, body })
      })
    })
    outgoing.end()
  })
}

/** Headers of a WebSocket's opening request. */
export const upgradeHeaders = {
  Connection: 'Upgrade',
  Upgrade: 'websocket',
  'Sec-WebSocket-Version': '13',
  'Sec-WebSocket-Key': 'AAAAAAAAAAAAAAAAAAAAAA==',
}

/** Open a page's WebSocket as the page itself would. */
export async function connect(
  port: number,
  cookie: string,
  options: ClientOptions = {},
): Promise<WebSocket> {
  const socket = new WebSocket(`ws://127.0.0.1:${port}/socket`, {
    origin: `http://127.0.0.1:${port}`,
    headers: { cookie },
    ...options,
  })
  socket.binaryType = 'arraybuffer'
  await once(socket, 'open')
  return socket
}

/** Wait for a socket to close; gives its code. */
export async function closeCode(socket: WebSocket): Promise<number> {
  const [code] = (await once(socket, 'close')) as [number]
  return code
}

/** Wait until something holds, or fail after a time that even a busy machine does not need. */
export async function until(holds: () => boolean | Promise<boolean>): Promise<void> {
  const endMs = performance.now() + 30_000
  while (performance.now() < endMs) {
    if (await holds()) return
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
  throw new Error('waited 30 seconds in vain')
}
