import type { OutgoingHttpHeaders } from 'node:http'
import { connect as connectTcp } from 'node:net'
import { once } from 'node:events'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { send, startTestHost, upgradeHeaders, type TestHost } from './host.fixture.ts'

/** Every combination of where a request says it goes, whence it comes, what it shows and what it wants. */

const hosts = {
  ok: (port: number) => `127.0.0.1:${port}`,
  evil: (port: number) => `evil.test:${port}`,
  missing: () => undefined,
  'decimal ip': (port: number) => `2130706433:${port}`,
  'trailing dot': (port: number) => `localhost.:${port}`,
  'other port': (port: number) => `127.0.0.1:${port === 65_535 ? 1024 : port + 1}`,
}
const origins = {
  same: (port: number) => `http://127.0.0.1:${port}`,
  'other port': (port: number) => `http://127.0.0.1:${port === 65_535 ? 1024 : port + 1}`,
  null: () => 'null',
  evil: (port: number) => `http://evil.test:${port}`,
  'prefix-evil': (port: number) => `http://127.0.0.1:${port}.evil.test`,
  missing: () => undefined,
}
const credentials = ['none', 'bad', 'good', 'cookie only'] as const
const wrongSecret = 'A'.repeat(43)

interface Want {
  readonly method: string
  readonly path: string
  readonly headers: OutgoingHttpHeaders
  /** Whether the Origin must be there; else it may be missing, never wrong. */
  readonly needsOrigin: boolean
  readonly enoughWith: readonly (typeof credentials)[number][]
  readonly status: number
}
const wants: Readonly<Record<string, Want>> = {
  'GET page': {
    method: 'GET',
    path: '/',
    headers: {},
    needsOrigin: false,
    enoughWith: credentials,
    status: 200,
  },
  'GET api': {
    method: 'GET',
    path: '/session',
    headers: { 'Sec-Fetch-Site': 'same-origin' },
    needsOrigin: false,
    enoughWith: ['good'],
    status: 204,
  },
  'POST api': {
    method: 'POST',
    path: '/session',
    headers: {},
    needsOrigin: true,
    enoughWith: ['good'],
    status: 204,
  },
  WS: {
    method: 'GET',
    path: '/socket',
    headers: upgradeHeaders,
    needsOrigin: true,
    enoughWith: ['good', 'cookie only'],
    status: 101,
  },
}

function expectedStatus(
  host: string,
  origin: string,
  credential: (typeof credentials)[number],
  want: Want,
): number {
  if (host === 'missing') return 400
  if (host !== 'ok') return 403
  if (origin === 'missing' ? want.needsOrigin : origin !== 'same') return 403
  return want.enoughWith.includes(credential) ? want.status : 401
}

function secretHeaders(
  credential: (typeof credentials)[number],
  token: string,
  cookie: string,
): OutgoingHttpHeaders {
  switch (credential) {
    case 'none':
      return {}
    case 'bad':
      return { 'X-Kei-Token': wrongSecret, Cookie: cookie.replace(/=.*/, `=${wrongSecret}`) }
    case 'good':
      return { 'X-Kei-Token': token, Cookie: cookie }
    case 'cookie only':
      return { Cookie: cookie }
  }
}

const originNames = Object.keys(origins) as (keyof typeof origins)[]

describe.each(Object.keys(wants))('%s', (wantName) => {
  const want = wants[wantName]!
  let shared: TestHost
  let cookie: string
  beforeAll(async () => {
    shared = await startTestHost()
    cookie = await shared.signIn()
  })
  afterAll(() => shared.close())

  const rows = Object.keys(hosts).flatMap((host) =>
    originNames.flatMap((origin) =>
      credentials.map((credential) => ({
        host: host as keyof typeof hosts,
        origin,
        credential,
        status: expectedStatus(host, origin, credential, want),
      })),
    ),
  )

  it.each(rows)(
    'Host $host, Origin $origin, auth $credential: $status',
    async ({ host, origin, credential, status }) => {
      // The token is good once: where it is what counts, every row has a host of its own.
      const spendsToken = want.method === 'POST' && credential !== 'cookie only'
      const target = spendsToken ? await startTestHost() : shared
      const { port } = target.host
      const reply = await send(port, want.method, want.path, {
        Host: hosts[host](port),
        Origin: origins[origin](port),
        ...want.headers,
        ...secretHeaders(credential, target.token, spendsToken ? 'a=b' : cookie),
      })
      expect(reply.status).toBe(status)
      expect(reply.headers).not.toHaveProperty('access-control-allow-origin')
      if (status !== 204 || want.method !== 'POST') {
        expect(reply.headers).not.toHaveProperty('set-cookie')
      }
      expect(target.calls).toEqual([])
      if (spendsToken) {
        // A refused request has not used the token up; a good one has.
        expect(await target.signIn()).toMatch(status === 204 ? /^$/ : /^keicast-/)
        await target.close()
      }
    },
  )
})

