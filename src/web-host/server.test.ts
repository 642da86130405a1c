import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmod, mkdtemp, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises'
import { connect as connectTcp } from 'node:net'
import { networkInterfaces, tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { connect, send, startTestHost, until, type TestHost } from './host.fixture.ts'

let target: TestHost
afterEach(() => target.close())

/** Whether something listens there. */
async function isOpen(address: string, port: number): Promise<boolean> {
  const socket = connectTcp({ host: address, port, timeout: 2000 })
  try {
    return await new Promise((resolve) => {
      socket.on('connect', () => resolve(true))
      socket.on('timeout', () => resolve(false))
      socket.on('error', () => resolve(false))
    })
  } finally {
    socket.destroy()
  }
}

describe('startWebHost', () => {
  it('listens on 127.0.0.1 and on no other address of this computer', async () => {
    target = await startTestHost()
    const { port } = target.host
    expect(await isOpen('127.0.0.1', port)).toBe(true)
    const addresses = Object.values(networkInterfaces()).flatMap((list) => list ?? [])
    const others = addresses.map(({ address }) => address).filter((each) => each !== '127.0.0.1')
    for (const address of [...others, '127.0.0.2', '::1']) {
      expect([address, await isOpen(address, port)]).toEqual([address, false])
    }
  })

  it('gives an address whose token stands after the #', async () => {
    target = await startTestHost()
    const { url, port } = target.host
    expect(url).toMatch(new RegExp(`^http://127\\.0\\.0\\.1:${port}/#token=[\\w-]{43}$`))
  })

  it('takes the port that it is given, or says that it is taken', async () => {
    target = await startTestHost()
    const { port } = target.host
    await expect(startTestHost({ port })).rejects.toThrow(`port ${port} is taken; name another`)
    await target.close()
    target = await startTestHost({ port })
    expect(target.host.port).toBe(port)
  })

  it.each([80, 1023, 65_536, -1, 4000.5, Number.NaN])('refuses the port %d', async (port) => {
    target = await startTestHost()
    await expect(startTestHost({ port })).rejects.toThrow(RangeError)
  })

  it('refuses a folder without a page, and says what to do', async () => {
    target = await startTestHost()
    await expect(startTestHost({}, {})).rejects.toThrow('no index.html; run npm run build')
  })

  it('closes once, however often it is asked to', async () => {
    target = await startTestHost()
    const { host } = target
    await Promise.all([host.close(), host.close()])
    await host.close()
    expect(await host.stopped).toBe('closed')
    expect(await isOpen('127.0.0.1', host.port)).toBe(false)
  })
})

describe('the token', () => {
  const post = (token: string) =>
    send(target.host.port, 'POST', '/session', {
      Host: `127.0.0.1:${target.host.port}`,
      Origin: `http://127.0.0.1:${target.host.port}`,
      'X-Kei-Token': token,
    })

  it('is good once; the cookie goes on', async () => {
    target = await startTestHost()
    const first = await post(target.token)
    expect(first.status).toBe(204)
    const cookie = first.headers['set-cookie']?.[0] ?? ''
    expect(cookie).toMatch(/; HttpOnly; SameSite=Strict; Path=\/$/)
    expect((await post(target.token)).status).toBe(401)
    const pair = cookie.split(';')[0] ?? ''
    for (let reloads = 0; reloads < 3; reloads++) (await connect(target.host.port, pair)).close()
  })

  it('is good once for requests that come together, too', async () => {
    target = await startTestHost()
    const replies = await Promise.all(Array.from({ length: 10 }, () => post(target.token)))
    expect(replies.filter(({ status }) => status === 204)).toHaveLength(1)
  })

  it('opens nothing in a query, a cookie or another header', async () => {
    target = await startTestHost()
    const { token, host } = target
    const headers = {
      Host: `127.0.0.1:${host.port}`,
      Origin: `http://127.0.0.1:${host.port}`,
      Cookie: `keicast-${host.port}=${token}; token=${token}`,
      Authorization: `Bearer ${token}`,
    }
    expect((await send(host.port, 'POST', `/session?token=${token}`, headers)).status).toBe(401)
    await expect(connect(host.port, headers.Cookie)).rejects.toThrow('401')
  })

  it('stands in no log and no answer, nor does the cookie', async () => {
    target = await startTestHost()
    const { token, host } = target
    const paths = [`/${token}`, `/?token=${token}`, `/session?token=${token}`, `/x.html?${token}`]
    const ours = { Host: `127.0.0.1:${host.port}`, Referer: `http://x/${token}` }
    const bodies: string[] = []
    for (const path of paths) bodies.push((await send(host.port, 'GET', path, ours)).body)
    bodies.push((await post(`${token}x`)).body)
    const cookie = await target.signIn()
    const secret = cookie.split('=')[1] ?? ''
    bodies.push((await post(token)).body)
    bodies.push((await send(host.port, 'GET', `/${secret}`, ours)).body)
    const page = await connect(host.port, cookie)
    page.send(token)
    await once(page, 'close')
    await host.close()
    const told = [...target.logged, ...bodies].join('\n')
    expect(told).toContain('refused GET "/[token]"')
    expect(told).toContain('listening on')
    expect(told).not.toContain(token)
    expect(told).not.toContain(secret)
  })

  it('waits in a file for this user only, until it is used', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'keicast-address-'))
    const addressFile = join(folder, 'address')
    // What was there before must not lend the new file its permissions, or its place elsewhere.
    await writeFile(join(folder, 'elsewhere'), 'old')
    await chmod(join(folder, 'elsewhere'), 0o644)
    await symlink(join(folder, 'elsewhere'), addressFile)
    target = await startTestHost({ addressFile })
    expect(await readFile(addressFile, 'utf8')).toBe(`${target.host.url}\n`)
    expect(await readFile(join(folder, 'elsewhere'), 'utf8')).toBe('old')
    expect((await stat(addressFile)).mode & 0o777).toBe(0o600)
    await target.signIn()
    await expect(stat(addressFile)).rejects.toThrow('ENOENT')
    await rm(folder, { recursive: true })
  })

  it('leaves no open port behind where its file cannot be written', async () => {
    target = await startTestHost()
    const { port } = target.host
    await target.close()
    const addressFile = join(target.folder, 'no-such-folder', 'address')
    await expect(startTestHost({ addressFile, port })).rejects.toThrow('ENOENT')
    expect(await isOpen('127.0.0.1', port)).toBe(false)
  })
})

