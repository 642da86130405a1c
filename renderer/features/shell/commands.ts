import type { Command } from '../../../src/contract/events.ts'
import { en } from '../../strings/en.ts'

/** The app's commands, once: menus, keyboard, palette and the shortcuts sheet are made from this list. */
export interface CommandInfo {
  readonly id: Command
  readonly label: string
  readonly menu: keyof typeof en.menus
  /** Keys as `Mod+Shift+S`; Mod is Ctrl, or Command on a Mac. */
  readonly keys: string | null
}

export const commandList: readonly CommandInfo[] = [
  command('file.new', 'file', 'Mod+Alt+N'),
  command('file.open', 'file', 'Mod+O'),
  command('file.save', 'file', 'Mod+S'),
  command('file.saveAs', 'file', 'Mod+Shift+S'),
  command('file.duplicate', 'file', null),
  command('file.revert', 'file', null),
  command('edit.undo', 'edit', 'Mod+Z'),
  command('edit.redo', 'edit', 'Mod+Shift+Z'),
  command('scenario.pin', 'scenario', null),
  command('view.present', 'view', 'F5'),
  command('view.presenter', 'view', 'Shift+F5'),
  command('view.palette', 'view', 'Mod+Shift+P'),
  command('help.tour', 'help', null),
  command('help.shortcuts', 'help', 'F1'),
]

function command(id: Command, menu: CommandInfo['menu'], keys: string | null): CommandInfo {
  return { id, menu, keys, label: en.commands[id] }
}

interface KeyPress {
  readonly key: string
  readonly ctrlKey: boolean
  readonly metaKey: boolean
  readonly shiftKey: boolean
  readonly altKey: boolean
  readonly isComposing: boolean
}

/** Find the command that a key press means; none while text is being composed. */
export function commandOf(press: KeyPress, isMac: boolean): Command | null {
  if (press.isComposing) return null
  const found = commandList.find(({ keys }) => keys !== null && matches(keys, press, isMac))
  if (found !== undefined) return found.id
  const redoByY = !isMac && press.ctrlKey && !press.shiftKey && press.key.toLowerCase() === 'y'
  return redoByY ? 'edit.redo' : null
}

function matches(keys: string, press: KeyPress, isMac: boolean): boolean {
  const parts = keys.split('+')
  const key = parts.at(-1) ?? ''
  const mod = isMac ? press.metaKey : press.ctrlKey
  const other = isMac ? press.ctrlKey : press.metaKey
  return (
    press.key.toLowerCase() === key.toLowerCase() &&
    mod === parts.includes('Mod') &&
    !other &&
    press.shiftKey === parts.includes('Shift') &&
    press.altKey === parts.includes('Alt')
  )
}

/** Say keys as the platform writes them. */
export function keysText(keys: string, isMac: boolean): string {
  return isMac
    ? keys.replace('Mod', '⌘').replace('Shift', '⇧').replace('Alt', '⌥').replaceAll('+', '')
    : keys.replace('Mod', 'Ctrl')
}
