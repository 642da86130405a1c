import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { send, startTestHost, upgradeHeaders, type TestHost } from './host.fixture.ts'

const policy =
  "default-src 'none'; script-src 'self'; style-src 'self'; style-src-attr 'unsafe-inline'; " +
  "img-src 'self' data: blob:; font-src 'self'; connect-src 'self'; worker-src 'self'; " +
  "object-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; " +
  "require-trusted-types-for 'script'; trusted-types svelte-trusted-html"

let target: TestHost
beforeAll(async () => {
  target = await startTestHost()
})
afterAll(() => target.close())

describe('every answer', () => {
  it.each([
    ['the page', 'GET', '/', {}],
    ['a page that is not there', 'GET', '/missing.html', {}],
    ['a wrong method', 'PUT', '/', {}],
    ['no host', 'GET', '/', { Host: undefined }],
    ['a foreign host', 'GET', '/', { Host: 'evil.test' }],
    ['no session', 'GET', '/session', { 'Sec-Fetch-Site': 'same-origin', 'X-Kei-Token': 'x' }],
    ['a refused WebSocket', 'GET', '/socket', upgradeHeaders],
  ])('carries the security headers: %s', async (_, method, path, headers) => {
    const { port } = target.host
    const reply = await send(port, method, path, { Host: `127.0.0.1:${port}`, ...headers })
    expect(reply.headers).toMatchObject({
      'content-security-policy': policy,
      'cross-origin-opener-policy': 'same-origin',
      'cross-origin-resource-policy': 'same-origin',
      'referrer-policy': 'no-referrer',
      'x-content-type-options': 'nosniff',
      'cache-control': 'no-store',
    })
    const names = Object.keys(reply.headers)
    expect(names.filter((name) => /^access-control|^server$|^x-powered/.test(name))).toEqual([])
  })

  it('that refuses says in words what to do', async () => {
    const { port } = target.host
    const { status, headers, body } = await send(port, 'GET', '/', { Host: 'evil.test' })
    expect(status).toBe(403)
    expect(headers['content-type']).toBe('text/plain; charset=utf-8')
    expect(body).toBe(`Keicast answers to no other name; open http://127.0.0.1:${port}`)
  })
})
