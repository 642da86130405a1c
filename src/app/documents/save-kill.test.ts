import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { FileToken } from '../../contract/calls.ts'
import { Backups } from './backups.ts'
import { nameIn, temporaryFolder, textNamed } from './documents.fixture.ts'
import { nodeFileSystem } from './file-system.ts'
import { createPathQueue } from './path-queue.ts'
import { removeStaleTemporaries } from './stale-temporaries.ts'

const KILLS = 200
/** As many at a time as find room on a small machine. */
const AT_ONCE = 4

const loop = fileURLToPath(new URL('save-loop.fixture.js', import.meta.url))
const built = fileURLToPath(new URL('../../../dist/app/documents/backups.js', import.meta.url))

/** Let a process save until it is killed; gives the last numbers that it said were safe. */
async function saveUntilKilled(folder: string, afterMs: number) {
  const child = spawn(process.execPath, [loop, folder], { stdio: ['ignore', 'pipe', 'pipe'] })
  let out = ''
  let errors = ''
  child.stderr.setEncoding('utf8').on('data', (text: string) => (errors += text))
  const started = new Promise<void>((resolve) => {
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      out += text
      resolve()
    })
  })
  const ended = once(child, 'close')
  await Promise.race([started, ended])
  await delay(afterMs)
  child.kill('SIGKILL')
  await ended
  expect(errors).toBe('')
  return { kept: lastNumber(out, 'kept'), saved: lastNumber(out, 'saved') }
}

/** Number of the last whole line that begins with a word. */
function lastNumber(out: string, word: string): number {
  const numbers = [...out.matchAll(new RegExp(`^${word} (\\d+)\\n`, 'gmu'))].map(([, n]) =>
    Number(n),
  )
  return Math.max(0, ...numbers)
}

const log = () => undefined

async function keptIn(folder: string): Promise<number> {
  const backups = new Backups({
    fs: nodeFileSystem,
    queue: createPathQueue(),
    folder: join(folder, 'state'),
    now: Date.now,
    log,
    fileOf: () => null,
    adopt: () => Promise.resolve(FileToken.parse('adopted')),
  })
  const [kept] = await backups.list()
  return Number(kept?.scenario.name ?? 0)
}

function temporariesIn(folder: string): number {
  return readdirSync(folder).filter((name) => name.endsWith('.tmp')).length
}

/** Kill a process over and over in one folder; gives how often that was in the middle of a save. */
async function killOverAndOver(kills: number): Promise<number> {
  const folder = temporaryFolder()
  const path = join(folder, 'plan.kei')
  mkdirSync(join(folder, 'state'))
  writeFileSync(path, textNamed('0'))
  let safe = { kept: 0, saved: 0 }
  let inTheMiddle = 0
  for (let kill = 0; kill < kills; kill += 1) {
    const before = temporariesIn(folder)
    const said = await saveUntilKilled(folder, Math.random() * 30)
    safe = { kept: Math.max(safe.kept, said.kept), saved: Math.max(safe.saved, said.saved) }
    if (temporariesIn(folder) > before) inTheMiddle += 1
    const found = Number(nameIn(path))
    expect(found).toBeGreaterThanOrEqual(safe.saved)
    expect(found).toBeLessThanOrEqual(safe.saved + 1)
    if (existsSync(`${path}.bak`)) expect(Number(nameIn(`${path}.bak`))).toBeLessThanOrEqual(found)
    safe.saved = found
    const kept = await keptIn(folder)
    expect(kept).toBeGreaterThanOrEqual(safe.kept)
    safe.kept = kept
  }
  expect(safe.saved).toBeGreaterThan(0)
  const later = { fs: nodeFileSystem, log, now: () => Date.now() + 3.7e6, isRunning: () => false }
  await removeStaleTemporaries(later, folder)
  expect(temporariesIn(folder)).toBe(0)
  return inTheMiddle
}

describe('a process that is killed while it saves', () => {
  it(`loses no document and nothing it called safe, ${KILLS} times`, async () => {
    if (!existsSync(built)) throw new Error(`${built} is not there: npm run build`)
    const loops = Array.from({ length: AT_ONCE }, () => killOverAndOver(KILLS / AT_ONCE))
    const inTheMiddle = (await Promise.all(loops)).reduce((sum, one) => sum + one, 0)
    console.log(`${KILLS} kills, ${inTheMiddle} of them in the middle of a save`)
    expect(inTheMiddle).toBeGreaterThan(KILLS / 20)
  })
})
