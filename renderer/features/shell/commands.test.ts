import { describe, expect, it } from 'vitest'
import { commands } from '../../../src/contract/events.ts'
import { commandList, commandOf, keysText } from './commands.ts'

const press = (
  key: string,
  held: Partial<
    Record<'ctrlKey' | 'metaKey' | 'shiftKey' | 'altKey' | 'isComposing', boolean>
  > = {},
) => ({
  key,
  ctrlKey: false,
  metaKey: false,
  shiftKey: false,
  altKey: false,
  isComposing: false,
  ...held,
})

describe('commands', () => {
  it('are all in a menu, once', () => {
    expect(commandList.map(({ id }) => id).sort()).toEqual([...commands].sort())
  })

  it.each([
    [press('s', { ctrlKey: true }), false, 'file.save'],
    [press('S', { ctrlKey: true, shiftKey: true }), false, 'file.saveAs'],
    [press('s', { metaKey: true }), true, 'file.save'],
    [press('s', { metaKey: true }), false, null],
    [press('s'), false, null],
    [press('z', { ctrlKey: true }), false, 'edit.undo'],
    [press('Z', { ctrlKey: true, shiftKey: true }), false, 'edit.redo'],
    [press('y', { ctrlKey: true }), false, 'edit.redo'],
    [press('F5'), false, 'view.present'],
    [press('s', { ctrlKey: true, isComposing: true }), false, null],
  ] as const)('%o on a Mac %s means %s', (key, isMac, command) => {
    expect(commandOf(key, isMac)).toBe(command)
  })

  it('name their keys as the platform does', () => {
    expect(keysText('Mod+Shift+S', false)).toBe('Ctrl+Shift+S')
    expect(keysText('Mod+Shift+S', true)).toBe('⌘⇧S')
  })
})
