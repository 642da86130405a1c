import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { send, startTestHost, type TestHost } from './host.fixture.ts'

const secret = 'a secret outside of the folder'
let outside: string
let target: TestHost

beforeAll(async () => {
  outside = await mkdtemp(join(tmpdir(), 'keicast-outside-'))
  await writeFile(join(outside, 'secret.txt'), secret)
  target = await startTestHost(
    {},
    {
      'index.html': '<!doctype html><title>Keicast</title>',
      'index-Ab_1-x.js': 'export {}',
      'index.css': 'a { color: red }',
      'font.woff2': 'font',
      'chart.svg': '<svg xmlns="http://www.w3.org/2000/svg"/>',
      'notes.md': secret,
      '.env.txt': secret,
      'file with space.txt': secret,
    },
  )
  const { folder } = target
  await mkdir(join(folder, 'assets', '.hidden'), { recursive: true })
  await writeFile(join(folder, 'assets', 'main.js'), 'export {}')
  await writeFile(join(folder, 'assets', '.hidden', 'x.txt'), secret)
  await mkdir(join(folder, 'folder.js'))
  await mkdir(`${folder}-beside`)
  await writeFile(join(`${folder}-beside`, 'secret.txt'), secret)
  await symlink(join(outside, 'secret.txt'), join(folder, 'link.txt'))
  await symlink(outside, join(folder, 'linked'))
  await symlink(`${folder}-beside`, join(folder, 'beside'))
  await symlink('loop.txt', join(folder, 'loop.txt'))
  await symlink(join(folder, 'index.css'), join(folder, 'inside.css'))
})
afterAll(async () => {
  await target.close()
  await rm(outside, { recursive: true })
  await rm(`${target.folder}-beside`, { recursive: true })
})

function get(path: string, method = 'GET') {
  return send(target.host.port, method, path, { Host: `127.0.0.1:${target.host.port}` })
}

describe('the files of the page', () => {
  it.each([
    ['/', 'text/html; charset=utf-8'],
    ['/index.html', 'text/html; charset=utf-8'],
    ['/index.html?v=1', 'text/html; charset=utf-8'],
    ['/index-Ab_1-x.js', 'text/javascript; charset=utf-8'],
    ['/assets/main.js', 'text/javascript; charset=utf-8'],
    ['/index.css', 'text/css; charset=utf-8'],
    ['/font.woff2', 'font/woff2'],
    ['/chart.svg', 'image/svg+xml'],
    ['/inside.css', 'text/css; charset=utf-8'],
  ])('%s is served as %s', async (path, type) => {
    const { status, headers, body } = await get(path)
    expect(status).toBe(200)
    expect(headers['content-type']).toBe(type)
    expect(headers['content-length']).toBe(String(body.length))
    expect(body).not.toBe('')
  })

  it('are headed without a body', async () => {
    const { status, headers, body } = await get('/', 'HEAD')
    expect([status, headers['content-length'], body]).toEqual([200, '37', ''])
  })

  it.each([
    ['two dots', '/../secret.txt'],
    ['two dots inside', '/assets/../../secret.txt'],
    ['two dots that stay inside', '/assets/../index.html'],
    ['one dot', '/./index.html'],
    ['encoded dots', '/%2e%2e/secret.txt'],
    ['encoded dots in capitals', '/%2E%2E/secret.txt'],
    ['dots encoded twice', '/%252e%252e/secret.txt'],
    ['half-encoded dots', '/.%2e/secret.txt'],
    ['an encoded slash', '/..%2fsecret.txt'],
    ['an over-long slash', '/..%c0%afsecret.txt'],
    ['backslashes', '/..\\secret.txt'],
    ['encoded backslashes', '/..%5csecret.txt'],
    ['an encoded NUL', '/secret.txt%00.html'],
    ['an encoded name', '/%69ndex.html'],
    ['a bad escape', '/%zz'],
    ['two slashes', '//etc/passwd.txt'],
    ['a slash at the end', '/assets/'],
    ['an absolute path', '//tmp/x.txt'],
    ['a drive', '/C:/Windows/win.txt'],
    ['a stream of a file', '/index.html::$DATA'],
    ['a home folder', '/~root/x.txt'],
    ['a name that starts with a dot', '/.env.txt'],
    ['a folder that starts with a dot', '/assets/.hidden/x.txt'],
    ['a dot at the end', '/index.html.'],
    ['a space', '/file%20with%20space.txt'],
    ['a type that no page loads', '/notes.md'],
    ['no type', '/index'],
    ['a folder', '/assets'],
    ['a folder named like a file', '/folder.js'],
    ['a file taken for a folder', '/index.html/x.html'],
    ['no such file', '/missing.html'],
    ['a name too long', `/${'x'.repeat(300)}.html`],
    ['a link out of the folder', '/link.txt'],
    ['a file behind a link out of the folder', '/linked/secret.txt'],
    ['a folder whose name starts alike', '/beside/secret.txt'],
    ['a link to itself', '/loop.txt'],
    ['another scheme', 'file:///etc/passwd.txt'],
    ['no slash', 'index.html'],
  ])('are not reached by %s: %s', async (_, path) => {
    const { status, body } = await get(path)
    expect([400, 404]).toContain(status)
    expect(body).not.toContain(secret)
    expect(body).not.toContain(target.folder)
  })

  it.each(['POST', 'PUT', 'DELETE', 'PATCH', 'OPTIONS', 'TRACE', 'PROPFIND'])(
    'are not reached by %s',
    async (method) => {
      const { status, headers } = await get('/index.html', method)
      expect(status).toBe(405)
      expect(headers.allow).toBe('GET, HEAD')
    },
  )
})
