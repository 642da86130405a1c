import { describe, expect, it } from 'vitest'
import { auths, createGuard, type Guard } from './request-guard.ts'
import { createRouter, type Route } from './router.ts'
import { webHostRoutes } from './server.ts'
import { createSession } from './session.ts'

const session = createSession(4000)
const guard: Guard = createGuard(4000, session)
const noLog = () => undefined

describe('the routes of the host', () => {
  const routes = webHostRoutes({
    session,
    sockets: { accept: () => null, broadcast: noLog, close: () => Promise.resolve() },
    rendererFolder: '.',
    onRedeemed: () => Promise.resolve(),
  })

  it('each state what they ask of whoever comes', () => {
    for (const route of routes) expect(auths).toContain(route.auth)
  })

  it('are these and no others; only the files are public, and only to read', () => {
    const listed = routes.map((route) => {
      const methods = route.auth === 'socket' ? 'WebSocket' : route.methods.join('|')
      return `${methods} ${route.path}: ${route.auth}`
    })
    expect(listed).toEqual([
      'POST /session: launch-token',
      'GET /session: session',
      'WebSocket /socket: socket',
      'GET|HEAD *: public',
    ])
  })
})

describe('createRouter', () => {
  it('does not take a route without an auth, nor does the compiler', () => {
    // @ts-expect-error a route must state its auth
    const forgotten: Route = { methods: ['GET'], path: '/x', answer: () => ({ status: 200 }) }
    expect(() => createRouter([forgotten], guard, noLog)).toThrow('route /x states no auth')
  })

  it('does not take an auth that it does not know', () => {
    const unknown = {
      methods: ['GET'],
      path: '/x',
      auth: 'anyone',
      answer: () => ({ status: 200 }),
    }
    expect(() => createRouter([unknown as unknown as Route], guard, noLog)).toThrow('no auth')
  })

  it('does not take a public route that changes something', () => {
    const route: Route = {
      methods: ['GET', 'POST'],
      path: '/x',
      auth: 'public',
      answer: () => ({ status: 200 }),
    }
    expect(() => createRouter([route], guard, noLog)).toThrow('route /x is public and changes')
  })
})

describe('createGuard', () => {
  it('refuses an auth that got past the compiler', () => {
    const request = { method: 'GET', headers: {}, rawHeaders: [] }
    const refusal = guard.refuseAuth(request as never, undefined as never)
    expect(refusal?.status).toBe(403)
  })

  it('refuses to let a public route change anything', () => {
    const request = { method: 'POST', headers: {}, rawHeaders: [] }
    expect(guard.refuseAuth(request as never, 'public')?.status).toBe(403)
  })
})
