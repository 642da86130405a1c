import type { Browser, BrowserContext, Page } from 'playwright'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'vite'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { launchChromium } from './chromium.fixture.ts'
import { startTestHost, until, type TestHost } from './host.fixture.ts'
import type { WebHostOptions } from './server.ts'

/** The page's half of the transport, built and run in Chromium against a real host. */

const hostFolder = fileURLToPath(new URL('../../renderer/host', import.meta.url))
const pageScript = `
  import { connectWebSocket } from ${JSON.stringify(join(hostFolder, 'ws-transport.ts'))}
  globalThis.heard = []
  globalThis.states = []
  globalThis.link = connectWebSocket()
  link.then(
    (transport) => {
      transport.subscribe('news', (payload) => heard.push(payload))
      transport.onConnection(({ kind, message }) => states.push([kind, message]))
      document.title = 'open'
    },
    (error) => { document.title = error.name + ' ' + error.code + ': ' + error.message },
  )
  globalThis.ask = async (name, input) => {
    try { return await (await link).request(name, input) }
    catch (error) { return error.name + ' ' + error.code + ': ' + error.message }
  }
`
const violations = `
  globalThis.violations = []
  document.addEventListener('securitypolicyviolation', (event) => {
    violations.push(event.violatedDirective + ' ' + event.blockedURI)
  })
`

async function buildPage(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'keicast-page-'))
  await writeFile(join(folder, 'page.js'), pageScript)
  await build({
    configFile: false,
    root: folder,
    logLevel: 'error',
    build: {
      lib: { entry: 'page.js', formats: ['es'], fileName: () => 'built.js' },
      minify: false,
    },
  })
  const built = await readFile(join(folder, 'dist', 'built.js'), 'utf8')
  await rm(folder, { recursive: true })
  return built
}

let browser: Browser
let files: Record<string, string>
let context: BrowserContext
let page: Page
let target: TestHost

beforeAll(async () => {
  files = {
    'index.html':
      '<!doctype html><title>loading</title><script type="module" src="/page.js"></script>',
    'page.js': await buildPage(),
  }
  browser = await launchChromium()
})
afterAll(() => browser.close())
beforeEach(async () => {
  context = await browser.newContext()
  await context.addInitScript(violations)
  page = await context.newPage()
})
afterEach(async () => {
  await context.close()
  await target.close()
})

async function start(options: Partial<WebHostOptions> = {}): Promise<void> {
  target = await startTestHost(options, files)
}

/** Wait until a condition holds in the page; Playwright's own wait needs eval, which the policy forbids. */
function inPage(condition: string, of: Page = page): Promise<void> {
  return until(() => of.evaluate<boolean>(`Boolean(${condition})`))
}

async function title(of: Page = page): Promise<string> {
  await inPage(`document.title !== 'loading'`, of)
  return of.title()
}

