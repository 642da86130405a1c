import { once } from 'node:events'
import { access } from 'node:fs/promises'
import { createServer, type IncomingMessage, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import type { Dispatch } from '../contract/dispatcher.ts'
import { removeAddressFile, writeAddressFile } from './address-file.ts'
import type { Answer } from './answer.ts'
import { watchIdle } from './idle-stop.ts'
import { watchParent } from './parent-watch.ts'
import { createGuard, TOKEN_HEADER } from './request-guard.ts'
import { createRouter, type Route } from './router.ts'
import { createSession, type Session } from './session.ts'
import { createStaticFiles } from './static-files.ts'
import {
  createSocketHost,
  defaultLimits,
  type SocketHost,
  type SocketLimits,
} from './ws-transport.ts'

/** The only address that the host listens on; there is no option for another. */
const LOOPBACK = '127.0.0.1'

type Log = (message: string, error?: unknown) => void

export interface WebHostOptions {
  /** The built page: index.html and what it loads. */
  readonly rendererFolder: string
  readonly dispatch: Dispatch
  /** Listen to what the app announces, until the returned function is called. */
  readonly onAnnounce: (listener: (event: string, payload: unknown) => void) => () => void
  /** 0, the default, takes a free one. */
  readonly port?: number
  /** Stop when no page has been connected for so long; never where left out. */
  readonly idleMinutes?: number
  /** Stop when this process ends: `process.ppid`, for a host that a program started for itself. */
  readonly parentId?: number
  /** Where to leave the address for other programs of this user, until it has been used. */
  readonly addressFile?: string
  readonly limits?: Partial<SocketLimits>
  readonly log: Log
}

export type StopReason = 'closed' | 'idle' | 'parent-ended'

export interface WebHost {
  /** The address to open, once, with its token: for the user's eyes, never for a log. */
  readonly url: string
  readonly port: number
  /** Settles when the host has stopped, for whatever reason. */
  readonly stopped: Promise<StopReason>
  close(): Promise<void>
}

/** Serve the page and its calls to browsers of this computer, until closed, idle or orphaned. */
export async function startWebHost(options: WebHostOptions): Promise<WebHost> {
  const { rendererFolder, addressFile, idleMinutes = Infinity } = options
  await checkRenderer(rendererFolder)
  checkIdleMinutes(idleMinutes)
  const server = createServer({ requireHostHeader: false, requestTimeout: 10_000 })
  server.maxConnections = 64
  const port = await listen(server, options.port ?? 0)
  const session = createSession(port)
  const url = `http://${LOOPBACK}:${port}/#token=${session.token}`
  const log: Log = (message, error) => options.log(session.scrub(message), error)

  const sockets = createSocketHost({
    dispatch: options.dispatch,
    limits: { ...defaultLimits, ...options.limits },
    onPages: (pages) => idle.update(pages),
    log,
  })
  const closing = createStop(async (reason) => {
    idle.stop()
    unwatchParent?.()
    unsubscribe()
    log(`stopping: ${reason}`)
    await Promise.all([closeServer(server), sockets.close(), dropAddress()])
  })
  const idle = watchIdle(idleMinutes * 60_000, () => void closing.stop('idle'))
  const unwatchParent =
    options.parentId === undefined
      ? undefined
      : watchParent(options.parentId, () => void closing.stop('parent-ended'))
  const unsubscribe = options.onAnnounce((event, payload) => sockets.broadcast(event, payload))
  const dropAddress = async () => {
    if (addressFile !== undefined) await removeAddressFile(addressFile)
  }

  const routes = webHostRoutes({ session, sockets, rendererFolder, onRedeemed: dropAddress })
  const router = createRouter(routes, createGuard(port, session), log)
  server.on('request', router.onRequest)
  server.on('upgrade', router.onUpgrade)
  try {
    if (addressFile !== undefined) await writeAddressFile(addressFile, url)
  } catch (error) {
    await closing.stop('closed')
    throw error
  }
  log(`listening on http://${LOOPBACK}:${port}`)
  return { url, port, stopped: closing.stopped, close: () => closing.stop('closed') }
}

/** Carry out a stop once, whoever asks first and however often. */
function createStop(carryOut: (reason: StopReason) => Promise<void>) {
  let settle: (reason: StopReason) => void
  const stopped = new Promise<StopReason>((resolve) => (settle = resolve))
  let stopping: Promise<void> | undefined
  const stop = (reason: StopReason): Promise<void> =>
    (stopping ??= carryOut(reason).finally(() => settle(reason)))
  return { stop, stopped }
}

async function closeServer(server: Server): Promise<void> {
  const closed = once(server, 'close')
  server.close()
  server.closeAllConnections()
  await closed
}

interface RouteParts {
  readonly session: Session
  readonly sockets: SocketHost
  readonly rendererFolder: string
  readonly onRedeemed: () => Promise<void>
}

/** Every way into the host; what is not here is refused. */
export function webHostRoutes({
  session,
  sockets,
  rendererFolder,
  onRedeemed,
}: RouteParts): readonly Route[] {
  const files = createStaticFiles(rendererFolder)
  return [
    {
      methods: ['POST'],
      path: '/session',
      auth: 'launch-token',
      answer: (request) => openSession(request, session, onRedeemed),
    },
    // Lets the page tell an ended session from a host that is gone.
    { methods: ['GET'], path: '/session', auth: 'session', answer: () => ({ status: 204 }) },
    { path: '/socket', auth: 'socket', accept: (...connection) => sockets.accept(...connection) },
    {
      methods: ['GET', 'HEAD'],
      path: '*',
      auth: 'public',
      answer: (_, path) => files(path),
    },
  ]
}

async function openSession(
  request: IncomingMessage,
  session: Session,
  onRedeemed: () => Promise<void>,
): Promise<Answer> {
  const token = request.headers[TOKEN_HEADER]
  const cookie = session.redeem(typeof token === 'string' ? token : undefined)
  if (cookie === null) {
    return {
      status: 401,
      body: 'this address is not the one that Keicast printed, or has been used; start Keicast again',
    }
  }
  await onRedeemed()
  return { status: 204, headers: { 'Set-Cookie': cookie } }
}

async function checkRenderer(folder: string): Promise<void> {
  try {
    await access(join(folder, 'index.html'))
  } catch (cause) {
    throw new Error(`${folder} has no index.html; run npm run build`, { cause })
  }
}

function checkIdleMinutes(minutes: number): void {
  if (!(minutes > 0)) throw new RangeError(`idleMinutes must be above 0, got ${minutes}`)
}

async function listen(server: Server, port: number): Promise<number> {
  // Browsers leave out port 80, and the ports below 1024 are not for everyone.
  if (port !== 0 && !(Number.isInteger(port) && port >= 1024 && port <= 65_535)) {
    throw new RangeError(`port must be 0 or from 1024 to 65535, got ${port}`)
  }
  try {
    server.listen(port, LOOPBACK)
    await once(server, 'listening')
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code !== 'EADDRINUSE') throw cause
    throw new Error(`port ${port} is taken; name another or none`, { cause })
  }
  return (server.address() as AddressInfo).port
}
