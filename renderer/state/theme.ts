import type { Settings } from '../../src/contract/calls.ts'

export type Theme = Settings['theme']

/** Show the page in a theme; the system's is what the styles follow where none is named. */
export function showTheme(theme: Theme): void {
  if (theme === 'system') document.documentElement.removeAttribute('data-theme')
  else document.documentElement.dataset.theme = theme
}
