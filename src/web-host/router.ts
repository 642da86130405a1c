import { ServerResponse, type IncomingMessage } from 'node:http'
import { Socket } from 'node:net'
import type { Duplex } from 'node:stream'
import { sendAnswer, type Answer } from './answer.ts'
import { auths, type Auth, type Guard } from './request-guard.ts'

interface AnsweredRoute {
  readonly methods: readonly ('GET' | 'HEAD' | 'POST')[]
  /** A path, or `*` for those that no other route names. */
  readonly path: string
  readonly auth: Exclude<Auth, 'socket'>
  readonly answer: (request: IncomingMessage, path: string) => Answer | Promise<Answer>
}
interface SocketRoute {
  readonly path: string
  readonly auth: 'socket'
  /** Take the connection over, or say why not. */
  readonly accept: (request: IncomingMessage, socket: Duplex, head: Buffer) => Answer | null
}
/** A way in, with what it asks of whoever comes; there is no default, so a route cannot forget it. */
export type Route = AnsweredRoute | SocketRoute

export interface Router {
  readonly onRequest: (request: IncomingMessage, response: ServerResponse) => void
  readonly onUpgrade: (request: IncomingMessage, socket: Duplex, head: Buffer) => void
}
type Log = (message: string, error?: unknown) => void

/** A page elsewhere could otherwise fill the disk with refusals. */
const MAX_LOGGED_REFUSALS = 200

/** Let in what a route names and the guard lets through; everything else is refused. */
export function createRouter(routes: readonly Route[], guard: Guard, log: Log): Router {
  routes.forEach(checkRoute)
  const refuse = createRefusalLog(log)

  async function answerTo(request: IncomingMessage): Promise<Answer> {
    const foreign = guard.refuseSource(request)
    if (foreign !== null) return refuse(request, asAnswer(foreign))
    const path = pathOf(request)
    const named = routes.filter(isAnswered).filter((route) => route.path === path)
    const open = named.length > 0 ? named : routes.filter(isAnswered).filter(isCatchAll)
    const route = open.find(({ methods }) => methods.some((method) => method === request.method))
    if (route === undefined) return refuse(request, wrongMethod(open))
    const lacking = guard.refuseAuth(request, route.auth)
    if (lacking !== null) return refuse(request, asAnswer(lacking))
    const answer = await route.answer(request, path)
    return answer.status < 400 ? answer : refuse(request, answer)
  }

  function acceptUpgrade(request: IncomingMessage, socket: Duplex, head: Buffer): Answer | null {
    const foreign = guard.refuseSource(request)
    if (foreign !== null) return asAnswer(foreign)
    const route = routes.filter(isSocket).find(({ path }) => path === pathOf(request))
    if (route === undefined) return noSuchSocket
    const lacking = guard.refuseAuth(request, route.auth)
    return lacking === null ? route.accept(request, socket, head) : asAnswer(lacking)
  }

  return {
    onRequest(request, response) {
      answerTo(request)
        .catch((error: unknown) => {
          log(`could not answer ${nameOf(request)}`, error)
          return failed
        })
        .then((answer) => {
          sendAnswer(response, answer)
        })
        .catch((error: unknown) => {
          log(`could not send the answer to ${nameOf(request)}`, error)
          response.destroy()
        })
    },
    onUpgrade(request, socket, head) {
      // A peer that is gone before its refusal arrives is no fault of ours.
      socket.on('error', () => socket.destroy())
      const answer = acceptUpgrade(request, socket, head)
      if (answer !== null) refuseUpgrade(request, socket, refuse(request, answer))
    },
  }
}

/** Make a function that logs a refusal and hands it on. */
function createRefusalLog(log: Log) {
  let count = 0
  return (request: IncomingMessage, answer: Answer): Answer => {
    count += 1
    if (count <= MAX_LOGGED_REFUSALS) {
      const last = count === MAX_LOGGED_REFUSALS ? '; further refusals are not logged' : ''
      log(`refused ${nameOf(request)}: ${answer.status} ${reasonOf(answer)}${last}`)
    }
    return answer
  }
}

const failed: Answer = { status: 500, body: 'Keicast could not answer; its log has the cause' }
const noSuchSocket: Answer = { status: 404, body: 'Keicast has no such WebSocket; open /' }

/** Refuse at start what the compiler would have refused, in case it was not asked. */
function checkRoute(route: Route): void {
  if (!auths.includes(route.auth)) {
    throw new RangeError(`route ${route.path} states no auth; expected one of ${auths.join(', ')}`)
  }
  if (route.auth === 'public' && route.methods.includes('POST')) {
    throw new RangeError(
      `route ${route.path} is public and changes something; give it another auth`,
    )
  }
}

function refuseUpgrade(request: IncomingMessage, socket: Duplex, answer: Answer): void {
  if (!(socket instanceof Socket)) {
    socket.destroy()
    return
  }
  const response = new ServerResponse(request)
  response.assignSocket(socket)
  response.on('finish', () => socket.end())
  sendAnswer(response, answer)
}

function wrongMethod(open: readonly AnsweredRoute[]): Answer {
  const allowed = open.flatMap(({ methods }) => methods).join(', ')
  return {
    status: 405,
    headers: { Allow: allowed },
    body: `this address takes ${allowed || 'no method'} only`,
  }
}

function asAnswer({ status, message }: { status: number; message: string }): Answer {
  return { status, body: message }
}

function isAnswered(route: Route): route is AnsweredRoute {
  return route.auth !== 'socket'
}

function isSocket(route: Route): route is SocketRoute {
  return route.auth === 'socket'
}

function isCatchAll({ path }: Route): boolean {
  return path === '*'
}

/** The path as sent, without its query; a route sees nothing else of the address. */
function pathOf({ url }: IncomingMessage): string {
  return (url ?? '').split('?', 1)[0] ?? ''
}

/** Name a request for the log: never its query, headers or body. */
function nameOf(request: IncomingMessage): string {
  return `${request.method ?? '?'} ${JSON.stringify(pathOf(request).slice(0, 100))}`
}

function reasonOf({ body }: Answer): string {
  return typeof body === 'string' ? body : ''
}
