import fc from 'fast-check'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { chmodSync, lstatSync, mkdirSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { writeScenario } from '../../core/scenario/write-scenario.ts'
import { versionOf, type FileVersion } from './disk-file.ts'
import { nameIn, parse, scenarioNamed, temporaryFolder, textNamed } from './documents.fixture.ts'
import { faultyFileSystem, SystemError, type Fault } from './faulty-file-system.fixture.ts'
import { nodeFileSystem, type FileSystem } from './file-system.ts'
import { MemoryDisk } from './memory-disk.fixture.ts'
import { createPathQueue } from './path-queue.ts'
import { saveFile, type Expected, type SaveTools } from './save-file.ts'

function toolsOver(fs: FileSystem): SaveTools {
  return { fs, parse, queue: createPathQueue(), log: () => undefined }
}
const tools = toolsOver(nodeFileSystem)

/** Version of a file as it is now. */
async function versionAt(path: string, fs = nodeFileSystem): Promise<FileVersion> {
  const file = await fs.open(path, 'r')
  try {
    return versionOf(await file.read(1e6), await file.facts())
  } finally {
    await file.close()
  }
}

const anything: Expected = { kind: 'any-scenario' }
const nothing: Expected = { kind: 'nothing' }

function save(path: string, name: string, expected: Expected, with_ = tools) {
  return saveFile(with_, { path, scenario: scenarioNamed(name), expected: () => expected })
}

/** Plain words: what, why and what to do, with no codes of the system in them. */
function expectPlainWords(message: string): void {
  expect(message).toMatch(/^“.*” was not saved because .*\. .*(Save as|try again).*\.$/u)
  expect(message).not.toMatch(/ENO|EACC|EPERM|EROFS|EIO|errno|undefined|injected|\/tmp/u)
}

const faults: readonly Fault[] = [
  { kind: 'error', code: 'ENOSPC' },
  { kind: 'error', code: 'EIO' },
  { kind: 'error', code: 'EROFS' },
  { kind: 'short' },
  { kind: 'lie' },
  { kind: 'crash', done: 'nothing' },
  { kind: 'crash', done: 'half' },
  { kind: 'crash', done: 'all' },
]

interface Trial {
  readonly old: string
  readonly next: string
  /** What `.bak` holds before. */
  readonly backup: string | null
  readonly at: number
  readonly fault: Fault
}

/** Save over a file on a disk that fails at one step, and check what is found afterwards. */
async function trial({ old, next, backup, at, fault }: Trial): Promise<number> {
  const folder = mkdtempSync(join(tmpdir(), 'keicast-fault-'))
  try {
    const path = join(folder, 'plan.kei')
    writeFileSync(path, old)
    if (backup !== null) writeFileSync(`${path}.bak`, backup)
    const version = await versionAt(path)
    const { fs, steps } = faultyFileSystem(nodeFileSystem, at, fault)
    const parsed = parse(next)
    if (!parsed.ok) throw new Error(next)
    const saved: FileVersion[] = []
    const outcome = await saveFile(toolsOver(fs), {
      path,
      scenario: parsed.value.scenario,
      expected: () => ({ kind: 'version', version }),
      onSaved: (noted) => saved.push(noted),
    })
    checkFound(folder, { old, next, backup }, outcome.kind === 'saved')
    if (outcome.kind === 'saved') expect(saved).toEqual([await versionAt(path)])
    if (outcome.kind === 'failed' && fault.kind !== 'crash') {
      expectPlainWords(outcome.message)
      expect(readdirSync(folder).filter((name) => name.endsWith('.tmp'))).toEqual([])
    }
    return steps.length
  } finally {
    rmSync(folder, { recursive: true })
  }
}

function checkFound(
  folder: string,
  { old, next, backup }: Pick<Trial, 'old' | 'next' | 'backup'>,
  isSaved: boolean,
): void {
  const found = readFileSync(join(folder, 'plan.kei'), 'utf8')
  expect(isSaved ? [next] : [old, next]).toContain(found)
  const bakPath = join(folder, 'plan.kei.bak')
  const bak = existsSync(bakPath) ? readFileSync(bakPath, 'utf8') : null
  expect([backup, old]).toContain(bak)
  expect(parse(found).ok || (bak !== null && parse(bak).ok)).toBe(true)
  if (isSaved && next !== old) expect(bak).toBe(old)
}

const NEVER = 1e9

describe('a disk that fails', () => {
  it('at any step, in any way, leaves the old file or the new one, whole', async () => {
    const files = { old: textNamed('old'), next: textNamed('next', 'longer') }
    const count = await trial({ ...files, backup: null, at: NEVER, fault: { kind: 'short' } })
    expect(count).toBeGreaterThan(20)
    for (let at = 0; at < count + 4; at += 1) {
      for (const fault of faults) {
        for (const backup of [null, textNamed('before')])
          await trial({ ...files, backup, at, fault })
      }
    }
  })

  it('loses nothing, whatever the scenarios are', async () => {
    const text = fc
      .record({
        name: fc.string({ minLength: 1, maxLength: 40, unit: 'grapheme' }),
        notes: fc.string({ maxLength: 4000, unit: 'grapheme' }),
      })
      .map((one) => ({ ...scenarioNamed('x'), ...one }))
      .map(writeScenario)
      .filter((written) => parse(written).ok)
    const anyTrial = fc.record({
      old: text,
      next: text,
      backup: fc.option(text),
      at: fc.nat(40),
      fault: fc.constantFrom(...faults),
    })
    await fc.assert(
      fc.asyncProperty(anyTrial, async (one) => {
        await trial(one)
      }),
      { numRuns: 150 },
    )
  })

  it('takes what a short write left in further writes', async () => {
    const path = join(temporaryFolder(), 'plan.kei')
    const count = faultyFileSystem(nodeFileSystem, NEVER, { kind: 'short' })
    await save(path, 'plan', nothing, toolsOver(count.fs))
    const { fs, steps } = faultyFileSystem(nodeFileSystem, count.steps.indexOf('file.write'), {
      kind: 'short',
    })
    rmSync(path)
    expect(await save(path, 'plan', nothing, toolsOver(fs))).toEqual({ kind: 'saved' })
    expect(steps.filter((step) => step === 'file.write')).toHaveLength(2)
    expect(nameIn(path)).toBe('plan')
  })
})

describe('a power cut', () => {
  /** Save on a disk in memory, the power cut after `at` steps. */
  async function cutAfter(at: number) {
    const disk = new MemoryDisk()
    disk.put('/plan.kei', textNamed('old'))
    disk.put('/plan.kei.bak', textNamed('before'))
    const { fs, steps } = faultyFileSystem(disk.fs, at, { kind: 'crash', done: 'all' })
    const outcome = await save('/plan.kei', 'next', anything, toolsOver(fs))
    return { disk, outcome, steps }
  }

  it('at any step, with any part of what was not yet on the disk lost, loses no document', async () => {
    const { steps } = await cutAfter(NEVER)
    for (let at = 0; at < steps.length; at += 1) {
      const { disk } = await cutAfter(at)
      for (let kept = 0; kept <= disk.pendingChanges; kept += 1) {
        for (const part of [0, 0.5, 1]) {
          const files = disk.afterPowerCut(kept, part)
          expect([textNamed('old'), textNamed('next')]).toContain(files.get('/plan.kei'))
          expect([textNamed('before'), textNamed('old')]).toContain(files.get('/plan.kei.bak'))
        }
      }
    }
  })

  it('after a save that was reported as done changes nothing', async () => {
    const { disk, outcome } = await cutAfter(NEVER)
    expect(outcome).toEqual({ kind: 'saved' })
    expect(disk.afterPowerCut(0, 0).get('/plan.kei')).toBe(textNamed('next'))
  })
})

describe('what stands at the path', () => {
  it('is replaced while it is the version that was read, touched or not', async () => {
    const path = join(temporaryFolder(), 'plan.kei')
    writeFileSync(path, textNamed('old'))
    const version = await versionAt(path)
    utimesSync(path, 1, 1)
    expect(await save(path, 'next', { kind: 'version', version })).toEqual({ kind: 'saved' })
    expect(nameIn(path)).toBe('next')
    expect(nameIn(`${path}.bak`)).toBe('old')
  })

  it('is a conflict when it was changed, though its size and time are the same', async () => {
    const path = join(temporaryFolder(), 'plan.kei')
    writeFileSync(path, textNamed('old'))
    utimesSync(path, 1000, 1000)
    const version = await versionAt(path)
    writeFileSync(path, textNamed('odd'))
    utimesSync(path, 1000, 1000)
    expect(await save(path, 'next', { kind: 'version', version })).toEqual({ kind: 'conflict' })
    expect(nameIn(path)).toBe('odd')
    expect(readdirSync(join(path, '..'))).toEqual(['plan.kei'])
  })

  it('is a conflict when another instance saves between the check and the rename', async () => {
    const path = join(temporaryFolder(), 'plan.kei')
    writeFileSync(path, textNamed('old'))
    const version = await versionAt(path)
    let isFirst = true
    const racing: FileSystem = {
      ...nodeFileSystem,
      async rename(from, to) {
        if (isFirst && to === `${path}.bak`) {
          isFirst = false
          await save(path, 'theirs', anything)
        }
        await nodeFileSystem.rename(from, to)
      },
    }
    const outcome = await save(path, 'ours', { kind: 'version', version }, toolsOver(racing))
    expect(outcome).toEqual({ kind: 'conflict' })
    expect(nameIn(path)).toBe('theirs')
    expect(readdirSync(join(path, '..')).sort()).toEqual(['plan.kei', 'plan.kei.bak'])
  })

  it('is no conflict when it says the same already, as after a save that was cut short', async () => {
    const path = join(temporaryFolder(), 'plan.kei')
    writeFileSync(path, textNamed('old'))
    const version = await versionAt(path)
    writeFileSync(path, textNamed('next'))
    expect(await save(path, 'next', { kind: 'version', version })).toEqual({ kind: 'saved' })
    expect(existsSync(`${path}.bak`)).toBe(false)
  })

  it('is written anew when it was deleted', async () => {
    const path = join(temporaryFolder(), 'plan.kei')
    writeFileSync(path, textNamed('old'))
    const version = await versionAt(path)
    rmSync(path)
    expect(await save(path, 'next', { kind: 'version', version })).toEqual({ kind: 'saved' })
    expect(nameIn(path)).toBe('next')
  })

  it('is not replaced by a file that is meant to be new', async () => {
    const path = join(temporaryFolder(), 'plan.kei')
    writeFileSync(path, textNamed('old'))
    expect(await save(path, 'next', nothing)).toEqual({ kind: 'conflict' })
    expect(nameIn(path)).toBe('old')
  })

  const newer = textNamed('newer').replace('"version": 1', '"version": 2')
  it.each([
    ['is damaged', '{ "format": "keicast-scen', 'JSON'],
    ['is of a newer Keicast', newer, 'update Keicast'],
    ['is not text', Buffer.from([0xff, 0xfe, 0]), 'UTF-8'],
    ['is far too large', Buffer.alloc(4_000_001, 'x'), 'bytes'],
  ])('is never replaced when it %s, and no backup is made of it', async (_, contents, word) => {
    const path = join(temporaryFolder(), 'plan.kei')
    writeFileSync(path, contents)
    writeFileSync(`${path}.bak`, textNamed('good'))
    const outcome = await save(path, 'next', anything)
    if (outcome.kind !== 'failed') throw new Error(outcome.kind)
    expectPlainWords(outcome.message)
    expect(outcome.message).toContain(word)
    expect(readFileSync(path).equals(Buffer.from(contents))).toBe(true)
    expect(nameIn(`${path}.bak`)).toBe('good')
  })

  it('is replaced when it is empty, and no backup is made of it', async () => {
    const path = join(temporaryFolder(), 'plan.kei')
    writeFileSync(path, '')
    writeFileSync(`${path}.bak`, textNamed('good'))
    expect(await save(path, 'next', anything)).toEqual({ kind: 'saved' })
    expect(nameIn(path)).toBe('next')
    expect(nameIn(`${path}.bak`)).toBe('good')
  })

  it('is left alone, and its backup with it, when it says the same already', async () => {
    const path = join(temporaryFolder(), 'plan.kei')
    await save(path, 'one', nothing)
    await save(path, 'two', anything)
    const before = statSync(path)
    expect(await save(path, 'two', anything)).toEqual({ kind: 'saved' })
    expect(statSync(path).ino).toBe(before.ino)
    expect(nameIn(`${path}.bak`)).toBe('one')
  })

  it('keeps its permissions', async () => {
    const path = join(temporaryFolder(), 'plan.kei')
    writeFileSync(path, textNamed('old'))
    chmodSync(path, 0o662)
    await save(path, 'next', anything)
    expect(statSync(path).mode & 0o777).toBe(0o662)
    expect(statSync(`${path}.bak`).mode & 0o777).toBe(0o662)
  })

  it('stays when it is marked read-only, even for an administrator', async () => {
    const path = join(temporaryFolder(), 'plan.kei')
    writeFileSync(path, textNamed('old'))
    chmodSync(path, 0o444)
    const outcome = await save(path, 'next', anything)
    if (outcome.kind !== 'failed') throw new Error(outcome.kind)
    expectPlainWords(outcome.message)
    expect(outcome.message).toContain('read-only')
    expect(nameIn(path)).toBe('old')
  })

  it('is not a folder', async () => {
    const path = join(temporaryFolder(), 'plan.kei')
    mkdirSync(path)
    const outcome = await save(path, 'next', anything)
    if (outcome.kind !== 'failed') throw new Error(outcome.kind)
    expectPlainWords(outcome.message)
    expect(outcome.message).toContain('folder')
  })
})

describe('a link to a document', () => {
  it('stays a link, and the document behind it is saved', async () => {
    const folder = temporaryFolder()
    mkdirSync(join(folder, 'far'))
    const path = join(folder, 'far', 'plan.kei')
    writeFileSync(path, textNamed('old'))
    const link = join(folder, 'link.kei')
    symlinkSync(join('far', 'plan.kei'), link)
    expect(await save(link, 'next', anything)).toEqual({ kind: 'saved' })
    expect(lstatSync(link).isSymbolicLink()).toBe(true)
    expect(nameIn(path)).toBe('next')
    expect(nameIn(`${path}.bak`)).toBe('old')
  })

  it('stays a link while the document behind it is not there yet', async () => {
    const folder = temporaryFolder()
    const link = join(folder, 'link.kei')
    symlinkSync('plan.kei', link)
    expect(await save(link, 'next', nothing)).toEqual({ kind: 'saved' })
    expect(lstatSync(link).isSymbolicLink()).toBe(true)
    expect(nameIn(join(folder, 'plan.kei'))).toBe('next')
  })

  it('that leads back to itself is explained', async () => {
    const link = join(temporaryFolder(), 'link.kei')
    symlinkSync('link.kei', link)
    const outcome = await save(link, 'next', anything)
    if (outcome.kind !== 'failed') throw new Error(outcome.kind)
    expectPlainWords(outcome.message)
    expect(lstatSync(link).isSymbolicLink()).toBe(true)
  })
})

describe('a name', () => {
  it.each(['軽自動車 2030 🚗.kei', 'Ünïcödé – “plan”.kei', `${'é'.repeat(120)}.kei`])(
    'may be %s',
    async (name) => {
      const path = join(temporaryFolder(), name)
      await save(path, 'one', nothing)
      expect(await save(path, 'two', anything)).toEqual({ kind: 'saved' })
      expect(nameIn(path)).toBe('two')
      expect(nameIn(`${path}.bak`)).toBe('one')
    },
  )

  it.each([252, 255, 300])('of %i bytes is too long, and said to be', async (length) => {
    const folder = temporaryFolder()
    const outcome = await save(join(folder, `${'n'.repeat(length - 4)}.kei`), 'one', nothing)
    if (outcome.kind !== 'failed') throw new Error(outcome.kind)
    expectPlainWords(outcome.message)
    expect(outcome.message).toContain('too long')
    expect(readdirSync(folder)).toEqual([])
  })
})

describe('a folder', () => {
  it('that vanished is named as the cause, and is not made anew', async () => {
    const folder = join(temporaryFolder(), 'gone')
    const outcome = await save(join(folder, 'plan.kei'), 'one', nothing)
    if (outcome.kind !== 'failed') throw new Error(outcome.kind)
    expectPlainWords(outcome.message)
    expect(outcome.message).toContain('folder is no longer there')
    expect(existsSync(folder)).toBe(false)
  })

  // By injection: these tests run as root, whom no permission holds back.
  it.each(['EACCES', 'EROFS', 'EPERM'])(
    'that is read-only (%s) keeps the old file',
    async (code) => {
      const path = join(temporaryFolder(), 'plan.kei')
      writeFileSync(path, textNamed('old'))
      const readOnly: FileSystem = {
        ...nodeFileSystem,
        open: (name, flags, mode) =>
          flags === 'wx'
            ? Promise.reject(new SystemError(code))
            : nodeFileSystem.open(name, flags, mode),
      }
      const outcome = await save(path, 'next', anything, toolsOver(readOnly))
      if (outcome.kind !== 'failed') throw new Error(outcome.kind)
      expectPlainWords(outcome.message)
      expect(outcome.message).toContain('read-only')
      expect(nameIn(path)).toBe('old')
    },
  )

  it('that no disk can be asked to keep (EIO) does not fail a save that is in place', async () => {
    const path = join(temporaryFolder(), 'plan.kei')
    const logged: string[] = []
    const fs: FileSystem = {
      ...nodeFileSystem,
      async open(name, flags, mode) {
        if (name === join(path, '..')) throw new SystemError('EIO')
        return nodeFileSystem.open(name, flags, mode)
      },
    }
    const noting = { ...toolsOver(fs), log: (message: string) => logged.push(message) }
    expect(await save(path, 'one', nothing, noting)).toEqual({ kind: 'saved' })
    expect(logged).toHaveLength(1)
  })
})

describe('Windows', () => {
  /** A disk on which a file is held open for a while by another program. */
  function heldFor(tries: number, platform: NodeJS.Platform) {
    const pauses: number[] = []
    let refusals = 0
    const fs: FileSystem = {
      ...nodeFileSystem,
      platform,
      rename(from, to) {
        refusals += 1
        if (refusals <= tries) return Promise.reject(new SystemError('EBUSY'))
        return nodeFileSystem.rename(from, to)
      },
      pause(ms) {
        pauses.push(ms)
        return Promise.resolve()
      },
    }
    return { fs, pauses }
  }

  it('is asked again, ever less often, while another program holds the file', async () => {
    const path = join(temporaryFolder(), 'plan.kei')
    const { fs, pauses } = heldFor(4, 'win32')
    expect(await save(path, 'one', nothing, toolsOver(fs))).toEqual({ kind: 'saved' })
    expect(pauses).toEqual([5, 10, 20, 40])
  })

  it('is given up after two seconds, with the old file in place and the cause named', async () => {
    const path = join(temporaryFolder(), 'plan.kei')
    writeFileSync(path, textNamed('old'))
    const { fs, pauses } = heldFor(1e9, 'win32')
    const outcome = await save(path, 'next', anything, toolsOver(fs))
    if (outcome.kind !== 'failed') throw new Error(outcome.kind)
    expectPlainWords(outcome.message)
    expect(outcome.message).toContain('another program')
    expect(pauses.reduce((sum, ms) => sum + ms, 0)).toBe(2000)
    expect(nameIn(path)).toBe('old')
    expect(readdirSync(join(path, '..'))).toEqual(['plan.kei'])
  })

  it('is the only system that is asked again', async () => {
    const path = join(temporaryFolder(), 'plan.kei')
    const { fs, pauses } = heldFor(1, 'linux')
    expect((await save(path, 'one', nothing, toolsOver(fs))).kind).toBe('failed')
    expect(pauses).toEqual([])
  })
})

describe('a scenario', () => {
  it('that would not read back the same is not written', async () => {
    const path = join(temporaryFolder(), 'plan.kei')
    const forgetful: SaveTools = {
      ...tools,
      parse: (text) => {
        const parsed = parse(text)
        if (!parsed.ok) return parsed
        const scenario = { ...parsed.value.scenario, notes: undefined }
        return { ok: true, value: { scenario, warnings: [] } }
      },
    }
    const outcome = await save(path, 'one', nothing, forgetful)
    expect(outcome.kind).toBe('refused')
    expect(existsSync(path)).toBe(false)
  })

  it('that would not read back at all is not written', async () => {
    const path = join(temporaryFolder(), 'plan.kei')
    const outcome = await save(path, 'n'.repeat(201), nothing)
    expect(outcome.kind).toBe('refused')
    expect(existsSync(path)).toBe(false)
  })
})

describe('saves of one file', () => {
  it('wait for each other, under whatever name it goes', async () => {
    const folder = temporaryFolder()
    const path = join(folder, 'plan.kei')
    writeFileSync(path, textNamed('0'))
    symlinkSync('plan.kei', join(folder, 'link.kei'))
    const names = Array.from({ length: 20 }, (_, at) => String(at + 1))
    const outcomes = await Promise.all(
      names.map((name, at) => save(join(folder, at % 2 ? 'link.kei' : 'plan.kei'), name, anything)),
    )
    expect(outcomes.every(({ kind }) => kind === 'saved')).toBe(true)
    const found = [Number(nameIn(path)), Number(nameIn(`${path}.bak`))]
    expect(found[0]).not.toBe(found[1])
    expect(readdirSync(folder).sort()).toEqual(['link.kei', 'plan.kei', 'plan.kei.bak'])
  })
})
