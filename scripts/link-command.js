// Puts the command where npx looks first, node_modules/.bin, as installing the package elsewhere would.
// Without it npx installs this folder into its own cache before the first use.
import { mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const folder = fileURLToPath(new URL('../node_modules/.bin', import.meta.url))
mkdirSync(folder, { recursive: true })
if (process.platform === 'win32') {
  writeFileSync(`${folder}\\keicast.cmd`, '@node "%~dp0..\\..\\bin\\keicast.js" %*\r\n')
} else {
  rmSync(`${folder}/keicast`, { force: true })
  symlinkSync('../../bin/keicast.js', `${folder}/keicast`)
}
