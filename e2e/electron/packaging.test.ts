import { existsSync, readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { listedFiles, readPackaging, root } from './packaging.fixture.ts'

const packaging = readPackaging()

describe('the packages', () => {
  it('are made for each system in its own forms', () => {
    expect(packaging.linux.target).toStrictEqual(['AppImage', 'deb'])
    expect(packaging.win.target).toStrictEqual(['nsis'])
    expect(packaging.mac.target).toStrictEqual(['dmg'])
  })

  it('have the fuses of a release', () => {
    expect(packaging.asar).toBe(true)
    expect(packaging.electronFuses).toStrictEqual({
      runAsNode: false,
      enableCookieEncryption: true,
      enableNodeOptionsEnvironmentVariable: false,
      enableNodeCliInspectArguments: false,
      enableEmbeddedAsarIntegrityValidation: true,
      onlyLoadAppFromAsar: true,
      loadBrowserProcessSpecificV8Snapshot: false,
      grantFileProtocolExtraPrivileges: false,
    })
  })

  it('open scenarios', () => {
    const [association, ...others] = packaging.fileAssociations
    expect(others).toStrictEqual([])
    expect(association).toMatchObject({ ext: 'kei', role: 'Editor' })
  })

  it('go by the name under which Windows groups the app’s windows', () => {
    const main = readFileSync(join(root, 'electron/main.ts'), 'utf8')
    expect(main).toContain(`setAppUserModelId('${packaging.appId}')`)
  })

  it('hold no sources, tests or tools', () => {
    const named = packaging.files.filter((pattern) => !pattern.startsWith('!'))
    for (const pattern of named) {
      expect(pattern).toMatch(
        /^(out\/(main|preload|renderer)\/\*\*|assets\/\S+|package\.json|LICENSE|THIRD-PARTY-NOTICES\.md)$/,
      )
    }
    const assets = named.filter((pattern) => pattern.startsWith('assets/'))
    for (const path of listedFiles(root, assets)) {
      expect(path).toMatch(/\.(csv|json|kei|png)$/)
      expect(existsSync(join(root, path)), path).toBe(true)
    }
    expect(packaging.files).toContain('!node_modules')
  })
})

describe('the icons', () => {
  const bytes = (path: string) => readFileSync(join(root, path))

  it('are there in the form that each system reads', () => {
    expect(bytes(packaging.mac.icon).subarray(0, 4).toString()).toBe('icns')
    expect([...bytes(packaging.win.icon).subarray(0, 4)]).toStrictEqual([0, 0, 1, 0])
    const { buildResources } = packaging.directories
    expect(bytes(join(buildResources, 'document.icns')).readUInt32BE(4)).toBe(
      bytes(join(buildResources, 'document.icns')).length,
    )
    expect([...bytes(join(buildResources, 'document.ico')).subarray(0, 4)]).toStrictEqual([
      0, 0, 1, 0,
    ])
  })

  it('have the sizes that their names say', () => {
    const names = readdirSync(join(root, packaging.linux.icon))
    expect(names).toHaveLength(9)
    for (const name of names) {
      const picture = bytes(join(packaging.linux.icon, name))
      const size = `${picture.readUInt32BE(16)}x${picture.readUInt32BE(20)}.png`
      expect(size).toBe(name)
    }
  })
})
