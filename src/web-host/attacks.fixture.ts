import { once } from 'node:events'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { WebSocketServer } from 'ws'

/** What another site can try from its page, and a host without guards on which it works. */

/** Stands where a victim would, and lets in whoever comes. */
export interface OpenHost {
  readonly port: number
  /** What reached it. */
  readonly reached: string[]
  readonly server: Server
}

export const page = '<!doctype html><title>Keicast</title><script src="/page.js"></script>'
/** Whoever runs this script has got it to act for them. */
export const pageScript = `
  globalThis.stolen = 'secret of the page'
  const socket = new WebSocket('ws://' + location.host + '/socket')
  socket.onopen = () => socket.send(JSON.stringify({ id: 0, name: 'from the page', input: null }))
  socket.onmessage = () => { document.title = 'Keicast, connected' }
`

export async function startOpenHost(): Promise<OpenHost> {
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

export async function listen(server: Server): Promise<number> {
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return (server.address() as AddressInfo).port
}

export interface Attack {
  /** A script of the attacker's page; `target` is the victim's address. It settles with what it got. */
  readonly script: string
  /** What the script says where it got in. */
  readonly gotIn: string
  /** What must have reached a host without guards, for the attack to be one. */
  readonly reaches: string
}

export const attacks: Readonly<Record<string, Attack>> = {
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
export const saidEitherWay = ['sent', 'submitted', 'loaded', 'holds a window']
