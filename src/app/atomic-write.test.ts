import {
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { ensureFolder, realTarget, writeFileAtomic } from './atomic-write.ts'

let folder = ''
const at = (...names: string[]) => join(folder, ...names)
const read = (...names: string[]) => readFileSync(at(...names), 'utf8')

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'keicast-write-'))
})
afterEach(() => {
  rmSync(folder, { recursive: true })
})

describe('writing a file whole', () => {
  it('makes a new file, and no other', async () => {
    await writeFileAtomic(at('new.txt'), '軽 🚙\n')
    expect(read('new.txt')).toBe('軽 🚙\n')
    expect(readdirSync(folder)).toEqual(['new.txt'])
  })

  it('takes the place of a file, longer or shorter', async () => {
    writeFileSync(at('old.txt'), 'x'.repeat(100_000))
    await writeFileAtomic(at('old.txt'), 'short')
    expect(read('old.txt')).toBe('short')
    await writeFileAtomic(at('old.txt'), 'y'.repeat(100_000))
    expect(read('old.txt')).toBe('y'.repeat(100_000))
    expect(readdirSync(folder)).toEqual(['old.txt'])
  })

  it('writes through a link, which stays a link', async () => {
    mkdirSync(at('inner'))
    writeFileSync(at('inner', 'file.txt'), 'old')
    symlinkSync(at('inner', 'file.txt'), at('link.txt'))
    await writeFileAtomic(at('link.txt'), 'new')
    expect(lstatSync(at('link.txt')).isSymbolicLink()).toBe(true)
    expect(read('inner', 'file.txt')).toBe('new')
    expect(readdirSync(at('inner'))).toEqual(['file.txt'])
  })

  it('writes many files at once, and one file many times', async () => {
    const texts = Array.from({ length: 20 }, (_, n) => `text ${n}`)
    await Promise.all(texts.map((text, n) => writeFileAtomic(at(`${n}.txt`), text)))
    await Promise.all(texts.map((text) => writeFileAtomic(at('same.txt'), text)))
    texts.forEach((text, n) => {
      expect(read(`${n}.txt`)).toBe(text)
    })
    expect(texts).toContain(read('same.txt'))
    expect(readdirSync(folder)).toHaveLength(21)
  })
})

describe('writing that fails', () => {
  it.each<[string, () => string]>([
    ['into a folder that is not there', () => at('none', 'new.txt')],
    ['where a folder of the path is a file', () => at('kept.txt', 'new.txt')],
    ['over a folder', () => at('folder')],
    ['under a name too long', () => at('n'.repeat(300))],
  ])('leaves everything as it was: %s', async (_, path) => {
    writeFileSync(at('kept.txt'), 'kept')
    mkdirSync(at('folder'))
    await expect(writeFileAtomic(path(), 'new')).rejects.toThrow()
    expect(readdirSync(folder).sort()).toEqual(['folder', 'kept.txt'])
    expect(readdirSync(at('folder'))).toEqual([])
    expect(read('kept.txt')).toBe('kept')
  })
})

describe('the file that a path leads to', () => {
  it('is the same by every way to it', async () => {
    mkdirSync(at('inner'))
    writeFileSync(at('file.txt'), '')
    symlinkSync(at('file.txt'), at('inner', 'link.txt'))
    symlinkSync(at('inner'), at('other'))
    const target = await realTarget(at('file.txt'))
    for (const path of [at('inner', '..', 'file.txt'), at('other', 'link.txt')]) {
      expect(await realTarget(path)).toBe(target)
    }
  })

  it('is the path in full where nothing is there yet', async () => {
    const real = await realTarget(folder)
    expect(await realTarget(join(real, '.', 'new.txt'))).toBe(join(real, 'new.txt'))
    expect(await realTarget(join(real, 'none', 'new.txt'))).toBe(join(real, 'none', 'new.txt'))
  })
})

describe('a folder', () => {
  it('is made with those above it, and may be there already', async () => {
    await ensureFolder(at('a', 'b', 'c'))
    await ensureFolder(at('a', 'b', 'c'))
    expect(readdirSync(at('a', 'b'))).toEqual(['c'])
  })

  it('is not made where a file stands', async () => {
    writeFileSync(at('file'), 'kept')
    await expect(ensureFolder(at('file'))).rejects.toThrow()
    expect(read('file')).toBe('kept')
  })
})
