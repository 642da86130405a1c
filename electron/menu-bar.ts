import type { Menu, Screen } from 'electron'
import { menuTemplate, type MenuContext, type RecentDocument } from './menu.ts'

/** Show the menu bar, and again whenever what it depends on changes. */
export function createMenuBar(
  menu: Pick<typeof Menu, 'buildFromTemplate' | 'setApplicationMenu'>,
  screen: Screen,
  context: Omit<MenuContext, 'recent' | 'hasOtherDisplay'>,
): { showRecent(documents: readonly RecentDocument[]): void } {
  let recent: readonly RecentDocument[] = []
  function show(): void {
    const hasOtherDisplay = screen.getAllDisplays().length > 1
    const template = menuTemplate({ ...context, recent, hasOtherDisplay })
    menu.setApplicationMenu(menu.buildFromTemplate(template))
  }
  screen.on('display-added', show)
  screen.on('display-removed', show)
  show()
  return {
    showRecent(documents) {
      recent = documents
      show()
    },
  }
}
