import type { MenuItemConstructorOptions } from 'electron'
import { describe, expect, it } from 'vitest'
import { commands } from '../../src/contract/events.ts'
import { menuTemplate, type MenuContext } from '../../electron/menu.ts'

type Item = MenuItemConstructorOptions
const platforms = ['linux', 'win32', 'darwin'] as const

function template(changes: Partial<MenuContext> = {}): Item[] {
  return menuTemplate({
    platform: 'linux',
    devTools: false,
    recent: [],
    command: () => undefined,
    openRecent: () => undefined,
    ...changes,
  })
}
function children({ submenu }: Item): Item[] {
  return Array.isArray(submenu) ? submenu : []
}
function flat(items: readonly Item[]): Item[] {
  return items.flatMap((item) => [item, ...flat(children(item))])
}
function click(item: Item | undefined): void {
  item?.click?.(undefined as never, undefined, undefined as never)
}
function labels(items: readonly Item[]): string[] {
  return items.map(({ label = '' }) => label.replace('&', ''))
}

describe.each(platforms)('the menu bar on %s', (platform) => {
  it('has the usual menus in the usual order', () => {
    const rest = ['File', 'Edit', 'View', 'Scenario', 'Present', 'Window', 'Help']
    const expected = platform === 'darwin' ? ['Keicast', ...rest] : rest
    expect(labels(template({ platform }))).toStrictEqual(expected)
  })

  it('gives the page every command there is, once', () => {
    const given: string[] = []
    const items = flat(template({ platform, command: (command) => given.push(command) }))
    for (const item of items.filter(({ id }) => id !== undefined)) click(item)
    expect(given.toSorted()).toStrictEqual([...commands].toSorted())
  })

  it('has keys for what is done often, none of them twice', () => {
    const items = flat(template({ platform }))
    const keys = items.flatMap(({ accelerator }) => accelerator ?? [])
    expect(new Set(keys).size).toBe(keys.length)
    const unkeyed = items.filter(({ id, accelerator }) => id !== undefined && !accelerator)
    expect(unkeyed.map(({ id }) => id)).toStrictEqual(['file.revert', 'help.tour'])
  })

  it('has a way to quit', () => {
    expect(flat(template({ platform })).filter(({ role }) => role === 'quit')).toHaveLength(1)
  })
})

describe('keys', () => {
  const keysOf = (platform: NodeJS.Platform, id: string) =>
    flat(template({ platform })).find((item) => item.id === id)?.accelerator
  it('follow the platform', () => {
    expect(platforms.map((platform) => keysOf(platform, 'edit.redo'))).toStrictEqual([
      'CmdOrCtrl+Shift+Z',
      'Ctrl+Y',
      'CmdOrCtrl+Shift+Z',
    ])
    const quit = (platform: NodeJS.Platform) =>
      flat(template({ platform })).find(({ role }) => role === 'quit')?.accelerator
    expect(platforms.map(quit)).toStrictEqual(['Ctrl+Q', 'Alt+F4', undefined])
    expect(keysOf('linux', 'view.present')).toBe('F5')
    expect(keysOf('linux', 'file.save')).toBe('CmdOrCtrl+S')
  })
})

describe('recent documents', () => {
  function recentMenu(changes: Partial<MenuContext>): Item[] {
    const open = flat(template(changes)).find(({ label }) => label === 'Open &Recent')
    return open === undefined ? [] : children(open)
  }
  const document = (id: string, fileName: string, folder = '/home') => ({ id, fileName, folder })

  it('are opened by their id', () => {
    const opened: string[] = []
    const recent = [document('1', 'a.kei'), document('2', 'b.kei')]
    const items = recentMenu({ recent, openRecent: (id) => opened.push(id) })
    expect(labels(items)).toStrictEqual(['a.kei', 'b.kei'])
    click(items[1])
    expect(opened).toStrictEqual(['2'])
  })
  it('say their folder where two have one name, and keep an ampersand', () => {
    const recent = [document('1', 'a.kei', '/x'), document('2', 'a.kei', '/y')]
    expect(labels(recentMenu({ recent }))).toStrictEqual(['a.kei – /x', 'a.kei – /y'])
    const [item] = recentMenu({ recent: [document('1', 'R&D.kei')] })
    expect(item?.label).toBe('R&&D.kei')
  })
  it('say so where there are none', () => {
    expect(recentMenu({})).toStrictEqual([{ label: 'No recent documents', enabled: false }])
  })
})

describe('the developer’s tools', () => {
  it('are offered only where they are allowed', () => {
    const offered = (devTools: boolean) =>
      flat(template({ devTools })).some(({ role }) => role === 'toggleDevTools')
    expect(offered(true)).toBe(true)
    expect(offered(false)).toBe(false)
  })
})
