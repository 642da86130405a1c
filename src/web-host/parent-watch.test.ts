import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import ts from 'typescript'
import { describe, expect, it } from 'vitest'
import { until } from './host.fixture.ts'
import { watchParent } from './parent-watch.ts'

/** A script that keeps running. */
const stay = 'setInterval(() => {}, 1000)'

describe('watchParent', () => {
  it('tells once, when the process has ended, and not before', async () => {
    const other = spawn(process.execPath, ['-e', stay])
    await once(other, 'spawn')
    let ends = 0
    watchParent(other.pid ?? 0, () => (ends += 1), 10)
    await new Promise((resolve) => setTimeout(resolve, 200))
    expect(ends).toBe(0)
    other.kill('SIGKILL')
    await until(() => ends > 0)
    await new Promise((resolve) => setTimeout(resolve, 100))
    expect(ends).toBe(1)
  })

  it('tells nothing once it is told to stop', async () => {
    let ends = 0
    const stop = watchParent(2 ** 30, () => (ends += 1), 50)
    stop()
    await new Promise((resolve) => setTimeout(resolve, 150))
    expect(ends).toBe(0)
  })

  it('takes the parent of a process for ended when it was killed', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'keicast-parent-'))
    const source = await readFile(new URL('parent-watch.ts', import.meta.url), 'utf8')
    const { outputText } = ts.transpileModule(source, {
      compilerOptions: { module: ts.ModuleKind.ESNext, target: ts.ScriptTarget.ES2023 },
    })
    await writeFile(join(folder, 'watch.mjs'), outputText)
    await writeFile(
      join(folder, 'child.mjs'),
      `import { writeFileSync } from 'node:fs'
       import { watchParent } from './watch.mjs'
       watchParent(process.ppid, () => { writeFileSync('ended', ''); process.exit() }, 20)
       writeFileSync('started', '')
       ${stay}`,
    )
    const spawnChild = `require('child_process').spawn(process.execPath, ['child.mjs'], {
      detached: true, stdio: 'ignore' }); ${stay}`
    const parent = spawn(process.execPath, ['-e', spawnChild], { cwd: folder })
    await until(() => existsSync(join(folder, 'started')))
    expect(existsSync(join(folder, 'ended'))).toBe(false)
    parent.kill('SIGKILL')
    await until(() => existsSync(join(folder, 'ended')))
    await rm(folder, { recursive: true })
  })
})
