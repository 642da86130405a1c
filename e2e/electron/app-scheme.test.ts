import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { appScheme, createSchemeHandler, isOwnUrl, pathParts } from '../../electron/app-scheme.ts'
import { contentSecurityPolicy } from '../../src/contract/content-security-policy.ts'

const folder = mkdtempSync(join(tmpdir(), 'keicast-scheme-'))
const root = join(folder, 'renderer')
const handle = createSchemeHandler(root)

beforeAll(() => {
  mkdirSync(join(root, 'assets'), { recursive: true })
  mkdirSync(join(folder, 'renderer-evil'))
  const files = {
    'renderer/index.html': '<!doctype html>',
    'renderer/assets/app.js': 'export {}',
    'renderer/assets/app.css': 'p {}',
    'renderer/assets/icon.svg': '<svg/>',
    'renderer/assets/font.woff2': 'x',
    'renderer/assets/states.json': '{}',
    'renderer/assets/kernel.wasm': 'x',
    'renderer/assets/odd.xyz': 'x',
    'renderer/assets/a b.txt': 'x',
    'renderer-evil/secret.txt': 'secret',
    'secret.txt': 'secret',
  }
  for (const [path, text] of Object.entries(files)) writeFileSync(join(folder, path), text)
  symlinkSync(join(folder, 'secret.txt'), join(root, 'link.txt'))
  symlinkSync(folder, join(root, 'up'))
  symlinkSync(join(folder, 'renderer-evil'), join(root, 'beside'))
  symlinkSync(join(root, 'index.html'), join(root, 'inside.html'))
})
afterAll(() => rmSync(folder, { recursive: true }))

function get(url: string, method = 'GET'): Promise<Response> {
  return handle(new Request(url, { method }))
}

describe('the app scheme', () => {
  it('is standard and secure, and does not bypass the policy', () => {
    expect(appScheme.scheme).toBe('app')
    expect(appScheme.privileges).toStrictEqual({
      standard: true,
      secure: true,
      supportFetchAPI: true,
    })
  })

  it.each([
    ['index.html', 'text/html; charset=utf-8'],
    ['assets/app.js', 'text/javascript; charset=utf-8'],
    ['assets/app.css', 'text/css; charset=utf-8'],
    ['assets/icon.svg', 'image/svg+xml'],
    ['assets/font.woff2', 'font/woff2'],
    ['assets/states.json', 'application/json'],
    ['assets/kernel.wasm', 'application/wasm'],
    ['assets/odd.xyz', 'application/octet-stream'],
    ['assets/a%20b.txt', 'text/plain; charset=utf-8'],
    ['inside.html', 'text/html; charset=utf-8'],
  ])('serves %s as %s, not to be guessed at', async (path, type) => {
    const response = await get(`app://bundle/${path}?v=1#top`)
    expect(response.status).toBe(200)
    expect(response.headers.get('content-type')).toBe(type)
    expect(response.headers.get('x-content-type-options')).toBe('nosniff')
    expect(response.headers.get('content-security-policy')).toBe(contentSecurityPolicy)
    expect((await response.arrayBuffer()).byteLength).toBeGreaterThan(0)
  })

  it.each(['POST', 'PUT', 'DELETE', 'HEAD', 'OPTIONS'])('refuses %s', async (method) => {
    const response = await get('app://bundle/index.html', method)
    expect(response.status).toBe(405)
    expect(response.headers.get('allow')).toBe('GET')
    expect(response.headers.get('x-content-type-options')).toBe('nosniff')
  })

  it.each([
    'app://bundle/../secret.txt',
    'app://bundle/%2e%2e/secret.txt',
    'app://bundle/%2E%2E/secret.txt',
    'app://bundle/assets/../../secret.txt',
    'app://bundle/assets/%2e%2e/%2e%2e/secret.txt',
    'app://bundle/..%2fsecret.txt',
    'app://bundle/assets%2f..%2f..%2fsecret.txt',
    'app://bundle/%252e%252e/secret.txt',
    'app://bundle/..\\secret.txt',
    'app://bundle/..%5csecret.txt',
    'app://bundle/../renderer-evil/secret.txt',
    'app://bundle/link.txt',
    'app://bundle/up/secret.txt',
    'app://bundle/beside/secret.txt',
    'app://bundle//etc/passwd',
    'app://bundle/%2fetc/passwd',
    'app://bundle/C:/Windows/win.ini',
    'app://bundle/index.html%00.txt',
    'app://bundle/index.html::$DATA',
    'app://bundle/%',
    'app://bundle/',
    'app://bundle/assets',
    'app://bundle/assets/',
    'app://bundle/absent.html',
    'app://other/index.html',
    'app://bundle.evil/index.html',
    'app://bundle:1/index.html',
  ])('has nothing at %s', async (url) => {
    const response = await get(url)
    expect(response.status).toBe(404)
    expect(await response.text()).toBe('')
  })

  it('tells plain names from ways out, however they are written', () => {
    expect(pathParts('/a/b.js')).toStrictEqual(['a', 'b.js'])
    expect(pathParts('/a%20b')).toStrictEqual(['a b'])
    const outside = [
      '/..',
      '/a/../b',
      '/./a',
      '/a//b',
      '/a%2f..',
      '/a\\b',
      '/c:/x',
      '/a\0b',
      '/%ff',
    ]
    for (const path of outside) expect(pathParts(path)).toBeNull()
  })

  it('allows its page only its own files', () => {
    const policy = new Map(
      contentSecurityPolicy.split('; ').map((rule) => {
        const [name = '', ...sources] = rule.split(' ')
        return [name, sources.join(' ')]
      }),
    )
    expect(policy.get('default-src')).toBe(`'none'`)
    expect(policy.get('script-src')).toBe(`'self'`)
    expect(policy.get('style-src')).toBe(`'self'`)
    expect(policy.get('connect-src')).toBe(`'self'`)
    expect(policy.get('frame-ancestors')).toBe(`'none'`)
    expect(policy.get('require-trusted-types-for')).toBe(`'script'`)
    expect(contentSecurityPolicy).not.toMatch(/unsafe-eval|https?:|\*/)
  })
})

describe('isOwnUrl', () => {
  it.each(['app://bundle/index.html', 'app://bundle', 'app://bundle/a?b#c'])('knows %s', (url) =>
    expect(isOwnUrl(url)).toBe(true),
  )
  it.each([
    'app://bundle.evil/index.html',
    'app://bundle@evil/',
    'app://evil/bundle',
    'app://user@bundle/',
    'app://bundle:8080/',
    'app:bundle',
    'apps://bundle/',
    'https://bundle/',
    'http://app//bundle',
    'file:///bundle',
    'javascript:alert(1)',
    'data:text/html,x',
    'blob:app://bundle/1',
    'about:blank',
    '',
    'bundle',
  ])('does not take %s for its own', (url) => expect(isOwnUrl(url)).toBe(false))
})
