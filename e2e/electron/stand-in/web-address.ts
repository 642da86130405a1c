/**
 * Chromium knows no `app:` scheme, so `app://bundle/x` is shown as `https://bundle.app.invalid/x`: a
 * secure origin that no name server will ever answer for.
 */
const SUFFIX = '.app.invalid'

export function toWeb(url: string): string {
  const found = /^app:\/\/([^/?#]+)(.*)$/s.exec(url)
  return found ? `https://${found[1] ?? ''}${SUFFIX}${found[2] ?? ''}` : url
}

export function fromWeb(url: string): string {
  const found = /^https:\/\/([^/?#]+)\.app\.invalid(?=[/?#]|$)(.*)$/s.exec(url)
  return found ? `app://${found[1] ?? ''}${found[2] ?? ''}` : url
}

/** The origin of a page as Electron's main process names it. */
export function originOf(webUrl: string): string {
  return URL.canParse(webUrl) ? fromWeb(new URL(webUrl).origin) : 'null'
}
