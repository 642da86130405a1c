import type { Browser, BrowserContext, Page } from 'playwright'
import { createServer, type Server } from 'node:http'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import {
  attacks,
  listen,
  page,
  pageScript,
  saidEitherWay,
  startOpenHost,
  type Attack,
  type OpenHost,
} from './attacks.fixture.ts'
import { launchChromium } from './chromium.fixture.ts'
import { startTestHost, until, type TestHost } from './host.fixture.ts'

/**
 * What other sites can try in the same Chromium in which the user has Keicast open. Every attack is first
 * let loose on a host without guards, where it must get in: one that can't is no test.
 */

let browser: Browser
let evil: Server
let evilPort: number
let open: OpenHost

beforeAll(async () => {
  browser = await launchChromium()
  evil = createServer((_, response) => {
    response.setHeader('Content-Type', 'text/html')
    response.end('<!doctype html><title>evil</title><body></body>')
  })
  evilPort = await listen(evil)
  open = await startOpenHost()
})
afterAll(async () => {
  await browser.close()
  evil.closeAllConnections()
  open.server.closeAllConnections()
})

let context: BrowserContext
let victim: TestHost
/** The user's own page, connected. */
let ours: Page

beforeEach(async () => {
  victim = await startTestHost({}, { 'index.html': page, 'page.js': pageScript })
  context = await browser.newContext()
  open.reached.length = 0
})
afterEach(async () => {
  await context.close()
  await victim.close()
})

/** Open Keicast as the user does, so that the browser holds the session. */
async function signIn(): Promise<void> {
  ours = await context.newPage()
  await ours.goto(`http://127.0.0.1:${victim.host.port}/`)
  const trade = `fetch('/session', { method: 'POST', headers: { 'X-Kei-Token': '${victim.token}' } })
    .then(({ status }) => status)`
  expect(await ours.evaluate(trade)).toBe(204)
  await ours.reload()
  await until(async () => (await ours.title()) === 'Keicast, connected')
}

/** Run an attack from a page and give what it says, or why the browser stopped it. */
async function attackFrom(attacker: Page, { script }: Attack, target: string): Promise<string> {
  return attacker.evaluate<string>(
    `{ const target = ${JSON.stringify(target)}; (${script}).catch((error) => String(error)) }`,
  )
}

async function openAttacker(origin: string): Promise<Page> {
  const attacker = await context.newPage()
  await attacker.goto(origin)
  return attacker
}

/** Origins that an attacker can have: another site, and other ports of this computer. */
const attackers = {
  'another site': () => `http://evil.test:${evilPort}/`,
  'another port of 127.0.0.1': () => `http://127.0.0.1:${evilPort}/`,
  'another port of localhost': () => `http://localhost:${evilPort}/`,
}

/** See that no page or frame but the user's shows what the host at `port` serves. */
async function expectNothingShown(port: number): Promise<void> {
  for (const other of context.pages()) {
    if (other === ours) continue
    for (const frame of other.frames()) {
      if (!frame.url().endsWith(`:${port}/`)) continue
      expect(await frame.content()).not.toContain('<title>Keicast')
    }
  }
}

async function expectUserGoesOn(): Promise<void> {
  await ours.reload()
  await until(async () => (await ours.title()) === 'Keicast, connected')
}

describe.each(Object.entries(attackers))('a page of %s', (_, origin) => {
  it.each(Object.entries(attacks))('%s: in vain', async (_, attack) => {
    await signIn()
    // Without guards it would get in.
    const control = await openAttacker(origin())
    expect(await attackFrom(control, attack, `http://127.0.0.1:${open.port}`)).toBe(attack.gotIn)
    await until(() => open.reached.includes(attack.reaches))

    const before = victim.calls.length
    const attacker = await openAttacker(origin())
    const said = await attackFrom(attacker, attack, `http://127.0.0.1:${victim.host.port}`)
    if (!saidEitherWay.includes(attack.gotIn)) expect(said).not.toBe(attack.gotIn)
    await until(() => victim.logged.some((line) => line.startsWith('refused')))
    expect(victim.calls).toHaveLength(before)
    await expectNothingShown(victim.host.port)
    await expectUserGoesOn()
  })

  it('does not use the token up by guessing', async () => {
    const attacker = await openAttacker(origin())
    const target = `http://127.0.0.1:${victim.host.port}`
    for (const attack of Object.values(attacks)) await attackFrom(attacker, attack, target)
    await signIn()
    expect(victim.calls.map(({ name }) => name)).toEqual(['from the page'])
  })
})

describe('a name that an attacker leads to this computer (DNS rebinding)', () => {
  /** Load the attacker's page as if its name still led to the attacker's server, and let it attack. */
  async function attackByName(attack: Attack, port: number): Promise<string> {
    const origin = `http://evil.test:${port}`
    await context.route(`${origin}/lure`, (route) =>
      route.fulfill({ contentType: 'text/html', body: '<!doctype html><body></body>' }),
    )
    return attackFrom(await openAttacker(`${origin}/lure`), attack, origin)
  }

  it.each(Object.entries(attacks))('%s: in vain', async (_, attack) => {
    await signIn()
    expect(await attackByName(attack, open.port)).toBe(attack.gotIn)
    await until(() => open.reached.includes(attack.reaches))

    const before = victim.calls.length
    const said = await attackByName(attack, victim.host.port)
    if (!saidEitherWay.includes(attack.gotIn)) expect(said).not.toBe(attack.gotIn)
    await until(() => victim.logged.join().includes('Keicast answers to no other name'))
    expect(victim.calls).toHaveLength(before)
    await expectNothingShown(victim.host.port)
    await expectUserGoesOn()
  })
})

describe('another port of this computer', () => {
  it('cannot read the cookie from a script, nor lock the user out by planting one', async () => {
    await signIn()
    const attacker = await openAttacker(attackers['another port of 127.0.0.1']())
    expect(await attacker.evaluate('document.cookie')).toBe('')
    const { port } = victim.host
    for (const path of ['/', '/socket', '/session']) {
      await attacker.evaluate(`document.cookie = 'keicast-${port}=planted; path=${path}'`)
    }
    const sent = (await context.cookies(`http://127.0.0.1:${port}/socket`)).map(
      ({ value }) => value,
    )
    expect(sent).toContain('planted')
    await ours.reload()
    await until(async () => (await ours.title()) === 'Keicast, connected')
  })
})

describe('our own page', () => {
  it('runs no script that was planted in it', async () => {
    await signIn()
    const planted = [
      `document.body.append(Object.assign(document.createElement('img'), { src: 'x:', onerror: 'ran = 1' }))`,
      `document.body.innerHTML = '<img src=x: onerror="ran = 1">'`,
      `document.body.append(Object.assign(document.createElement('script'), { text: 'ran = 1' }))`,
      `document.body.append(Object.assign(document.createElement('base'), { href: 'http://evil.test' }))`,
      `fetch('http://evil.test:${evilPort}/')`,
      `setTimeout('ran = 1')`,
    ]
    for (const script of planted) {
      await ours.evaluate(`Promise.resolve().then(() => ${script}).catch(() => 'stopped')`)
    }
    await new Promise((resolve) => setTimeout(resolve, 200))
    expect(await ours.evaluate('[typeof ran, document.baseURI]')).toEqual([
      'undefined',
      `http://127.0.0.1:${victim.host.port}/`,
    ])
  })
})
