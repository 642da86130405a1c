import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { isBuiltin } from 'node:module'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { buildShell } from './build-shell.ts'
import { launchShell, type Shell } from './launch-shell.ts'
import { listedFiles, readPackaging, root } from './packaging.fixture.ts'

/** The product's own main script, with its app and its simulation thread, out of nothing but packaged files. */

const folder = mkdtempSync(join(tmpdir(), 'keicast-product-'))
const built = join(folder, 'built')
const packed = join(folder, 'packed')
let files: string[] = []
let shell: Shell

beforeAll(async () => {
  await buildShell(built, 'product')
  files = listedFiles(built, readPackaging().files)
  for (const path of files) {
    mkdirSync(dirname(join(packed, path)), { recursive: true })
    cpSync(join(built, path), join(packed, path), { dereference: true })
  }
  const main = join(packed, 'out/main/main.js')
  shell = await launchShell({ main, userData: join(folder, 'data') })
})
afterAll(async () => {
  await shell.kill()
  rmSync(folder, { recursive: true, force: true, maxRetries: 3 })
})

describe('the packaged files', () => {
  it('are scripts, data and pages, no sources and no tests', () => {
    expect(files).toContain('out/main/main.js')
    expect(files).toContain('out/preload/preload.cjs')
    expect(files).toContain('out/renderer/index.html')
    expect(files).toContain('assets/data/parameters.json')
    expect(files).toContain('assets/icons/icon.png')
    expect(
      files.filter((path) => /\.(ts|svelte|map)$|test|fixture|node_modules/.test(path)),
    ).toEqual([])
  })

  it('need nothing that is not among them but Electron and Node', () => {
    const scripts = files.filter((path) => path.startsWith('out/main/'))
    expect(scripts.length).toBeGreaterThan(1)
    for (const path of scripts) {
      const text = readFileSync(join(built, path), 'utf8')
      const imported = [...text.matchAll(/\b(?:from|import)\s*["']([^"']+)["']/g)]
      const outside = imported
        .map(([, name = '']) => name)
        .filter((name) => !name.startsWith('.') && !isBuiltin(name) && name !== 'electron')
      expect(outside, path).toStrictEqual([])
    }
  })

  it('carry the whole app: it says hello and runs the sample', async () => {
    const answers = await shell.page.evaluate<[string, number, string, number]>(`(async () => {
      const ask = async (name, input) => (await window.hostBridge.request(name, input)).value
      const hello = await ask('app.hello')
      const [{ id }] = hello.samples
      const { scenario } = await ask('file.openSample', { id })
      const run = await ask('run.evaluate', { slot: 'current', scenario })
      const isBuffer = run.frame instanceof ArrayBuffer
      return [hello.host, hello.samples.length, run.kind, isBuffer ? run.frame.byteLength : 0]
    })()`)
    const [host, samples, kind, bytes] = answers
    expect(host).toBe('electron')
    expect(samples).toBeGreaterThan(3)
    expect(kind).toBe('done')
    expect(bytes).toBeGreaterThan(10_000)
  })

  it('name the version of the product', async () => {
    const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
      version: string
    }
    const hello = `window.hostBridge.request('app.hello').then(({ value }) => value.version)`
    expect(await shell.page.evaluate(hello)).toBe(version)
  })
})
