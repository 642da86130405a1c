import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { OutputError } from '../export-files.ts'
import {
  CheckpointError,
  loadCheckpoint,
  refuseCheckpoint,
  saveCheckpoint,
  type EnsembleIdentity,
} from './checkpoint.ts'
import { createDrawTable, rowOf, STATUS } from './draw-table.ts'

const identity: EnsembleIdentity = {
  version: '1.0.0',
  scenarioHash: 'a'.repeat(10),
  dataVersion: 'b'.repeat(10),
  settings: { seed: 'kei “1”\n', draws: 5, method: 'sobol' },
  width: 3,
}

let folder: string
let path: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'keicast-checkpoint-'))
  path = join(folder, 'out.json.partial')
})
afterEach(() => {
  rmSync(folder, { recursive: true, force: true })
})

function someDraws() {
  const table = createDrawTable(5, 3)
  table.rows.forEach((_, at) => {
    table.rows[at] = at / 7
  })
  rowOf(table, 1)[2] = NaN
  rowOf(table, 1)[0] = -0
  table.status.set([STATUS.pending, STATUS.done, 2, STATUS.failed, STATUS.done])
  return table
}

describe('a checkpoint', () => {
  it('gives back the draws that were done, to the byte; the rest is pending', async () => {
    const table = someDraws()
    await saveCheckpoint(path, identity, table)
    const kept = await loadCheckpoint(path, identity)
    expect([...(kept?.status ?? [])]).toEqual([0, STATUS.done, 0, 0, STATUS.done])
    expect(rowOf(kept!, 1)).toStrictEqual(rowOf(table, 1))
    expect(rowOf(kept!, 4)).toStrictEqual(rowOf(table, 4))
    expect([...rowOf(kept!, 3)]).toEqual([0, 0, 0])
    expect(Object.is(rowOf(kept!, 1)[0], -0)).toBe(true)
  })

  it('takes the place of an earlier one whole', async () => {
    const table = someDraws()
    await saveCheckpoint(path, identity, table)
    table.status.fill(STATUS.done)
    await saveCheckpoint(path, identity, table)
    expect((await loadCheckpoint(path, identity))?.status.every((s) => s === STATUS.done)).toBe(
      true,
    )
    expect(readdirSync(folder)).toEqual(['out.json.partial'])
  })

  it('that is not there is none, and stands in nobody’s way', async () => {
    expect(await loadCheckpoint(path, identity)).toBeNull()
    await refuseCheckpoint(path)
  })

  it('is not started anew over', async () => {
    await saveCheckpoint(path, identity, someDraws())
    await expect(refuseCheckpoint(path)).rejects.toThrow('go on with --resume, or remove it')
  })

  it('that cannot be written says why', async () => {
    const nowhere = join(folder, 'none', 'out.partial')
    const writing = saveCheckpoint(nowhere, identity, someDraws())
    await expect(writing).rejects.toThrow(OutputError)
    await expect(writing).rejects.toThrow('its folder does not exist')
  })
})

describe('a checkpoint of something else is refused:', () => {
  it.each<[string, Partial<EnsembleIdentity>, string]>([
    ['another version', { version: '1.0.1' }, 'another version of Keicast ("1.0.0", not "1.0.1")'],
    ['another scenario', { scenarioHash: 'c'.repeat(10) }, 'its scenario is another'],
    ['another data set', { dataVersion: 'c'.repeat(10) }, 'its data set is another'],
    [
      'another seed',
      { settings: { ...identity.settings, seed: 'b' } },
      'its seed is another ("kei “1”\\n", not "b")',
    ],
    [
      'another number of draws',
      { settings: { ...identity.settings, draws: 6 } },
      'its number of draws is another (5, not 6)',
    ],
    [
      'another method',
      { settings: { ...identity.settings, method: 'lhs' } },
      'its method is another ("sobol", not "lhs")',
    ],
    ['other outcomes', { width: 4 }, 'its outcomes are others (3, not 4)'],
  ])('%s', async (_, changed, why) => {
    await saveCheckpoint(path, identity, someDraws())
    const loading = loadCheckpoint(path, { ...identity, ...changed })
    await expect(loading).rejects.toThrow(CheckpointError)
    await expect(loading).rejects.toThrow(`${path} belongs to another ensemble: `)
    await expect(loading).rejects.toThrow(why)
  })

  it.each<[string, (bytes: Buffer) => Buffer]>([
    ['a byte changed', (bytes) => Buffer.concat([bytes.subarray(0, -1), Buffer.of(1)])],
    ['the end missing', (bytes) => bytes.subarray(0, -4)],
    ['more at its end', (bytes) => Buffer.concat([bytes, Buffer.of(0)])],
  ])('damaged: %s', async (_, damage) => {
    await saveCheckpoint(path, identity, someDraws())
    writeFileSync(path, damage(readFileSync(path)))
    await expect(loadCheckpoint(path, identity)).rejects.toThrow(
      `${path} is damaged; remove it to start anew`,
    )
  })

  it.each([
    ['an empty file', ''],
    ['a text', 'notes of mine\n'],
    ['other JSON', '{"format":"keicast-scenario"}\n'],
    ['a long line', 'x'.repeat(10_000)],
  ])('no checkpoint at all: %s', async (_, text) => {
    writeFileSync(path, text)
    const why = `${path} is no checkpoint of an ensemble; move it away`
    await expect(loadCheckpoint(path, identity)).rejects.toThrow(why)
    await expect(refuseCheckpoint(path)).rejects.toThrow(why)
    expect(readFileSync(path, 'utf8')).toBe(text)
  })

  it('a folder', async () => {
    mkdirSync(path)
    await expect(refuseCheckpoint(path)).rejects.toThrow(CheckpointError)
  })
})
