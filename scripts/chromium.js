// Finds the Chromium, Chrome or Edge of this machine; for the end-to-end tests it may install one.
import { execFileSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'

const NAMES = [
  'chromium',
  'chromium-browser',
  'google-chrome',
  'google-chrome-stable',
  'microsoft-edge',
]
const PLACES = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  '/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge',
  String.raw`C:\Program Files\Google\Chrome\Application\chrome.exe`,
  String.raw`C:\Program Files (x86)\Microsoft\Edge\Application\msedge.exe`,
]

/** Flags without which Chromium waits for hosts that a closed network refuses. */
export const quietFlags = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

/**
 * Path of an installed Chromium, or undefined. KEICAST_CHROMIUM names one outright.
 *
 * @returns {string | undefined}
 */
export function findChromium() {
  const named = process.env.KEICAST_CHROMIUM
  if (named) return named
  const folders = (process.env.PATH ?? '').split(delimiter)
  const onPath = folders.flatMap((folder) => NAMES.map((name) => join(folder, name)))
  return [...onPath, ...PLACES].find((path) => existsSync(path))
}

/**
 * Path of a Chromium, installed from Debian's packages where there is none and this is root on Debian.
 *
 * @returns {string}
 */
export function requireChromium() {
  const found = findChromium()
  if (found) return found
  const advice =
    'The end-to-end tests need Chromium, Chrome or Edge. Install one (Debian: apt-get install chromium) ' +
    'or name it in KEICAST_CHROMIUM, then run the tests again.'
  if (process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get')) throw new Error(advice)
  console.error('No Chromium found; installing it with apt-get.')
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  try {
    execFileSync('apt-get', ['update', '-qq'], { stdio: 'inherit', env })
    execFileSync('apt-get', ['install', '-y', '-qq', 'chromium'], { stdio: 'inherit', env })
  } catch (error) {
    throw new Error(`${advice}\napt-get failed: ${error.message}`, { cause: error })
  }
  const installed = findChromium()
  if (!installed) throw new Error(advice)
  return installed
}
