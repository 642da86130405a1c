import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { chromium, type Browser, type BrowserContext, type Page } from 'playwright'
import { buildStandIn } from './build-stand-in.ts'
import type { Carrier, LaunchOptions } from './carrier.ts'
import type { ControlReply, ControlRequest } from './stand-in/control.ts'
import { fromWeb } from './stand-in/web-address.ts'
import { createCodec } from './stand-in/wire.ts'

type Launch = LaunchOptions & Required<Pick<LaunchOptions, 'main' | 'args' | 'env'>>

/** Time that a shell has to show its page. */
const PATIENCE_MS = 60_000

/** Run the built main script in Node with the stand-in for Electron. */
export async function startStandIn({
  userData,
  args,
  env,
  main,
  folder,
}: Launch): Promise<Carrier> {
  const loader = pathToFileURL(join(await buildStandIn(), 'register.js')).href
  const child = spawn(
    process.execPath,
    ['--import', loader, main, `--user-data-dir=${userData}`, ...args],
    {
      cwd: folder ?? process.cwd(),
      env: { ...process.env, NODE_OPTIONS: '', ...env },
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    },
  )
  let output = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream?.on('data', (text: Buffer) => (output += text.toString()))
  }
  const exited = new Promise<number | null>((done) => child.once('exit', (code) => done(code)))
  const ended = exited.then((code): never => {
    throw new Error(`the shell ended with ${String(code)}:\n${output}`)
  })
  ended.catch(() => undefined) // told of where somebody waits for the shell

  const codec = createCodec()
  const waiting = new Map<number, (reply: ControlReply) => void>()
  const endpoint = new Promise<string>((done) => {
    child.on('message', (reply: ControlReply) => {
      if (reply.kind === 'ready') done(reply.endpoint)
      else waiting.get(reply.id)?.(reply)
    })
  })
  // A shell that ends while it starts says why; that its browser is gone then is no news.
  const reached = endpoint.then((address) => chromium.connectOverCDP(address))
  const browser = await Promise.race([reached.catch(() => ended), ended])

  let asked = 0
  async function ask(source: string, argument: unknown): Promise<unknown> {
    const id = (asked += 1)
    const answered = new Promise<ControlReply>((done) => waiting.set(id, done))
    const request: ControlRequest = { id, source, argument: codec.encode(argument) }
    child.send(request, () => undefined) // `ended` tells of a child that is gone
    const reply = await Promise.race([answered, ended])
    waiting.delete(id)
    if (reply.kind === 'value') return codec.decode(reply.value)
    throw new Error(reply.kind === 'error' ? reply.message : 'an answer of the wrong kind')
  }

  return {
    kind: 'stand-in',
    exited,
    pages: () => shownPages(browser),
    waitForPage: () => Promise.race([waitForPage(browser).catch(() => ended), ended]),
    evaluate: async (look, argument) => (await ask(String(look), argument)) as never,
    kill: () => void child.kill('SIGKILL'),
    release: () => browser.close(),
  }
}

function shownPages(browser: Browser): Page[] {
  const [context] = browser.contexts()
  return (context?.pages() ?? []).filter((page) => isShell(page))
}

function isShell(page: Page): boolean {
  return !page.isClosed() && fromWeb(page.url()).startsWith('app:')
}

async function waitForPage(browser: Browser): Promise<Page> {
  const [context] = browser.contexts()
  if (context === undefined) throw new Error('the browser has no pages to look at')
  const until = Date.now() + PATIENCE_MS
  while (Date.now() < until) {
    const page = shownPages(browser).at(-1)
    if (page !== undefined) {
      await page.waitForLoadState('load')
      return page
    }
    await nextChange(context)
  }
  throw new Error(`no page within ${PATIENCE_MS / 1000} s`)
}

/** Wait for a new page, or a moment: a page may also only have gone to its address. */
async function nextChange(context: BrowserContext): Promise<void> {
  await context.waitForEvent('page', { timeout: 50 }).catch(() => undefined)
}
