import type { Menu } from 'electron'
import { menuTemplate, type MenuContext, type RecentDocument } from './menu.ts'

/** Show the menu bar, and again whenever what it depends on changes. */
export function createMenuBar(
  menu: Pick<typeof Menu, 'buildFromTemplate' | 'setApplicationMenu'>,
  context: Omit<MenuContext, 'recent'>,
): { showRecent(documents: readonly RecentDocument[]): void } {
  function showRecent(recent: readonly RecentDocument[]): void {
    menu.setApplicationMenu(menu.buildFromTemplate(menuTemplate({ ...context, recent })))
  }
  showRecent([])
  return { showRecent }
}
