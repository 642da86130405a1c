import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { afterEach, describe, expect, it } from 'vitest'
import type { ClientOptions, WebSocket } from 'ws'
import { decodeFromHost, encodeMessage, type RequestMessage } from '../contract/wire.ts'
import { closeCode, connect, startTestHost, until, upgradeHeaders, send } from './host.fixture.ts'
import type { TestHost } from './host.fixture.ts'
import type { SocketLimits } from './ws-transport.ts'

let target: TestHost
afterEach(() => target.close())

/** Start a host and connect pages to it. */
async function start(
  limits: Partial<SocketLimits> = {},
): Promise<(options?: ClientOptions) => Promise<WebSocket>> {
  target = await startTestHost({ limits })
  const cookie = await target.signIn()
  return (options) => connect(target.host.port, cookie, options)
}

async function received(page: WebSocket) {
  const [data, isBinary] = (await once(page, 'message')) as [Buffer | ArrayBuffer, boolean]
  return decodeFromHost(isBinary ? (data as ArrayBuffer) : (data as Buffer).toString())
}

async function ask(page: WebSocket, request: RequestMessage) {
  const reply = received(page)
  page.send(encodeMessage(request))
  return reply
}

describe('a connected page', () => {
  it('has its calls answered by the dispatcher', async () => {
    const page = await (await start())()
    const request = { id: 5, name: 'app.hello', input: { a: [1, null] } }
    expect(await ask(page, request)).toStrictEqual({
      id: 5,
      result: { ok: true, value: { a: [1, null] } },
    })
    expect(target.calls).toStrictEqual([{ name: 'app.hello', input: { a: [1, null] } }])
  })

  it('sends and is sent buffers of megabytes, unchanged', async () => {
    const page = await (await start())()
    const bytes = new Uint8Array(randomBytes(8 * 2 ** 20)).buffer
    const request = { id: 1, name: 'export.save', input: { bytes } }
    expect(await ask(page, request)).toStrictEqual({
      id: 1,
      result: { ok: true, value: { bytes } },
    })
  })

  it('is told that a call failed, not why; the log has the cause', async () => {
    const page = await (await start())()
    const reply = await ask(page, { id: 1, name: 'fail', input: null })
    expect(reply).toMatchObject({ id: 1, result: { ok: false, error: { code: 'internal' } } })
    expect(JSON.stringify(reply)).not.toContain('broken')
    expect(target.logged.join()).toContain('Error: broken')
  })

  it('is told that a call failed whose answer cannot be written', async () => {
    target = await startTestHost({
      dispatch: () => Promise.resolve({ ok: true, value: new Date(0) }),
    })
    const page = await connect(target.host.port, await target.signIn())
    const reply = await ask(page, { id: 1, name: 'x', input: null })
    expect(reply).toMatchObject({ id: 1, result: { ok: false, error: { code: 'internal' } } })
  })

  it('hears every event, as every other page does', async () => {
    const open = await start()
    const pages = [await open(), await open()]
    const heard = pages.map(received)
    target.announce('menu.command', { command: 'file.new' })
    expect(await Promise.all(heard)).toEqual(
      pages.map(() => ({ event: 'menu.command', payload: { command: 'file.new' } })),
    )
  })

  it('hears events while a call of its own waits', async () => {
    const page = await (await start())()
    page.send(encodeMessage({ id: 1, name: 'never', input: null }))
    await until(() => target.calls.length === 1)
    const heard = received(page)
    target.announce('x', 1)
    expect(await heard).toEqual({ event: 'x', payload: 1 })
  })

  it('keeps the host up when an event cannot be written', async () => {
    const page = await (await start())()
    target.announce('x', new Date(0))
    expect(target.logged.join()).toContain('could not announce')
    expect(await ask(page, { id: 1, name: 'x', input: 1 })).toHaveProperty('id', 1)
  })
})

describe('a connection is ended', () => {
  it.each<[string, string | Uint8Array]>([
    ['text that is no request', '{"id":1}'],
    ['text that is no JSON', 'hello'],
    ['bytes that are no request', new Uint8Array([255, 255, 255, 255, 1])],
    ['no bytes', new Uint8Array(0)],
  ])('for %s, and nothing reaches the dispatcher', async (_, data) => {
    const page = await (await start())()
    page.send(data)
    expect(await closeCode(page)).toBe(1007)
    expect(target.calls).toEqual([])
  })

  it('for a message above the limit, before it is read', async () => {
    const page = await (await start({ maxMessageBytes: 1000 }))()
    await ask(page, { id: 1, name: 'x', input: 'y'.repeat(900) })
    page.send(encodeMessage({ id: 2, name: 'x', input: 'y'.repeat(1000) }))
    expect(await closeCode(page)).toBe(1009)
    expect(target.calls).toHaveLength(1)
  })

  it('for more messages than the rate allows; as many as it allows are answered', async () => {
    const page = await (await start({ messagesPerSecond: 10 }))()
    for (let id = 0; id < 100; id++) page.send(encodeMessage({ id, name: 'x', input: null }))
    expect(await closeCode(page)).toBe(1008)
    expect(target.calls.length).toBeGreaterThanOrEqual(30)
    expect(target.calls.length).toBeLessThan(50)
  })

  it('not for a rate that is kept up for long', async () => {
    const page = await (await start({ messagesPerSecond: 50 }))()
    for (let id = 0; id < 200; id++) {
      expect(await ask(page, { id, name: 'x', input: null })).toHaveProperty('id', id)
      if (id % 50 === 0) await new Promise((resolve) => setTimeout(resolve, 400))
    }
  })

  it('when pings stay without an answer', async () => {
    const open = await start({ pingMs: 20 })
    const [silent, alive] = [await open({ autoPong: false }), await open()]
    expect(await closeCode(silent)).toBe(1006)
    await new Promise((resolve) => setTimeout(resolve, 200))
    expect(await ask(alive, { id: 1, name: 'x', input: 1 })).toHaveProperty('id', 1)
  })

  it('when a page does not take what it is sent', async () => {
    const page = await (await start({ maxBacklogBytes: 2 ** 20 }))()
    page.pause()
    const payload = 'x'.repeat(4 * 2 ** 20)
    await until(() => {
      target.announce('x', payload)
      return target.logged.join().includes('does not take')
    })
    page.resume()
    expect(await closeCode(page)).toBe(1006)
  })

  it('when the host stops, with word that it has', async () => {
    const page = await (await start())()
    const code = closeCode(page)
    await target.host.close()
    expect(await code).toBe(1001)
    expect(target.listeners()).toBe(0)
  })
})

describe('a connection is not opened', () => {
  it('beyond as many pages as may be open, until one of them closes', async () => {
    const open = await start({ maxPages: 2 })
    const pages = [await open(), await open()]
    await expect(open()).rejects.toThrow('503')
    pages[0]?.close()
    await until(() =>
      open().then(
        () => true,
        () => false,
      ),
    )
  })

  it.each(['/', '/session', '/socket/', '/SOCKET', '/%73ocket'])('at %s', async (path) => {
    await start()
    const { port } = target.host
    const reply = await send(port, 'GET', path, {
      ...upgradeHeaders,
      Host: `127.0.0.1:${port}`,
      Origin: `http://127.0.0.1:${port}`,
    })
    expect(reply.status).toBe(404)
  })
})
