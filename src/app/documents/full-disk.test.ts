import { execFileSync } from 'node:child_process'
import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { nameIn, parse, scenarioNamed, temporaryFolder, textNamed } from './documents.fixture.ts'
import { faultyFileSystem } from './faulty-file-system.fixture.ts'
import { nodeFileSystem, type FileSystem } from './file-system.ts'
import { createPathQueue } from './path-queue.ts'
import { saveFile } from './save-file.ts'

/** Mount a disk of 64 kB over a folder; says why where this machine has none to give. */
function mountSmallDisk(folder: string): string | null {
  try {
    execFileSync('/usr/bin/mount', ['-t', 'tmpfs', '-o', 'size=64k', 'tmpfs', folder], {
      stdio: 'pipe',
    })
  } catch (error) {
    return (error as Error).message.trim()
  }
  onTestFinished(() => {
    execFileSync('/usr/bin/umount', [folder])
  })
  return null
}

function save(path: string, notes: string, fs: FileSystem = nodeFileSystem) {
  const tools = { fs, parse, queue: createPathQueue(), log: () => undefined }
  const scenario = scenarioNamed('next', notes)
  return saveFile(tools, { path, scenario, expected: () => ({ kind: 'any-scenario' }) })
}

const full =
  '“plan.kei” was not saved because the disk is full. Free some space and try again, or use “Save as…” to choose another place or name. Your changes are still open here.'

describe('a full disk', () => {
  it('keeps the old file, is named as the cause, and takes the new one once there is room', async ({
    skip,
  }) => {
    const folder = temporaryFolder()
    const reason = mountSmallDisk(folder)
    if (reason !== null) {
      console.log(`no small disk to fill here, so only by injection: ${reason}`)
      skip(reason)
    }
    const path = join(folder, 'plan.kei')
    writeFileSync(path, textNamed('old', 'o'.repeat(20_000)))
    writeFileSync(join(folder, 'other'), 'x'.repeat(20_000))
    expect(await save(path, 'n'.repeat(60_000))).toEqual({ kind: 'failed', message: full })
    expect(nameIn(path)).toBe('old')
    expect(readdirSync(folder).sort()).toEqual(['other', 'plan.kei'])
    rmSync(join(folder, 'other'))
    expect(await save(path, 'n'.repeat(10_000))).toEqual({ kind: 'saved' })
    expect(nameIn(path)).toBe('next')
    expect(nameIn(`${path}.bak`)).toBe('old')
  })

  it('that fills up while the old file is copied keeps it too', async ({ skip }) => {
    const folder = temporaryFolder()
    const reason = mountSmallDisk(folder)
    if (reason !== null) skip(reason)
    const path = join(folder, 'plan.kei')
    writeFileSync(path, textNamed('old', 'o'.repeat(30_000)))
    expect(await save(path, 'short')).toEqual({ kind: 'failed', message: full })
    expect(nameIn(path)).toBe('old')
    expect(readdirSync(folder)).toEqual(['plan.kei'])
  })

  it('that is mounted read-only keeps the old file, and says so', async ({ skip }) => {
    const folder = temporaryFolder()
    const reason = mountSmallDisk(folder)
    if (reason !== null) skip(reason)
    const path = join(folder, 'plan.kei')
    writeFileSync(path, textNamed('old'))
    execFileSync('/usr/bin/mount', ['-o', 'remount,ro', folder])
    const outcome = await save(path, 'more')
    expect(outcome).toMatchObject({ kind: 'failed' })
    expect(JSON.stringify(outcome)).toContain('read-only')
    expect(nameIn(path)).toBe('old')
  })

  it('by injection, at every step that writes', async () => {
    const path = join(temporaryFolder(), 'plan.kei')
    const old = textNamed('old')
    const count = faultyFileSystem(nodeFileSystem, -1, { kind: 'short' })
    writeFileSync(path, old)
    await save(path, 'all steps', count.fs)
    // What comes after the last rename can't fail a save that is in place.
    const steps = count.steps.slice(0, count.steps.lastIndexOf('rename') + 1)
    for (const [at, step] of steps.entries()) {
      if (!['open wx', 'file.write', 'file.sync', 'rename'].includes(step)) continue
      writeFileSync(path, old)
      const { fs } = faultyFileSystem(nodeFileSystem, at, { kind: 'error', code: 'ENOSPC' })
      expect(await save(path, 'some', fs)).toEqual({ kind: 'failed', message: full })
      expect(readFileSync(path, 'utf8')).toBe(old)
    }
  })
})