describe('every request', () => {
  let target: TestHost
  let cookie: string
  beforeAll(async () => {
    target = await startTestHost()
    cookie = await target.signIn()
  })
  afterAll(() => target.close())

  const sites = [
    'same-origin',
    'none',
    'same-site',
    'cross-site',
    'Same-Origin',
    'same-origin, none',
  ]
  it.each([
    { want: 'GET page', allowed: ['same-origin', 'none', undefined] },
    { want: 'GET api', allowed: ['same-origin'] },
    { want: 'WS', allowed: ['same-origin', 'none', undefined] },
  ])('$want is refused by what Sec-Fetch-Site says of it', async ({ want, allowed }) => {
    const { method, path, headers, status } = wants[want]!
    const { port } = target.host
    for (const site of [...sites, undefined]) {
      const reply = await send(port, method, path, {
        ...headers,
        ...{ Host: hosts.ok(port), Origin: origins.same(port), Cookie: cookie, 'X-Kei-Token': 'x' },
        'Sec-Fetch-Site': site,
      })
      expect([site, reply.status]).toEqual([site, allowed.includes(site) ? status : 403])
    }
  })

  it('may name the host by each of its three names, with the origin of the same name', async () => {
    const { port } = target.host
    for (const name of ['127.0.0.1', 'localhost', '[::1]']) {
      for (const other of ['127.0.0.1', 'localhost', '[::1]']) {
        const headers = {
          Host: `${name}:${port}`,
          Origin: `http://${other}:${port}`,
          Cookie: cookie,
        }
        const socket = await send(port, 'GET', '/socket', { ...upgradeHeaders, ...headers })
        expect(socket.status).toBe(name === other ? 101 : 403)
        expect((await send(port, 'GET', '/', headers)).status).toBe(name === other ? 200 : 403)
      }
    }
  })

  it.each([
    ['https', (port: number) => `https://127.0.0.1:${port}`],
    ['upper case', (port: number) => `HTTP://127.0.0.1:${port}`],
    ['a path', (port: number) => `http://127.0.0.1:${port}/`],
    ['no port', () => 'http://127.0.0.1'],
    ['two origins', (port: number) => `http://127.0.0.1:${port}, http://evil.test`],
    ['an empty origin', () => ''],
  ])('is refused for an Origin with %s', async (_, origin) => {
    const { port } = target.host
    const reply = await send(port, 'GET', '/socket', {
      ...upgradeHeaders,
      ...{ Host: hosts.ok(port), Origin: origin(port), Cookie: cookie },
    })
    expect(reply.status).toBe(403)
  })

  it.each([
    ['two hosts', (ours: string) => `GET / HTTP/1.1\r\nHost: ${ours}\r\nHost: evil.test\r\n\r\n`],
    ['an empty host', () => 'GET / HTTP/1.1\r\nHost:\r\n\r\n'],
    ['HTTP/1.0 and no host', () => 'GET / HTTP/1.0\r\n\r\n'],
    ['a full address', (ours: string) => `GET http://evil.test/ HTTP/1.1\r\nHost: ${ours}\r\n\r\n`],
    ['CONNECT', (ours: string) => `CONNECT evil.test:80 HTTP/1.1\r\nHost: ${ours}\r\n\r\n`],
    ['another protocol', (ours: string) => upgradeTo('h2c', ours, cookie)],
  ])('is refused with %s', async (_, text) => {
    const { port } = target.host
    const socket = connectTcp(port, '127.0.0.1')
    let reply = ''
    socket.setEncoding('utf8')
    socket.on('data', (data: string) => (reply += data))
    socket.write(text(hosts.ok(port)))
    await once(socket, 'close')
    expect(reply).not.toMatch(/^HTTP\/1\.1 [123]/)
    expect(reply).not.toContain('<!doctype')
  })

  it('of another page on this computer finds no CORS header, asked for or not', async () => {
    const { port } = target.host
    const reply = await send(port, 'OPTIONS', '/session', {
      Host: hosts.ok(port),
      'Access-Control-Request-Method': 'POST',
      'Access-Control-Request-Headers': 'x-kei-token',
    })
    expect(reply.status).toBe(405)
    const names = Object.keys(reply.headers)
    expect(names.filter((name) => name.startsWith('access-control'))).toEqual([])
  })
})

function upgradeTo(protocol: string, host: string, cookie: string): string {
  const headers = `Host: ${host}\r\nConnection: Upgrade\r\nUpgrade: ${protocol}\r\n`
  return `GET /socket HTTP/1.1\r\n${headers}Origin: http://${host}\r\nCookie: ${cookie}\r\n\r\n`
}
