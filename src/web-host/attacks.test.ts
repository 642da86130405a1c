import type { Browser, BrowserContext, Page } from 'playwright'
import { once } from 'node:events'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { WebSocketServer } from 'ws'
import { launchChromium } from './chromium.fixture.ts'
import { startTestHost, until, type TestHost } from './host.fixture.ts'

/**
 * What other sites can try in the same Chromium in which the user has Keicast open. Every attack is first
 * let loose on a host without guards, where it must get in: one that can't is no test.
 */

/** Stands where a victim would, and lets in whoever comes. */
interface OpenHost {
  readonly port: number
  /** What reached it. */
  readonly reached: string[]
  readonly server: Server
}

const page = '<!doctype html><title>Keicast</title><script src="/page.js"></script>'
/** Whoever runs this script has got it to act for them. */
const pageScript = `
  globalThis.stolen = 'secret of the page'
  const socket = new WebSocket('ws://' + location.host + '/socket')
  socket.onopen = () => socket.send(JSON.stringify({ id: 0, name: 'from the page', input: null }))
  socket.onmessage = () => { document.title = 'Keicast, connected' }
`

async function startOpenHost(): Promise<OpenHost> {
  const reached: string[] = []
  const server = createServer((request, response) => {
    if (request.method === 'OPTIONS') {
      response.setHeader('Access-Control-Allow-Methods', '*')
      response.setHeader('Access-Control-Allow-Headers', 'x-kei-token')
    }
    response.setHeader('Access-Control-Allow-Origin', request.headers.origin ?? '*')
    response.setHeader('Access-Control-Allow-Credentials', 'true')
    reached.push(`${request.method ?? ''} ${request.url ?? ''}`)
    const isScript = request.url === '/page.js'
    response.setHeader('Content-Type', isScript ? 'text/javascript' : 'text/html')
    response.end(isScript ? pageScript : page)
  })
  const sockets = new WebSocketServer({ server })
  sockets.on('connection', (socket) => {
    socket.on('message', (data) => {
      reached.push(`WS ${(JSON.parse((data as Buffer).toString()) as { name: string }).name}`)
      socket.send('answer')
    })
  })
  const port = await listen(server)
  return { port, reached, server }
}

async function listen(server: Server): Promise<number> {
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return (server.address() as AddressInfo).port
}

interface Attack {
  /** A script of the attacker's page; `target` is the victim's address. It settles with what it got. */
  readonly script: string
  /** What the script says where it got in. */
  readonly gotIn: string
  /** What must have reached a host without guards, for the attack to be one. */
  readonly reaches: string
}

const attacks: Readonly<Record<string, Attack>> = {
  'reads the page with fetch': {
    script: `fetch(target + '/', { credentials: 'include' }).then((answer) => answer.text())
      .then((text) => text.includes('<title>Keicast') ? 'read' : text)`,
    gotIn: 'read',
    reaches: 'GET /',
  },
  'posts without CORS': {
    script: `fetch(target + '/session', { method: 'POST', mode: 'no-cors', credentials: 'include' })
      .then(() => 'sent')`,
    gotIn: 'sent',
    reaches: 'POST /session',
  },
  'posts with our header': {
    script: `fetch(target + '/session', { method: 'POST', credentials: 'include',
      headers: { 'X-Kei-Token': 'guess' } }).then((answer) => answer.ok ? 'posted' : 'refused')`,
    gotIn: 'posted',
    reaches: 'POST /session',
  },
  'asks whether there is a session': {
    script: `fetch(target + '/session', { credentials: 'include', headers: { 'X-Kei-Token': 'x' } })
      .then((answer) => answer.ok ? 'told' : 'refused')`,
    gotIn: 'told',
    reaches: 'GET /session',
  },
  'opens a WebSocket': {
    script: `new Promise((resolve) => {
      const socket = new WebSocket(target.replace('http', 'ws') + '/socket')
      socket.onopen = () => socket.send(JSON.stringify({ id: 0, name: 'stolen', input: null }))
      socket.onmessage = () => resolve('connected')
      socket.onerror = () => resolve('refused')
    })`,
    gotIn: 'connected',
    reaches: 'WS stolen',
  },
  'includes our script': {
    script: `new Promise((resolve) => {
      const script = document.createElement('script')
      script.src = target + '/page.js'
      script.onload = () => resolve(globalThis.stolen ? 'ran' : 'empty')
      script.onerror = () => resolve('refused')
      document.body.append(script)
    })`,
    gotIn: 'ran',
    reaches: 'GET /page.js',
  },
  'shows our page in a frame': {
    script: `new Promise((resolve) => {
      const frame = document.createElement('iframe')
      frame.src = target + '/'
      frame.onload = () => setTimeout(() => resolve('loaded'), 500)
      document.body.append(frame)
    })`,
    gotIn: 'loaded',
    reaches: 'WS from the page',
  },
  'opens our page in a window of its own': {
    script: `new Promise((resolve) => {
      const opened = window.open(target + '/')
      setTimeout(() => resolve(opened && !opened.closed ? 'holds a window' : 'severed'), 1000)
    })`,
    gotIn: 'holds a window',
    reaches: 'WS from the page',
  },
  'submits a form': {
    script: `new Promise((resolve) => {
      const sink = Object.assign(document.createElement('iframe'), { name: 'sink' })
      const form = document.createElement('form')
      Object.assign(form, { action: target + '/session', method: 'post', target: 'sink' })
      document.body.append(sink, form)
      form.submit()
      setTimeout(() => resolve('submitted'), 700)
    })`,
    gotIn: 'submitted',
    reaches: 'POST /session',
  },
}
/** What an attack says whether it got in or not; only the host can tell. */
const saidEitherWay = ['sent', 'submitted', 'loaded', 'holds a window']

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
