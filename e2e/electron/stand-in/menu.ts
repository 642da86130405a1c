import { app } from './app.ts'
import { BrowserWindow } from './browser-window.ts'

interface Template {
  readonly id?: string
  readonly label?: string
  readonly role?: string
  readonly type?: string
  readonly accelerator?: string
  readonly enabled?: boolean
  readonly submenu?: readonly Template[]
  readonly click?: () => void
}

export class MenuItem {
  readonly id: string | undefined
  readonly label: string
  readonly role: string | undefined
  readonly type: string
  readonly accelerator: string | undefined
  readonly enabled: boolean
  readonly submenu: Menu | null
  readonly #onClick: (() => void) | undefined

  constructor(given: Template) {
    this.id = given.id
    this.label = given.label ?? given.role ?? ''
    this.role = given.role
    this.type = given.type ?? (given.submenu ? 'submenu' : 'normal')
    this.accelerator = given.accelerator
    this.enabled = given.enabled ?? true
    this.submenu = given.submenu ? new Menu(given.submenu) : null
    this.#onClick = given.click
  }

  click(): void {
    if (!this.enabled) return
    if (this.#onClick !== undefined) this.#onClick()
    else if (this.role === 'quit') app.quit()
    else if (this.role === 'close') BrowserWindow.getAllWindows()[0]?.close()
  }
}

let shown: Menu | null = null

export class Menu {
  readonly items: readonly MenuItem[]
  constructor(template: readonly Template[]) {
    this.items = template.map((item) => new MenuItem(item))
  }
  static buildFromTemplate(template: readonly Template[]): Menu {
    return new Menu(template)
  }
  static setApplicationMenu(menu: Menu | null): void {
    shown = menu
  }
  static getApplicationMenu(): Menu | null {
    return shown
  }
}
