// Opens Keicast: the desktop app where Electron's binary is or can be had, else the browser host.
import { execFileSync, spawn } from 'node:child_process'
import { existsSync, mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { findChromium } from './chromium.js'

const root = fileURLToPath(new URL('..', import.meta.url))
/** How long fetching Electron's binary may take before the browser host opens instead. */
const FETCH_MS = 120_000

/** Path of Electron's binary; its package fetches it when it is first asked. */
function electronBinary() {
  if (process.env.KEICAST_NO_ELECTRON) return undefined
  try {
    const path = execFileSync(process.execPath, ['-p', 'require("electron")'], {
      cwd: root,
      encoding: 'utf8',
      timeout: FETCH_MS,
      stdio: ['ignore', 'pipe', 'ignore'],
    })
    const binary = path.trim().split('\n').at(-1)
    return existsSync(binary) ? binary : undefined
  } catch {
    return undefined
  }
}

const hasDisplay =
  process.platform !== 'linux' || Boolean(process.env.DISPLAY || process.env.WAYLAND_DISPLAY)
const electron = electronBinary()

if (electron && hasDisplay) {
  spawn(electron, [root, ...process.argv.slice(2)], { stdio: 'inherit' }).on('exit', (code) => {
    process.exitCode = code ?? 1
  })
} else {
  console.log(
    electron
      ? 'There is no display here, so Keicast opens in a browser.'
      : 'Electron’s binary can’t be had here, so Keicast opens in a browser.',
  )
  const serving = spawn(
    process.execPath,
    [join(root, 'bin/keicast.js'), 'serve', ...process.argv.slice(2)],
    {
      stdio: ['inherit', 'pipe', 'inherit'],
    },
  )
  serving.on('exit', (code) => {
    process.exitCode = code ?? 1
  })
  for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => serving.kill(signal))
  let printed = ''
  serving.stdout.on('data', (chunk) => {
    process.stdout.write(chunk)
    if (printed === null) return
    printed += chunk
    const url = /http:\S+/.exec(printed)?.[0]
    if (url === undefined || !printed.includes('\n')) return
    printed = null
    openWindow(url)
  })
}

/** Open the page as a window of its own; without a display or a browser, the address is printed already. */
function openWindow(url) {
  const chromium = findChromium()
  if (!hasDisplay || chromium === undefined) return
  const profile = mkdtempSync(join(tmpdir(), 'keicast-window-'))
  const args = [
    `--app=${url}`,
    `--user-data-dir=${profile}`,
    '--no-first-run',
    '--window-size=1440,900',
  ]
  if (process.getuid?.() === 0) args.push('--no-sandbox')
  spawn(chromium, args, { stdio: 'ignore', detached: true }).unref()
}