describe('refusals', () => {
  it('are logged without what was sent, and not without end', async () => {
    target = await startTestHost()
    const { port } = target.host
    const headers = { Host: `127.0.0.1:${port}`, Cookie: 'private', Referer: 'http://private/' }
    for (let i = 0; i < 210; i++) await send(port, 'GET', `/missing-${i}?private`, headers)
    const refused = target.logged.filter((line) => line.startsWith('refused'))
    expect(refused).toHaveLength(200)
    expect(refused[0]).toContain('refused GET "/missing-0": 404')
    expect(refused[199]).toContain('further refusals are not logged')
    expect(target.logged.join()).not.toContain('private')
  })

  it('cannot forge a line of the log', async () => {
    target = await startTestHost()
    const { port } = target.host
    await send(port, 'GET', '/%0astopped', { Host: `127.0.0.1:${port}` })
    await send(port, 'GET', `/${'x'.repeat(5000)}`, { Host: `127.0.0.1:${port}` })
    for (const line of target.logged) {
      expect(line).not.toContain('\n')
      expect(line.length).toBeLessThan(300)
    }
  })
})

describe('the host stops by itself', () => {
  it('when no page comes', async () => {
    target = await startTestHost({ idleMinutes: 0.1 / 60 })
    expect(await target.host.stopped).toBe('idle')
    expect(await isOpen('127.0.0.1', target.host.port)).toBe(false)
    expect(target.listeners()).toBe(0)
  })

  it('when the last page has gone, and not while one is there', async () => {
    target = await startTestHost({ idleMinutes: 1 / 60 })
    let stopped = false
    void target.host.stopped.then(() => (stopped = true))
    const cookie = await target.signIn()
    const pages = [await connect(target.host.port, cookie), await connect(target.host.port, cookie)]
    pages[0]?.close()
    await new Promise((resolve) => setTimeout(resolve, 1500))
    expect(stopped).toBe(false)
    pages[1]?.close()
    expect(await target.host.stopped).toBe('idle')
  })

  it('not at all where no time, or an endless one, is given', async () => {
    target = await startTestHost({ idleMinutes: Infinity })
    await new Promise((resolve) => setTimeout(resolve, 100))
    expect(await isOpen('127.0.0.1', target.host.port)).toBe(true)
  })

  it.each([0, -1, Number.NaN])('but takes no idle time of %d minutes', async (idleMinutes) => {
    target = await startTestHost()
    const { port } = target.host
    await target.close()
    await expect(startTestHost({ idleMinutes, port })).rejects.toThrow(RangeError)
    expect(await isOpen('127.0.0.1', port)).toBe(false)
  })

  it('when its parent ends', async () => {
    const parent = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'])
    await once(parent, 'spawn')
    target = await startTestHost({ parentId: parent.pid ?? 0 })
    expect(await isOpen('127.0.0.1', target.host.port)).toBe(true)
    parent.kill('SIGKILL')
    expect(await target.host.stopped).toBe('parent-ended')
    await until(async () => !(await isOpen('127.0.0.1', target.host.port)))
  })
})
