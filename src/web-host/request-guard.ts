import type { IncomingMessage } from 'node:http'
import type { Session } from './session.ts'

/**
 * What a request must show, besides coming from no other site:
 * - `public`: nothing, and it may only read; the page's own files, which hold no secret;
 * - `launch-token`: our Origin, and the token of the printed address in a header;
 * - `session`: the cookie and our header; to read, the browser's word that our page asks; to change, our
 *   Origin;
 * - `socket`: our Origin and the cookie; a browser can add no header to a WebSocket.
 */
export const auths = ['public', 'launch-token', 'session', 'socket'] as const
export type Auth = (typeof auths)[number]

export interface Refusal {
  readonly status: 400 | 401 | 403
  readonly message: string
}

/** Carries the launch token; on other calls its presence alone shows that no plain form or link sent it. */
export const TOKEN_HEADER = 'x-kei-token'

export interface Guard {
  /** Say why a request comes from somewhere else, null where it does not; asked of every request. */
  refuseSource(request: IncomingMessage): Refusal | null
  /** Say what a request lacks for a route, null where it lacks nothing. */
  refuseAuth(request: IncomingMessage, auth: Auth): Refusal | null
}

export function createGuard(port: number, session: Session): Guard {
  const hosts = [`127.0.0.1:${port}`, `localhost:${port}`, `[::1]:${port}`]
  const here = `http://${hosts[0] ?? ''}`
  return {
    refuseSource(request) {
      const given = hostsOf(request)
      if (given.length !== 1) {
        return { status: 400, message: `a request must name its host once; open ${here}` }
      }
      // A name of our own that an attacker's server resolves to this computer stops here.
      if (!hosts.includes(given[0] ?? '')) {
        return { status: 403, message: `Keicast answers to no other name; open ${here}` }
      }
      const site = headerOf(request, 'sec-fetch-site')
      if (site !== undefined && site !== 'same-origin' && site !== 'none') {
        return { status: 403, message: `another site asked for this; open ${here} yourself` }
      }
      const { origin } = request.headers
      if (origin !== undefined && origin !== originOf(request)) return foreign(here)
      return null
    },
    refuseAuth(request, auth) {
      switch (auth) {
        case 'public':
          return changes(request) ? foreign(here) : null
        case 'launch-token':
          return hasOurOrigin(request) ? needToken(request) : foreign(here)
        case 'session':
          if (!isFromOurPage(request)) return foreign(here)
          return needToken(request) ?? needCookie(request, session)
        case 'socket':
          return hasOurOrigin(request) ? needCookie(request, session) : foreign(here)
        default:
          // A route that got past the compiler without saying how it is kept.
          return foreign(here)
      }
    },
  }
}

function foreign(here: string): Refusal {
  return { status: 403, message: `only Keicast's own page may ask for this; open ${here}` }
}

function needToken(request: IncomingMessage): Refusal | null {
  if (headerOf(request, TOKEN_HEADER) !== undefined) return null
  return { status: 401, message: `the header ${TOKEN_HEADER} is missing` }
}

function needCookie(request: IncomingMessage, session: Session): Refusal | null {
  if (session.holds(request.headers.cookie)) return null
  return {
    status: 401,
    message:
      'this browser has no session with this start of Keicast; open the whole address that Keicast ' +
      'printed, with what follows the #, or start Keicast again',
  }
}

function isFromOurPage(request: IncomingMessage): boolean {
  if (changes(request)) return hasOurOrigin(request)
  return headerOf(request, 'sec-fetch-site') === 'same-origin'
}

function hasOurOrigin(request: IncomingMessage): boolean {
  return request.headers.origin !== undefined && request.headers.origin === originOf(request)
}

/** The origin of the page that a request's own host serves; its host has been checked. */
function originOf(request: IncomingMessage): string {
  return `http://${request.headers.host ?? ''}`
}

function changes({ method }: IncomingMessage): boolean {
  return method !== 'GET' && method !== 'HEAD'
}

/** Every Host header as sent; Node itself keeps the first of several and says nothing. */
function hostsOf({ rawHeaders }: IncomingMessage): string[] {
  return rawHeaders.filter((_, i) => i % 2 === 1 && rawHeaders[i - 1]?.toLowerCase() === 'host')
}

function headerOf(request: IncomingMessage, name: string): string | undefined {
  const value = request.headers[name]
  return Array.isArray(value) ? value.join(', ') : value
}