describe('connectWebSocket', () => {
  it('trades the token for the cookie and leaves the token nowhere', async () => {
    await start()
    const requests: string[] = []
    context.on('request', (request) => {
      void request
        .allHeaders()
        .then((headers) => requests.push(JSON.stringify([request.url(), headers])))
    })
    await page.goto(target.host.url)
    expect(await title()).toBe('open')
    await page.reload()
    expect(await title()).toBe('open')
    expect(page.url()).toBe(`http://127.0.0.1:${target.host.port}/`)
    expect(await page.evaluate('[location.href, document.cookie, document.referrer]')).toEqual([
      page.url(),
      '',
      '',
    ])
    expect(await page.evaluate('violations')).toEqual([])
    const carriers = requests.filter((text) => text.includes(target.token))
    expect(carriers).toHaveLength(1)
    expect(carriers[0]).toContain('/session"')
    expect(requests.join().toLowerCase()).not.toContain('"referer"')
    expect(target.logged.join()).not.toContain(target.token)
    const [cookie] = await context.cookies()
    expect(cookie).toMatchObject({ httpOnly: true, sameSite: 'Strict', path: '/', expires: -1 })
  })

  it('carries calls, buffers both ways, and events', async () => {
    await start()
    await page.goto(target.host.url)
    await title()
    expect(await page.evaluate(`ask('x', { a: [1, { $buffer: 0 }] })`)).toEqual({
      ok: true,
      value: { a: [1, { $buffer: 0 }] },
    })
    const sum = `ask('x', { bytes: new Uint8Array([1, 2, 39]).buffer }).then(({ value }) =>
      [value.bytes.constructor.name, ...new Uint8Array(value.bytes)])`
    expect(await page.evaluate(sum)).toEqual(['ArrayBuffer', 1, 2, 39])
    target.announce('news', { first: true })
    target.announce('other', 'not heard')
    target.announce('news', { second: true })
    await inPage('heard.length === 2')
    expect(await page.evaluate('heard')).toEqual([{ first: true }, { second: true }])
  })

  it('matches answers to calls in whatever order they come', async () => {
    const answers: (() => void)[] = []
    await start({
      dispatch: (_, input) =>
        new Promise((resolve) => answers.push(() => resolve({ ok: true, value: input }))),
    })
    await page.goto(target.host.url)
    await title()
    const asked = page.evaluate(`Promise.all([1, 2, 3].map((input) => ask('x', input)))`)
    await until(() => answers.length === 3)
    for (const answer of answers.reverse()) answer()
    expect(await asked).toEqual([1, 2, 3].map((value) => ({ ok: true, value })))
  })

  it('says why, in words, when a call cannot be sent', async () => {
    await start()
    await page.goto(target.host.url)
    await title()
    expect(await page.evaluate(`ask('x', { date: new Date(0) })`)).toMatch(/^RangeError/)
    const large = await page.evaluate(`ask('x', 'y'.repeat(17 * 2 ** 20))`)
    expect(large).toMatch(/^HostError too-large: x: 17825822 bytes are more than the 16777216/)
    expect(await page.evaluate(`ask('x', 1)`)).toEqual({ ok: true, value: 1 })
  })

  it('refuses the address in a second browser, and says what to do', async () => {
    await start()
    await page.goto(target.host.url)
    await title()
    const other = await browser.newContext()
    const second = await other.newPage()
    await second.goto(target.host.url)
    expect(await title(second)).toBe(
      'HostError signed-out: connect: this address is not the one that Keicast printed, or has been ' +
        'used; start Keicast again',
    )
    expect(second.url()).not.toContain(target.token)
    await other.close()
  })

  it('takes the used address again in the browser that used it', async () => {
    await start()
    await page.goto(target.host.url)
    await title()
    const second = await context.newPage()
    await second.goto(target.host.url)
    expect(await title(second)).toBe('open')
  })

  it('asks for the printed address where the page is opened without its token', async () => {
    await start()
    await page.goto(`http://127.0.0.1:${target.host.port}/`)
    expect(await title()).toMatch(/^HostError signed-out: .*open the whole address that Keicast/)
  })

  it('works under the name localhost', async () => {
    await start()
    await page.goto(target.host.url.replace('127.0.0.1', 'localhost'))
    expect(await title()).toBe('open')
  })
})

describe('a connection that is lost', () => {
  it('fails what waits for an answer, comes back, and goes on', async () => {
    await start({ limits: { messagesPerSecond: 4 } })
    await page.goto(target.host.url)
    await title()
    const waiting = page.evaluate(`ask('never', null)`)
    await until(() => target.calls.length === 1)
    // More than the rate allows: the host ends the connection.
    void page.evaluate(`for (let i = 0; i < 20; i++) void ask('never', null)`)
    expect(await waiting).toBe(
      'HostError disconnected: never: the connection was lost before the answer came; try again',
    )
    await inPage(`states.at(-1)?.[0] === 'open'`)
    expect(await page.evaluate('states.map(([kind]) => kind)')).toEqual(['lost', 'open'])
    expect(await page.evaluate(`ask('x', 1)`)).toEqual({ ok: true, value: 1 })
    target.announce('news', 'after')
    await inPage(`heard.includes('after')`)
  })

  it('fails calls at once while the host is gone, and ends when another has taken its place', async () => {
    await start()
    const { port } = target.host
    await page.goto(target.host.url)
    await title()
    await target.close()
    await inPage(`states.length === 1`)
    expect(await page.evaluate(`ask('x', 1)`)).toBe(
      'HostError disconnected: x: Keicast does not answer; if it has stopped, start it again',
    )
    await start({ port })
    await inPage(`states.at(-1)?.[0] === 'ended'`)
    expect(await page.evaluate(`ask('x', 1)`)).toMatch(
      /^HostError disconnected: x: this browser has/,
    )
    expect(target.calls).toEqual([])
  })
})
