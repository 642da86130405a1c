import { readFile, realpath } from 'node:fs/promises'
import { extname, join, sep } from 'node:path'
import type { CustomScheme } from 'electron'
import { contentSecurityPolicy } from '../src/contract/content-security-policy.ts'

/** The page's origin: the built renderer and nothing else is served from it. */
export const APP_ORIGIN = 'app://bundle'
export const START_URL = `${APP_ORIGIN}/index.html`

/** A proper origin, trusted like https, whose pages may fetch; the page's policy holds for it. */
export const appScheme: CustomScheme = {
  scheme: 'app',
  privileges: { standard: true, secure: true, supportFetchAPI: true },
}

const mediaTypes: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.wasm': 'application/wasm',
  '.txt': 'text/plain; charset=utf-8',
}

/** Whether a URL is the app's own. Its parts are compared: `app://bundle.evil` is another host. */
export function isOwnUrl(url: string): boolean {
  if (!URL.canParse(url)) return false
  const { protocol, host, username, password } = new URL(url)
  return protocol === 'app:' && host === 'bundle' && username === '' && password === ''
}

/** Answer requests for files under `root`, the built renderer. */
export function createSchemeHandler(root: string): (request: Request) => Promise<Response> {
  return async ({ method, url }) => {
    if (method !== 'GET') return refuse(405, { allow: 'GET' })
    const parts = isOwnUrl(url) ? pathParts(new URL(url).pathname) : null
    const path = parts === null ? null : await fileUnder(root, parts)
    if (path === null) return refuse(404)
    try {
      return new Response(await readFile(path), { headers: headersFor(path) })
    } catch {
      return refuse(404) // a folder, or gone since
    }
  }
}

/** Split a URL's path into names of folders and a file; null where one is not a plain name. */
export function pathParts(pathname: string): string[] | null {
  let path: string
  try {
    path = decodeURIComponent(pathname)
  } catch {
    return null
  }
  const parts = path.slice(1).split('/')
  return parts.every(isPlainName) ? parts : null
}

/** No way up, no separator or stream of any system, no end of string. */
function isPlainName(name: string): boolean {
  return name !== '' && name !== '.' && name !== '..' && !/[\\:\0]/.test(name)
}

/** Find a file whose real place, all links followed, is under the real root. */
async function fileUnder(root: string, parts: readonly string[]): Promise<string | null> {
  try {
    const base = await realpath(root)
    const found = await realpath(join(base, ...parts))
    return found.startsWith(base + sep) ? found : null
  } catch {
    return null
  }
}

function headersFor(path: string): Record<string, string> {
  return {
    'content-type': mediaTypes[extname(path).toLowerCase()] ?? 'application/octet-stream',
    'content-security-policy': contentSecurityPolicy,
    ...commonHeaders,
  }
}

const commonHeaders = {
  'x-content-type-options': 'nosniff',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'referrer-policy': 'no-referrer',
}

function refuse(status: number, headers: Record<string, string> = {}): Response {
  return new Response(null, { status, headers: { ...commonHeaders, ...headers } })
}
