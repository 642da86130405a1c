import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { temporaryFolder } from '../documents/documents.fixture.ts'
import { SystemError } from '../documents/faulty-file-system.fixture.ts'
import { nodeFileSystem, type FileSystem } from '../documents/file-system.ts'
import { createPathQueue } from '../documents/path-queue.ts'
import { DEFAULT_SETTINGS, SettingsStore } from './settings-store.ts'

const now = () => Date.UTC(2026, 10, 22, 10, 11, 12, 131)
const aside = 'settings.corrupt-2026-11-22T10-11-12-131Z.json'

function start(folder = temporaryFolder(), fs: FileSystem = nodeFileSystem) {
  const logged: string[] = []
  const log = (message: string) => logged.push(message)
  const store = new SettingsStore({ fs, queue: createPathQueue(), folder, now, log })
  const at = (name: string) => join(folder, name)
  return { folder, store, logged, at, text: (name: string) => readFileSync(at(name), 'utf8') }
}

describe('settings', () => {
  it('are the defaults at first, and nothing is read or written before they are asked for', async () => {
    const { store, folder } = start(join(temporaryFolder(), 'not', 'there'))
    expect(existsSync(folder)).toBe(false)
    expect(await store.read()).toEqual(DEFAULT_SETTINGS)
    expect(existsSync(folder)).toBe(false)
  })

  it('are kept for the next run, in a folder made for them', async () => {
    const { store, folder } = start(join(temporaryFolder(), 'not', 'there'))
    await store.put({ theme: 'dark', tourDone: true })
    expect(await start(folder).store.read()).toEqual({ theme: 'dark', tourDone: true })
  })

  it('that are missing or make no sense have their defaults, one by one', async () => {
    const { store, at, text } = start()
    writeFileSync(at('settings.json'), '{ "theme": "mauve", "tourDone": true, "later": [1] }')
    expect(await store.read()).toEqual({ theme: 'system', tourDone: true })
    await store.put({ theme: 'light', tourDone: true })
    expect(JSON.parse(text('settings.json'))).toEqual({
      theme: 'light',
      tourDone: true,
      later: [1],
    })
  })

  it.each(['', '{ "theme": "da', '\0\0\0\0', '[1]', '"dark"', 'null'])(
    'in a file that is damaged (%j) are put aside, not lost, and the version before stands',
    async (damaged) => {
      const { store, at, folder, text, logged } = start()
      await store.put({ theme: 'dark', tourDone: false })
      await store.put({ theme: 'dark', tourDone: true })
      writeFileSync(at('settings.json'), damaged)
      expect(await store.read()).toEqual({ theme: 'dark', tourDone: false })
      expect(text(aside)).toBe(damaged)
      expect(logged.join()).toContain(aside)
      expect(readdirSync(folder).sort()).toEqual([aside, 'settings.json', 'settings.json.bak'])
    },
  )

  it('in a damaged file without a version before are the defaults, and can be put', async () => {
    const { store, at, text } = start()
    writeFileSync(at('settings.json'), 'x')
    await store.put({ theme: 'dark', tourDone: true })
    expect(text(aside)).toBe('x')
    expect(await store.read()).toEqual({ theme: 'dark', tourDone: true })
    expect(existsSync(at('settings.json.bak'))).toBe(false)
  })

  it('leave a backup of what could be read only, never of defaults or of damage', async () => {
    const { store, at, text } = start()
    await store.put({ theme: 'dark', tourDone: true })
    await store.put({ theme: 'contrast', tourDone: true })
    const backup = text('settings.json.bak')
    expect(JSON.parse(backup)).toEqual({ theme: 'dark', tourDone: true })
    writeFileSync(at('settings.json'), 'damaged')
    await store.put({ theme: 'light', tourDone: true })
    expect(text('settings.json.bak')).toBe(backup)
    expect(await store.read()).toEqual({ theme: 'light', tourDone: true })
  })

  it('that cannot be read for now are the defaults, and are not replaced by them', async () => {
    const folder = temporaryFolder()
    await start(folder).store.put({ theme: 'dark', tourDone: true })
    const locked: FileSystem = {
      ...nodeFileSystem,
      open: (path, flags, mode) =>
        flags === 'r' && path.endsWith('settings.json')
          ? Promise.reject(new SystemError('EACCES'))
          : nodeFileSystem.open(path, flags, mode),
    }
    const { store, logged } = start(folder, locked)
    expect(await store.read()).toEqual(DEFAULT_SETTINGS)
    expect(logged).toHaveLength(1)
    await expect(store.put({ theme: 'light', tourDone: false })).rejects.toThrow('EACCES')
    expect(await start(folder).store.read()).toEqual({ theme: 'dark', tourDone: true })
  })

  it('put at the same time are written one after the other', async () => {
    const { store, folder } = start()
    const themes = ['light', 'dark', 'contrast', 'system', 'dark'] as const
    await Promise.all(themes.map((theme) => store.put({ theme, tourDone: true })))
    expect(await store.read()).toEqual({ theme: 'dark', tourDone: true })
    expect(readdirSync(folder).sort()).toEqual(['settings.json', 'settings.json.bak'])
  })

  it('in a place that is a folder are put aside as well', async () => {
    const { store, at, folder } = start()
    mkdirSync(at('settings.json'))
    await store.put({ theme: 'dark', tourDone: true })
    expect(readdirSync(folder).sort()).toEqual([aside, 'settings.json'])
  })
})
