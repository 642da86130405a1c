import { mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { FileToken, type Backup } from '../../contract/calls.ts'
import type { Host } from '../ports.ts'
import { Backups } from './backups.ts'
import type { DocumentOptions } from './document-handlers.ts'
import {
  fakeHost,
  nameIn,
  scenarioNamed,
  startHandlers,
  temporaryFolder,
  textNamed,
} from './documents.fixture.ts'
import { faultyFileSystem, SystemError, type Fault } from './faulty-file-system.fixture.ts'
import { nodeFileSystem, type FileSystem } from './file-system.ts'
import { createPathQueue } from './path-queue.ts'

function backupOf(name: string, more: Partial<Backup> = {}): Backup {
  const scenario = { ...scenarioNamed(name) }
  return { documentId: 'one', fileName: 'plan.kei', token: null, scenario, ...more }
}

async function start(host = fakeHost(temporaryFolder(), 'browser'), options: DocumentOptions = {}) {
  const { handlers, hello, dispose } = await startHandlers(host, options)
  const recovered = async () => (await hello()).recovered
  const folder = join(host.stateFolder, 'backups')
  return { host, handlers, recovered, dispose, folder, files: () => readdirSync(folder) }
}

/** Put documents where a host looks for them, and open one. */
async function openPlan(host: Host, handlers: Awaited<ReturnType<typeof start>>['handlers']) {
  mkdirSync(host.folder, { recursive: true })
  const path = join(host.folder, 'plan.kei')
  writeFileSync(path, textNamed('0'))
  const reply = await handlers['file.openNamed']({ name: 'plan.kei' })
  if (reply.kind !== 'opened') throw new Error(JSON.stringify(reply))
  return { path, token: reply.token }
}

describe('unsaved work', () => {
  it('is there after a restart, newest document first, until it is dropped', async () => {
    let time = 1e12
    const clock = { now: () => (time += 1000) }
    const first = await start(undefined, clock)
    await first.handlers['backup.put'](backupOf('a'))
    await first.handlers['backup.put'](backupOf('b', { documentId: '../../two' }))
    await first.handlers['backup.put'](backupOf('a2'))
    expect(first.files()).toHaveLength(2)
    const second = await start(first.host, clock)
    const expected = [backupOf('a2'), backupOf('b', { documentId: '../../two' })]
    expect(await second.recovered()).toEqual(expected)
    await second.handlers['backup.drop']({ documentId: 'one' })
    await second.handlers['backup.drop']({ documentId: 'one' })
    expect(await second.recovered()).toEqual(expected.slice(1))
  })

  it('is readable by its user only', async () => {
    const { handlers, folder, files } = await start()
    await handlers['backup.put'](backupOf('a'))
    expect(statSync(folder).mode & 0o777).toBe(0o700)
    expect(statSync(join(folder, files()[0]!)).mode & 0o777).toBe(0o600)
  })

  it('keeps its file through a restart, and its save finds what changed in between', async () => {
    const first = await start()
    const { path, token } = await openPlan(first.host, first.handlers)
    await first.handlers['backup.put'](backupOf('mine', { token }))
    for (const change of [null, 'theirs']) {
      if (change !== null) writeFileSync(path, textNamed(change))
      const next = await start(first.host)
      const [found] = await next.recovered()
      expect(found).toMatchObject({ fileName: 'plan.kei', scenario: scenarioNamed('mine') })
      expect(found?.token).not.toBeNull()
      expect(found?.token).not.toBe(token)
      // Asked again by the same page's successor, it is the same document.
      expect((await next.recovered())[0]?.token).toBe(found?.token)
      const input = { token: found!.token!, scenario: found!.scenario, overwrite: false }
      const reply = await next.handlers['file.save'](input)
      expect(reply.kind).toBe(change === null ? 'saved' : 'conflict')
      expect(nameIn(path)).toBe(change ?? 'mine')
    }
  })

  it('has no file when its token was never given', async () => {
    const { handlers, recovered } = await start()
    await handlers['backup.put'](backupOf('a', { token: FileToken.parse('forged') }))
    expect(await recovered()).toEqual([backupOf('a')])
  })

  it('is not written again while it is the same, but is when its file went away', async () => {
    const { handlers, folder, files } = await start()
    await handlers['backup.put'](backupOf('a'))
    const path = join(folder, files()[0]!)
    const before = statSync(path)
    await handlers['backup.put'](backupOf('a'))
    expect(statSync(path).ino).toBe(before.ino)
    rmSync(path)
    await handlers['backup.put'](backupOf('a'))
    expect(files()).toHaveLength(1)
    await handlers['backup.drop']({ documentId: 'one' })
    await handlers['backup.put'](backupOf('a'))
    expect(files()).toHaveLength(1)
  })

  it('that comes faster than a disk writes ends with the newest, or with nothing once dropped', async () => {
    let writes = 0
    const counting: FileSystem = {
      ...nodeFileSystem,
      rename(from, to) {
        writes += 1
        return nodeFileSystem.rename(from, to)
      },
    }
    const { handlers, recovered } = await start(undefined, { fs: counting })
    const names = Array.from({ length: 30 }, (_, at) => String(at))
    await Promise.all(names.map((name) => handlers['backup.put'](backupOf(name))))
    expect(await recovered()).toEqual([backupOf('29')])
    expect(writes).toBeLessThan(5)
    const last = handlers['backup.put'](backupOf('30'))
    await Promise.all([last, handlers['backup.drop']({ documentId: 'one' })])
    expect(await recovered()).toEqual([])
  })

  it('is on the disk before the app ends', async () => {
    const { host, handlers, dispose } = await start()
    void handlers['backup.put'](backupOf('last'))
    await dispose()
    expect(await (await start(host)).recovered()).toEqual([backupOf('last')])
  })
})

describe('a backup file', () => {
  it.each([
    ['cut off', (text: string) => text.slice(0, 40)],
    ['empty', () => ''],
    ['of zeros', (text: string) => '\0'.repeat(text.length)],
    ['of another program', () => '{ "format": "other", "version": 1 }'],
  ])('that is %s is put aside, never deleted, and the others are found', async (_, damage) => {
    const { host, handlers, folder, files } = await start()
    await handlers['backup.put'](backupOf('a'))
    const [name] = files()
    const path = join(folder, name!)
    const damaged = damage(readFileSync(path, 'utf8'))
    writeFileSync(path, damaged)
    await handlers['backup.put'](backupOf('b', { documentId: 'two' }))
    const time = Date.UTC(2026, 10, 22, 10, 11, 12, 131)
    const next = await start(host, { now: () => time })
    expect(await next.recovered()).toEqual([backupOf('b', { documentId: 'two' })])
    const aside = name!.replace('.json', '.corrupt-2026-11-22T10-11-12-131Z.json')
    expect(readFileSync(join(folder, aside), 'utf8')).toBe(damaged)
    expect(host.logged.join()).toContain(aside)
    // It happens again within the same millisecond.
    writeFileSync(path, damaged)
    expect(await next.recovered()).toHaveLength(1)
    expect(files()).toHaveLength(3)
  })

  it('of a newer Keicast is left alone', async () => {
    const { handlers, folder, files, recovered, host } = await start()
    await handlers['backup.put'](backupOf('a'))
    const path = join(folder, files()[0]!)
    const newer = readFileSync(path, 'utf8').replace('"version": 1', '"version": 2')
    writeFileSync(path, newer)
    expect(await recovered()).toEqual([])
    expect(readFileSync(path, 'utf8')).toBe(newer)
    expect(host.logged.join()).toContain('update Keicast')
  })

  it('that cannot be read, or not be put aside, keeps nobody from starting', async () => {
    const { host, handlers, folder, files } = await start()
    await handlers['backup.put'](backupOf('a'))
    const path = join(folder, files()[0]!)
    const refuse = () => Promise.reject(new SystemError('EROFS'))
    const locked: FileSystem = {
      ...nodeFileSystem,
      open: (name, flags, mode) =>
        name === path
          ? Promise.reject(new SystemError('EACCES'))
          : nodeFileSystem.open(name, flags, mode),
      rename: refuse,
    }
    const next = await start(host, { fs: locked })
    expect(await next.recovered()).toEqual([])
    writeFileSync(path, 'x')
    const readOnly: FileSystem = { ...nodeFileSystem, rename: refuse }
    expect(await (await start(host, { fs: readOnly })).recovered()).toEqual([])
    expect(readFileSync(path, 'utf8')).toBe('x')
  })

  it('is the old one or the new one, whatever step of writing fails', async () => {
    const faults: Fault[] = [
      { kind: 'error', code: 'ENOSPC' },
      { kind: 'lie' },
      { kind: 'crash', done: 'nothing' },
      { kind: 'crash', done: 'half' },
      { kind: 'crash', done: 'all' },
    ]
    const { host, handlers, recovered } = await start()
    const over = (fs: FileSystem) =>
      new Backups({
        fs,
        queue: createPathQueue(),
        folder: host.stateFolder,
        now: Date.now,
        log: (message) => host.log(message),
        fileOf: () => null,
        adopt: () => Promise.reject(new Error('it has no file')),
      })
    const { fs: counting, steps } = faultyFileSystem(nodeFileSystem, 1e9, { kind: 'short' })
    await over(counting).put(backupOf('counted'))
    expect(steps).toContain('file.sync')
    for (const fault of faults) {
      for (let at = 0; at < steps.length; at += 1) {
        await handlers['backup.put'](backupOf('old'))
        const { fs } = faultyFileSystem(nodeFileSystem, at, fault)
        const outcome = over(fs).put(backupOf('new'))
        const isKept = await outcome.then(
          () => true,
          () => false,
        )
        const [found] = await recovered()
        expect(isKept ? ['new'] : ['old', 'new']).toContain(found?.scenario.name)
        await handlers['backup.drop']({ documentId: 'one' })
      }
    }
  })
})
