import type { MenuItemConstructorOptions } from 'electron'
import type { Command } from '../src/contract/events.ts'

type Item = MenuItemConstructorOptions

export interface RecentDocument {
  readonly id: string
  readonly fileName: string
  readonly folder: string
}

export interface MenuContext {
  readonly platform: NodeJS.Platform
  readonly devTools: boolean
  readonly recent: readonly RecentDocument[]
  /** Give the page a command. */
  command(command: Command): void
  openRecent(id: string): void
}

const separator: Item = { type: 'separator' }

/** The menu bar of a platform; what its items do beyond the system's own is given by `context`. */
export function menuTemplate(context: MenuContext): Item[] {
  const isMac = context.platform === 'darwin'
  return [
    ...(isMac ? [appMenu()] : []),
    fileMenu(context),
    editMenu(context),
    viewMenu(context),
    menu('&Scenario', [give(context, 'scenario.pin', 'Pin as &Reference', 'CmdOrCtrl+Shift+R')]),
    presentMenu(context),
    windowMenu(isMac),
    helpMenu(context, isMac),
  ]
}

function menu(label: string, submenu: Item[]): Item {
  return { label, submenu }
}

function give(context: MenuContext, command: Command, label: string, accelerator?: string): Item {
  return {
    id: command,
    label,
    ...(accelerator === undefined ? {} : { accelerator }),
    click: () => context.command(command),
  }
}

function appMenu(): Item {
  return menu('Keicast', [
    { role: 'about' },
    separator,
    { role: 'services' },
    separator,
    { role: 'hide' },
    { role: 'hideOthers' },
    { role: 'unhide' },
    separator,
    { role: 'quit' },
  ])
}

function fileMenu(context: MenuContext): Item {
  return menu('&File', [
    give(context, 'file.new', '&New', 'CmdOrCtrl+N'),
    give(context, 'file.open', '&Open…', 'CmdOrCtrl+O'),
    menu('Open &Recent', recentItems(context)),
    separator,
    give(context, 'file.save', '&Save', 'CmdOrCtrl+S'),
    give(context, 'file.saveAs', 'Save &As…', 'CmdOrCtrl+Shift+S'),
    give(context, 'file.duplicate', '&Duplicate', 'CmdOrCtrl+Shift+D'),
    give(context, 'file.revert', 'Re&vert…'),
    separator,
    context.platform === 'darwin'
      ? { role: 'close' }
      : { role: 'quit', accelerator: context.platform === 'win32' ? 'Alt+F4' : 'Ctrl+Q' },
  ])
}

function recentItems(context: MenuContext): Item[] {
  const { recent } = context
  if (recent.length === 0) return [{ label: 'No recent documents', enabled: false }]
  return recent.map((document) => ({
    label: recentLabel(document, recent),
    click: () => context.openRecent(document.id),
  }))
}

/** A document's file name, with its folder where another has the same name. */
function recentLabel({ fileName, folder }: RecentDocument, all: readonly RecentDocument[]): string {
  const isOnly = all.filter((other) => other.fileName === fileName).length === 1
  // A single ampersand would mark the letter after it as the item's key.
  return (isOnly ? fileName : `${fileName} – ${folder}`).replaceAll('&', '&&')
}

function editMenu(context: MenuContext): Item {
  const redo = context.platform === 'win32' ? 'Ctrl+Y' : 'CmdOrCtrl+Shift+Z'
  return menu('&Edit', [
    give(context, 'edit.undo', '&Undo', 'CmdOrCtrl+Z'),
    give(context, 'edit.redo', '&Redo', redo),
    separator,
    { role: 'cut' },
    { role: 'copy' },
    { role: 'paste' },
    { role: 'selectAll' },
  ])
}

function viewMenu(context: MenuContext): Item {
  return menu('&View', [
    give(context, 'view.palette', '&Command Palette…', 'CmdOrCtrl+Shift+P'),
    separator,
    { role: 'resetZoom' },
    { role: 'zoomIn' },
    { role: 'zoomOut' },
    separator,
    { role: 'togglefullscreen' },
    ...(context.devTools ? [separator, { role: 'toggleDevTools' } as const] : []),
  ])
}

function presentMenu(context: MenuContext): Item {
  return menu('&Present', [
    give(context, 'view.present', '&Present This View', 'F5'),
    // On the other display, where there is one.
    give(context, 'view.presenter', 'Present with &Levers in Their Own Window', 'Shift+F5'),
  ])
}

function windowMenu(isMac: boolean): Item {
  const rest: Item[] = isMac ? [{ role: 'zoom' }, separator, { role: 'front' }] : []
  return { ...menu('&Window', [{ role: 'minimize' }, ...rest]), ...(isMac && { role: 'window' }) }
}

function helpMenu(context: MenuContext, isMac: boolean): Item {
  const items = [
    give(context, 'help.shortcuts', '&Keyboard Shortcuts', 'F1'),
    give(context, 'help.tour', '&Tour'),
    ...(isMac ? [] : [separator, { role: 'about' } as const]),
  ]
  return { ...menu('&Help', items), ...(isMac && { role: 'help' }) }
}
